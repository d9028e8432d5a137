package io.riskgate.workbench.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a run still takes. */
class ProgressTest {
  @ParameterizedTest
  @CsvSource({
    "0.5, 60, 0:01:00 left",
    "0.25, 20, 0:01:00 left",
    "0.1, 1000, 2:30:00 left",
    "1, 60, 0:00:00 left"
  })
  @DisplayName("The rest takes as long as what was done, share for share")
  void theRestTakesAsLong(double fraction, long seconds, String left) {
    assertThat(Progress.left(fraction, seconds * 1_000_000_000)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.0005"})
  @DisplayName("At the very beginning nobody can tell")
  void nothingIsToldAtFirst(double fraction) {
    assertThat(Progress.left(fraction, 1_000_000_000)).isBlank();
  }
}
