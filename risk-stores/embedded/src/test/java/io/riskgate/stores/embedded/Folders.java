package io.riskgate.stores.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for stores, which are removed when a test is over. */
final class Folders implements AutoCloseable {
  private final List<Path> made = new ArrayList<>();

  /** A new folder, which is empty. */
  synchronized Path next() {
    try {
      Path dir = Files.createTempDirectory("riskgate-embedded");
      made.add(dir);
      return dir;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    made.forEach(Folders::remove);
    made.clear();
  }

  static void remove(Path dir) {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
