package io.riskgate.core.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with as much room as a test says, and other ways to fail. */
final class FailingDisk implements LogFiles.Opener {
  /** How many bytes can still be written; what does not fit is written in part. */
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  /** How often a file was forced to the disk. */
  final AtomicLong forced = new AtomicLong();

  volatile boolean failsToForce;
  volatile boolean failsToTruncate;
  volatile boolean failsToOpen;

  /** Stands between a caller and the disk until it is let go. */
  final Object gate = new Object();

  volatile boolean hangs;
  volatile boolean holdsSomebody;

  void hang(boolean value) {
    synchronized (gate) {
      hangs = value;
      gate.notifyAll();
    }
  }

  private void passGate() throws IOException {
    synchronized (gate) {
      while (hangs) {
        holdsSomebody = true;
        try {
          gate.wait();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    }
  }

  @Override
  public FileChannel open(Path path) throws IOException {
    if (failsToOpen) {
      throw new IOException("No space left on device; this is a test");
    }
    return new Channel(LogFiles.Opener.DISK.open(path));
  }

  private final class Channel extends FileChannel {
    private final FileChannel real;

    Channel(FileChannel real) {
      this.real = real;
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
      passGate();
      if (src.remaining() <= room.get()) {
        room.addAndGet(-src.remaining());
        return real.write(src);
      }
      ByteBuffer part = src.duplicate();
      part.limit(part.position() + (int) room.getAndSet(0));
      while (part.hasRemaining()) {
        real.write(part);
      }
      throw new IOException("No space left on device; this is a test");
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      if (failsToTruncate) {
        throw new IOException("Read-only file system; this is a test");
      }
      real.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      if (failsToForce) {
        throw new IOException("Input/output error; this is a test");
      }
      real.force(metaData);
      forced.incrementAndGet();
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }

    @Override
    public int read(ByteBuffer dst) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel src, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer dst, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer src, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
