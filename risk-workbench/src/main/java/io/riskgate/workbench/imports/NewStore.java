package io.riskgate.workbench.imports;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.stores.embedded.Mode;
import io.riskgate.workbench.message.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * An embedded store that appears under its name when all is in it, or not at all: it is filled in a
 * folder beside it, which is renamed at the end.
 */
final class NewStore implements Closeable {
  private static final int LOSS_CALLS = 100_000;
  private static final Duration LOSS_AGE = Duration.ofMinutes(1);

  private final Path dir;
  private final Path filled;
  private final EmbeddedStore store;
  private boolean finished;

  private NewStore(Path dir, Path filled, EmbeddedStore store) {
    this.dir = dir;
    this.filled = filled;
    this.store = store;
  }

  /**
   * Begins a store.
   *
   * @throws InputException if there is one, or it cannot be written
   */
  static NewStore begin(Path dir) throws IOException {
    requireNone(dir);
    Path absolute = dir.toAbsolutePath().normalize();
    Path filled = absolute.resolveSibling(absolute.getFileName() + ".importing");
    requireLeftAlone(dir, filled);
    remove(filled); // of a run that was cut off
    try {
      // If it breaks off there is no store, so nothing is to be had from waiting for the disk.
      return new NewStore(
          dir,
          filled,
          EmbeddedStore.at(filled)
              .mode(Mode.ASYNC)
              .lossMax(LOSS_CALLS, LOSS_AGE)
              .snapshotEveryBytes(0)
              .open());
    } catch (StoreException e) {
      throw new InputException(dir + ": no store can be written there: " + e.getMessage(), e);
    }
  }

  private static void requireNone(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    if (!Files.isDirectory(dir)) {
      throw new InputException(dir + ": is no folder; a store is a folder of files");
    }
    try (Stream<Path> files = Files.list(dir)) {
      if (files.findAny().isPresent()) {
        throw new InputException(
            dir
                + ": is not empty; an import begins a store, and what it holds would be counted"
                + " twice. Name another folder, or remove this one first");
      }
    }
  }

  /** Refuses to remove what another process fills. */
  private static void requireLeftAlone(Path dir, Path filled) throws IOException {
    Path lock = filled.resolve("lock"); // which the store of a running import holds
    if (!Files.exists(lock)) {
      return;
    }
    boolean isFree;
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      isFree = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      isFree = false; // this process has it
    }
    if (!isFree) {
      throw new InputException(dir + ": another import fills it; wait until that has ended");
    }
  }

  EmbeddedStore store() {
    return store;
  }

  /** Lets the store appear under its name, safely on the disk. */
  void finish() throws IOException {
    store.close();
    Files.deleteIfExists(dir); // it is empty
    Files.move(filled, dir, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      store.close();
      remove(filled);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Files.delete(folder);
  }
}
