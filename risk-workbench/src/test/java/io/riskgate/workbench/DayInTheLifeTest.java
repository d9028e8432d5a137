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
  @DisplayName(
      "A reader gets a few texts at a time, each once a transfer, and all of them if asked")
  void isReadable() {
    Cli.Result few = Cli.runWith(RulePacks.bundled("cn"), "story", STORY);
    Cli.Result full = Cli.runWith(RulePacks.bundled("cn"), "story", STORY, "--full");

    assertThat(few.out()).containsPattern("> \\(and \\d+ more\\)");
    assertThat(few.rows()).allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(120));
    assertThat(full.exitCode()).isZero();
    assertThat(full.out())
        .doesNotContainPattern("\\(and \\d+ more\\)")
        .contains("> The police, prosecutors and courts do not");
    assertThat(few.out()).doesNotContain("> The police, prosecutors and courts do not");
  }

  @Test
  @DisplayName(
      "The staff read scripts, the bank's systems hear of events, the police get movements")
  void tellsWhoHearsWhat() {
    Cli.Result result = Cli.runWith(RulePacks.bundled("cn"), "story", STORY);

    assertThat(result.rows())
        .contains(
            "          ! alert MEDIUM: CALL by 13:49, 2 contacts; 48,000.00 CNY may be lost",
            "          ? Were you paid for the first few? Are you now asked to advance a larger"
                + " sum?",
            "            | 13:44  from Wang Lei 800.00 CNY, TRANSFER, HELD [N2]",
            "          ! CUSTOMER_WARNING: Fang Ying is warned at once",
            "          = MEDIUM, score 59: PASSWORD_CHANGED 20, SIM_CHANGED 39",
            "          = 5 dissuaded; failed: NOT_REACHED 1, INSISTED 1, GENUINE 1; success 71 %");
  }

  @Test
  @DisplayName("What customers read can be seen in Chinese")
  void speaksChinese() {
    Cli.Result result = Cli.runWith(RulePacks.bundled("cn"), "story", STORY, "--lang", "zh");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("> 刷单就是诈骗").doesNotContain("> Check the payee's name");
  }
}
