package io.riskgate.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The project's own files. */
final class Sources {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "docs");

  private Sources() {}

  /** All files but what was built. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        Page.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused) {
            boolean skipped =
                SKIPPED.contains(String.valueOf(folder.getFileName()))
                    && !folder.toString().contains("/java/");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** The full names of all classes that have a file. */
  static Set<String> classes() throws IOException {
    return files().stream()
        .map(Path::toString)
        .filter(name -> name.endsWith(".java"))
        .map(name -> name.replaceAll(".*/src/[a-z]+/java/|\\.java$", "").replace('/', '.'))
        .collect(Collectors.toSet());
  }
}
