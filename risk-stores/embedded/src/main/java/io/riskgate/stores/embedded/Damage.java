package io.riskgate.stores.embedded;

import io.riskgate.core.spi.StoreException;
import java.nio.file.Path;

/** The one error with which a damaged file is refused: which, where, and what to do. */
final class Damage {
  private Damage() {}

  static StoreException in(Path file, long offset, String what) {
    return new StoreException(told(file, offset, what));
  }

  static StoreException in(Path file, long offset, String what, Throwable cause) {
    return new StoreException(told(file, offset, what), cause);
  }

  private static String told(Path file, long offset, String what) {
    return file
        + " is damaged at byte "
        + offset
        + ": "
        + what
        + ". Nothing was opened and nothing was changed. Keep a copy of the folder, look at the"
        + " disk, and restore the latest backup"
        + (file.toString().endsWith(Folder.SNAPSHOT)
            ? "; or move this snapshot elsewhere and open again: an older one and the journal"
                + " behind it take its place where they are still there"
            : "");
  }
}
