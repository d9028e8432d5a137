package io.riskgate.workbench.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/stories.md} says what the code does. */
class StoryDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "stories.md");

  @TempDir Path dir;

  @Test
  @DisplayName("Every kind of step and of expectation is described")
  void describesEveryKind() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(ActionKinds.ALL)
        .extracting(ActionKind::key)
        .allSatisfy(key -> assertThat(page).containsPattern("\\| .*`" + key + "`.* \\|"));
    assertThat(Expectations.ALL)
        .extracting(ExpectationKind::key)
        .allSatisfy(key -> assertThat(page).containsPattern("\\| .*`" + key + "`.* \\|"));
  }

  @Test
  @DisplayName("The example on the page plays as the page shows")
  void theExamplePlays() throws IOException {
    List<String> blocks = blocks();
    Path story = Files.writeString(dir.resolve("example.yaml"), blocks.get(1));

    Cli.Result result = Cli.runWith(RulePacks.bundled("cn"), "story", story);

    assertThat(result.exitCode()).isZero();
    assertThat(blocks.get(2).lines()).allSatisfy(line -> assertThat(result.rows()).contains(line));
  }

  private static List<String> blocks() throws IOException {
    Matcher block =
        Pattern.compile("```[a-z]*\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    return block.results().map(found -> found.group(1)).toList();
  }
}
