package io.riskgate.core.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts records into the files of a log; used by one thread. Records are collected and written
 * together. Where writing fails, everything since the last {@link #write} is as if it had not been
 * there, the file is given up, and the next record begins another.
 */
final class LogFiles implements Closeable {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Makes a file that is not there yet. */
  @FunctionalInterface
  interface Opener {
    /** On the disk. */
    Opener DISK =
        path -> FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    FileChannel open(Path path) throws IOException;
  }

  private final Path dir;
  private final Opener opener;
  private final @Nullable String keyId;
  private final long fileBytesMax;
  private final boolean daily;
  private final MessageDigest digest = Chain.sha256();
  private final List<Torn> torn;
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private long nextFile;

  /** The number and hash that the next record takes, with what waits. */
  private long seq;

  private String prev;

  /** The same without what waits. */
  private long writtenSeq;

  private String writtenPrev;

  private @Nullable LogFile file;
  private @Nullable FileChannel channel;
  private long fileBytes;
  private long fileDay;
  private boolean unforced;

  LogFiles(
      Path dir,
      Opener opener,
      LogTail from,
      @Nullable String keyId,
      long fileBytesMax,
      boolean daily) {
    this.dir = dir;
    this.opener = opener;
    this.keyId = keyId;
    this.fileBytesMax = fileBytesMax;
    this.daily = daily;
    nextFile = from.file();
    seq = from.seq();
    prev = from.prev();
    writtenSeq = seq;
    writtenPrev = prev;
    torn = new ArrayList<>(from.torn());
  }

  /** Adds a record to what waits to be written; its number. */
  long add(String members, long clockMs) throws IOException {
    if (channel == null) {
      begin(clockMs);
    } else if (isFull(clockMs)) {
      write();
      force();
      channel.close();
      channel = null;
      begin(clockMs);
    }
    return put(members);
  }

  private boolean isFull(long clockMs) {
    return fileBytes + waiting.size() >= fileBytesMax
        || (daily && Math.floorDiv(clockMs, DAY_MS) > fileDay);
  }

  private void begin(long clockMs) throws IOException {
    LogFile next = LogFile.of(dir, nextFile, clockMs);
    try {
      channel = opener.open(next.path());
    } catch (FileAlreadyExistsException e) {
      nextFile++; // left behind by an attempt that could not be taken back
      throw e;
    }
    file = next;
    fileBytes = 0;
    fileDay = Math.floorDiv(clockMs, DAY_MS);
    put(
        "\"type\":\"file\",\"clock\":\""
            + Instant.ofEpochMilli(clockMs)
            + "\",\"format\":"
            + LogFile.FORMAT
            + ",\"file\":"
            + nextFile
            + ",\"key\":"
            + (keyId == null ? "null" : quoted(keyId))
            + ",\"torn\":"
            + Torn.json(torn));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private long put(String members) {
    byte[] line = Chain.line(prev, seq, members);
    prev = Chain.hash(digest, line, 0, line.length);
    waiting.writeBytes(line);
    return seq++;
  }

  /** How many bytes wait to be written. */
  int waiting() {
    return waiting.size();
  }

  /** Writes what waits to the file. */
  void write() throws IOException {
    FileChannel to = channel;
    if (to == null || waiting.size() == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
    if (fileBytes == 0) { // its first record is there, and told of what was torn
      torn.clear();
      nextFile++;
      forceFolder();
    }
    fileBytes += waiting.size();
    writtenSeq = seq;
    writtenPrev = prev;
    unforced = true;
    waiting = new ByteArrayOutputStream(waiting.size());
  }

  /** Forces what was written to the disk. */
  void force() throws IOException {
    FileChannel to = channel;
    if (to != null && unforced) {
      to.force(false);
      unforced = false;
    }
  }

  /** Whether something was written that was not forced. */
  boolean isUnforced() {
    return unforced;
  }

  /** Without this a power cut may leave a file that its folder does not name. */
  private void forceFolder() {
    try (FileChannel folder = FileChannel.open(dir, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Not every system lets folders be opened; there, naming a file is not ours to make safe.
    }
  }

  /** How far the log has come, or null at its beginning. */
  @Nullable Checkpoint written() {
    return writtenSeq == 0 ? null : new Checkpoint(writtenSeq, writtenPrev);
  }

  /** Whether a record of this number has been written. */
  boolean isWritten(long number) {
    return number < writtenSeq;
  }

  /** Forgets what waits and gives the file up, after something has failed. */
  void giveUp() {
    waiting = new ByteArrayOutputStream();
    seq = writtenSeq;
    prev = writtenPrev;
    boolean wasUnforced = unforced;
    unforced = false;
    FileChannel broken = channel;
    LogFile given = file;
    channel = null;
    file = null;
    if (broken == null || given == null) {
      return;
    }
    try (broken) {
      if (broken.size() > fileBytes) {
        broken.truncate(fileBytes);
      }
      if (wasUnforced) {
        broken.force(false); // nobody comes back to this file, and its records were promised
      }
    } catch (IOException e) {
      tear(given);
      return;
    }
    if (fileBytes == 0) {
      try {
        Files.deleteIfExists(given.path());
      } catch (IOException e) {
        tear(given);
      }
    }
  }

  /** The next file is to tell what stands behind the records of this one. */
  private void tear(LogFile given) {
    try {
      if (given.size() > fileBytes || fileBytes == 0) {
        torn.add(Torn.of(given.path(), fileBytes));
      }
    } catch (IOException e) {
      // It cannot be read either. Whoever verifies finds it untold of, and asks.
    }
    nextFile = Math.max(nextFile, given.number() + 1);
  }

  @Override
  public void close() throws IOException {
    FileChannel to = channel;
    channel = null;
    if (to != null) {
      to.close();
    }
  }
}
