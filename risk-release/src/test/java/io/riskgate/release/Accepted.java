package io.riskgate.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** A file of the repository that says what was accepted; {@code scripts/accept} writes it anew. */
final class Accepted {
  private static final boolean WRITE = Boolean.getBoolean("riskgate.accept");
  private static final Path ROOT = Path.of("..");

  private Accepted() {}

  static void check(String file, List<String> lines) {
    Path path = ROOT.resolve(file);
    try {
      if (WRITE) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, String.join("\n", lines) + "\n");
        return;
      }
      assertThat(path).as("not there yet: scripts/accept writes it").exists();
      List<String> accepted = Files.readAllLines(path);
      assertThat(lines)
          .as("what %s says; if the change is meant, run scripts/accept and commit the file", file)
          .containsExactlyElementsOf(accepted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A table within a page; its head stands in the page once.
   *
   * @param same whether a cell may stay as it was accepted
   */
  static void checkTable(String file, List<String> table, BiPredicate<String, String> same)
      throws IOException {
    Path path = ROOT.resolve(file);
    List<String> page = new ArrayList<>(Files.readAllLines(path));
    int from = page.indexOf(table.get(0));
    assertThat(from).as("%s has the line %s", file, table.get(0)).isNotNegative();
    int to = from;
    while (to < page.size() && page.get(to).startsWith("|")) {
      to++;
    }
    List<String> accepted = page.subList(from, to);
    if (WRITE) {
      accepted.clear();
      page.addAll(from, table);
      Files.writeString(path, String.join("\n", page) + "\n");
      return;
    }
    assertThat(accepted)
        .as("%s: it is now%n%s%nscripts/accept writes it", file, String.join("\n", table))
        .usingElementComparator((a, b) -> row(b, a, same) ? 0 : 1)
        .containsExactlyElementsOf(table);
  }

  private static boolean row(String now, String accepted, BiPredicate<String, String> same) {
    String[] cells = now.split("\\s*\\|\\s*", -1);
    String[] were = accepted.split("\\s*\\|\\s*", -1);
    return cells.length == were.length
        && IntStream.range(0, cells.length)
            .allMatch(i -> cells[i].equals(were[i]) || same.test(cells[i], were[i]));
  }
}
