package io.riskgate.stores.embedded;

import io.riskgate.core.internal.files.FolderLock;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The folder of a store: segments of the journal and snapshots, each with a number in its name, and
 * the lock by which one process at a time has it. Files that are being written have another ending,
 * and are of no meaning until they are finished.
 */
final class Folder implements AutoCloseable {
  static final String JOURNAL = ".journal";
  static final String SNAPSHOT = ".snapshot";

  private static final String UNFINISHED = ".unfinished";

  final Path dir;
  private final FolderLock lock;

  private Folder(Path dir, FolderLock lock) {
    this.dir = dir;
    this.lock = lock;
  }

  /** Takes a folder, which is made where there is none. */
  static Folder take(Path dir) {
    try {
      Files.createDirectories(dir);
      return new Folder(dir, FolderLock.take(dir).orElseThrow(() -> taken(dir)));
    } catch (IOException e) {
      throw new StoreException(
          "Cannot write in " + dir + ": " + e + "; see who may, and whether there is room", e);
    }
  }

  private static StoreException taken(Path dir) {
    return new StoreException(
        "The store in "
            + dir
            + " is open already, in this process or another: one at a time has it. Close the other,"
            + " or give this one a folder of its own");
  }

  Path journal(long number) {
    return dir.resolve(name(number) + JOURNAL);
  }

  Path snapshot(long seq) {
    return dir.resolve(name(seq) + SNAPSHOT);
  }

  /** Under which name a file is written until it is whole. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "%019d", number);
  }

  /** The segments of the journal, by number. */
  NavigableMap<Long, Path> journals() {
    return files(JOURNAL);
  }

  /** The snapshots, by the number of the last call that they hold. */
  NavigableMap<Long, Path> snapshots() {
    return files(SNAPSHOT);
  }

  private NavigableMap<Long, Path> files(String ending) {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(dir, "*" + ending)) {
      for (Path file : all) {
        String name = String.valueOf(file.getFileName());
        String number = name.substring(0, name.length() - ending.length());
        if (!number.matches("[0-9]{19}")) {
          throw new StoreException(
              file + " is no file of a store, but is named like one: move it elsewhere");
        }
        found.put(Long.parseLong(number), file);
      }
    } catch (IOException e) {
      throw new StoreException("Cannot read " + dir + ": " + e, e);
    }
    return found;
  }

  /** Removes what a crash left unfinished. */
  void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(dir, "*" + UNFINISHED)) {
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException("Cannot let go of the lock: " + e, e);
    }
  }
}
