package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.CommitResult.Status;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calendar days and months of aggregates and limits, over changes of clocks and ends of months. */
abstract class CalendarCases extends Theme {
  CalendarCases(RiskStoreContract contract) {
    super(contract);
  }

  /**
   * Days of 23, 24, 25, 23.5 and 24.5 hours, days that begin at one, and one after a day that was
   * left out.
   */
  private static final String[][] DAYS = {
    {"Asia/Shanghai", "2026-03-10"},
    {"Asia/Shanghai", "2026-12-31"},
    {"UTC", "2026-06-30"},
    {"Europe/Berlin", "2026-03-29"},
    {"Europe/Berlin", "2026-10-25"},
    {"Europe/Berlin", "2026-03-31"},
    {"America/New_York", "2026-03-08"},
    {"America/New_York", "2026-11-01"},
    {"Australia/Lord_Howe", "2026-04-05"},
    {"Australia/Lord_Howe", "2026-10-04"},
    {"America/Santiago", "2026-09-06"},
    {"America/Santiago", "2026-04-04"},
    {"Africa/Cairo", "2026-04-24"},
    {"Pacific/Apia", "2011-12-31"},
    {"Asia/Kathmandu", "2026-02-28"},
    {"Pacific/Kiritimati", "2028-02-29"},
  };

  static List<Arguments> days() {
    List<Arguments> all = new ArrayList<>();
    for (String[] day : DAYS) {
      all.add(arguments(ZoneId.of(day[0]), LocalDate.parse(day[1])));
    }
    return all;
  }

  private static long startMs(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static Aggregate over(Window window) {
    return Kit.count("n", Aggregate.Key.PAYER, Direction.OUT, window);
  }

  @ParameterizedTest(name = "{1} in {0}")
  @MethodSource("days")
  @Sentence("T-6")
  @DisplayName("a calendar day begins at its first instant, and holds all of its hours")
  void day(ZoneId zone, LocalDate date) {
    long fromMs = startMs(date, zone);
    long toMs = startMs(date.plusDays(1), zone);
    Desk desk = desk(zone, List.of(), over(Window.calendarDay())).at(toMs + HOUR_MS);
    desk.observe(Kit.pays("yesterday", "A", "B", 1, fromMs - 1).build());
    long expected = 0;
    for (long ms = fromMs; ms < toMs; ms += HOUR_MS / 2) {
      assertThat(desk.value(Kit.pays("at" + ms, "A", "B", 1, ms).build()))
          .as("%s ms into the day", ms - fromMs)
          .isEqualTo(expected);
      expected++;
    }
    assertThat(desk.value(Kit.pays("last", "A", "B", 1, toMs - 1).build())).isEqualTo(expected);
    assertThat(desk.value(Kit.pays("tomorrow", "A", "B", 1, toMs).build())).isZero();
  }

  @ParameterizedTest(name = "the month of {1} in {0}")
  @MethodSource("days")
  @Sentence("T-6")
  @DisplayName("a calendar month begins at its first instant, and holds all of its days")
  void month(ZoneId zone, LocalDate date) {
    LocalDate first = date.withDayOfMonth(1);
    long fromMs = startMs(first, zone);
    long toMs = startMs(first.plusMonths(1), zone);
    Desk desk = desk(zone, List.of(), over(Window.calendarMonth())).at(toMs + HOUR_MS);
    desk.observe(Kit.pays("before", "A", "B", 1, fromMs - 1).build());
    desk.observe(Kit.pays("first", "A", "B", 1, fromMs).build());
    desk.observe(Kit.pays("that day", "A", "B", 1, startMs(date, zone)).build());
    desk.observe(Kit.pays("after", "A", "B", 1, toMs).build());
    assertThat(desk.value(Kit.pays("last", "A", "B", 1, toMs - 1).build())).isEqualTo(2);
    assertThat(desk.value(Kit.pays("next", "A", "B", 1, toMs).build())).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"SUM, 30", "MAX, 20", "MEAN, 15", "LAST, 20"})
  @DisplayName("each measure of money is computed over the calendar day")
  void measures(Measure measure, long expected) {
    Aggregate today =
        new Aggregate(
            "m",
            Aggregate.Key.PAYER,
            Direction.OUT,
            measure,
            null,
            Window.calendarDay(),
            Filter.ALL);
    LocalDate date = LocalDate.parse("2026-03-10");
    long fromMs = startMs(date, Kit.SHANGHAI);
    Desk desk = desk(today).at(fromMs + 10 * HOUR_MS);
    desk.observe(Kit.pays("0", "A", "B", 5_000, fromMs - 1).build());
    desk.observe(Kit.pays("1", "A", "B", 10, fromMs).build());
    desk.observe(Kit.pays("2", "A", "B", 20, fromMs + HOUR_MS).build());
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1} in {0}")
  @MethodSource("days")
  @Sentence({"T-6", "L-3"})
  @DisplayName("a limit's day ends with its last instant, and the next begins empty")
  void limitOfADay(ZoneId zone, LocalDate date) {
    Desk desk = desk(zone, List.of(Kit.daily(100)));
    desk.at(startMs(date, zone) - 1).reserve(desk.pays("1", "A", "B", 100).build());
    desk.later(1).reserve(desk.pays("2", "A", "B", 60).build());
    desk.at(startMs(date.plusDays(1), zone) - 1).reserve(desk.pays("3", "A", "B", 30).build());
    Transfer over = desk.pays("4", "A", "B", 71).build();
    assertThat(desk.deciding(over).from(desk.attempt(over)).commit().used())
        .as("what expired does not count")
        .containsExactly(30);
    desk.later(1);
    assertThat(desk.used("A")).isZero();
    desk.reserve(desk.pays("5", "A", "B", 100).build());
  }

  @ParameterizedTest(name = "the month of {1} in {0}")
  @MethodSource("days")
  @Sentence("L-3")
  @DisplayName("a limit's month ends with its last instant, and the next begins empty")
  void limitOfAMonth(ZoneId zone, LocalDate date) {
    LocalDate first = date.withDayOfMonth(1);
    Desk desk = desk(zone, List.of(Kit.monthly(100)));
    desk.at(startMs(first, zone) - 1).settled(desk.pays("1", "A", "B", 100).build());
    desk.later(1).settled(desk.pays("2", "A", "B", 60).build());
    desk.at(startMs(date, zone) + HOUR_MS);
    assertThat(desk.used("A")).isEqualTo(60);
    desk.at(startMs(first.plusMonths(1), zone) - 1);
    desk.settled(desk.pays("3", "A", "B", 40).build());
    assertThat(desk.used("A")).isEqualTo(100);
    desk.later(1);
    assertThat(desk.used("A")).isZero();
  }

  @ParameterizedTest(name = "an event time {0} ms from the clock")
  @CsvSource({"-86400000", "-1", "0", "120000"})
  @Sentence("L-3")
  @DisplayName("the clock says in which day a reservation counts, whatever its event time says")
  void eventTimeBuysNoOtherDay(long offsetMs) {
    long midnightMs = startMs(LocalDate.parse("2026-03-11"), Kit.SHANGHAI);
    Desk desk = desk(Kit.daily(100)).at(midnightMs);
    desk.reserve(Kit.pays("1", "A", "B", 100, midnightMs + offsetMs).build());
    assertThat(desk.used("A")).isEqualTo(100);
    assertThat(desk.usedAt(midnightMs - 1, "A", 0)).isZero();
    Desk lastMoment = desk(Kit.daily(100)).at(midnightMs - 1);
    lastMoment.reserve(Kit.pays("1", "A", "B", 100, midnightMs - 1 + offsetMs).build());
    assertThat(lastMoment.used("A")).isEqualTo(100);
    assertThat(lastMoment.later(1).used("A")).isZero();
  }

  @Test
  @Sentence("S-8")
  @DisplayName("a reservation that is settled after midnight, in time or late, stays in its day")
  void settledAfterMidnight() {
    long midnightMs = startMs(LocalDate.parse("2026-03-11"), Kit.SHANGHAI);
    Desk desk = desk(Kit.daily(1_000)).at(midnightMs - 1);
    Transfer inTime = desk.pays("1", "A", "B", 100).build();
    Transfer late = desk.pays("2", "A", "B", 10).build();
    desk.reserve(inTime);
    desk.reserve(late);
    desk.later(1).settle(inTime);
    desk.later(24 * HOUR_MS).settle(late);
    assertThat(desk.usedAt(midnightMs - 1, "A", 0)).isEqualTo(110);
    assertThat(desk.used("A")).isZero();
    assertThat(desk.usedAt(midnightMs, "A", 0)).isZero();
  }

  @Test
  @Sentence("V-8")
  @DisplayName("what is verified or released after midnight counts in the day of that instant")
  void releasedAfterMidnight() {
    long midnightMs = startMs(LocalDate.parse("2026-03-11"), Kit.SHANGHAI);
    Desk desk = desk(Kit.daily(100)).at(midnightMs - 1);
    Transfer t = desk.pays("1", "A", "B", 100).build();
    long revision = desk.decide(t, TransferState.HELD).revision();
    desk.reserve(desk.pays("2", "A", "B", 100).build()); // the day is used up
    assertThat(desk.deciding(t).from(revision).commit().status()).isEqualTo(Status.PASSED);
    desk.later(1);
    Desk.stored(desk.deciding(t).from(revision).commit());
    assertThat(desk.used("A")).isEqualTo(100);
    assertThat(desk.usedAt(midnightMs - 1, "A", 0)).isEqualTo(100);
  }

  @Test
  @Sentence("L-11")
  @DisplayName("a clock that was ahead for a while, and is set right, opens no limit")
  void clockAhead() {
    Desk desk = desk(Kit.daily(100));
    long rightMs = desk.nowMs;
    desk.reserve(desk.pays("1", "A", "B", 60).build());
    desk.settle(desk.pays("1", "A", "B", 60).build());
    desk.at(rightMs + 3 * Kit.DAY_MS - 1).settled(desk.pays("2", "A", "B", 5).build());
    desk.at(rightMs).settled(desk.pays("3", "A", "B", 40).build());
    assertThat(desk.used("A")).isEqualTo(100);
    Transfer over = desk.pays("4", "A", "B", 1).build();
    assertThat(desk.deciding(over).from(desk.attempt(over)).commit().status())
        .isEqualTo(Status.PASSED);
  }
}
