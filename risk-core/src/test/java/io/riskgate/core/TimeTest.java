package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences T: which clock tells what. */
class TimeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Bank bank =
      new Bank(
          new TestPack()
              .dayLimit(50_000)
              .past(Past.of("n", Aggregate.Key.PAYER))
              .past(Past.of("sum", Aggregate.Key.PAYER).measure(Measure.SUM)));

  @Test
  @Sentence("T-1")
  void the_injected_clock_tells_every_time_of_a_decision() {
    bank.goTo("1999-12-31T23:59:59");

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.decidedAt()).isEqualTo(bank.clock.instant());
    assertThat(decision.expiresAt()).isEqualTo(bank.clock.instant().plusSeconds(900));
    assertThat(bank.used("day")).isEqualTo(100);
    bank.goTo("2000-01-01T00:00:00");
    assertThat(bank.used("day")).isZero();
    assertThat(bank.find("T1").state()).isEqualTo(TransferState.RESERVED);
    bank.goTo("2000-01-01T00:14:59");
    assertThat(bank.find("T1").state()).isEqualTo(TransferState.EXPIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "-PT24H,          true",
    "-PT24H0.001S,    false",
    "PT2M,            true",
    "PT2M0.000001S,   false",
    "PT0S,            true",
    "-P300D,          false",
    "P300D,           false"
  })
  @Sentence("T-2")
  void the_event_time_lies_near_the_clock(Duration fromClock, boolean valid) {
    Bank.Asked asked = bank.transfer("T1").at(Bank.NOON.plus(fromClock));

    if (valid) {
      assertThat(asked.score().outcome()).isEqualTo(Outcome.ALLOW);
    } else {
      assertThatThrownBy(asked::score)
          .isInstanceOfSatisfying(
              InvalidTransferException.class,
              e -> {
                assertThat(e.problems()).extracting(Problem::field).containsExactly("time");
                assertThat(e).hasMessageContaining("the clock");
              });
    }
  }

  @Test
  @Sentence("T-2")
  void the_bounds_can_be_set() {
    Bank strict = new Bank(new TestPack(), b -> b.eventTimeBounds(HOUR, Duration.ZERO));

    strict.transfer("T1").ago(HOUR).score();
    strict.transfer("T2").score();
    assertThatThrownBy(() -> strict.transfer("T3").ago(HOUR.plusMillis(1)).score())
        .isInstanceOf(InvalidTransferException.class);
    assertThatThrownBy(() -> strict.transfer("T4").ago(Duration.ofMillis(-1)).score())
        .isInstanceOf(InvalidTransferException.class);
    assertThatThrownBy(() -> RiskEngine.builder().eventTimeBounds(HOUR.negated(), HOUR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3600000, 1", // milliseconds before the transfer
    "3600001, 0",
    "1,       1",
    "0,       1",
    "-1,      0"
  })
  @Sentence({"T-3", "T-4"})
  void a_trailing_window_includes_both_its_ends(long millis, long seen) {
    bank.transfer("T1").yuan(7).at(Bank.NOON.minusMillis(millis)).score();

    bank.transfer("T2").at(Bank.NOON).score();

    assertThat(bank.fact("history.n")).isEqualTo(seen);
    assertThat(bank.fact("history.sum")).isEqualTo(seen * 700);
  }

  @Test
  @Sentence("T-3")
  void equal_event_times_count_in_order_of_arrival() {
    for (int i = 0; i < 4; i++) {
      bank.transfer("T" + i).score();
      assertThat(bank.fact("history.n")).isEqualTo((long) i);
    }
  }

  @Test
  @Sentence("T-3")
  void windows_follow_the_event_time_and_not_the_clock() {
    bank.transfer("T1").score();
    bank.later(Duration.ofHours(20));

    bank.transfer("T2").score();
    assertThat(bank.fact("history.n")).isEqualTo(0L);
    bank.transfer("T3").at(Bank.NOON.plus(HOUR)).score();
    assertThat(bank.fact("history.n")).isEqualTo(1L);
  }

  @Test
  @Sentence("T-4")
  void what_happens_later_is_no_part_of_the_facts_even_when_it_arrived_first() {
    bank.transfer("M1").device("phone").with(t -> t.location(31.2, 121.5)).observe();

    bank.transfer("T1")
        .ago(Duration.ofMinutes(5))
        .device("phone")
        .with(t -> t.location(39.9, 116.4))
        .score();

    assertThat(bank.fact("history.n")).isEqualTo(0L);
    assertThat(bank.fact("counterparty.paidBefore")).isEqualTo(false);
    assertThat(bank.fact("device.usedBefore")).isEqualTo(false);
    assertThat(bank.fact("payer.ageHours")).isEqualTo(0L);
    assertThat(bank.fact("origin.speedKmh")).isEqualTo(0L);
    assertThat(bank.fact("origin.distanceKm")).isEqualTo(0L);
  }

  @Test
  @Sentence("T-4")
  void last_seen_looks_no_further_than_the_event_time() {
    bank.transfer("M1").ago(Duration.ofDays(9)).observe();
    bank.transfer("M2").ago(Duration.ofHours(10)).observe();
    bank.transfer("M3").observe();

    bank.transfer("T1").ago(Duration.ofHours(4)).score();

    assertThat(bank.fact("payer.idleHours")).isEqualTo(6L);
    assertThat(bank.fact("counterparty.idleHours")).isEqualTo(6L);
    assertThat(bank.fact("counterparty.ageHours")).isEqualTo(9 * 24 - 4L);
  }

  @Test
  @Sentence("T-5")
  void the_same_inputs_give_the_same_decisions() {
    assertThat(script()).isEqualTo(script());
  }

  private static List<String> script() {
    Bank bank =
        new Bank(
            new TestPack()
                .dayLimit(3_000)
                .past(Past.of("n", Aggregate.Key.PAYER))
                .rule("MANY")
                .points(50)
                .when(f -> f.aggregates().value(0) > 3));
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      written.add(bank.transfer("T" + i).yuan(500).score().toJson());
      bank.laterMinutes(7);
    }
    bank.told.forEach(r -> written.add(new java.util.TreeMap<>(r.facts()).toString()));
    return written;
  }

  @Test
  @Sentence({"T-5", "D-2"})
  void missing_data_is_named_always_in_the_same_order() {
    Bank demanding =
        new Bank(
            new TestPack()
                .policy(p -> p.expectedData(Channel.OTHER, EnumSet.allOf(DataItem.class))));

    assertThat(demanding.transfer("T1").score().degraded())
        .extracting(Degraded::subject)
        .containsExactly(
            EnumSet.allOf(DataItem.class).stream().map(Enum::name).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    // an event, a transfer, whether the event lies in the transfer's calendar day in Berlin
    "2024-03-30T23:59:59, 2024-03-31T00:30, 0",
    "2024-03-31T00:00,    2024-03-31T23:59:59, 1", // 23 hours
    "2024-03-31T01:59:59, 2024-03-31T03:00, 1",
    "2024-03-31T23:59:59, 2024-04-01T00:00, 0",
    "2024-10-27T00:00,    2024-10-27T23:59:59, 1", // 25 hours
    "2024-10-26T23:59:59, 2024-10-27T00:00, 0",
    "2024-10-27T23:59:59, 2024-10-28T00:00, 0"
  })
  @Sentence("T-6")
  void calendar_days_follow_the_packs_zone(LocalDateTime before, LocalDateTime then, long counted) {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Bank german =
        new Bank(
            new TestPack()
                .dayLimit(50_000)
                .policy(p -> p.zone(berlin))
                .past(Past.of("today", Aggregate.Key.PAYER).over(Window.calendarDay())));
    german.clock.set(before.atZone(berlin).toInstant());
    german.transfer("T1").settled();
    german.clock.set(then.atZone(berlin).toInstant());

    german.transfer("T2").score();

    assertThat(german.fact("history.today")).isEqualTo(counted);
    assertThat(german.used("day")).isEqualTo(100 + 100 * counted);
    assertThat(german.fact("hour")).isEqualTo(then.getHour());
    assertThat(german.fact("dayOfWeek")).isEqualTo(then.getDayOfWeek().getValue());
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-01T00:00, 2024-02-29T23:59:59, 1",
    "2024-01-31T23:59:59, 2024-02-01T00:00, 0",
    "2023-12-31T23:59:59, 2024-01-01T00:00, 0",
    "2024-12-01T00:00, 2024-12-31T23:59:59, 1"
  })
  @Sentence("T-6")
  void calendar_months_follow_the_packs_zone(LocalDateTime before, LocalDateTime then, long seen) {
    Bank monthly =
        new Bank(
            new TestPack()
                .past(Past.of("month", Aggregate.Key.PAYER).over(Window.calendarMonth())));
    Instant event = before.atZone(Bank.SHANGHAI).toInstant();
    monthly.clock.set(then.atZone(Bank.SHANGHAI).toInstant());
    monthly.transfer("M1").at(event).observe();

    monthly.transfer("T1").score();

    assertThat(monthly.fact("history.month")).isEqualTo(seen);
  }

  @Test
  @Sentence("T-3")
  void every_measure_looks_at_the_same_window() {
    Bank all =
        new Bank(
            new TestPack()
                .past(Past.of("count", Aggregate.Key.PAYER).measure(Measure.COUNT))
                .past(Past.of("sum", Aggregate.Key.PAYER).measure(Measure.SUM))
                .past(Past.of("max", Aggregate.Key.PAYER).measure(Measure.MAX))
                .past(Past.of("payees", Aggregate.Key.PAYER).distinct(Aggregate.Field.PAYEE)));
    all.transfer("out").yuan(999).to("x").ago(HOUR.plusMillis(1)).score();
    all.transfer("in1").yuan(5).ago(HOUR).score();
    all.transfer("in2").yuan(20).to("carol").score();
    all.transfer("in3").yuan(10).score();
    all.transfer("later").yuan(888).to("y").ago(Duration.ofMillis(-1)).score();

    all.transfer("T1").score();

    assertThat(all.fact("history.count")).isEqualTo(3L);
    assertThat(all.fact("history.sum")).isEqualTo(3_500L);
    assertThat(all.fact("history.max")).isEqualTo(2_000L);
    assertThat(all.fact("history.payees")).isEqualTo(2L);
  }
}
