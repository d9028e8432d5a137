package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Hit;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.pack.RulePack;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An author declares a measure in a line of YAML and reads it by name in DRL. */
class DeclaredMeasuresTest {
  private static final Instant START = Instant.parse("2026-01-06T04:00:00Z");

  private static final String AGGREGATES =
      """
        MANY: { type: percent, value: 30, min: 1, max: 100, why: "test" }
      aggregates:
        usual: { key: payer, measure: mean, window: 30d }
        latest: { key: payer, measure: last, window: 30d }
        refundShare: { key: payer, measure: share, window: 30d, part: { kind: REFUND } }
        payeeFrauds28d: { key: payee, of: reports, measure: count, window: 28d, delay: 7d }
      """;

  private Instant now = START;
  private RiskEngine engine;

  @AfterEach
  void close() {
    engine.close();
  }

  private void start(Instant historyCompleteSince) {
    RulePack pack =
        new TestPack()
            .edit("pack.yaml", "aggregates:\n", AGGREGATES)
            .rules(
                "REPORTED_PAYEE", "history.payeeFrauds28d >= 1",
                "ABOVE_USUAL", "value > 3 * history.usual",
                "ABOVE_LATEST", "history.latest > 0, value > 2 * history.latest",
                "MANY_REFUNDS", "history.refundShare >= P.MANY")
            .load();
    engine =
        RiskEngine.builder()
            .rules(pack)
            .clock(() -> now)
            .historyCompleteSince(historyCompleteSince)
            .build();
  }

  private Decision score(String id, String yuan, TransferKind kind) {
    return engine.score(
        Transfer.builder()
            .id(id)
            .time(now)
            .payer("alice")
            .payee("bob")
            .amount(yuan, "CNY")
            .kind(kind)
            .build());
  }

  @Test
  @DisplayName("mean, last and share reach the rules that read them")
  void measures() {
    start(Instant.EPOCH);
    score("T1", "100.00", TransferKind.TRANSFER);
    score("T2", "100.00", TransferKind.REFUND);
    assertThat(score("T3", "200.00", TransferKind.TRANSFER).hits())
        .extracting(Hit::code)
        .containsExactly("MANY_REFUNDS"); // 1 of 2; 200 is no more than twice the latest

    assertThat(score("T4", "400.01", TransferKind.TRANSFER).hits())
        .extracting(Hit::code)
        .containsExactlyInAnyOrder("ABOVE_USUAL", "ABOVE_LATEST", "MANY_REFUNDS");
  }

  @Test
  @DisplayName("while history is short, rules that read a mean, a last value or a share wait")
  void warming() {
    start(START);
    score("T1", "100.00", TransferKind.REFUND);

    Decision decision = score("T2", "10000.00", TransferKind.TRANSFER);

    assertThat(decision.notEvaluated())
        .containsExactlyInAnyOrder("ABOVE_USUAL", "ABOVE_LATEST", "MANY_REFUNDS");
    assertThat(decision.isWarming()).isTrue();
    assertThat(decision.hits()).isEmpty();
  }

  @Test
  @DisplayName("a fraud that was reported at the payee counts once it has been known for 7 days")
  void reports() {
    start(Instant.EPOCH);
    engine.report(FraudReport.builder().id("R1").payee("bob").knownAt(START).build());
    now = START.plus(Duration.ofDays(7)).minusMillis(1);
    assertThat(score("T1", "1.00", TransferKind.TRANSFER).hits())
        .extracting(Hit::code)
        .doesNotContain("REPORTED_PAYEE");

    now = START.plus(Duration.ofDays(7));
    assertThat(score("T2", "1.00", TransferKind.TRANSFER).hits())
        .extracting(Hit::code)
        .contains("REPORTED_PAYEE");
  }
}
