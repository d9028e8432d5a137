package io.riskgate.stores.remote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other records afterwards what became of a transfer: in the background, many at a time. What
 * is told has no effect twice, so after a failure it is told again until it has arrived.
 *
 * <p>Cap: so many wait; whoever brings another then waits until there is room, but no longer than
 * for one answer of the server. What finds no room is left out: whoever looks at the record later
 * asks for it.
 */
final class Afterwards implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);
  private static final int AT_ONCE = 256;
  private static final long AGAIN_FIRST_MS = 50;
  private static final long AGAIN_LAST_MS = 5_000;

  /** Something to be told. */
  record Message(Ask<State, Outcome> ask, long nowMs, long reachMs) {}

  private final Records records;
  private final int max;
  private final long patienceNanos;
  private long leftOut;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final Deque<Long> since = new ArrayDeque<>();
  private int underWay;
  private long underWaySince;
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

  void tell(Message message) {
    add(message);
  }

  /** Does something else in the background; left out where there is no room. */
  void later(Runnable task) {
    synchronized (this) {
      if (isClosed || waiting.size() >= max) {
        return;
      }
    }
    add(task);
  }

  private void add(Object one) {
    synchronized (this) {
      if (!isRoom()) {
        leftOut++;
        return;
      }
      waiting.add(one);
      since.add(System.nanoTime());
      notifyAll();
    }
  }

  private synchronized boolean isRoom() {
    long until = System.nanoTime() + patienceNanos;
    while (!isClosed && waiting.size() >= max) {
      long restMs = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (restMs <= 0) {
        return false;
      }
      try {
        wait(restMs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return !isClosed;
  }

  /** How many found no room. */
  synchronized long leftOut() {
    return leftOut;
  }

  /** How many wait or are under way. */
  synchronized int waiting() {
    return waiting.size() + underWay;
  }

  /** How long the oldest has waited, in milliseconds. */
  synchronized long lagMs() {
    Long oldest = underWay > 0 ? Long.valueOf(underWaySince) : since.peek();
    return oldest == null ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - oldest);
  }

  /** Waits until all has arrived; whether it has. */
  synchronized boolean drain(long timeoutMs) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (waiting.size() + underWay > 0) {
      long restMs = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (restMs <= 0) {
        return false;
      }
      try {
        wait(restMs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void run() {
    List<Object> batch = new ArrayList<>();
    while (take(batch)) {
      List<Message> messages = new ArrayList<>();
      for (Object one : batch) {
        if (one instanceof Message message) {
          messages.add(message);
        }
      }
      send(messages);
      for (Object one : batch) {
        if (one instanceof Runnable task) {
          runSafely(task);
        }
      }
      synchronized (this) {
        underWay = 0;
        notifyAll();
      }
      batch.clear();
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("Something in the background failed; it is tried again when it is seen again", e);
    }
  }

  private synchronized boolean take(List<Object> batch) {
    while (waiting.isEmpty() && !isClosed) {
      try {
        wait();
      } catch (InterruptedException e) {
        return false;
      }
    }
    Long first = since.peek();
    underWaySince = first == null ? 0 : first;
    while (!waiting.isEmpty() && batch.size() < AT_ONCE) {
      batch.add(waiting.remove());
      since.remove();
    }
    underWay = batch.size();
    notifyAll();
    return !batch.isEmpty();
  }

  private void send(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    long againMs = AGAIN_FIRST_MS;
    while (true) {
      try {
        List<Ask<State, Outcome>> asks = messages.stream().map(Message::ask).toList();
        records.call(asks, messages.get(0).nowMs(), messages.get(0).reachMs());
        return;
      } catch (RuntimeException e) {
        synchronized (this) {
          if (isClosed) {
            LOG.warn(
                "{} messages did not arrive; whoever sees what they are about asks",
                messages.size());
            return;
          }
          try {
            wait(againMs);
          } catch (InterruptedException i) {
            return;
          }
        }
        if (againMs == AGAIN_FIRST_MS) {
          LOG.warn("The server takes nothing in the background at present: {}", e.getMessage());
        }
        againMs = Math.min(2 * againMs, AGAIN_LAST_MS);
      }
    }
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
