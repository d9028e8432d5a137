package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.workbench.mapping.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/csv.md} says what the code does. */
class DocumentationTest {
  private static final Path CSV_MD = Path.of("..", "docs", "csv.md");

  @Test
  void describesEveryCanonicalColumn() throws IOException {
    String docs = Files.readString(CSV_MD);

    assertThat(Mapping.CANONICAL.columns())
        .allSatisfy(column -> assertThat(docs).containsPattern("\\| .*`" + column + "`.* \\|"));
  }

  @Test
  void showsThePaysimMappingAsItIs() throws IOException {
    String yaml;
    try (InputStream in = Mapping.class.getResourceAsStream("paysim.yaml")) {
      yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(CSV_MD).content().contains(yaml.substring(yaml.indexOf("fields:")));
  }
}
