package io.riskgate.stores.embedded;

import io.riskgate.core.internal.wire.WireOut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of the journal, as one thread writes them. Each begins with the words that were
 * defined before, and says how much of the one before it counts: what a failed write left there is
 * behind that, and of no meaning.
 */
final class JournalFiles {
  /**
   * Behind which segment the next one comes.
   *
   * @param number the segment's, or 0 where there is none
   * @param bytes how many bytes of it count
   */
  record Position(long number, long bytes) {}

  private static final Logger LOG = LoggerFactory.getLogger(JournalFiles.class);

  /** How much longer than what is in it a segment is made. */
  private static final long RESERVED_BYTES = 4L << 20;

  private final Folder folder;
  private final Disk disk;
  private final UUID store;
  private final long segmentBytes;
  private final CRC32C crc = new CRC32C();
  private final List<byte[]> definitions = new ArrayList<>();

  private Disk.@Nullable File file;
  private long reserved;
  private volatile Position position;
  private long durableSeq;

  private volatile boolean turning;
  private volatile long bytesWritten;
  private volatile long forces;

  JournalFiles(
      Folder folder, Disk disk, UUID store, Position after, long lastSeq, long segmentBytes) {
    this.folder = folder;
    this.disk = disk;
    this.store = store;
    this.segmentBytes = segmentBytes;
    position = after;
    durableSeq = lastSeq;
  }

  /** The segment that is written, and how much of it is safe. */
  Position position() {
    return position;
  }

  /** Has the next group begin a segment of its own. */
  void turn() {
    turning = true;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  long forces() {
    return forces;
  }

  /** Writes a group of records and forces it; all of it is safe then, or none of it counts. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void write(WireOut group, long lastSeq) throws IOException {
    byte[] bytes = group.bytes();
    int end = group.size();
    List<byte[]> defined = seal(bytes, end);
    try {
      Disk.File to = file;
      if (to == null || turning || position.bytes() >= segmentBytes) {
        to = begin();
        turning = false;
      }
      ByteBuffer mark = ByteBuffer.allocate(Frame.HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      Frame.head(mark, 0, 0, Frame.GROUP, 0);
      Frame.seal(mark.array(), 0, crc);
      mark.flip();
      reserve(to, position.bytes() + Frame.HEAD_BYTES + end);
      to.write(mark);
      to.write(ByteBuffer.wrap(bytes, 0, end));
      to.force();
    } catch (IOException e) {
      abandon();
      throw e;
    }
    definitions.addAll(defined);
    durableSeq = lastSeq;
    position = new Position(position.number(), position.bytes() + Frame.HEAD_BYTES + end);
    bytesWritten += Frame.HEAD_BYTES + end;
    forces++;
  }

  /** Sees that there is room ahead, some groups at a time; where there is none, it goes without. */
  private void reserve(Disk.File to, long bytes) {
    if (bytes > reserved) {
      reserved = Math.min(bytes + RESERVED_BYTES, Math.max(bytes, segmentBytes));
      try {
        to.reserve(reserved);
      } catch (IOException e) {
        LOG.debug("No room could be reserved: {}", e.toString()); // writing will say so, if at all
      }
    }
  }

  /** Gives each record its checksum; the definitions among them. */
  private List<byte[]> seal(byte[] bytes, int end) {
    List<byte[]> defined = List.of();
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < end; ) {
      int next = Frame.seal(bytes, at, crc);
      if (Frame.type(all, at) == Frame.DEFINE) {
        defined = defined.isEmpty() ? new ArrayList<>() : defined;
        defined.add(Arrays.copyOfRange(bytes, at, next));
      }
      at = next;
    }
    return defined;
  }

  /** Begins the next segment. It has its name only once its head is safe. */
  private Disk.File begin() throws IOException {
    Disk.File before = file;
    file = null;
    if (before != null) {
      finish(before);
    }
    reserved = 0;
    long number = position.number() + 1;
    WireOut head = new WireOut();
    byte[] fixed = new FileHead(store, durableSeq + 1, position.bytes()).bytes(FileHead.JOURNAL);
    head.put(fixed, 0, fixed.length);
    definitions.forEach(d -> head.put(d, 0, d.length));
    Path path = folder.journal(number);
    Path unfinished = Folder.unfinished(path);
    Disk.File begun = disk.create(unfinished);
    try {
      begun.write(ByteBuffer.wrap(head.bytes(), 0, head.size()));
      begun.force();
      disk.rename(unfinished, path);
    } catch (IOException e) {
      try (begun) {
        // If the name is there already, another may take its place: nothing counts in it yet.
        Files.deleteIfExists(unfinished);
      } catch (IOException other) {
        e.addSuppressed(other);
      }
      throw e;
    }
    file = begun;
    position = new Position(number, head.size());
    return begun;
  }

  /** Leaves a segment behind that a write has failed on; what was safe before stays. */
  private void abandon() {
    Disk.File broken = file;
    file = null;
    if (broken != null) {
      try (broken) {
        broken.truncate(position.bytes());
      } catch (IOException e) {
        // The next segment says where this one ends.
      }
    }
  }

  void close() throws IOException {
    Disk.File last = file;
    file = null;
    if (last != null) {
      finish(last);
    }
  }

  /** Cuts off the room that was not used. */
  private void finish(Disk.File done) throws IOException {
    try (done) {
      done.truncate(position.bytes());
    }
  }
}
