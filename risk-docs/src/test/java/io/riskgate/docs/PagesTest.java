package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is checked of each page, whatever it is about. */
class PagesTest {
  /** Each has a test here or says that it cannot have one. */
  private static final Set<String> LABELS =
      Set.of(
          "java",
          "xml",
          "yaml",
          "json",
          "properties",
          "csv",
          "drl",
          "drl wrong",
          "sh",
          "console",
          "text");

  /**
   * Blocks that are drawings, or what something prints: not code. Raise it where another is really
   * neither code nor a command.
   */
  private static final int TEXTS_MAX = 20;

  @Test
  @DisplayName("every relative link leads to a file, and to a heading where it names one")
  void links() {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Page page : Page.all()) {
      for (Page.Link link : page.links()) {
        if (link.target().matches("[a-z]+:.*")) {
          continue;
        }
        checked++;
        String[] parts = link.target().split("#", 2);
        Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
        String at = page.name() + ":" + link.line() + ": " + link.target();
        if (!Files.exists(target)) {
          broken.add(at + ": no such file");
        } else if (parts.length == 2
            && !Page.read(target.normalize()).anchors().contains(parts[1])) {
          broken.add(at + ": no such heading");
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(checked).isGreaterThan(100);
  }

  @Test
  @DisplayName("every code block says what it is, so that it is checked")
  void labels() {
    List<Block> blocks = Page.all().stream().flatMap(page -> page.blocks().stream()).toList();

    assertThat(blocks)
        .as("label the block with one of %s", new TreeSet<>(LABELS))
        .filteredOn(block -> !LABELS.contains(block.label()))
        .extracting(Block::where)
        .isEmpty();
    assertThat(blocks)
        .filteredOn(block -> block.is("text"))
        .as("blocks that nothing can check")
        .hasSizeLessThanOrEqualTo(TEXTS_MAX);
  }

  @Test
  @DisplayName("the map of the documentation has every page")
  void theMapIsWhole() {
    Page map = Page.doc("README.md");
    Set<Path> reached =
        map.links().stream()
            .map(link -> map.path().resolveSibling(link.target().split("#", 2)[0]).normalize())
            .collect(Collectors.toSet());

    assertThat(Page.all())
        .filteredOn(page -> page.path().startsWith(Page.ROOT.resolve("docs")))
        .filteredOn(page -> !page.path().equals(map.path()))
        .extracting(Page::path)
        .isNotEmpty()
        .allSatisfy(path -> assertThat(reached).contains(path));
  }
}
