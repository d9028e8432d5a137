package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneCalendarTest {
  @ParameterizedTest
  @CsvSource({
    // zone, date, its first instant, its length in hours
    "Asia/Shanghai,     2024-03-14, 2024-03-13T16:00:00Z, 24",
    "Asia/Shanghai,     1991-04-14, 1991-04-13T16:00:00Z, 23", // the last summer time there
    "Europe/Berlin,     2024-03-31, 2024-03-30T23:00:00Z, 23",
    "Europe/Berlin,     2024-10-27, 2024-10-26T22:00:00Z, 25",
    "America/New_York,  2024-03-10, 2024-03-10T05:00:00Z, 23",
    "America/New_York,  2024-11-03, 2024-11-03T04:00:00Z, 25",
    "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z, 23", // begins at 01:00
    "America/Sao_Paulo, 2018-02-17, 2018-02-17T02:00:00Z, 25", // 23:00 comes twice
    "America/Sao_Paulo, 2018-02-18, 2018-02-18T03:00:00Z, 24",
    "America/Havana,    2024-11-03, 2024-11-03T04:00:00Z, 25", // 00:00 comes twice
    "Pacific/Apia,      2011-12-29, 2011-12-29T10:00:00Z, 24", // the 30th never was
    "Asia/Kathmandu,    2024-01-01, 2023-12-31T18:15:00Z, 24",
    "UTC,               1970-01-01, 1970-01-01T00:00:00Z, 24",
    "UTC,               1969-12-31, 1969-12-31T00:00:00Z, 24"
  })
  void a_day_begins_and_ends_with_the_zones_midnights(
      ZoneId zone, LocalDate date, Instant start, long hours) {
    ZoneCalendar calendar = new ZoneCalendar(zone);
    long startMs = start.toEpochMilli();
    long endMs = start.plus(Duration.ofHours(hours)).toEpochMilli();

    for (long ms : new long[] {startMs, startMs + 1, (startMs + endMs) / 2, endMs - 1}) {
      ZoneCalendar.Day day = calendar.day(ms);
      assertThat(day.epochDay()).isEqualTo(date.toEpochDay());
      assertThat(day.startMs()).isEqualTo(startMs);
      assertThat(day.endMs()).isEqualTo(endMs);
      assertThat(day.dayOfWeek()).isEqualTo(date.getDayOfWeek().getValue());
    }
    assertThat(calendar.day(startMs - 1).epochDay()).isLessThan(date.toEpochDay());
    assertThat(calendar.day(endMs).epochDay()).isGreaterThan(date.toEpochDay());
  }

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
  void days_months_and_hours_are_those_of_the_java_calendar(String id) {
    ZoneId zone = ZoneId.of(id);
    ZoneCalendar calendar = new ZoneCalendar(zone);
    Random random = new Random(7);
    long from = Instant.parse("2015-01-01T00:00:00Z").toEpochMilli();
    for (int i = 0; i < 20_000; i++) {
      // Runs within a few days, as transfers come, and jumps.
      long ms = from + random.nextInt(4_000) * 86_400_000L + random.nextInt(86_400_000);
      ZonedDateTime local = Instant.ofEpochMilli(ms).atZone(zone);
      ZoneCalendar.Day day = calendar.day(ms);
      assertThat(day.epochDay()).isEqualTo(local.toLocalDate().toEpochDay());
      assertThat(day.epochMonth())
          .isEqualTo((local.getYear() - 1970L) * 12 + local.getMonthValue() - 1);
      assertThat(day.monthStartMs())
          .isEqualTo(YearMonth.from(local).atDay(1).atStartOfDay(zone).toInstant().toEpochMilli());
      assertThat(calendar.hour(day, ms)).isEqualTo(local.getHour());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-31T00:30:00Z",
        "2024-03-31T01:00:00Z",
        "2024-10-27T00:30:00Z",
        "2024-10-27T01:30:00Z",
        "2024-10-27T22:59:59Z"
      })
  void hours_on_a_day_on_which_clocks_change(Instant instant) {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    ZoneCalendar calendar = new ZoneCalendar(berlin);
    long ms = instant.toEpochMilli();

    assertThat(calendar.hour(calendar.day(ms), ms)).isEqualTo(instant.atZone(berlin).getHour());
  }
}
