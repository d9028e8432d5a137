package io.riskgate.workbench.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimeFormatTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final TimeFormat SECONDS = new TimeFormat.Epoch(Duration.ofSeconds(1));
  private static final TimeFormat MILLISECONDS = new TimeFormat.Epoch(Duration.ofMillis(1));
  private static final TimeFormat HOURS =
      new TimeFormat.Step(Duration.ofHours(1), Instant.parse("2026-01-01T00:00:00Z"));

  static Stream<Arguments> times() {
    return Stream.of(
        arguments(TimeFormat.ISO, "2026-01-05T09:30:00+08:00", "2026-01-05T01:30:00Z"),
        arguments(TimeFormat.ISO, "2026-01-05T01:30:00.123Z", "2026-01-05T01:30:00.123Z"),
        arguments(TimeFormat.iso(SHANGHAI), "2026-01-05T09:30:00", "2026-01-05T01:30:00Z"),
        arguments(TimeFormat.iso(SHANGHAI), "2026-01-05T09:30:00Z", "2026-01-05T09:30:00Z"),
        arguments(pattern("M/d/yyyy H:mm"), "6/8/2015 1:38", "2015-06-07T17:38:00Z"),
        arguments(pattern("dd MMM yyyy HH:mm:ss"), "05 Jan 2026 09:30:00", "2026-01-05T01:30:00Z"),
        arguments(pattern("yyyyMMdd"), "20260105", "2026-01-04T16:00:00Z"),
        arguments(
            TimeFormat.pattern("yyyy-MM-dd HH:mmXXX", null),
            "2026-01-05 09:30+08:00",
            "2026-01-05T01:30:00Z"),
        arguments(pattern("'day' d.M.yyyy"), "day 5.1.2026", "2026-01-04T16:00:00Z"),
        // clocks go back: the earlier of the two
        arguments(TimeFormat.iso(BERLIN), "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        arguments(SECONDS, "1767576600", "2026-01-05T01:30:00Z"),
        arguments(SECONDS, "1767576600.25", "2026-01-05T01:30:00.250Z"),
        arguments(MILLISECONDS, "1767576600001", "2026-01-05T01:30:00.001Z"),
        arguments(SECONDS, "-1", "1969-12-31T23:59:59Z"),
        arguments(HOURS, "0", "2026-01-01T00:00:00Z"),
        arguments(HOURS, "719", "2026-01-30T23:00:00Z"));
  }

  private static TimeFormat pattern(String pattern) {
    return TimeFormat.pattern(pattern, SHANGHAI);
  }

  @ParameterizedTest
  @MethodSource("times")
  void readsTimes(TimeFormat format, String text, Instant expected) {
    assertThat(format.parse(text)).isEqualTo(expected);
  }

  static Stream<Arguments> noTimes() {
    return Stream.of(
        arguments(TimeFormat.ISO, "2026-01-05", "not a time like 2026-01-05T09:30:00+08:00"),
        arguments(TimeFormat.ISO, "2026-01-05T09:30:00", "the offset is missing"),
        arguments(TimeFormat.ISO, "2026-13-05T09:30:00Z", "not a time like"),
        arguments(pattern("M/d/yyyy H:mm"), "2/30/2026 1:00", "not a time like 1/5/2026 9:30"),
        arguments(pattern("M/d/yyyy H:mm"), "6/8/2015 24:00", "not a time like"),
        arguments(pattern("M/d/yyyy H:mm"), "6/8/2015 1:38 pm", "not a time like"),
        arguments(TimeFormat.iso(BERLIN), "2026-03-29T02:30:00", "no such time in Europe/Berlin"),
        arguments(SECONDS, "now", "not a number of seconds"),
        arguments(SECONDS, "1e999999999", "not a number of seconds"),
        arguments(SECONDS, "99999999999999999999", "too far from 1970"),
        arguments(HOURS, "1.5", "not a whole step number"),
        arguments(HOURS, "99999999999999999999", "not a whole step number, or too large"),
        arguments(HOURS, "one", "not a step number"));
  }

  @ParameterizedTest
  @MethodSource("noTimes")
  void saysWhyATextIsNoTime(TimeFormat format, String text, String why) {
    assertThatThrownBy(() -> format.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
