package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences Z-1 and Z-2: aggregates that look at some hours of the day. */
class HoursTest {
  private static Filter in(int from, int to) {
    return new Filter(
        Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 0, Filter.NO_MAX, new Hours(from, to));
  }

  private static TestPack nights() {
    return new TestPack()
        .past(Past.of("night", Aggregate.Key.PAYER).over(Duration.ofDays(30)).filter(in(0, 5)))
        .past(Past.of("late", Aggregate.Key.PAYER).over(Duration.ofDays(30)).filter(in(22, 1)))
        .past(Past.of("share", Aggregate.Key.PAYER).over(Duration.ofDays(30)).share(in(0, 5)));
  }

  @ParameterizedTest
  @CsvSource({
    // the hour of Shanghai's wall; whether it is from 0 to 5; whether it is from 22 to 1
    "2024-03-14T23:59:59.999, 0, 1",
    "2024-03-15T00:00:00.000, 1, 1",
    "2024-03-15T01:59:59.999, 1, 1",
    "2024-03-15T02:00:00.000, 1, 0",
    "2024-03-15T05:59:59.999, 1, 0",
    "2024-03-15T06:00:00.000, 0, 0",
    "2024-03-15T21:59:59.999, 0, 0",
    "2024-03-15T22:00:00.000, 0, 1",
  })
  @Sentence("Z-1")
  @DisplayName(
      "both hours are included, and where the first is the later one, midnight lies between")
  void bounds(String then, long night, long late) {
    Bank bank = new Bank(nights());
    bank.goTo(then);
    bank.transfer("T1").score();
    bank.goTo("2024-03-20T12:00:00");

    bank.transfer("T2").score();

    assertThat(bank.facts())
        .containsEntry("history.night", night)
        .containsEntry("history.late", late)
        .containsEntry("history.share", 100 * night);
  }

  @Test
  @Sentence("Z-1")
  @DisplayName("a share of the nights is worked out over all hours")
  void share() {
    Bank bank = new Bank(nights());
    bank.goTo("2024-03-15T03:00:00");
    bank.transfer("T1").score();
    bank.goTo("2024-03-15T12:00:00");
    bank.transfer("T2").score();
    bank.transfer("T3").score();

    bank.transfer("T4").score();

    assertThat(bank.fact("history.share")).isEqualTo(33L);
  }

  @Test
  @Sentence("Z-2")
  @DisplayName("it is the event time's hour that counts, not the hour in which the event was told")
  void eventTime() {
    Bank bank = new Bank(nights());
    bank.goTo("2024-03-15T12:00:00");
    bank.transfer("T1").ago(Duration.ofHours(9)).score();

    bank.transfer("T2").score();

    assertThat(bank.fact("history.night")).isEqualTo(1L);
  }

  @Test
  @Sentence("Z-1")
  @DisplayName("the hours are those of the pack's zone")
  void zone() {
    Bank bank = new Bank(nights().policy(p -> p.zone(ZoneOffset.UTC)));
    bank.clock.set(Instant.parse("2024-03-15T03:00:00Z")); // eleven in Shanghai
    bank.transfer("T1").score();

    bank.transfer("T2").score();

    assertThat(bank.fact("history.night")).isEqualTo(1L);
  }
}
