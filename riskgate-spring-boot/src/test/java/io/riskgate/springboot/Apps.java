package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications for tests. */
final class Apps {
  /** Loaded once: bundled packs are immutable. */
  static final RulePack PACK = RulePacks.bundled("cn");

  private Apps() {}

  /** An application with nothing but the auto-configuration. */
  static ApplicationContextRunner bare() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                RiskgateAutoConfiguration.class,
                RiskgateHealthAutoConfiguration.class,
                RiskgateMetricsAutoConfiguration.class));
  }

  static Transfer transfer(String id, String yuan) {
    return Transfer.builder()
        .id(id)
        .time(Instant.now())
        .payer("6222020200112233445")
        .payee("6217001210024455667")
        .amount(yuan, "CNY")
        .build();
  }

  /** A throw-away engine of the application's own. */
  static RiskEngine engine() {
    return RiskEngine.builder().rules(PACK).build();
  }
}
