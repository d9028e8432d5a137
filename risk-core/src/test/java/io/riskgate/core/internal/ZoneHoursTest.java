package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneHoursTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "UTC"
      })
  void hours_are_those_of_the_java_calendar(String id) {
    ZoneId zone = ZoneId.of(id);
    ZoneHours hours = new ZoneHours(zone);
    Random random = new Random(7);
    long from = Instant.parse("1985-01-01T00:00:00Z").toEpochMilli();
    for (int i = 0; i < 20_000; i++) {
      long ms = from + random.nextInt(20_000) * 86_400_000L + random.nextInt(86_400_000);
      assertThat(hours.hour(ms)).isEqualTo(Instant.ofEpochMilli(ms).atZone(zone).getHour());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe"})
  void the_hour_is_right_to_the_millisecond_around_every_change_of_clocks(String id) {
    ZoneId zone = ZoneId.of(id);
    Instant at = Instant.parse("1985-01-01T00:00:00Z");
    ZoneHours hours = new ZoneHours(zone);
    for (int i = 0; i < 50; i++) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      if (change == null) {
        return;
      }
      at = change.getInstant();
      // Backwards too, so that the period that is kept is now the one before, now the one after.
      for (long ms : new long[] {-1, 0, 1, 0, -1}) {
        Instant near = at.plusMillis(ms);
        assertThat(hours.hour(near.toEpochMilli())).isEqualTo(near.atZone(zone).getHour());
      }
    }
  }
}
