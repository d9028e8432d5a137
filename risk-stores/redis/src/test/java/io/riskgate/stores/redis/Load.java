package io.riskgate.stores.redis;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that append changes to a few records, as fast as they are answered, and send each again
 * until it is: every change that {@link #acknowledged} names was answered once.
 */
final class Load implements AutoCloseable {
  private final RecordServer server;
  private final List<RecordKey> keys;
  private final Duration budget;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<RecordKey, Set<Long>> acknowledged = new HashMap<>();
  private final AtomicLong tokens;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean ending;
  private volatile Throwable broken;

  Load(RecordServer server, List<RecordKey> keys, int callers, long firstToken, Duration budget) {
    this.server = server;
    this.keys = keys;
    this.budget = budget;
    this.tokens = new AtomicLong(firstToken);
    keys.forEach(k -> acknowledged.put(k, new HashSet<>()));
    for (int i = 0; i < callers; i++) {
      Thread thread = new Thread(this::run, "load-" + i);
      thread.setUncaughtExceptionHandler((t, e) -> broken = e);
      threads.add(thread);
      thread.start();
    }
  }

  private void run() {
    Map<RecordKey, RecordPoint> known = new HashMap<>();
    while (!ending) {
      long token = tokens.incrementAndGet();
      RecordKey key = keys.get((int) (token % keys.size()));
      while (!append(key, known, token) && !ending) {
        failed.incrementAndGet();
      }
    }
  }

  private boolean append(RecordKey key, Map<RecordKey, RecordPoint> known, long token) {
    RecordPoint point = known.getOrDefault(key, RecordPoint.START);
    try {
      RecordTail tail = server.call(List.of(Asking.appending(key, point, token)), budget).get(0);
      List<RecordChange> changes = tail.changes();
      if (changes.get(changes.size() - 1).token() != token) {
        throw new IllegalStateException("The last change is not the caller's");
      }
      known.put(key, new RecordPoint(tail.from().version() + changes.size(), token));
      Set<Long> ofKey = acknowledged.get(key);
      synchronized (ofKey) {
        ofKey.add(token);
      }
      answered.incrementAndGet();
      return true;
    } catch (StoreException e) {
      RedisProcess.sleep(5);
      return false;
    }
  }

  /** How many changes were answered so far. */
  int answered() {
    return answered.get();
  }

  /** How many calls failed so far. */
  int failed() {
    return failed.get();
  }

  /** Waits until so many more were answered. */
  void awaitMore(int count) {
    int until = answered.get() + count;
    RedisCluster.await(() -> answered.get() >= until || broken != null);
  }

  /** Waits until each record has got some more. */
  void awaitEach() {
    for (RecordKey key : keys) {
      Set<Long> ofKey = acknowledged.get(key);
      int until = size(ofKey) + 5;
      RedisCluster.await(() -> size(ofKey) >= until || broken != null);
    }
  }

  private static int size(Set<Long> set) {
    synchronized (set) {
      return set.size();
    }
  }

  /** A copy of all that was answered so far. */
  Set<Long> allAcknowledged() {
    Set<Long> all = new HashSet<>();
    for (Set<Long> ofKey : acknowledged.values()) {
      synchronized (ofKey) {
        all.addAll(ofKey);
      }
    }
    return all;
  }

  Set<Long> acknowledged(RecordKey key) {
    return acknowledged.get(key);
  }

  /** Ends it, and waits until the last call was answered. */
  void end() {
    ending = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (broken != null) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void close() {
    end();
  }
}
