package io.riskgate.stores.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** How files come to be; another in tests, of disks that are full or break. */
interface Disk {
  /** A file that is written from its beginning to its end. */
  interface File extends Closeable {
    /** Writes all of some bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Makes the file so long, with zeros where nothing is written yet: a disk makes safe what is
     * written into a file much sooner than what makes it longer.
     */
    default void reserve(long bytes) throws IOException {}

    /** Returns once what was written is safe. */
    void force() throws IOException;

    /** Cuts off what lies behind. */
    void truncate(long bytes) throws IOException;
  }

  /** Makes a file, in place of one of the name. */
  File create(Path path) throws IOException;

  /** Returns once the names in a folder are safe. */
  default void forceFolder(Path dir) throws IOException {
    // Where a folder cannot be opened (Windows), its names are safe without that.
    if (java.io.File.separatorChar == '/') {
      try (FileChannel folder = FileChannel.open(dir, StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  /** Gives a finished file its name. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path dir = to.getParent();
    if (dir != null) {
      forceFolder(dir);
    }
  }

  /** How many zeros are written at a time. */
  int ZEROS = 1 << 18;

  /** The disk of this machine. */
  Disk REAL =
      path -> {
        FileChannel channel =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        return new File() {
          @Override
          public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
          }

          @Override
          public void reserve(long bytes) throws IOException {
            ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
            for (long at = channel.size(); at < bytes; at += ZEROS) {
              zeros.clear().limit((int) Math.min(ZEROS, bytes - at));
              channel.write(zeros, at);
            }
          }

          @Override
          public void force() throws IOException {
            channel.force(false);
          }

          @Override
          public void truncate(long bytes) throws IOException {
            channel.truncate(bytes);
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        };
      };
}
