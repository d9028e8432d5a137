package io.riskgate.core.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder that one writer at a time has: a lock on the file {@code lock} in it, which keeps other
 * processes away, and a note in this process, which keeps its own threads away.
 *
 * <p>The note is no luxury. On POSIX systems a process that closes <em>any</em> handle of a file
 * loses all its locks on it: a second writer in this process that opened the file only to be
 * refused would let other processes in. So whoever finds the note does not touch the file. It is a
 * property of the system because its reach must be that of the lock: the process, also where class
 * loaders have loaded this class more than once.
 */
public final class FolderLock implements Closeable {
  private static final String FILE = "lock";
  private static final String NOTE = "io.riskgate.lock:";

  private final FileChannel channel;
  private final String note;

  private FolderLock(FileChannel channel, String note) {
    this.channel = channel;
    this.note = note;
  }

  /**
   * Takes a folder.
   *
   * @return the lock, or empty where somebody else has it, in this process or another
   */
  public static Optional<FolderLock> take(Path dir) throws IOException {
    Path file = dir.resolve(FILE);
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // It stays from one writer to the next; only the lock on it says that there is one.
    }
    String note = NOTE + identity(file);
    if (System.getProperties().putIfAbsent(note, "") != null) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      try {
        taken = isLocked(channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      return taken ? Optional.of(new FolderLock(channel, note)) : Optional.empty();
    } finally {
      if (!taken) {
        System.getProperties().remove(note);
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // somebody of this process who leaves no notes
    }
  }

  /** The same for each path that leads to the file. */
  private static String identity(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath().toString() : key.toString();
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return; // by now the note may be another's
    }
    try {
      channel.close();
    } finally {
      System.getProperties().remove(note);
    }
  }
}
