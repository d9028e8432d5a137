package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** What IDEs are told; the tests' own properties have a file of that name too. */
  static InputStream metadata() throws IOException {
    return Files.newInputStream(
        Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json"));
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
