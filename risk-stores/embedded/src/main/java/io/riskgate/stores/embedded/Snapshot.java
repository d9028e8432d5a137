package io.riskgate.stores.embedded;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.memory.InMemoryState;
import io.riskgate.core.spi.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The whole state in a file, as it was after a certain call. It has its name only once all of it is
 * safe, so one that is there is whole, or was damaged since.
 */
final class Snapshot {
  private static final int PART_BYTES = 256 << 10;

  private Snapshot() {}

  /** What was read: of which store, up to which call. */
  record Loaded(UUID store, long seq, InMemoryState state) {}

  /**
   * The latest snapshot of a folder; of an empty folder, an empty store, which is written first.
   */
  static Loaded loadLatest(Folder folder, EmbeddedStoreBuilder.Settings settings)
      throws IOException {
    Map.Entry<Long, Path> latest = folder.snapshots().lastEntry();
    if (latest != null) {
      return load(latest.getValue(), settings);
    }
    if (!folder.journals().isEmpty()) {
      throw Damage.in(
          folder.journals().firstEntry().getValue(), 0, "there is no snapshot to go on from");
    }
    InMemoryState empty = InMemoryState.empty(settings.memory(), settings.alertsMax());
    UUID store = UUID.randomUUID();
    write(folder.snapshot(0), store, 0, empty, settings.disk());
    return new Loaded(store, 0, empty);
  }

  /** Writes the state of a store, which nobody may change meanwhile. */
  static void write(Path file, UUID store, long seq, InMemoryState state, Disk disk)
      throws IOException {
    Path unfinished = Folder.unfinished(file);
    try (Disk.File to = disk.create(unfinished)) {
      to.write(ByteBuffer.wrap(new FileHead(store, seq, 0).bytes(FileHead.SNAPSHOT)));
      Parts parts = new Parts(to);
      state.write(parts);
      parts.end();
      to.force();
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(unfinished);
      throw new IOException(e.getMessage(), e);
    }
    disk.rename(unfinished, file);
  }

  static Loaded load(Path file, EmbeddedStoreBuilder.Settings settings) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), PART_BYTES)) {
      FileHead head = FileHead.read(file, in.readNBytes(FileHead.BYTES), FileHead.SNAPSHOT);
      PartsIn parts = new PartsIn(file, in);
      InMemoryState state = InMemoryState.read(parts, settings.memory(), settings.alertsMax());
      parts.skipToEnd();
      return new Loaded(head.store(), head.seq(), state);
    } catch (WireException | IndexOutOfBoundsException | ArithmeticException e) {
      throw Damage.in(file, 0, "what it says does not fit: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException("Cannot read " + file + ": " + e, e);
    }
  }

  /** Puts bytes into frames with checksums. */
  private static final class Parts extends OutputStream {
    private final Disk.File to;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer frame =
        ByteBuffer.allocate(Frame.HEAD_BYTES + PART_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long number;

    Parts(Disk.File to) {
      this.to = to;
      frame.position(Frame.HEAD_BYTES);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      int left = length;
      while (left > 0) {
        int some = Math.min(left, frame.remaining());
        frame.put(bytes, at, some);
        at += some;
        left -= some;
        if (!frame.hasRemaining()) {
          put(Frame.PART);
        }
      }
    }

    private void put(int type) throws IOException {
      int length = frame.position() - Frame.HEAD_BYTES;
      frame.flip();
      Frame.head(frame, length, ++number, type, 0);
      Frame.seal(frame.array(), 0, crc);
      frame.position(0);
      to.write(frame);
      frame.clear().position(Frame.HEAD_BYTES);
    }

    void end() throws IOException {
      put(Frame.PART);
      put(Frame.END);
    }
  }

  /** Takes bytes out of their frames. */
  private static final class PartsIn extends InputStream {
    private final Path file;
    private final InputStream from;
    private final CRC32C crc = new CRC32C();
    private long offset = FileHead.BYTES;
    private long number;
    private byte[] part = {};
    private int at;
    private boolean over;

    PartsIn(Path file, InputStream from) {
      this.file = file;
      this.from = from;
    }

    private boolean fill() throws IOException {
      while (at == part.length && !over) {
        byte[] head = from.readNBytes(Frame.HEAD_BYTES);
        if (head.length < Frame.HEAD_BYTES) {
          throw Damage.in(file, offset, "it ends too early");
        }
        int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (length < 0 || length > PART_BYTES) {
          throw Damage.in(file, offset, "a part of it has no length");
        }
        byte[] all = new byte[Frame.HEAD_BYTES + length];
        System.arraycopy(head, 0, all, 0, head.length);
        int read = from.readNBytes(all, Frame.HEAD_BYTES, length);
        ByteBuffer frame = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        if (read < length
            || Frame.end(all, 0, all.length, crc) < 0
            || Frame.seq(frame, 0) != ++number) {
          throw Damage.in(file, offset, "the checksum of a part of it does not fit");
        }
        offset += all.length;
        over = Frame.type(frame, 0) == Frame.END;
        part = all;
        at = Frame.HEAD_BYTES;
      }
      return at < part.length;
    }

    @Override
    public int read() throws IOException {
      return fill() ? part[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int begin, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int some = Math.min(length, part.length - at);
      System.arraycopy(part, at, to, begin, some);
      at += some;
      return some;
    }

    /** Sees that the end is there. */
    void skipToEnd() throws IOException {
      if (fill()) {
        throw Damage.in(file, offset, "it goes on behind its end");
      }
    }
  }
}
