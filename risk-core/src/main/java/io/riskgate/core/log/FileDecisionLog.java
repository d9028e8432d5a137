package io.riskgate.core.log;

import io.riskgate.core.internal.files.FolderLock;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.DecisionLogException;
import io.riskgate.core.spi.Identifiers;
import io.riskgate.core.spi.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision log in a folder of files, one JSON object a line, each line with the hash of the line
 * before. The format, and what it proves, is described in {@code docs/decision-log.md}.
 *
 * <p>Callers write their records down themselves and put them into a queue; one thread of the log
 * chains them and writes what has gathered as one group. One process at a time writes a log.
 */
public final class FileDecisionLog implements DecisionLog {
  /** How many records can wait to be written, unless the builder says otherwise. */
  public static final int QUEUE_MAX_DEFAULT = 8_192;

  /** The most that a builder may ask for; a record takes some 3 KB. */
  public static final int QUEUE_MAX = 1_000_000;

  /** How large a file becomes before the next one is begun, unless the builder says otherwise. */
  public static final long FILE_BYTES_DEFAULT = 128L << 20;

  /** The smallest size that a builder may ask for. */
  public static final long FILE_BYTES_MIN = 4L << 10;

  /** The longest record: 1 MiB with its hash and number. */
  static final int RECORD_BYTES_MAX = LineReader.LINE_MAX - 128;

  private final boolean required;
  private final Duration patience;
  private final Duration room;
  private final Identifiers identifiers;
  private final @Nullable String keyId;
  private final LogQueue queue;
  private final LogWriter writer;
  private final Duration closeWait;

  /**
   * Of a caller whose record was not written in time, and may be in the end. What it notes next
   * says that the record does not count, and must not be lost for want of room. Each of these
   * follows a record that the queue took, so that no more of them wait than of those.
   */
  private final ThreadLocal<Boolean> mayStand = new ThreadLocal<>();

  private FileDecisionLog(Builder b, FolderLock lock, LogFiles files) {
    required = b.required;
    patience = b.patience;
    room = b.room;
    keyId = b.pseudonyms == null ? null : b.pseudonyms.keyId();
    identifiers = b.pseudonyms == null ? Identifiers.PLAIN : b.pseudonyms;
    queue = new LogQueue(b.queueMax);
    closeWait = b.closeWait;
    writer = new LogWriter(b.dir, queue, files, lock, b.sync, b.syncInterval);
    writer.start();
  }

  /** A log in a folder, which is made where there is none; one that is there is gone on with. */
  public static Builder in(Path dir) {
    return new Builder(dir);
  }

  @Override
  public boolean isRequired() {
    return required;
  }

  @Override
  public long append(LogRecord entry) {
    long deadline = System.nanoTime() + patience.toNanos();
    Pending pending = pending(entry, true);
    if (isTooLong(pending)) {
      queue.lose(1);
      throw new DecisionLogException(
          "The record is longer than " + RECORD_BYTES_MAX + " bytes, and nobody could read it");
    }
    if (!queue.offer(pending, patience.toNanos())) {
      queue.lose(1);
      throw new DecisionLogException(
          queue.isClosed()
              ? "The decision log is closed"
              : "The decision log has no room: it is written more slowly than records come");
    }
    try {
      return pending.await(deadline - System.nanoTime());
    } catch (DecisionLogException e) {
      mayStand.set(true);
      throw e;
    }
  }

  @Override
  public void note(LogRecord entry) {
    boolean taken = false;
    boolean follows = mayStand.get() != null;
    mayStand.remove();
    try {
      if (follows) {
        Pending pending = pending(entry, false);
        taken = !isTooLong(pending) && queue.offerBeyond(pending);
      } else if (!room.isZero() || !queue.isFull()) {
        Pending pending = pending(entry, false);
        taken = !isTooLong(pending) && queue.offer(pending, room.toNanos());
      }
    } finally {
      if (!taken) {
        queue.lose(1);
      }
    }
  }

  /** What no reader would take for a line would hide all records behind it. */
  private static boolean isTooLong(Pending pending) {
    String members = pending.members;
    return members.length() > RECORD_BYTES_MAX / 3 // no char takes more bytes than three
        && members.getBytes(StandardCharsets.UTF_8).length > RECORD_BYTES_MAX;
  }

  private Pending pending(LogRecord entry, boolean awaited) {
    return new Pending(entry.members(identifiers), entry.clockMs(), awaited);
  }

  @Override
  public String remainsOfForgotten() {
    return keyId == null
        ? "in the clear, for as long as its files are kept; written under pseudonyms, whose key can"
            + " be destroyed, it need not be"
        : "under a pseudonym, until the key " + keyId + " is destroyed, or its files are removed";
  }

  /** How many records could not be written since the log was opened. */
  public long lost() {
    return queue.lost();
  }

  /** Whether the last attempt to write has failed; the next record is the next attempt. */
  public boolean isFailing() {
    return writer.isFailing();
  }

  /**
   * How far the log has come on the disk (with {@link Sync#NEVER}, in the hands of the system), for
   * keeping elsewhere: what a checkpoint covers cannot be cut off or changed without notice. Empty
   * while the log is.
   */
  public Optional<Checkpoint> checkpoint() {
    return Optional.ofNullable(writer.safe());
  }

  /** Writes what waits, forces it to the disk and lets go of the folder. */
  @Override
  public void close() {
    queue.close();
    writer.awaitEnd(closeWait);
  }

  /** Says how a log is written. */
  public static final class Builder {
    private final Path dir;
    private boolean required;
    private Sync sync = Sync.INTERVAL;
    private Duration syncInterval = Duration.ofSeconds(1);
    private Duration patience = Duration.ofSeconds(5);
    private Duration room = Duration.ZERO;
    private Duration closeWait = Duration.ofSeconds(30);
    private int queueMax = QUEUE_MAX_DEFAULT;
    private long fileBytes = FILE_BYTES_DEFAULT;
    private boolean daily = true;
    private @Nullable Pseudonyms pseudonyms;
    private LogFiles.Opener opener = LogFiles.Opener.DISK;

    private Builder(Path dir) {
      this.dir = Objects.requireNonNull(dir, "dir");
    }

    /**
     * Nothing is let go whose record is not written: where it cannot be, HOLD, path RETRY. By
     * default a record that cannot be written is counted, and stops nothing.
     */
    public Builder required() {
      required = true;
      return this;
    }

    /** Sets when what was written is forced to the disk; INTERVAL by default. */
    public Builder sync(Sync value) {
      sync = Objects.requireNonNull(value, "sync");
      return this;
    }

    /** Sets how often, with INTERVAL; every second by default. */
    public Builder syncInterval(Duration value) {
      syncInterval = positive(value, "sync interval");
      return this;
    }

    /** Sets how long a caller waits for a record of a required log; 5 s by default. */
    public Builder patience(Duration value) {
      patience = positive(value, "patience");
      return this;
    }

    /**
     * Sets how long a caller waits for room where the queue is full, before its record is lost; not
     * at all by default. For whoever writes faster than a disk can, and waits for nobody.
     */
    public Builder waitForRoom(Duration value) {
      room = positive(value, "wait for room");
      return this;
    }

    /** Sets how many records can wait to be written; {@value #QUEUE_MAX_DEFAULT} by default. */
    public Builder queueMax(int value) {
      if (value < 1 || value > QUEUE_MAX) {
        throw new IllegalArgumentException(
            "1 to " + QUEUE_MAX + " records can wait to be written, not " + value);
      }
      queueMax = value;
      return this;
    }

    /** Sets how large a file becomes before the next one is begun; 128 MiB by default. */
    public Builder fileBytes(long value) {
      if (value < FILE_BYTES_MIN) {
        throw new IllegalArgumentException(
            "A file has room for " + FILE_BYTES_MIN + " bytes at least, not " + value);
      }
      fileBytes = value;
      return this;
    }

    /** Sets whether a new day (UTC) of the clock begins a new file; it does by default. */
    public Builder daily(boolean value) {
      daily = value;
      return this;
    }

    /** Writes accounts, customers, merchants, devices, IPs and telephones under pseudonyms. */
    public Builder pseudonyms(Pseudonyms value) {
      pseudonyms = Objects.requireNonNull(value, "pseudonyms");
      return this;
    }

    /** Sets how long closing waits for the disk; for tests of disks that hang. */
    Builder closeWait(Duration value) {
      closeWait = value;
      return this;
    }

    /** Sets how files are made; for tests of disks that fail. */
    Builder opener(LogFiles.Opener value) {
      opener = value;
      return this;
    }

    private static Duration positive(Duration value, String what) {
      if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "The " + what + " is longer than nothing and at most a day, not " + value);
      }
      return value;
    }

    /**
     * Opens the log. What a crash has left of an unfinished record stays where it is, and the first
     * record from now on tells of it.
     *
     * @throws UncheckedIOException if the folder cannot be made, read or locked
     * @throws IllegalStateException if somebody else writes the log, or a newer version has
     */
    public FileDecisionLog open() {
      try {
        Files.createDirectories(dir);
        FolderLock lock = lock(dir);
        try {
          LogFiles files =
              new LogFiles(
                  dir,
                  opener,
                  LogTail.of(dir),
                  pseudonyms == null ? null : pseudonyms.keyId(),
                  fileBytes,
                  daily);
          return new FileDecisionLog(this, lock, files);
        } catch (IOException | RuntimeException e) {
          lock.close();
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The decision log in " + dir + " cannot be opened", e);
      }
    }

    private static FolderLock lock(Path dir) throws IOException {
      return FolderLock.take(dir)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Somebody else writes the decision log in "
                          + dir
                          + ": each process needs its own"));
    }
  }
}
