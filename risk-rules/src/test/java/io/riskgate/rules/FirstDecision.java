package io.riskgate.rules;

import io.riskgate.core.Channel;
import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Duration;
import java.time.Instant;

/** What an application does first; {@link BundledStartTest} runs it in a JVM of its own. */
final class FirstDecision {
  private FirstDecision() {}

  /** Prints the milliseconds from the start of the JVM to the first decision. */
  public static void main(String[] args) {
    try (RiskEngine engine = RiskEngine.builder().rules(RulePacks.bundled("cn")).build()) {
      Decision decision =
          engine.score(
              Transfer.builder()
                  .id("1")
                  .time(Instant.now())
                  .payer("62220000")
                  .payee("62220001")
                  .amount(500_00L, "CNY")
                  .kind(TransferKind.TRANSFER)
                  .channel(Channel.MOBILE)
                  .build());
      Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
      System.out.println(
          decision.outcome() + " " + Duration.between(started, Instant.now()).toMillis());
    }
  }
}
