package io.riskgate.core.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Records on their way from many threads to the one that writes; as many as there is room for. */
final class LogQueue {
  private final int max;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Queue<Pending> waiting = new ArrayDeque<>();
  private final LongAdder lost = new LongAdder();
  private volatile int size;
  private volatile boolean closed;

  LogQueue(int max) {
    this.max = max;
  }

  /** Whether a record that came now would have to wait. */
  boolean isFull() {
    return size >= max;
  }

  /** Adds a record, where there is room within a time; whether it did. */
  boolean offer(Pending pending, long nanos) {
    return offer(pending, nanos, max);
  }

  /** Adds a record, room or not; only a closed queue takes none. */
  boolean offerBeyond(Pending pending) {
    return offer(pending, 0, Integer.MAX_VALUE);
  }

  private boolean offer(Pending pending, long nanos, int roomFor) {
    lock.lock();
    try {
      long left = nanos;
      while (size >= roomFor && !closed) {
        if (left <= 0) {
          return false;
        }
        left = notFull.awaitNanos(left);
      }
      if (closed) {
        return false;
      }
      waiting.add(pending);
      size = waiting.size();
      notEmpty.signal();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for records and takes what is there, or returns none once the time is over or the queue
   * is closed.
   */
  List<Pending> take(int atMost, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (waiting.isEmpty() && !closed && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      List<Pending> taken = new ArrayList<>(Math.min(atMost, waiting.size()));
      while (taken.size() < atMost && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      size = waiting.size();
      notFull.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; what is there can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Counts records that are not written. */
  void lose(long records) {
    lost.add(records);
  }

  /** How many were not written. */
  long lost() {
    return lost.sum();
  }
}
