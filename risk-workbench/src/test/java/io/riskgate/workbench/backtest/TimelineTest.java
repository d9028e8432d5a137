package io.riskgate.workbench.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happened when, in a chart's worth of memory. */
class TimelineTest {
  private static final Instant START = Instant.parse("2026-01-04T22:30:00Z"); // 06:30 in Shanghai

  @Test
  @DisplayName("A short time is shown hour by hour, from the beginning of the first day")
  void hourByHour() {
    Timeline timeline = new Timeline(ZoneId.of("Asia/Shanghai"));
    timeline.add(START, true, true);
    timeline.add(START.plus(Duration.ofHours(2)), true, false);

    assertThat(timeline.hours()).isEqualTo(1);
    assertThat(timeline.start(0)).isEqualTo(Instant.parse("2026-01-04T16:00:00Z"));
    assertThat(timeline.cells()).hasSize(9);
    assertThat(timeline.cells().get(6).caught()).isEqualTo(1);
    assertThat(timeline.cells().get(8).alerts()).isEqualTo(1);
  }

  @Test
  @DisplayName("However long it goes on, nothing is lost and the cap is kept")
  void longTimesAreJoined() {
    Timeline timeline = new Timeline(ZoneId.of("Asia/Shanghai"));
    int days = 3000;
    for (int day = 0; day < days; day++) {
      timeline.add(START.plus(Duration.ofDays(day)), day % 2 == 0, day % 3 == 0);
    }

    assertThat(timeline.cells()).hasSizeLessThanOrEqualTo(Timeline.CELLS_MAX);
    assertThat(timeline.hours()).isEqualTo(28 * 24);
    assertThat(timeline.cells().stream().mapToLong(Cell::transfers).sum()).isEqualTo(days);
    assertThat(timeline.cells().stream().mapToLong(Cell::fraud).sum()).isEqualTo(days / 3);
    assertThat(timeline.cells().get(0).transfers()).isEqualTo(28);
  }

  @Test
  @DisplayName("Times a thousand years apart are one chart too")
  void millennia() {
    Timeline timeline = new Timeline(ZoneId.of("UTC"));
    timeline.add(START, false, false);
    timeline.add(START.plus(Duration.ofDays(365_000)), true, true);

    assertThat(timeline.cells()).hasSizeLessThanOrEqualTo(Timeline.CELLS_MAX);
    assertThat(timeline.cells().stream().mapToLong(Cell::fraud).sum()).isEqualTo(1);
  }

  @Test
  @DisplayName("Hours and days are those of the pack's zone, also where clocks are put forward")
  void momentsFollowTheZone() {
    Moments moments = new Moments(ZoneId.of("Europe/Berlin"));

    moments.at(Instant.parse("2026-03-29T00:59:59Z"));
    assertThat(moments.hour()).isEqualTo(1);
    moments.at(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(moments.hour()).isEqualTo(3);
    assertThat(moments.weekday()).isEqualTo(6);
    moments.at(Instant.parse("2026-03-29T22:00:00Z"));
    assertThat(moments.hour()).isZero();
    assertThat(moments.weekday()).isZero();
  }
}
