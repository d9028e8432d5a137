package io.riskgate.workbench.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path dir;

  private List<Path> filesInDir() throws IOException {
    try (var files = Files.list(dir)) {
      return files.toList();
    }
  }

  @Test
  void appearsWhenItIsFinished() throws IOException {
    Path target = Files.writeString(dir.resolve("out.csv"), "old");
    try (OutputFile file = OutputFile.create(target)) {
      file.stream().write("new".getBytes(UTF_8));
      assertThat(target).hasContent("old");
      file.finish();
    }
    assertThat(target).hasContent("new");
    assertThat(filesInDir()).containsExactly(target);
  }

  @Test
  void leavesNothingBehindWhenItIsNotFinished() throws IOException {
    Path target = dir.resolve("out.csv");
    try (OutputFile file = OutputFile.create(target)) {
      file.stream().write("half".getBytes(UTF_8));
    }
    assertThat(filesInDir()).isEmpty();
  }

  @Test
  void replacesWhatALinkPointsTo() throws IOException {
    Path target = Files.writeString(dir.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link.csv"), target);
    try (OutputFile file = OutputFile.create(link)) {
      file.stream().write("new".getBytes(UTF_8));
      file.finish();
    }
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(target).hasContent("new");
  }

  @Test
  void writesStraightToADevice() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "there is no /dev/null");
    try (OutputFile file = OutputFile.create(device)) {
      file.stream().write("gone".getBytes(UTF_8));
      file.finish();
    }
    assertThat(Files.isRegularFile(device)).isFalse();
  }
}
