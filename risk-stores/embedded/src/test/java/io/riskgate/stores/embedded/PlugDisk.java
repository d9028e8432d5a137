package io.riskgate.stores.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A disk whose plug can be pulled: of what was not forced, some blocks are there and some are not.
 * It can be full as well.
 */
final class PlugDisk implements Disk {
  private static final int BLOCK = 512;

  /** How many bytes of each file are safe. */
  private final Map<Path, Long> safe = new HashMap<>();

  private volatile boolean pulled;
  private volatile long room = Long.MAX_VALUE;
  private volatile long forceMs;

  /** From now on there is room for so many bytes. */
  void room(long bytes) {
    room = bytes;
  }

  /** From now on forcing takes so long. */
  void forceMs(long value) {
    forceMs = value;
  }

  @Override
  public synchronized File create(Path path) throws IOException {
    refuseIfPulled();
    File file = REAL.create(path);
    Path[] name = {path};
    safe.put(path, 0L);
    return new File() {
      private long written;

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        synchronized (PlugDisk.this) {
          refuseIfPulled();
          long some = Math.min(room, bytes.remaining());
          boolean isFull = some < bytes.remaining();
          room -= some;
          ByteBuffer part = bytes.slice(bytes.position(), (int) some);
          file.write(part);
          written += some;
          if (isFull) {
            throw new IOException("No space left on device");
          }
        }
      }

      @Override
      public void reserve(long bytes) throws IOException {
        synchronized (PlugDisk.this) {
          refuseIfPulled();
          file.reserve(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        if (forceMs > 0) {
          try {
            TimeUnit.MILLISECONDS.sleep(forceMs);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        synchronized (PlugDisk.this) {
          refuseIfPulled();
          Path now = Files.exists(name[0]) ? name[0] : renamed.getOrDefault(name[0], name[0]);
          safe.put(now, written);
        }
      }

      @Override
      public void truncate(long bytes) throws IOException {
        synchronized (PlugDisk.this) {
          refuseIfPulled();
          file.truncate(bytes);
          written = bytes;
        }
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private final Map<Path, Path> renamed = new HashMap<>();

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    refuseIfPulled();
    Disk.super.rename(from, to);
    safe.put(to, safe.getOrDefault(from, 0L));
    safe.remove(from);
    renamed.put(from, to);
  }

  @Override
  public void forceFolder(Path dir) {
    // names are safe at once here
  }

  private void refuseIfPulled() throws IOException {
    if (pulled) {
      throw new IOException("The plug is pulled");
    }
  }

  /** Pulls the plug: nothing is written from now on, and what was not forced is lost in parts. */
  synchronized void pull(SplittableRandom random) throws IOException {
    pulled = true;
    for (Map.Entry<Path, Long> file : safe.entrySet()) {
      if (!Files.exists(file.getKey())) {
        continue;
      }
      try (FileChannel channel = FileChannel.open(file.getKey(), StandardOpenOption.WRITE)) {
        long size = channel.size();
        long to = file.getValue() + random.nextLong(size - file.getValue() + 1);
        channel.truncate(to);
        for (long at = file.getValue(); at < to; at += BLOCK) {
          if (random.nextInt(4) == 0) {
            channel.write(ByteBuffer.allocate((int) Math.min(BLOCK, to - at)), at);
          }
        }
      }
    }
  }
}
