package io.riskgate.core.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time, of this process and of all others. */
class FolderLockTest {
  @TempDir Path dir;

  private static Path folderOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** How another process ends that asks for the folder. */
  private int askFromOutside() throws Exception {
    Path tests = folderOf(FolderLockTest.class);
    List<Path> classPath =
        // Where tests are patched into the module, both come from one place.
        List.of(folderOf(FolderLock.class), tests, tests.resolveSibling("test-classes"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator"))),
            FolderLockChild.class.getName(),
            dir.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  @DisplayName("Whoever is refused in this process does not let others in")
  void refusalsLetNobodyIn() throws Exception {
    try (FolderLock first = FolderLock.take(dir).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(FolderLock.take(dir)).isEmpty();
      Path link = Files.createSymbolicLink(dir.resolveSibling(dir.getFileName() + "-link"), dir);
      assertThat(FolderLock.take(link)).as("by another name").isEmpty();

      assertThat(askFromOutside()).isEqualTo(FolderLockChild.REFUSED);
    }
    assertThat(askFromOutside()).as("once it is let go of").isZero();
  }

  @Test
  @DisplayName("A folder that was let go of can be taken again, and is let go of once")
  void takenAgain() throws IOException {
    FolderLock first = FolderLock.take(dir).orElseThrow();
    first.close();
    try (FolderLock second = FolderLock.take(dir).orElseThrow()) {
      first.close();
      Optional<FolderLock> third = FolderLock.take(dir);
      assertThat(third).isEmpty();
      assertThat(second).isNotSameAs(first);
    }
  }
}
