package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code examples/day-in-the-life.yaml} comes out as it says, with the bundled pack. */
class DayInTheLifeTest {
  private static final Path STORY = Path.of("..", "examples", "day-in-the-life.yaml");

  @Test
  @DisplayName("A day in the life of a bank comes as expected, step by step")
  void comesAsExpected() {
    Cli.Result result = Cli.runWith(RulePacks.bundled("cn"), "story", STORY);

    assertThat(result.out()).doesNotContain("NOT AS EXPECTED");
    assertThat(result.out()).endsWith(" 0 not met\n").contains("# Gao Jian buys a flat");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  @DisplayName("What customers read can be seen in Chinese")
  void speaksChinese() {
    Cli.Result result = Cli.runWith(RulePacks.bundled("cn"), "story", STORY, "--lang", "zh");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("> 刷单就是诈骗").doesNotContain("> Check the payee's name");
  }
}
