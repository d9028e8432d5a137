package io.riskgate.stores.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The real disk, but for waiting until it is safe: for tests that pull no plug. */
final class CheapDisk implements Disk {
  @Override
  public File create(Path path) throws IOException {
    File file = REAL.create(path);
    return new File() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        file.write(bytes);
      }

      @Override
      public void reserve(long bytes) throws IOException {
        // A thousand stores with a few records each have no use for it.
      }

      @Override
      public void force() {
        // nobody pulls the plug
      }

      @Override
      public void truncate(long bytes) throws IOException {
        file.truncate(bytes);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void forceFolder(Path dir) {
    // nobody pulls the plug
  }
}
