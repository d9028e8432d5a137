package io.riskgate.stores.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the files of a small store, and what it says, as they stand in the test resources for each
 * format that was ever released: {@code Fixtures FOLDER}. Never write those of a released format
 * again: they must stay as that release has written them.
 */
final class Fixtures {
  private Fixtures() {}

  /** A snapshot that closing has made, and behind it a journal that was left as it was. */
  public static void main(String[] args) throws IOException {
    Path dir = Path.of(args[0]);
    try (EmbeddedStore store = EmbeddedStore.open(dir)) {
      Samples.fill(store, 0, 15);
    }
    try (EmbeddedStore store = EmbeddedStore.at(dir).snapshotOnClose(false).open()) {
      Samples.fill(store, 1, 8);
      Files.write(dir.resolve("told.txt"), Samples.told(store, 1));
    }
    Files.delete(dir.resolve("lock"));
  }
}
