package io.riskgate.stores.embedded;

import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as it is written: every call that changes something, in the order in which it was
 * applied. Callers put their records into a buffer; one thread writes what has gathered as one
 * group and forces it once.
 *
 * <p>What is in the buffer was applied to memory, so it is never dropped: where the disk takes
 * nothing, it is kept and tried again, and other calls are refused before they are applied.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** Bounds of what waits to be written. */
  record Bounds(int recordsMax, Duration ageMax, Duration patience, Duration retry) {}

  /** Not quite full: callers that have passed {@link #admit} still bring theirs. */
  private static final int BUFFER_BYTES_MAX = 64 << 20;

  /** Nobody waits longer than this for others. */
  private static final long GATHER_NS_MAX = 2_000_000;

  private final boolean sync;
  private final Bounds bounds;
  private final JournalFiles files;
  private final Thread writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();

  // Guarded by the lock:
  private WireOut filling = new WireOut();
  private WireOut spare = new WireOut();
  private volatile int records;
  private volatile long oldestNs;

  /** When the oldest call came that is being written, while any is. */
  private volatile long groupOldestNs;

  private volatile boolean isWriting;

  private volatile boolean closing;
  private boolean ended;

  /** How many callers wait for the disk, and how many did when it last answered. */
  private int callers;

  private int callersBefore;

  /** How many wait for everything that was appended: nothing is gathered then. */
  private int flushing;

  private long forceNs;

  private volatile long appended;
  private volatile long durable;
  private volatile @Nullable IOException failure;

  /**
   * A journal that goes on.
   *
   * @param lastSeq the number of the last call that is on the disk
   */
  Journal(
      Folder folder,
      Disk disk,
      UUID store,
      JournalFiles.Position at,
      long lastSeq,
      Options options) {
    sync = options.mode() == Mode.SYNC;
    bounds = options.bounds();
    files = new JournalFiles(folder, disk, store, at, lastSeq, options.segmentBytes());
    appended = lastSeq;
    durable = lastSeq;
    writer = new Thread(this::write, "riskgate-store-journal");
    writer.setDaemon(true);
  }

  /** What of the builder is the journal's. */
  record Options(Mode mode, Bounds bounds, long segmentBytes) {}

  void start() {
    writer.start();
  }

  JournalFiles files() {
    return files;
  }

  long appended() {
    return appended;
  }

  long durable() {
    return durable;
  }

  @Nullable IOException failure() {
    return failure;
  }

  /** Lets a call in that will be applied and appended; waits where the disk is behind. */
  void admit() {
    if (failure == null && waiting() < bounds.recordsMax && !closing && isYoung()) {
      return; // without the lock: a few more than the bound may come in at once
    }
    lock.lock();
    try {
      long leftNs = bounds.patience.toNanos();
      while (true) {
        checkOpen();
        IOException failed = failure;
        if (failed != null) {
          throw failing(failed);
        }
        if (waiting() < bounds.recordsMax && filling.size() < BUFFER_BYTES_MAX && isYoung()) {
          return;
        }
        if (leftNs <= 0) {
          throw new StoreException(
              "The disk of the store is slower than the calls that come: " + waiting() + " wait");
        }
        leftNs = room.awaitNanos(leftNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for the disk of the store", e);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closing;
  }

  /** Refuses a call, which is not applied yet, where no journal would take it any more. */
  void checkOpen() {
    if (closing) {
      throw new StoreException("The store is closed");
    }
  }

  /** Whether what waits does so for no longer than it may. */
  private boolean isYoung() {
    return sync || waiting() == 0 || ageNs() < bounds.ageMax.toNanos();
  }

  private long ageNs() {
    return System.nanoTime() - (isWriting ? groupOldestNs : oldestNs);
  }

  private static StoreException failing(IOException failed) {
    return new StoreException(
        "The disk of the store takes nothing at present ("
            + failed
            + "); it is tried again by itself",
        failed);
  }

  /** Appends a call that was applied; its number. Under the locks of its keys. */
  long append(int type, int flags, WireOut body) {
    lock.lock();
    try {
      long seq = appended + 1;
      put(seq, type, flags, body.bytes(), body.size());
      int before = records;
      if (before == 0) {
        oldestNs = System.nanoTime();
      }
      records = before + 1;
      if (before == 0 || before == bounds.recordsMax / 2) {
        work.signal();
      }
      appended = seq;
      return seq;
    } finally {
      lock.unlock();
    }
  }

  /** Appends the definition of a word. */
  void define(byte[] definition) {
    lock.lock();
    try {
      put(0, Frame.DEFINE, 0, definition, definition.length);
    } finally {
      lock.unlock();
    }
  }

  private void put(long seq, int type, int flags, byte[] body, int length) {
    filling.putInt(length);
    filling.putInt(0);
    filling.putLong(seq);
    filling.put(type);
    filling.put(flags);
    filling.put(body, 0, length);
  }

  /** Returns once a call is as safe as the mode says. */
  void await(long seq) {
    if (!sync || durable >= seq) {
      return;
    }
    lock.lock();
    callers++;
    try {
      long leftNs = bounds.patience.toNanos();
      if (callers == callersBefore) {
        work.signal();
      }
      while (durable < seq) {
        IOException failed = failure;
        if (failed != null) {
          throw failing(failed);
        }
        if (ended) {
          throw new StoreException(
              "The store was closed before this was on the disk; ask again once it is open");
        }
        if (leftNs <= 0) {
          throw new StoreException("The disk of the store does not answer; ask again");
        }
        leftNs = progress.awaitNanos(leftNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted before this was on the disk of the store", e);
    } finally {
      callers--;
      lock.unlock();
    }
  }

  /** Returns once everything that was appended is on the disk, or fails. */
  void flush(Duration patience) {
    lock.lock();
    flushing++;
    try {
      long wanted = appended;
      long leftNs = patience.toNanos();
      work.signal();
      while (durable < wanted) {
        IOException failed = failure;
        if (failed != null) {
          throw failing(failed);
        }
        if (leftNs <= 0 || ended) {
          throw new StoreException("The disk of the store does not answer");
        }
        leftNs = progress.awaitNanos(leftNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for the disk of the store", e);
    } finally {
      flushing--;
      lock.unlock();
    }
  }

  long waiting() {
    return appended - durable;
  }

  // ---- the writer

  private void write() {
    try {
      while (true) {
        long last;
        WireOut group;
        lock.lock();
        try {
          while (records == 0 && !closing) {
            work.await();
          }
          if (records == 0) {
            break;
          }
          if (sync) {
            awaitCallers();
          } else {
            gather();
          }
          group = filling;
          filling = spare;
          filling.clear();
          spare = group;
          last = appended;
          records = 0;
          groupOldestNs = oldestNs;
          isWriting = true;
        } finally {
          lock.unlock();
        }
        if (!writeUntilDone(group, last)) {
          return;
        }
      }
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The last segment of the journal could not be closed: {}", e.toString());
    } finally {
      lock.lock();
      try {
        ended = true;
        progress.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits a moment for those who were just answered to come back with their next call: otherwise
   * callers fall into two halves, of which one always waits for the disk to finish the other's.
   */
  private void awaitCallers() throws InterruptedException {
    long leftNs = Math.min(forceNs / 2, GATHER_NS_MAX);
    while (leftNs > 0 && callers < callersBefore && !closing) {
      leftNs = work.awaitNanos(leftNs);
    }
  }

  /** Lets a group grow, to half of what may wait. */
  private void gather() throws InterruptedException {
    long untilNs = oldestNs + bounds.ageMax.toNanos() / 2;
    long leftNs = untilNs - System.nanoTime();
    while (leftNs > 0 && records < bounds.recordsMax / 2 && flushing == 0 && !closing) {
      leftNs = work.awaitNanos(leftNs);
    }
  }

  private boolean writeUntilDone(WireOut group, long last) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        long from = System.nanoTime();
        files.write(group, last);
        succeeded(last, System.nanoTime() - from);
        return true;
      } catch (IOException e) {
        boolean isFirst = failure == null;
        failed(e);
        if (isFirst) {
          LOG.error(
              "The disk of the store takes nothing: {}; every transfer is held until it does: make"
                  + " room, or see to the disk",
              e + "");
        }
        lock.lock();
        try {
          if (closing && tries > 3) {
            LOG.error("{} calls were not written: the store was closed on a full disk", waiting());
            return false;
          }
          work.awaitNanos(bounds.retry.toNanos());
        } finally {
          lock.unlock();
        }
      }
    }
  }

  private void failed(IOException e) {
    lock.lock();
    try {
      failure = e;
      progress.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void succeeded(long last, long tookNs) {
    lock.lock();
    try {
      forceNs = tookNs;
      callersBefore = callers;
      if (failure != null) {
        failure = null;
        LOG.info("The disk of the store takes writes again; nothing was lost");
      }
      durable = last;
      isWriting = false;
      progress.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, and ends. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(30));
      if (writer.isAlive()) {
        LOG.error("The disk of the store does not answer; {} calls may be lost", waiting());
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
