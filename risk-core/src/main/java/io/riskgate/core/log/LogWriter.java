package io.riskgate.core.log;

import io.riskgate.core.internal.logging.Redacted;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes a log, a group of records at a time. What fails, fails the group: whoever
 * waits is told, the others are counted, and the log itself tells how many are missing once it can
 * be written again.
 */
final class LogWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  /** More than this is written in several groups, so that nobody waits for all of it. */
  private static final int GROUP_RECORDS_MAX = 1_024;

  private static final int GROUP_BYTES_MAX = 1 << 20;
  private static final long NO_WAIT_NS = Duration.ofDays(1).toNanos();

  /** A disk that has just failed is not asked again for this long: what comes meanwhile fails. */
  private static final long PAUSE_NS = Duration.ofMillis(100).toNanos();

  private final Path dir;
  private final LogQueue queue;
  private final LogFiles files;
  private final Closeable lock;
  private final Sync sync;
  private final long intervalNs;
  private final Thread thread;
  private volatile @Nullable Checkpoint safe;
  private volatile boolean failing;

  // What follows belongs to the thread.
  private long failedNs;
  private long forcedNs = System.nanoTime();
  private long toldLost;
  private long lastClockMs;

  /**
   * A writer.
   *
   * @param lock keeps others from the folder; closed when nothing is written any more, however late
   */
  LogWriter(
      Path dir, LogQueue queue, LogFiles files, Closeable lock, Sync sync, Duration interval) {
    this.lock = lock;
    this.dir = dir;
    this.queue = queue;
    this.files = files;
    this.sync = sync;
    this.intervalNs = interval.toNanos();
    this.safe = files.written();
    this.thread = new Thread(this, "riskgate-decision-log");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Nullable Checkpoint safe() {
    return safe;
  }

  boolean isFailing() {
    return failing;
  }

  @Override
  public void run() {
    try (lock) {
      writeUntilClosed();
    } catch (IOException e) {
      LOG.error(
          "The lock of the decision log in {} could not be let go; it goes with the process",
          dir,
          e);
    }
  }

  private void writeUntilClosed() {
    while (true) {
      try {
        List<Pending> group = queue.take(GROUP_RECORDS_MAX, untilForced());
        if (!group.isEmpty()) {
          write(group);
        } else if (queue.isClosed()) {
          end();
          return;
        }
        forceIfDue();
      } catch (InterruptedException e) {
        LOG.warn("The thread of the decision log was interrupted, and goes on");
      } catch (RuntimeException | Error e) { // no memory, say: without this thread all would wait
        failed(e);
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }

  private long untilForced() {
    return sync == Sync.INTERVAL && files.isUnforced()
        ? Math.max(1, intervalNs - (System.nanoTime() - forcedNs))
        : NO_WAIT_NS;
  }

  private void write(List<Pending> group) {
    if (failing && System.nanoTime() - failedNs < PAUSE_NS) {
      lose(group);
      return;
    }
    try {
      lastClockMs = group.get(0).clockMs;
      tellLost();
      int first = 0;
      for (int i = 0; i < group.size(); i++) {
        Pending pending = group.get(i);
        lastClockMs = pending.clockMs;
        pending.number = files.add(pending.members, pending.clockMs);
        if (files.waiting() >= GROUP_BYTES_MAX || i == group.size() - 1) {
          written(group.subList(first, i + 1));
          first = i + 1;
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      lose(group);
    }
  }

  /** Lets those go on whose records are as safe as is promised. */
  private void written(List<Pending> group) throws IOException {
    files.write();
    if (sync == Sync.ALWAYS) {
      files.force();
    }
    if (sync != Sync.INTERVAL) {
      safe = files.written();
    }
    recovered(); // before anybody goes on and asks
    group.forEach(Pending::done);
  }

  private void tellLost() throws IOException {
    long lost = queue.lost();
    if (lost > toldLost) {
      files.add(
          "\"type\":\"lost\",\"clock\":\""
              + Instant.ofEpochMilli(lastClockMs)
              + "\",\"records\":"
              + (lost - toldLost),
          lastClockMs);
      files.write();
      toldLost = lost;
    }
  }

  private void forceIfDue() {
    if (sync == Sync.INTERVAL && files.isUnforced() && System.nanoTime() - forcedNs >= intervalNs) {
      try {
        files.force();
        safe = files.written();
      } catch (IOException | RuntimeException | Error e) {
        failed(e);
      }
      forcedNs = System.nanoTime();
    }
  }

  /** Those whose records stand in the file are not missing, and are not relied on either. */
  private void lose(List<Pending> group) {
    queue.lose(group.stream().filter(p -> p.number < 0 || !files.isWritten(p.number)).count());
    group.forEach(Pending::failed);
  }

  private void failed(Throwable e) {
    files.giveUp();
    failedNs = System.nanoTime();
    if (!failing) { // once: a full disk would fill the other log as well
      failing = true;
      LOG.error(
          "The decision log in {} cannot be written; see who may, and whether there is room: it is"
              + " tried again",
          dir,
          // What a file system says names the log's own files; what else failed may name accounts.
          e instanceof IOException ? e : Redacted.of(e));
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.warn(
          "The decision log in {} is written again; {} records are missing since it was opened",
          dir,
          queue.lost());
    }
  }

  private void end() {
    try {
      tellLost();
      files.write();
      files.force();
      safe = files.written();
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
    try {
      files.close();
    } catch (IOException e) {
      LOG.error(
          "The decision log in {} could not be closed; the next start looks at its end", dir, e);
    }
    if (queue.lost() > 0) {
      LOG.error(
          "{} records are missing in the decision log in {}; its disk took nothing before it was"
              + " closed",
          queue.lost(),
          dir);
    }
  }

  /**
   * Waits until what was in the queue is written, or for so long. A caller that was interrupted, as
   * pools do to their threads when all ends, waits all the same: what is in the queue has no other
   * place.
   */
  void awaitEnd(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    while (thread.isAlive()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        LOG.error(
            "The decision log in {} was not written to its end in {}; its folder is locked until it"
                + " is",
            dir,
            atMost);
        break;
      }
      try {
        thread.join(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
