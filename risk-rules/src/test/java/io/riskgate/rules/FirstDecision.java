package io.riskgate.rules;

import io.riskgate.core.Channel;
import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Instant;

/** What an application does first; {@link BundledStartTest} runs it in a JVM of its own. */
final class FirstDecision {
  private FirstDecision() {}

  /**
   * Prints the first decision, and the milliseconds that it took.
   *
   * @param args when the JVM was started, in milliseconds since the epoch: what the system tells of
   *     its processes is seconds off on some machines
   */
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
      System.out.println(
          decision.outcome() + " " + (System.currentTimeMillis() - Long.parseLong(args[0])));
    }
  }
}
