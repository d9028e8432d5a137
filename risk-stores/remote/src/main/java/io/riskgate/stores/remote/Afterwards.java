package io.riskgate.stores.remote;

import io.riskgate.core.internal.logging.Redacted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other records afterwards what became of a transfer: in the background, many at a time. What
 * is told has no effect twice, so after a failure it is told again until it has arrived. What fails
 * again is told in ever smaller parts, and new messages go between: one record that the server does
 * not take, or one of its servers that is down, holds up nothing else.
 *
 * <p>Cap: so many wait; whoever brings another then waits until there is room, but no longer than
 * for one answer of the server. What finds no room is left out, and so is a single message that the
 * server has refused {@value #TRIES_MAX} times while it took others: whoever looks at the record
 * later asks for it.
 */
final class Afterwards implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);
  private static final int AT_ONCE = 256;
  private static final long AGAIN_FIRST_MS = 50;
  private static final long AGAIN_LAST_MS = 5_000;

  /** After so many failures in a row the server is given a rest. */
  private static final int FAILURES_MAX = 3;

  private static final int ANSWERS = 5;

  /** With pauses of 5 s at last, some five minutes. */
  private static final int TRIES_MAX = 64;

  /** Something to be told. */
  record Message(Ask<State, Outcome> ask, long nowMs, long reachMs) {}

  /**
   * What is told together.
   *
   * @param tries how often that has failed
   * @param arrivals how much had arrived when it failed first
   * @param dueNanos when it is tried again
   */
  private record Batch(
      List<Message> messages, long sinceNanos, int tries, long arrivals, long dueNanos) {}

  private final Records records;
  private final int max;
  private final long patienceNanos;
  private long leftOut;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final Deque<Long> since = new ArrayDeque<>();

  /** What has failed, by when it is tried again. */
  private final Queue<Batch> failed =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));

  private int failedSize;
  private int underWay;
  private long underWaySince;
  private boolean wasFresh;
  private long arrivals;
  private int failures;
  private long restUntil = System.nanoTime();
  private boolean isClosed;
  private final Thread thread;

  Afterwards(Records records, int max, Duration patience) {
    patienceNanos = patience.toNanos();
    this.records = records;
    this.max = max;
    thread = new Thread(this::run, "riskgate-afterwards");
    thread.setDaemon(true);
    thread.start();
  }

  /** Until when whoever brings messages now may wait for room, as nanoTime tells time. */
  long patienceUntil() {
    return System.nanoTime() + patienceNanos;
  }

  /** Tells it some time; waits for room until a time and no longer. */
  void tell(Message message, long untilNanos) {
    synchronized (this) {
      if (!isRoom(untilNanos)) {
        leftOut++;
        return;
      }
      add(message);
    }
  }

  /** Does something else in the background; left out where there is no room. */
  void later(Runnable task) {
    synchronized (this) {
      if (!isClosed && size() < max) {
        add(task);
      }
    }
  }

  private void add(Object one) {
    waiting.add(one);
    since.add(System.nanoTime());
    notifyAll();
  }

  /** How many wait, but for those that are just being told. */
  private int size() {
    return waiting.size() + failedSize;
  }

  private boolean isRoom(long untilNanos) {
    while (!isClosed && size() >= max && Thread.currentThread() != thread) {
      long restMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
      if (restMs <= 0 || !waits(restMs)) {
        return false;
      }
    }
    return !isClosed;
  }

  /** Waits to be woken; false where the thread was interrupted. */
  @SuppressWarnings("WaitNotInLoop") // whoever calls it looks again
  private boolean waits(long ms) {
    try {
      wait(ms);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many found no room. */
  synchronized long leftOut() {
    return leftOut;
  }

  /** How many wait or are under way. */
  synchronized int waiting() {
    return size() + underWay;
  }

  /** How long the oldest has waited, in milliseconds. */
  synchronized long lagMs() {
    long now = System.nanoTime();
    long oldest = underWay > 0 ? now - underWaySince : 0;
    Long first = since.peek();
    oldest = first == null ? oldest : Math.max(oldest, now - first);
    for (Batch batch : failed) {
      oldest = Math.max(oldest, now - batch.sinceNanos);
    }
    return TimeUnit.NANOSECONDS.toMillis(oldest);
  }

  /** Waits for as long as some answers of the server may take; whether all has arrived by then. */
  boolean arrives() {
    return drain(TimeUnit.NANOSECONDS.toMillis(patienceNanos) * ANSWERS, true);
  }

  /** Whether something waits, or is under way, that was brought up to a time. */
  private boolean isWaiting(long upToNanos) {
    Long first = since.peek();
    if ((underWay > 0 && underWaySince - upToNanos <= 0)
        || (first != null && first - upToNanos <= 0)) {
      return true;
    }
    for (Batch batch : failed) {
      if (batch.sinceNanos - upToNanos <= 0) {
        return true;
      }
    }
    return false;
  }

  /** Waits until all has arrived; whether it has. */
  synchronized boolean drain(long timeoutMs) {
    return drain(timeoutMs, false);
  }

  /** The same; of what waits now only, where others go on. */
  private synchronized boolean drain(long timeoutMs, boolean ofNow) {
    long begin = System.nanoTime();
    long until = begin + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (ofNow ? isWaiting(begin) : waiting() > 0) {
      long restMs = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (restMs <= 0 || !waits(restMs)) {
        return false;
      }
    }
    return true;
  }

  private void run() {
    List<Runnable> tasks = new ArrayList<>();
    for (Batch batch = next(tasks); batch != null; batch = next(tasks)) {
      send(batch);
      tasks.forEach(Afterwards::runSafely);
      tasks.clear();
      synchronized (this) {
        underWay = 0;
        notifyAll();
      }
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn(
          "Something in the background failed; it is tried again when it is seen again",
          Redacted.of(e));
    }
  }

  /** What is to be told next, or null where the end has come: new messages and failed in turn. */
  private synchronized @Nullable Batch next(List<Runnable> tasks) {
    while (true) {
      long now = System.nanoTime();
      Batch again = failed.peek();
      boolean isRested = isClosed || restUntil - now <= 0;
      boolean isDue = again != null && (isClosed || again.dueNanos - now <= 0);
      if (isRested && isDue && (wasFresh || waiting.isEmpty())) {
        return again();
      }
      if (isRested && !waiting.isEmpty()) {
        return fresh(tasks);
      }
      if (isClosed) {
        return null;
      }
      long untilNanos = isRested ? again == null ? now : again.dueNanos : restUntil;
      long nanos = untilNanos - now;
      if (!waits(nanos <= 0 ? AGAIN_LAST_MS : TimeUnit.NANOSECONDS.toMillis(nanos) + 1)) {
        return null;
      }
    }
  }

  private Batch fresh(List<Runnable> tasks) {
    List<Message> messages = new ArrayList<>();
    underWaySince = since.element();
    for (underWay = 0; !waiting.isEmpty() && underWay < AT_ONCE; underWay++) {
      Object one = waiting.remove();
      since.remove();
      if (one instanceof Message message) {
        messages.add(message);
      } else {
        tasks.add((Runnable) one);
      }
    }
    wasFresh = true;
    notifyAll();
    return new Batch(messages, underWaySince, 0, arrivals, 0);
  }

  private Batch again() {
    Batch batch = failed.remove();
    underWay = batch.messages.size();
    underWaySince = batch.sinceNanos;
    failedSize -= underWay;
    wasFresh = false;
    return batch;
  }

  private void send(Batch batch) {
    List<Message> messages = batch.messages;
    if (messages.isEmpty()) {
      return;
    }
    try {
      records.append(
          messages.stream().map(Message::ask).toList(),
          messages.get(0).nowMs(),
          messages.get(0).reachMs());
      synchronized (this) {
        arrivals++;
        failures = 0;
      }
    } catch (RuntimeException e) {
      failed(batch, e);
    }
  }

  private synchronized void failed(Batch batch, RuntimeException e) {
    if (++failures == 1) {
      LOG.warn(
          "The server does not take everything in the background: {}", Redacted.of(e).toString());
    }
    List<Message> messages = batch.messages;
    int size = messages.size();
    if (isClosed) {
      LOG.warn("{} messages did not arrive; whoever sees what they are about asks", size);
      leftOut += size;
    } else if (size > 1 && batch.tries > 0) {
      put(batch, messages.subList(0, size / 2));
      put(batch, messages.subList(size / 2, size));
    } else if (size == 1 && batch.tries >= TRIES_MAX && arrivals > batch.arrivals) {
      LOG.warn("A message was refused {} times, and is left out", batch.tries, Redacted.of(e));
      leftOut++;
    } else {
      put(batch, messages);
    }
    if (failures >= FAILURES_MAX) {
      restUntil = System.nanoTime() + pauseNanos(failures - FAILURES_MAX);
    }
  }

  private void put(Batch batch, List<Message> part) {
    long due = System.nanoTime() + pauseNanos(batch.tries);
    failed.add(
        new Batch(List.copyOf(part), batch.sinceNanos, batch.tries + 1, batch.arrivals, due));
    failedSize += part.size();
    underWay -= part.size();
  }

  private static long pauseNanos(int tries) {
    long ms = tries > 6 ? AGAIN_LAST_MS : Math.min(AGAIN_FIRST_MS << tries, AGAIN_LAST_MS);
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Override
  public void close() {
    drain(5_000);
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
