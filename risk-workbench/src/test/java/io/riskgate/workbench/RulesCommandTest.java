package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  @DisplayName("docs/rules-cn.md is what ./risk rules --duties docs/duties.md prints")
  void thePageIsUpToDate() {
    Cli.Result result =
        Cli.runWith(RulePacks.bundled("cn"), "rules", "--duties", DOCS.resolve("duties.md"));

    assertThat(result.exitCode()).isZero();
    assertThat(DOCS.resolve("rules-cn.md")).hasContent(result.out());
  }

  @Test
  @DisplayName("every rule of the pack stands in it, with its points, its text and a duty")
  void everyRule() {
    RulePack pack = RulePacks.bundled("cn");

    String page = Cli.runWith(pack, "rules", "--duties", DOCS.resolve("duties.md")).out();

    for (Rule rule : pack.rules()) {
      String part = page.substring(page.indexOf("\n### " + rule.code() + "\n") + 5);
      part = part.substring(0, part.indexOf("\n#"));
      assertThat(part)
          .contains("\n> ")
          .contains("| score | " + Math.abs(rule.points()))
          .contains("| duties | [");
    }
  }

  @Test
  @DisplayName("of a pack in a folder it shows the texts of the language that is asked for")
  void ofAFolder(@TempDir Path dir) throws IOException {
    RulePacks.copyBundled("cn", dir);

    Cli.Result chinese = Cli.runWith(RulePacks.bundled("cn"), "rules", dir, "--lang", "zh");
    Cli.Result french = Cli.runWith(RulePacks.bundled("cn"), "rules", dir, "--lang", "fr");

    assertThat(chinese.out()).contains("> 这是您第一次向该收款人转账").doesNotContain("| duties |");
    assertThat(french.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(french.err()).contains("no texts in 'fr'");
  }
}
