package io.riskgate.rules.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of a folder look like from outside: their names, sizes and times. Two that are
 * equal most likely hold the same content; disks that keep time in steps of seconds can err.
 *
 * @param real where the folder really lies, which changes where a link is turned
 * @param files what each file looks like, by path
 */
public record FolderState(Path real, Map<String, String> files) {
  /**
   * Looks at a folder.
   *
   * @throws IOException if it cannot be looked at, because it is gone or changes meanwhile
   */
  public static FolderState of(Path folder) throws IOException {
    Path real = folder.toRealPath();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(real, PackFolder.DEPTH_MAX)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        String path = real.relativize(file).toString().replace('\\', '/');
        if (!PackFiles.isContent(path) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        files.put(path, look(file));
        if (files.size() > PackFolder.FILES_MAX) {
          break; // more are refused anyway, and must not be looked at twice a second
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    return new FolderState(real, files);
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.size() + " " + seen.lastModifiedTime();
    } catch (IOException e) {
      return "unreadable"; // a link that leads nowhere, or a file that has just gone
    }
  }
}
