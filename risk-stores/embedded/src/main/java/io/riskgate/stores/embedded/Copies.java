package io.riskgate.stores.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies files of a store into another folder. */
final class Copies {
  private static final int PIECE_BYTES = 1 << 20;

  private final Path to;
  private final Disk disk;

  Copies(Path to, Disk disk) {
    this.to = to;
    this.disk = disk;
  }

  /** Copies the first bytes of a file, and returns once they are safe. */
  void copy(Path file, long bytesMax) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Disk.File copy = disk.create(to.resolve(String.valueOf(file.getFileName())))) {
      byte[] piece = new byte[PIECE_BYTES];
      long left = bytesMax;
      while (left > 0) {
        int read = in.readNBytes(piece, 0, (int) Math.min(left, piece.length));
        if (read == 0) {
          break;
        }
        copy.write(ByteBuffer.wrap(piece, 0, read));
        left -= read;
      }
      copy.force();
    }
  }
}
