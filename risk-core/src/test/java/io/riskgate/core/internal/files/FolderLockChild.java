package io.riskgate.core.internal.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Another process that asks for a folder: ends with 0 where it has got it, and with 7 otherwise.
 */
final class FolderLockChild {
  static final int REFUSED = 7;

  private FolderLockChild() {}

  /** Asks for the folder that is named. */
  public static void main(String[] args) throws IOException {
    System.exit(FolderLock.take(Path.of(args[0])).isPresent() ? 0 : REFUSED);
  }
}
