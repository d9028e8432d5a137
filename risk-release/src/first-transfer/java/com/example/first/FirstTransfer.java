package com.example.first;

import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.rules.RulePacks;
import io.riskgate.stores.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** Scores one transfer by the bundled pack, in a durable store, and says how it runs. */
public final class FirstTransfer {
  private FirstTransfer() {}

  /** The folder of the store. */
  public static void main(String[] args) {
    try (EmbeddedStore store = EmbeddedStore.at(Path.of(args[0])).open();
        RiskEngine engine =
            RiskEngine.builder().rules(RulePacks.bundled("cn")).store(store).build()) {
      Decision decision =
          engine.score(
              Transfer.builder()
                  .id("000001")
                  .time(Instant.now())
                  .payer("6222020200112233445")
                  .payee("6217001210024455667")
                  .amount("25000.00", "CNY")
                  .build());
      System.out.println(decision.outcome() + " " + decision.degraded());
      decision.reasons(Locale.ENGLISH).forEach(System.out::println);
      String how = RiskEngine.class.getModule().isNamed() ? "module path" : "class path";
      System.out.println("Java " + Runtime.version().feature() + ", " + how);
    }
  }
}
