package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riskgate.core.pack.RuleDates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that count on some days only. */
class RuleDatesTest {
  /** A pack whose only rule always fires, worth 40 points, on some days. */
  private static TestPack pack(@Nullable String effective, @Nullable String expires) {
    return new TestPack().rule("DATED").points(40).dates(dates(effective, expires)).always();
  }

  private static RuleDates dates(@Nullable String effective, @Nullable String expires) {
    return new RuleDates(
        effective == null ? null : LocalDate.parse(effective),
        expires == null ? null : LocalDate.parse(expires));
  }

  @ParameterizedTest(name = "{2}: {3} points")
  @CsvSource({
    // midnight in Shanghai is 16:00 in UTC
    "2024-03-15, ,           2024-03-14T15:59:59.999Z, 0",
    "2024-03-15, ,           2024-03-14T16:00:00Z,     40",
    ",           2024-03-15, 2024-03-14T15:59:59.999Z, 40",
    ",           2024-03-15, 2024-03-14T16:00:00Z,     0",
    "2024-03-15, 2024-03-16, 2024-03-14T15:59:59.999Z, 0",
    "2024-03-15, 2024-03-16, 2024-03-15T15:59:59.999Z, 40",
    "2024-03-15, 2024-03-16, 2024-03-15T16:00:00Z,     0"
  })
  @Sentence("T-7")
  @DisplayName("a rule counts from the day it is effective to the day before it expires")
  void daysInThePacksZone(
      @Nullable String effective, @Nullable String expires, Instant time, int points) {
    Bank bank = new Bank(pack(effective, expires));
    bank.clock.set(time);

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.score()).isEqualTo(points);
    assertThat(decision.hits()).hasSize(points == 0 ? 0 : 1);
  }

  @Test
  @Sentence({"T-7", "T-5"})
  @DisplayName("the event time's day decides, not the clock's")
  void theEventTimeDecides() {
    Bank bank = new Bank(pack("2024-03-14", null)); // the clock's day in Shanghai

    assertThat(bank.transfer("today").score().score()).isEqualTo(40);
    assertThat(bank.transfer("yesterday").ago(Duration.ofHours(13)).score().score()).isZero();
  }

  @Test
  @Sentence("T-7")
  @DisplayName("outside of its dates a rule is not reported as not evaluated, and warms nothing")
  void notEvaluated() {
    Bank bank =
        new Bank(
            new TestPack()
                .rule("LATER")
                .needs(DataItem.DEVICE)
                .dates(dates("2024-03-15", null))
                .always()
                .rule("NOW")
                .needs(DataItem.DEVICE)
                .dates(dates("2024-03-14", null))
                .always());

    assertThat(bank.transfer("T1").score().notEvaluated()).containsExactly("NOW");
    bank.clock.advance(Duration.ofDays(1));
    assertThat(bank.transfer("T2").score().notEvaluated()).containsExactly("LATER", "NOW");
  }

  @Test
  @Sentence("T-7")
  @DisplayName("outside of its dates a rule that throws degrades nothing")
  void failed() {
    TestPack pack =
        new TestPack()
            .rule("BROKEN")
            .dates(dates(null, "2024-03-14"))
            .when(
                facts -> {
                  throw new IllegalStateException("broken");
                });

    Decision decision = new Bank(pack).transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.degraded()).isEmpty();
  }

  @Test
  @Sentence("T-7")
  @DisplayName("other rules of its group count as if it were not in the pack")
  void othersStand() {
    TestPack pack =
        new TestPack()
            .rule("OLD")
            .group("g")
            .points(60)
            .dates(dates(null, "2024-03-14"))
            .always()
            .rule("NEW")
            .group("g")
            .points(10)
            .arguments(f -> List.of("argument"))
            .always();

    Decision decision = new Bank(pack).transfer("T1").score();

    assertThat(decision.score()).isEqualTo(10);
    assertThat(decision.hits()).singleElement().extracting(Hit::code).isEqualTo("NEW");
  }

  @Test
  @DisplayName("a rule that would expire before it is effective is refused")
  void noDay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dates("2024-03-15", "2024-03-15"))
        .withMessage("A rule that is effective from 2024-03-15 cannot expire on 2024-03-15");
    assertThatIllegalArgumentException().isThrownBy(() -> dates("2024-03-16", "2024-03-15"));
  }
}
