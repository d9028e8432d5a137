package io.riskgate.workbench.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** However many places a file names, what a report keeps of them has a bound, and loses nothing. */
class CapsTest {
  private static Transfer.Builder transfer() {
    return Transfer.builder()
        .id("t")
        .time(Instant.parse("2026-01-05T01:00:00Z"))
        .payer("a")
        .payee("b")
        .amount(1, "CNY");
  }

  @Test
  @DisplayName("Countries beyond the cap are counted together")
  void countriesAreCapped() {
    Places places = new Places();
    for (int i = 0; i < 26 * 26; i++) {
      String country = "" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
      places.add(transfer().originCountry(country).build(), true, true);
    }

    assertThat(places.origins()).hasSize(Places.COUNTRIES_MAX + 1);
    assertThat(places.origins().get(Places.ELSEWHERE).alerts())
        .isEqualTo(26 * 26 - Places.COUNTRIES_MAX);
  }

  @Test
  @DisplayName("Places beyond the cap are counted off the map; a known place goes on counting")
  void placesAreCapped() {
    Places places = new Places();
    for (int i = 0; i < 2 * Places.CELLS_MAX; i++) {
      places.add(transfer().location(i % 180 - 90 + 0.5, i / 180 - 180 + 0.5).build(), false, true);
    }
    places.add(transfer().location(-89.1, -179.1).build(), false, true);

    assertThat(places.grid()).hasSize(Places.CELLS_MAX);
    assertThat(places.offGrid().fraud()).isEqualTo(Places.CELLS_MAX);
    assertThat(places.grid().get(new Places.Grid(-90, -180)).fraud()).isEqualTo(2);
  }
}
