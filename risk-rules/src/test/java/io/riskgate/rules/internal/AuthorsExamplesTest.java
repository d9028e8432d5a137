package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples with signals and flags in docs/rule-authors.md are rules. */
class AuthorsExamplesTest {
  private static final Pattern NAME = Pattern.compile("rule \"([A-Z_]+)\"");

  @ParameterizedTest
  @CsvSource({"### Signals, 1", "### Flags, 3"})
  void anExampleLoads(String heading, int rules) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "rule-authors.md"));
    String section = page.substring(page.indexOf(heading + "\n"));
    String example = section.split("```(?:drl)?\n", 3)[1];
    StringBuilder texts = new StringBuilder();
    Matcher names = NAME.matcher(example);
    while (names.find()) {
      texts.append(names.group(1) + " = text\n");
    }

    LoadedPack pack =
        new TestPack()
            .edit(
                "pack.yaml",
                "parameters:\n",
                "parameters:\n  RECENT_MINUTES: { type: minutes, value: 30, min: 1, max: 60, why:"
                    + " x }\n")
            .file("rules/a.drl", example)
            .file("messages_zh.properties", texts.toString())
            .file("messages_en.properties", texts.toString())
            .load();

    assertThat(pack.rules()).hasSize(rules);
  }
}
