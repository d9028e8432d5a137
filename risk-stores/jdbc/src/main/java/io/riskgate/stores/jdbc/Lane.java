package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One thread, with one connection at a time, for the records whose hash leads here. While a
 * transaction is under way what comes next gathers, and is done by the next transaction together:
 * the busier, the more callers share one commit. As a record has one lane, callers of one process
 * never wait for each other's locks.
 */
final class Lane {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Asked> queue = new ArrayDeque<>();
  private final int queueMax;
  private final int batchMax;
  private final Consumer<List<Asked>> work;
  private final Thread thread;
  private boolean closed;

  Lane(String name, int queueMax, int batchMax, Consumer<List<Asked>> work) {
    this.queueMax = queueMax;
    this.batchMax = batchMax;
    this.work = work;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Queues what is asked, or fails it where there is too much already. */
  void add(Asked asked) {
    StoreException refused = null;
    lock.lock();
    try {
      if (queue.size() >= queueMax) {
        queue.removeIf(each -> each.caller.leftNanos() <= 0);
      }
      if (closed) {
        refused = new StoreException("The store is closed");
      } else if (queue.size() >= queueMax) {
        refused = new StoreException("The database does not keep up: " + queueMax + " wait for it");
      } else {
        queue.addLast(asked);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (refused != null) {
      asked.fail(refused);
    }
  }

  /** Puts back what must be done by itself, behind the rest. */
  void addAlone(Asked asked) {
    asked.alone = true;
    add(asked);
  }

  /** How many wait. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<Asked> batch = take();
    while (!batch.isEmpty()) {
      try {
        work.accept(batch);
      } catch (RuntimeException | Error e) {
        StoreException failure = new StoreException("The database store failed inside", e);
        batch.forEach(each -> each.fail(failure));
      }
      batch = take();
    }
  }

  /** What is next; empty once the lane is closed. */
  private List<Asked> take() {
    List<Asked> batch = new ArrayList<>();
    lock.lock();
    try {
      while (batch.isEmpty()) {
        while (queue.isEmpty()) {
          if (closed) {
            return batch;
          }
          changed.awaitUninterruptibly();
        }
        fill(batch);
      }
    } finally {
      lock.unlock();
    }
    return batch;
  }

  private void fill(List<Asked> batch) {
    while (!queue.isEmpty() && batch.size() < batchMax) {
      Asked next = queue.element();
      if (next.caller.leftNanos() <= 0) {
        queue.remove();
      } else if (!next.alone) {
        batch.add(queue.remove());
      } else if (batch.isEmpty()) {
        batch.add(queue.remove());
        return;
      } else {
        return;
      }
    }
  }

  /** Ends the lane once what is under way is done; what waits fails. */
  void close() {
    List<Asked> left;
    lock.lock();
    try {
      closed = true;
      left = List.copyOf(queue);
      queue.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
    StoreException failure = new StoreException("The store is closed");
    left.forEach(each -> each.fail(failure));
  }

  void join(long ms) {
    try {
      thread.join(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
