package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * Where events or payees were dropped for lack of room (D-5 in {@code docs/decisions.md}), the pack
 * {@code cn} calls nothing new, rare or small because of it.
 */
class CappedHistoryTest {
  private static final Instant NOW = Instant.parse("2026-01-06T04:00:00Z");

  private static RiskEngine engine(InMemoryStore store) {
    return RiskEngine.builder()
        .rules(RulePacks.bundled("cn"))
        .store(store)
        .clock(InstantSource.fixed(NOW))
        .historyCompleteSince(Instant.EPOCH)
        .build();
  }

  private static Decision pay(
      RiskEngine engine, String id, String payee, String yuan, int hoursAgo) {
    Decision decision =
        engine.score(
            Transfer.builder()
                .id(id)
                .time(NOW.minus(Duration.ofHours(hoursAgo)))
                .payer("alice")
                .payee(payee)
                .amount(yuan, "CNY")
                .build());
    return decision.outcome() == Outcome.ALLOW ? engine.settle(decision.reference()) : decision;
  }

  @Test
  void a_largest_payment_that_was_dropped_makes_no_other_far_above_history() {
    try (RiskEngine engine = engine(InMemoryStore.builder().eventsPerKeyMax(2).build())) {
      pay(engine, "T1", "bob", "9000.00", 20);
      pay(engine, "T2", "bob", "10.00", 15);
      pay(engine, "T3", "bob", "10.00", 10);

      Decision decision = pay(engine, "T4", "carol", "2000.00", 1);

      assertThat(decision.hits())
          .extracting(Hit::code)
          .doesNotContain("FIRST_PAYEE_FAR_ABOVE_HISTORY");
      assertThat(decision.notEvaluated()).contains("FIRST_PAYEE_FAR_ABOVE_HISTORY");
      assertThat(decision.degraded())
          .contains(new Degraded(Degraded.Cause.HISTORY_CAPPED, "payerMax90d"));
    }
  }

  @Test
  void a_payee_that_was_dropped_is_not_called_new() {
    try (RiskEngine engine = engine(InMemoryStore.builder().dealingsPerAccountMax(1).build())) {
      pay(engine, "T1", "bob", "10.00", 20);
      pay(engine, "T2", "carol", "10.00", 10);

      Decision decision = pay(engine, "T3", "bob", "10.00", 1);

      assertThat(decision.hits()).extracting(Hit::code).doesNotContain("FIRST_PAYMENT_TO_PAYEE");
      assertThat(decision.notEvaluated()).contains("FIRST_PAYMENT_TO_PAYEE");
    }
  }
}
