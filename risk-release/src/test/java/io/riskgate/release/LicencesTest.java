package io.riskgate.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a bank gets with our modules it may use, and is told of. */
class LicencesTest {
  /** Licences without duties towards those who only use a library unchanged, but to name it. */
  private static final Set<String> ALLOWED =
      Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "CC0-1.0", "EPL-2.0");

  private static final List<String> NOTICES =
      List.of(
          "META-INF/NOTICE", "META-INF/NOTICE.txt", "META-INF/NOTICE.md", "NOTICE", "NOTICE.txt");

  private static List<Component> foreign;

  @BeforeAll
  static void read() throws Exception {
    foreign =
        BillOfMaterials.read().components().stream()
            .filter(component -> !component.ours())
            .sorted(Comparator.comparing(Component::coordinates))
            .toList();
  }

  @Test
  @DisplayName("Each library that our modules bring at run time has a licence that is allowed")
  void allowed() {
    assertThat(foreign).isNotEmpty();
    assertThat(foreign)
        .allSatisfy(
            component ->
                assertThat(component.licences())
                    .as("%s: replace it, or allow its licence here", component.coordinates())
                    .anyMatch(ALLOWED::contains));
  }

  @Test
  @DisplayName("THIRD-PARTY-NOTICES names each of them, its licence, and what its notice says")
  void notices() throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "Third-party notices",
                "",
                "Riskgate's jars contain none of these libraries; they are what its modules bring"
                    + " with them at run time,",
                "each its own jar under its own licence. Written by scripts/accept from the bill of"
                    + " materials."));
    for (Component component : foreign) {
      lines.add("");
      lines.add("-".repeat(100));
      lines.add(component.coordinates());
      lines.add("Licence: " + String.join(" or ", component.licences()));
      String notice = notice(component.jar());
      if (!notice.isBlank()) {
        lines.add("");
        notice
            .strip()
            .lines()
            .map(String::stripTrailing)
            .forEach(line -> lines.add(line.isEmpty() ? line : "    " + line));
      }
    }
    Accepted.check("THIRD-PARTY-NOTICES", lines);
  }

  private static String notice(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      for (String name : NOTICES) {
        Path path = files.getPath(name);
        if (Files.exists(path)) {
          return Files.readString(path, StandardCharsets.UTF_8);
        }
      }
    }
    return "";
  }
}
