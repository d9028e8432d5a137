package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.workbench.mapping.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/csv.md} says what the code does, and no page points at nothing. */
class DocumentationTest {
  private static final Path CSV_MD = Path.of("..", "docs", "csv.md");

  @Test
  void describesEveryCanonicalColumn() throws IOException {
    String docs = Files.readString(CSV_MD);

    assertThat(Mapping.CANONICAL.columns())
        .allSatisfy(column -> assertThat(docs).containsPattern("\\| .*`" + column + "`.* \\|"));
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
    try (Stream<Path> docs = Files.list(Path.of("..", "docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
    }
    for (Path page : pages) {
      Matcher link = Pattern.compile("\\]\\(([^):#]+)(#[^)]*)?\\)").matcher(Files.readString(page));
      while (link.find()) {
        assertThat(page.resolveSibling(link.group(1))).as("linked from %s", page).exists();
      }
    }
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
