package io.riskgate.workbench.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example is what its generator writes, and shows what the bundled pack can do. */
class ExampleTransfersTest {
  private static final Path FILE = Path.of("..", "examples", "transfers.csv");

  private static List<String[]> decisions;
  private static Cli.Result result;

  @BeforeAll
  static void score() {
    result = Cli.runWith(RulePacks.bundled("cn"), "score", FILE);
    decisions = result.rows().stream().skip(1).map(row -> row.split(",", -1)).toList();
  }

  @Test
  void isWhatTheGeneratorWrites() throws IOException {
    assertThat(Files.readString(FILE))
        .as("run ExampleTransfers.main with %s after a change to a story", FILE)
        .isEqualTo(ExampleTransfers.csv());
  }

  @Test
  void isScoredWithoutRejects() {
    assertThat(result.exitCode()).isZero();
    assertThat(decisions).hasSizeBetween(180, 220);
  }

  @Test
  void showsEveryOutcomeLimitAndManyReleasePathsAndScams() {
    assertThat(values(1)).containsExactlyInAnyOrder("ALLOW", "VERIFY", "HOLD");
    assertThat(values(4)).contains("SINGLE_FIAT", "DAILY_FIAT", "SINGLE_VIRTUAL");
    assertThat(values(6)).contains("NONE", "BANK", "RETRY");
    assertThat(values(7))
        .contains("TASK_REBATE", "FAKE_POLICE", "FAKE_LOAN", "PENSION_INVESTMENT", "GAME_TRADING");
    assertThat(values(8)).contains("NO_RATE:USD", "EXPECTED_DATA_MISSING:DEVICE");
  }

  @Test
  void leavesEverydayLifeAlone() {
    List<String[]> everyday = decisions.stream().filter(d -> !d[0].contains("-")).toList();

    assertThat(everyday).hasSizeGreaterThan(100);
    // Wang Fang's own next purchase: after the thief's in Bangkok it looks like a journey back.
    assertThat(everyday)
        .filteredOn(decision -> !decision[1].equals("ALLOW"))
        .singleElement()
        .satisfies(decision -> assertThat(decision[3]).isEqualTo("IMPOSSIBLE_TRAVEL"));
  }

  @Test
  void stopsEveryStoryOfFraudSomewhere() {
    for (String story :
        List.of(
            "takeover",
            "mule",
            "elderly",
            "task-rebate",
            "structuring",
            "caller",
            "travel",
            "virtual",
            "game",
            "device-farm",
            "safe-account")) {
      assertThat(decisions)
          .as(story)
          .filteredOn(decision -> decision[0].endsWith("-" + story))
          .anySatisfy(decision -> assertThat(decision[1]).isNotEqualTo("ALLOW"));
    }
  }

  private static Set<String> values(int column) {
    Set<String> values = new TreeSet<>();
    for (String[] decision : decisions) {
      Arrays.stream(decision[column].split(";")).filter(v -> !v.isEmpty()).forEach(values::add);
    }
    return values;
  }
}
