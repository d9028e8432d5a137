package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.redis.RedisProcess;
import io.riskgate.stores.remote.RemoteStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** A store on a real Redis, chosen by properties. */
class RedisTest {
  private static RedisProcess redis;

  @BeforeAll
  static void start() throws IOException {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static ApplicationContextRunner app(String... more) {
    return Apps.bare()
        .withPropertyValues("riskgate.store.type=redis", "riskgate.store.redis.url=" + redis.uri())
        .withPropertyValues(more);
  }

  private static Health health(ApplicationContext app) {
    Health health = app.getBean("riskgateHealthIndicator", HealthIndicator.class).health();
    assertThat(health).isNotNull();
    return health;
  }

  private static Transfer suspicious(Instant time) {
    return Transfer.builder()
        .id("t")
        .time(time)
        .payer("a")
        .payee("b")
        .amount("25000.00", "CNY")
        .purpose("转入安全账户")
        .build();
  }

  @Test
  @DisplayName("riskgate.store.type=redis keeps decisions and alerts, which another process finds")
  void shared() {
    Transfer transfer = suspicious(Instant.now());
    String[] settings = {
      "riskgate.store.redis.prefix=shared",
      "riskgate.store.redis.index-parts=8",
      "riskgate.store.redis.connect-timeout=2s",
      "riskgate.store.redis.stalled-after=6s",
      "riskgate.store.redis.page-timeout=7s",
      "riskgate.store.remote.budget=5s",
      "riskgate.store.remote.records-max=1000",
      "riskgate.store.remote.queue-max=500",
      "riskgate.store.events-per-key-max=512",
      "riskgate.store.dealings-per-account-max=99"
    };
    app(settings)
        .run(
            first -> {
              assertThat(first).getBean(RiskStore.class).isInstanceOf(RemoteStore.class);
              assertThat(first.getBean(RiskEngine.class).score(transfer).alert()).isPresent();
              assertThat(health(first).getStatus()).isEqualTo(Status.UP);
              assertThat(health(first).getDetails())
                  .containsEntry("store", "RemoteStore")
                  .containsKeys("storeWaiting", "storeLagMs")
                  .containsEntry("storeLeftOut", 0L);
              app(settings)
                  .run(
                      second -> {
                        Decision found = second.getBean(RiskEngine.class).score(transfer);
                        assertThat(found.isRepeat()).isTrue();
                        assertThat(second.getBean(RiskEngine.class).alert(found.reference()))
                            .isPresent();
                        assertThat(second.getBean(AlertStore.class).getClass().getName())
                            .contains("Remote");
                      });
            });
  }

  @Test
  @DisplayName("While Redis does not answer, transfers are held and the health is DOWN in time")
  void slow() {
    app(
            "riskgate.store.redis.prefix=slow",
            "riskgate.store.remote.budget=30s",
            "riskgate.health.budget=200ms")
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              assertThat(engine.score(Apps.transfer("t1", "1.00")).outcome())
                  .isEqualTo(Outcome.ALLOW);
              Transfer transfer = Apps.transfer("t2", "1.00");
              redis.pause(true);
              try {
                Health down = health(app);
                assertThat(down.getStatus()).isEqualTo(Status.DOWN);
                assertThat(down.getDetails().get("store").toString())
                    .contains("it has not answered for");
                // Whoever comes next asks nothing more, and waits no longer.
                assertThat(health(app).getStatus()).isEqualTo(Status.DOWN);
                assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("riskgate-health")))
                    .hasSize(1);
                Decision held = engine.score(transfer, Duration.ofMillis(200));
                assertThat(held.releasePath()).isEqualTo(ReleasePath.RETRY);
              } finally {
                redis.pause(false);
              }
              assertThat(engine.score(transfer).outcome()).isEqualTo(Outcome.ALLOW);
              while (!health(app).getStatus().equals(Status.UP)) { // the first question ends
                Thread.sleep(5);
              }
            });
  }

  @Test
  @DisplayName("A Redis that dies holds transfers, and is gone on with once it is back")
  void dies() {
    app("riskgate.store.redis.prefix=dies", "riskgate.store.remote.budget=300ms")
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              Transfer transfer = Apps.transfer("t1", "1.00");
              redis.kill();
              Decision held = engine.score(transfer);
              assertThat(held.releasePath()).isEqualTo(ReleasePath.RETRY);
              assertThat(held.degraded())
                  .extracting(Degraded::cause)
                  .contains(Degraded.Cause.STORE_UNAVAILABLE);
              assertThat(health(app).getStatus()).isEqualTo(Status.DOWN);
              redis.restart();
              Decision again = engine.score(transfer);
              while (again.isRetry()) { // until the client has connected again
                Thread.sleep(20);
                again = engine.score(transfer);
              }
              assertThat(again.outcome()).isEqualTo(Outcome.ALLOW);
            });
  }

  @Test
  @DisplayName("A Redis that answers and takes nothing is DOWN, and UP once it takes again")
  void takesNothing() {
    app("riskgate.store.redis.prefix=readonly")
        .run(
            app -> {
              assertThat(health(app).getStatus()).isEqualTo(Status.UP);
              RiskEngine engine = app.getBean(RiskEngine.class);
              Transfer transfer = Apps.transfer("t1", "1.00");
              redis.set("min-replicas-to-write", "1");
              try {
                assertThat(engine.score(transfer).releasePath()).isEqualTo(ReleasePath.RETRY);
                assertThat(health(app).getStatus()).isEqualTo(Status.DOWN);
              } finally {
                redis.set("min-replicas-to-write", "0");
              }
              assertThat(health(app).getStatus()).isEqualTo(Status.UP);
              assertThat(engine.score(transfer).outcome()).isEqualTo(Outcome.ALLOW);
            });
  }
}
