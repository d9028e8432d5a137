package io.riskgate.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were written by the releases there were. */
class UpgradeTest {
  @TempDir Path temp;

  private Path copyOf(String fixture) throws IOException, URISyntaxException {
    URL url = Objects.requireNonNull(UpgradeTest.class.getResource("/" + fixture), fixture);
    try (Stream<Path> all = Files.list(Path.of(url.toURI()))) {
      for (Path file : all.toList()) {
        Files.copy(file, temp.resolve(file.getFileName().toString()));
      }
    }
    return temp;
  }

  @Test
  @Sentence("E-8")
  @DisplayName("A store of format 1 opens, says what it said, goes on and opens again")
  void format1() throws Exception {
    Path dir = copyOf("format-1");
    List<String> told = Files.readAllLines(dir.resolve("told.txt"));

    List<String> before;
    try (EmbeddedStore store = EmbeddedStore.open(dir)) {
      assertThat(Samples.told(store, 1)).isEqualTo(told);
      Samples.fill(store, 2, 10);
      before = Samples.told(store, 2);
    }
    try (EmbeddedStore store = EmbeddedStore.open(dir)) {
      assertThat(Samples.told(store, 2)).isEqualTo(before);
    }
  }

  @Test
  @Sentence("E-8")
  @DisplayName("The snapshot before the latest opens too, with the journal of both behind it")
  void olderSnapshotOfFormat1() throws Exception {
    Path dir = copyOf("format-1");
    List<String> told = Files.readAllLines(dir.resolve("told.txt"));
    try (Stream<Path> all = Files.list(dir)) {
      List<Path> snapshots = all.filter(f -> f.toString().endsWith(".snapshot")).sorted().toList();
      assertThat(snapshots).hasSize(2);
      Files.delete(snapshots.get(1));
    }

    try (EmbeddedStore store = EmbeddedStore.open(dir)) {
      assertThat(Samples.told(store, 1)).isEqualTo(told);
    }
  }
}
