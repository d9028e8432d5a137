package com.example.bank;

import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.rules.RulePacks;
import java.time.Instant;
import java.util.Locale;

/** A bank asks before money moves. */
public final class Embed {
  private Embed() {}

  /** Scores one transfer, and settles it if it may go. */
  public static void main(String[] args) {
    try (RiskEngine engine = RiskEngine.builder().rules(RulePacks.bundled("cn")).build()) {
      Transfer transfer =
          Transfer.builder()
              .id("2026-11-21/000001")
              .time(Instant.now())
              .payer("6222020200112233445")
              .payee("6217001210024455667")
              .amount("25000.00", "CNY")
              .build();
      Decision decision = engine.score(transfer);
      switch (decision.outcome()) {
        case ALLOW -> engine.settle(decision.reference()); // the money has moved
        case VERIFY -> System.out.println("Ask the customer for " + decision.verificationMethods());
        case HOLD -> System.out.println("Held; released by " + decision.releasePath());
      }
      decision.reasons(Locale.ENGLISH).forEach(System.out::println);
      decision.advice(Locale.ENGLISH).forEach(System.out::println);
    }
  }
}
