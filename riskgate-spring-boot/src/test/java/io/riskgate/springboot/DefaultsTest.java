package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.embedded.EmbeddedStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;

class DefaultsTest {
  @Test
  @DisplayName("Without a property there is an engine of the bundled pack that enforces, in memory")
  void defaults() {
    Apps.bare()
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              assertThat(engine.activePack().id()).isEqualTo("cn");
              assertThat(engine.score(Apps.transfer("t1", "100.00")).outcome())
                  .isEqualTo(Outcome.ALLOW);
              assertThat(engine.score(Apps.transfer("t2", "25000.00")).mode())
                  .isEqualTo(Mode.ENFORCE);
              assertThat(app).getBean(RiskStore.class).isInstanceOf(InMemoryStore.class);
              assertThat(app).getBean(AlertStore.class).isInstanceOf(InMemoryAlertStore.class);
              assertThat(app.getBean(DecisionLog.class)).isSameAs(DecisionLog.none());
              assertThat(app.getBean(Sweeper.class).isRunning()).isTrue();
              assertThat(app.getBean(ShadowRunner.class).shadow()).isEmpty();
              assertThat(app.getBean(RiskgateProperties.class).sweepInterval())
                  .isEqualTo(Duration.ofMinutes(1));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "off", "0", "no"})
  @DisplayName("Switched off in any word that Spring Boot knows, there is nothing")
  void disabled(String off) {
    Apps.bare()
        .withPropertyValues("riskgate.enabled=" + off)
        .run(
            app -> {
              assertThat(app).doesNotHaveBean(RiskEngine.class);
              assertThat(app).doesNotHaveBean("riskgateHealthIndicator");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "on", "1", "yes"})
  @DisplayName("Switched on in any word that Spring Boot knows, there is an engine")
  void enabled(String on) {
    Apps.bare()
        .withPropertyValues("riskgate.enabled=" + on)
        .run(app -> assertThat(app).hasSingleBean(RiskEngine.class));
  }

  @Test
  @DisplayName("The engine starts where the optional modules are not on the class path")
  void withoutOptionalModules() {
    Apps.bare()
        .withClassLoader(
            new FilteredClassLoader(
                EmbeddedStore.class.getPackageName(),
                "io.riskgate.intel",
                "io.riskgate.micrometer",
                "io.micrometer",
                "org.springframework.boot.health"))
        .run(
            app -> {
              assertThat(app).hasNotFailed().hasSingleBean(RiskEngine.class);
              assertThat(app).doesNotHaveBean("riskgateHealthIndicator");
              assertThat(app).doesNotHaveBean("riskgateMetrics");
            });
  }
}
