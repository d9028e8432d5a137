package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads a pack's folder and nothing outside of it. A link may point at a file inside, as those do
 * that Kubernetes mounts; one that leads out would show the system's files in our messages.
 */
final class PackFolder {
  static final int FILES_MAX = 1_000;
  static final int FILE_BYTES_MAX = 1 << 20;
  static final int PACK_BYTES_MAX = 8 << 20;

  static final int DEPTH_MAX = 8;

  private final Path dir;
  private final TreeMap<String, byte[]> content = new TreeMap<>();
  private final List<PackProblem> unread = new ArrayList<>();
  private int bytes;

  PackFolder(Path dir) {
    this.dir = dir;
  }

  PackFiles read() throws IOException {
    Path real = dir.toRealPath();
    try (Stream<Path> walk = Files.walk(real, DEPTH_MAX)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        String path = real.relativize(file).toString().replace('\\', '/');
        if (!path.isEmpty() && PackFiles.isContent(path) && !take(real, file, path)) {
          break;
        }
      }
    }
    return new PackFiles(content, unread);
  }

  /** Takes a file; whether reading goes on. */
  private boolean take(Path real, Path file, String path) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (Files.isSymbolicLink(file) && !(Files.exists(file) && file.toRealPath().startsWith(real))) {
      refuse(path, "this link leads out of the pack");
      return true;
    }
    if (!Files.isRegularFile(file)) {
      refuse(path, "this is no file that can be read; links to folders are not followed");
      return true;
    }
    byte[] read;
    try (InputStream in = Files.newInputStream(file)) {
      read = in.readNBytes(FILE_BYTES_MAX + 1);
    }
    if (read.length > FILE_BYTES_MAX) {
      refuse(path, "a file has at most " + FILE_BYTES_MAX + " bytes");
      return true;
    }
    bytes += read.length;
    if (content.size() == FILES_MAX || bytes > PACK_BYTES_MAX) {
      refuse(
          path,
          "a pack has at most " + FILES_MAX + " files and " + PACK_BYTES_MAX + " bytes in all");
      return false;
    }
    content.put(path, read);
    return true;
  }

  private void refuse(String path, String why) {
    unread.add(new PackProblem(path, 0, why));
  }
}
