package io.riskgate.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a bank's program grows by. */
class FootprintTest {
  private static final Map<String, String[]> CHOICES = new LinkedHashMap<>();

  static {
    choice("the domain alone: `risk-core`", "risk-core");
    choice("with rules: `risk-rules`", "risk-rules");
    choice(
        "with rules, and durable: `risk-rules`, `risk-store-embedded`",
        "risk-rules",
        "risk-store-embedded");
    choice(
        "the same with intelligence: and `risk-intel`",
        "risk-rules",
        "risk-store-embedded",
        "risk-intel");
    choice(
        "with rules, shared over Redis: `risk-rules`, `risk-store-redis`",
        "risk-rules",
        "risk-store-redis");
    choice(
        "with rules, shared over PostgreSQL: `risk-rules`, `risk-store-jdbc`; the driver is yours",
        "risk-rules",
        "risk-store-jdbc");
    choice(
        "with rules and metrics: `risk-rules`, `risk-micrometer`", "risk-rules", "risk-micrometer");
    choice(
        "Spring Boot: `riskgate-spring-boot-starter`, Spring included",
        "riskgate-spring-boot-starter");
    choice("the command line: `risk-workbench`", "risk-workbench");
  }

  private static void choice(String title, String... modules) {
    CHOICES.put(title, modules);
  }

  @Test
  @DisplayName("docs/footprint.md says how many jars and MiB each choice of modules brings")
  void footprint() throws Exception {
    BillOfMaterials bill = BillOfMaterials.read();
    List<String> lines = new ArrayList<>();
    lines.add("| choice | jars | of them ours | MiB | of them ours |");
    lines.add("|---|---|---|---|---|");
    CHOICES.forEach(
        (title, modules) -> {
          List<Component> all = bill.toRun(modules);
          List<Component> ours = all.stream().filter(Component::ours).toList();
          lines.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %d | %d | %s | %s |",
                  title,
                  all.size(),
                  ours.size(),
                  mebibytes(all),
                  mebibytes(ours)));
        });
    Accepted.checkTable("docs/footprint.md", lines, FootprintTest::near);
  }

  /** Our own jars grow day by day; a tenth of them is news. */
  private static boolean near(String cell, String accepted) {
    if (!cell.contains(".")) {
      return cell.equals(accepted);
    }
    double megabytes = Double.parseDouble(cell);
    return Math.abs(megabytes - Double.parseDouble(accepted)) <= Math.max(0.11, megabytes / 10);
  }

  /** To a tenth: what changes day by day is less. */
  private static String mebibytes(List<Component> components) {
    long bytes = 0;
    for (Component component : components) {
      try {
        bytes += Files.size(component.jar());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return String.format(Locale.ROOT, "%.1f", bytes / 1024.0 / 1024.0);
  }
}
