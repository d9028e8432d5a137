package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionListener;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.core.spi.RiskEventListener;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.embedded.EmbeddedStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackOffTest {
  @TempDir private Path dir;

  @Test
  @DisplayName("An engine of the application's own is the only one, and its health is told")
  void ownEngine() {
    Apps.bare()
        .withBean("own", RiskEngine.class, Apps::engine)
        .run(
            app -> {
              assertThat(app).hasSingleBean(RiskEngine.class).hasBean("own");
              assertThat(app).doesNotHaveBean(RiskStore.class).doesNotHaveBean(Sweeper.class);
              assertThat(app).hasBean("riskgateHealthIndicator");
            });
  }

  @Test
  @DisplayName("A store, an alert store and a pack of the application's own are used")
  void ownStores() {
    InMemoryStore store = InMemoryStore.create();
    InMemoryAlertStore alerts = InMemoryAlertStore.create();
    Apps.bare()
        .withBean(RiskStore.class, () -> store)
        .withBean(AlertStore.class, () -> alerts)
        .withBean(RulePack.class, () -> Apps.PACK)
        .run(
            app -> {
              assertThat(app.getBean(RiskStore.class)).isSameAs(store);
              assertThat(app.getBean(AlertStore.class)).isSameAs(alerts);
              Decision decision =
                  app.getBean(RiskEngine.class).score(Apps.transfer("t1", "100.00"));
              try (RiskEngine beside = RiskEngine.builder().rules(Apps.PACK).store(store).build()) {
                assertThat(beside.find(decision.reference())).isPresent();
              }
            });
  }

  @Test
  @DisplayName("Alerts are kept in an embedded store of the application's own, whatever its type")
  void alertsOfOwnEmbeddedStore() {
    Apps.bare()
        .withBean(EmbeddedStore.class, () -> EmbeddedStore.open(dir.resolve("store")))
        .run(
            app ->
                assertThat(app.getBean(AlertStore.class))
                    .isSameAs(app.getBean(EmbeddedStore.class).alerts()));
  }

  @Test
  @DisplayName("A Clock of the application's own is the engine's")
  void ownClock() {
    Instant now = Instant.parse("2031-05-06T07:08:09Z");
    Apps.bare()
        .withBean(Clock.class, () -> Clock.fixed(now, ZoneOffset.UTC))
        .run(
            app -> {
              Transfer transfer =
                  Transfer.builder()
                      .id("t1")
                      .time(now)
                      .payer("a")
                      .payee("b")
                      .amount("1.00", "CNY")
                      .build();
              assertThat(app.getBean(RiskEngine.class).score(transfer).decidedAt()).isEqualTo(now);
            });
  }

  @Test
  @DisplayName("Rates of the application's own value a foreign currency")
  void ownRates() {
    Transfer dollars =
        Transfer.builder()
            .id("t1")
            .time(Instant.now())
            .payer("a")
            .payee("b")
            .amount("10.00", "USD")
            .build();
    Apps.bare()
        .run(
            app ->
                assertThat(app.getBean(RiskEngine.class).score(dollars).degraded())
                    .extracting(Degraded::cause)
                    .contains(Degraded.Cause.NO_RATE));
    Apps.bare()
        .withBean(RateSource.class, () -> (unit, base, time) -> Optional.of(BigDecimal.valueOf(7)))
        .run(
            app ->
                assertThat(app.getBean(RiskEngine.class).score(dollars).value()).isEqualTo(7_000));
  }

  @Test
  @DisplayName("Intelligence and a decision log of the application's own are used")
  void ownIntelligenceAndLog() {
    AtomicInteger asked = new AtomicInteger();
    Apps.bare()
        .withBean(
            IntelligenceSource.class,
            () ->
                transfer -> {
                  asked.incrementAndGet();
                  return Intelligence.NONE;
                })
        .withBean(DecisionLog.class, () -> FileDecisionLog.in(dir.resolve("log")).open())
        .run(
            app -> {
              app.getBean(RiskEngine.class).score(Apps.transfer("t1", "100.00"));
              assertThat(asked).hasValue(1);
              app.close();
            });
    assertThat(dir.resolve("log")).isDirectoryContaining("glob:**.jsonl");
  }

  @Test
  @DisplayName("All listeners of the application hear of what they ask for")
  void listeners() {
    List<String> heard = new ArrayList<>();
    Apps.bare()
        .withBean("d1", DecisionListener.class, () -> decision -> heard.add("decision 1"))
        .withBean("d2", DecisionListener.class, () -> decision -> heard.add("decision 2"))
        .withBean(AlertListener.class, () -> alert -> heard.add("alert"))
        .withBean(
            RiskEventListener.class, () -> event -> heard.add(event.getClass().getSimpleName()))
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              engine.score(
                  Transfer.builder()
                      .id("t1")
                      .time(Instant.now())
                      .payer("a")
                      .payee("b")
                      .amount("25000.00", "CNY")
                      .purpose("转入安全账户")
                      .build());
              engine.stopPayment(
                  StopPaymentNotice.builder()
                      .number("N1")
                      .account("a")
                      .authority("police")
                      .receivedAt(Instant.now())
                      .reason("a test")
                      .build());
            });
    assertThat(heard).contains("decision 1", "decision 2", "alert", "NoticeReceived");
  }

  @Test
  @DisplayName("A customizer has the last word on the builder, a decorator on the engine")
  void customizers() {
    AtomicInteger decorated = new AtomicInteger();
    Apps.bare()
        .withPropertyValues("riskgate.mode=enforce")
        .withBean(RiskEngineCustomizer.class, () -> builder -> builder.mode(Mode.MONITOR))
        .withBean(
            RiskEngineDecorator.class,
            () ->
                engine -> {
                  decorated.incrementAndGet();
                  return engine;
                })
        .run(
            app -> {
              Decision decision =
                  app.getBean(RiskEngine.class).score(Apps.transfer("t1", "25000.00"));
              assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
              assertThat(decision.decidedOutcome()).isEqualTo(Outcome.VERIFY);
              assertThat(decorated).hasValue(1);
            });
  }

  @Test
  @DisplayName("With a meter registry the engine is metered, its store's caps included")
  void metrics() {
    Apps.bare()
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            app -> {
              app.getBean(RiskEngine.class).score(Apps.transfer("t1", "100.00"));
              MeterRegistry registry = app.getBean(MeterRegistry.class);
              assertThat(
                      registry.get("riskgate.decisions").tag("outcome", "ALLOW").counter().count())
                  .isEqualTo(1);
              assertThat(registry.get("riskgate.store.caps.hit").meters()).isNotEmpty();
            });
  }
}
