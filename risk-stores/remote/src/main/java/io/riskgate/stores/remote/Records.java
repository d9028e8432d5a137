package io.riskgate.stores.remote;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records as this process knows them, and the way to the server.
 *
 * <p>Cap: so many records are kept, those used lately; another is read whole when it is needed. And
 * {@value #LONG_MAX} of those that were too long when they were read whole, until their snapshots
 * are written.
 */
final class Records {
  private static final Logger LOG = LoggerFactory.getLogger(Records.class);
  private static final int STRIPES = 64;
  private static final int STRIPE_SHIFT = 26;
  private static final int LONG_MAX = 256;
  private static final int SHORTENED_AT_ONCE = 4;

  /**
   * Some of the records, in the order in which they came. One that was used since goes behind the
   * others when its turn to leave has come. So a look at one writes no more than that it was used.
   */
  private static final class Stripe extends LinkedHashMap<RecordKey, Folded> {
    private static final long serialVersionUID = 1L;
    private final int max;

    Stripe(int max) {
      this.max = max;
    }

    /** Makes room for another. */
    void leave() {
      while (size() >= max) {
        Iterator<Map.Entry<RecordKey, Folded>> all = entrySet().iterator();
        Map.Entry<RecordKey, Folded> eldest = all.next();
        all.remove();
        Folded folded = eldest.getValue();
        if (folded.isUsed) {
          folded.isUsed = false;
          put(eldest.getKey(), folded);
        }
      }
    }
  }

  private final RecordServer server;
  private final WordBook words;
  private final Duration budget;
  final Waiting waiting = new Waiting();
  private final Stripe[] stripes = new Stripe[STRIPES];

  /**
   * What was read with too many changes. Its next change may come when it is known here no longer,
   * and so without a snapshot, again and again: it gets one in the background instead.
   */
  private final BlockingQueue<Folded> readLong = new ArrayBlockingQueue<>(LONG_MAX);

  /** Does something in the background, some time; nobody does at first. */
  private volatile Consumer<Runnable> later = task -> {};

  Records(RecordServer server, WordBook words, Duration budget, int recordsMax) {
    this.server = server;
    this.words = words;
    this.budget = budget;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe(Math.max(1, recordsMax / STRIPES));
    }
  }

  private Stripe stripe(RecordKey key) {
    // Other bits of the hash than those by which a stripe finds its place.
    return stripes[(key.hashCode() * 0x9E3779B9) >>> STRIPE_SHIFT];
  }

  Folded folded(RecordKey key) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      Folded known = stripe.get(key);
      if (known != null) {
        known.isUsed = true;
        return known;
      }
      stripe.leave();
      Folded folded = new Folded(key, words, waiting);
      stripe.put(key, folded);
      return folded;
    }
  }

  private void drop(RecordKey key, Folded folded) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      stripe.remove(key, folded);
    }
  }

  /** Asks one record, and waits. */
  <S extends State, R> R call(Ask<S, R> ask, long nowMs, long reachMs) {
    call(List.of(ask), nowMs, reachMs);
    return ask.result();
  }

  /** Asks one record, and waits until a time and no longer. */
  <S extends State, R> R call(Ask<S, R> ask, long nowMs, long reachMs, long deadlineNanos) {
    call(List.of(ask), nowMs, reachMs, deadlineNanos);
    return ask.result();
  }

  /** Asks several records, and waits once for all. */
  List<Folded> call(List<? extends Ask<?, ?>> asks, long nowMs, long reachMs) {
    return call(asks, nowMs, reachMs, RiskStore.NO_DEADLINE);
  }

  private Duration until(long deadlineNanos) {
    if (deadlineNanos == RiskStore.NO_DEADLINE) {
      return budget;
    }
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new StoreException("The caller's time was over before the server was asked");
    }
    return left < budget.toNanos() ? Duration.ofNanos(left) : budget;
  }

  /**
   * Asks several records, and waits once for all, until a time and no longer.
   *
   * @param deadlineNanos as {@link System#nanoTime()} tells time
   * @return the records, in the order of what was asked
   */
  List<Folded> call(List<? extends Ask<?, ?>> asks, long nowMs, long reachMs, long deadlineNanos) {
    List<Folded> all = new ArrayList<>(asks.size());
    List<RecordCall> calls = new ArrayList<>(asks.size());
    boolean isOver = false;
    try {
      for (Ask<?, ?> ask : asks) {
        Folded folded = folded(ask.key);
        all.add(folded);
        calls.add(folded.begin(ask, nowMs, reachMs));
      }
      List<RecordTail> tails = server.call(calls, until(deadlineNanos));
      for (int i = 0; i < calls.size(); i++) {
        fold(calls.get(i), all.get(i), tails.get(i), deadlineNanos);
        all.get(i).end(asks.get(i));
      }
      isOver = true;
    } catch (RuntimeException e) {
      throw e instanceof StoreException ? e : broken(asks, all, e);
    } finally {
      if (!isOver) {
        cancel(asks, all); // nobody waits for them any more
      }
    }
    List<Ask<?, ?>> again = new ArrayList<>(0);
    for (Ask<?, ?> ask : asks) {
      if (!ask.isDone()) {
        again.add(ask.again());
      }
    }
    if (!again.isEmpty()) {
      call(again, nowMs, reachMs, deadlineNanos);
    }
    writeSnapshots(asks, all);
    return all;
  }

  /**
   * Appends changes, and waits until the server has them. What is to be told has then arrived, also
   * where a record cannot be put together here: whoever needs it reads it anew.
   */
  void append(List<? extends Ask<?, ?>> asks, long nowMs, long reachMs) {
    List<Folded> all = new ArrayList<>(asks.size());
    List<RecordCall> calls = new ArrayList<>(asks.size());
    try {
      for (Ask<?, ?> ask : asks) {
        Folded folded = folded(ask.key);
        all.add(folded);
        calls.add(folded.begin(ask, nowMs, reachMs));
      }
      List<RecordTail> tails = server.call(calls, budget);
      for (int i = 0; i < calls.size(); i++) {
        try {
          fold(calls.get(i), all.get(i), tails.get(i), RiskStore.NO_DEADLINE);
        } catch (RuntimeException e) {
          LOG.debug("{} was told, and cannot be put together: {}", asks.get(i).key, e.getMessage());
          drop(asks.get(i).key, all.get(i));
        }
      }
    } finally {
      cancel(asks, all);
    }
  }

  private static void cancel(List<? extends Ask<?, ?>> asks, List<Folded> begun) {
    for (int i = 0; i < begun.size(); i++) {
      begun.get(i).cancel(asks.get(i));
    }
  }

  /** Says by whom snapshots are written that go along with no change. */
  void later(Consumer<Runnable> next) {
    later = next;
  }

  /** Writes a few snapshots of what was read with too many changes. */
  private void shorten() {
    for (int i = 0; i < SHORTENED_AT_ONCE; i++) {
      Folded folded = readLong.poll();
      RecordCall call = folded == null ? null : folded.snapshotIfLong();
      RecordSnapshot snapshot = call == null ? null : call.snapshot();
      if (folded != null && call != null && snapshot != null) {
        // Where that fails it is long still, and whoever reads it whole again tries again.
        List<RecordTail> unused = server.call(List.of(call), budget);
        folded.isWritten(snapshot);
      }
    }
    if (!readLong.isEmpty()) {
      later.accept(this::shorten);
    }
  }

  /** What was half applied is not used again: it is read anew. */
  private StoreException broken(
      List<? extends Ask<?, ?>> asks, List<Folded> all, RuntimeException e) {
    for (int i = 0; i < all.size(); i++) {
      drop(asks.get(i).key, all.get(i));
    }
    return new StoreException("A record could not be put together: " + e, e);
  }

  private void fold(RecordCall call, Folded folded, RecordTail tail, long deadlineNanos) {
    if (!folded.fold(call.known(), tail)) {
      RecordTail whole =
          server
              .call(List.of(RecordCall.read(call.key(), RecordPoint.START)), until(deadlineNanos))
              .get(0);
      if (!folded.fold(RecordPoint.START, whole)) {
        throw new StoreException(
            "The record "
                + call.key()
                + " has a gap on the server: it is not used; restore the server, or see who has"
                + " removed something there");
      }
    }
    if (call.known().version() == 0 && folded.isLong()) {
      boolean unused = readLong.offer(folded); // where there is no room, the next time it is read
      later.accept(this::shorten);
    }
  }

  private void writeSnapshots(List<? extends Ask<?, ?>> asks, List<Folded> all) {
    @Nullable List<RecordCall> calls = null;
    for (int i = 0; i < all.size(); i++) {
      if (asks.get(i).isWithSnapshot()) {
        calls = calls == null ? new ArrayList<>() : calls;
        calls.add(all.get(i).snapshot());
      }
    }
    if (calls != null) {
      server.call(calls, budget);
    }
  }
}
