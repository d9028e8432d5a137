package io.riskgate.workbench.score;

import io.riskgate.workbench.message.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: it is written beside its place and moved there when it
 * is complete. Whatever ends the program before, an interrupt included, leaves nothing behind and
 * the former file as it was.
 */
public final class OutputFile implements Closeable {
  private final Path shown;
  private final Path target;
  private final @Nullable Path temporary;
  private final FileChannel channel;
  private final OutputStream stream;
  private final Thread cleaner;
  private volatile boolean finished;

  private OutputFile(Path shown, Runnable beforeGivingUp) throws IOException {
    this.shown = shown;
    cleaner = new Thread(() -> giveUp(beforeGivingUp), "remove unfinished output");
    if (Files.exists(shown) && !Files.isRegularFile(shown)) {
      target = shown;
      temporary = null; // a device or pipe: nothing to replace, and nothing stays behind
      channel = FileChannel.open(target, StandardOpenOption.WRITE);
    } else {
      // Through a link to what it means, so that the link stays.
      target = Files.exists(shown) ? shown.toRealPath() : shown.toAbsolutePath();
      temporary =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    stream = Channels.newOutputStream(channel);
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /** Starts a file; that it can be written is known before any work is done. */
  public static OutputFile create(Path path) {
    return create(path, () -> {});
  }

  /**
   * Starts a file; that it can be written is known before any work is done.
   *
   * @param beforeGivingUp called when the program is to end, before the unfinished file is removed;
   *     whoever writes can finish it meanwhile
   */
  public static OutputFile create(Path path, Runnable beforeGivingUp) {
    if (Files.isDirectory(path)) {
      throw new InputException(path + ": is a folder; name a file to write to");
    }
    try {
      return new OutputFile(path, beforeGivingUp);
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": cannot be written: there is no such folder", e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be written: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  /** Where to write to. */
  public OutputStream stream() {
    return stream;
  }

  /** Makes the file appear. */
  public void finish() throws IOException {
    stream.flush();
    if (temporary != null) {
      channel.force(true); // else a power cut could leave an empty file of the right name
      channel.close();
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    finished = true;
  }

  /** Ends the file; one that is not finished vanishes. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!finished) {
      removeTemporary();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook does its work.
    }
  }

  private void giveUp(Runnable beforeGivingUp) {
    beforeGivingUp.run();
    removeTemporary(); // of a finished file there is none
  }

  private void removeTemporary() {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        System.err.println("risk: cannot remove " + temporary + ": " + e.getMessage());
      }
    }
  }

  /** The file as the user named it. */
  @Override
  public String toString() {
    return shown.toString();
  }
}
