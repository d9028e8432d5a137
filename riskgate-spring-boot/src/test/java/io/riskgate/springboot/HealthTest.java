package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;

class HealthTest {
  @TempDir private Path dir;

  private static Health health(ApplicationContext app) {
    Health health = app.getBean("riskgateHealthIndicator", HealthIndicator.class).health();
    assertThat(health).isNotNull();
    return health;
  }

  @Test
  @DisplayName("An engine that works is UP, and says which pack decides and where it is kept")
  void up() {
    Apps.bare()
        .run(
            app -> {
              Health health = health(app);
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails())
                  .containsEntry("pack", app.getBean(RiskEngine.class).activePack().toString())
                  .containsEntry("store", "InMemoryStore")
                  .containsKey("warming");
            });
  }

  @Test
  @DisplayName("A store that fails is DOWN, until it works again")
  void storeFails() {
    AtomicBoolean fails = new AtomicBoolean();
    Apps.bare()
        .withBean(RiskStore.class, () -> failing(fails))
        .run(
            app -> {
              assertThat(health(app).getStatus()).isEqualTo(Status.UP);
              fails.set(true);
              Health health = health(app);
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails().get("store").toString())
                  .contains("the server is away");
              fails.set(false);
              assertThat(health(app).getStatus()).isEqualTo(Status.UP);
            });
  }

  /** A store in memory of which every method fails on demand. */
  private static RiskStore failing(AtomicBoolean fails) {
    InMemoryStore store = InMemoryStore.create();
    return (RiskStore)
        Proxy.newProxyInstance(
            RiskStore.class.getClassLoader(),
            new Class<?>[] {RiskStore.class},
            (proxy, method, args) -> {
              if (fails.get() && !method.getName().equals("close")) {
                throw new StoreException("the server is away");
              }
              try {
                return method.invoke(store, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  @DisplayName("Stale intelligence is shown, and DOWN only where that is asked for")
  void intelligence() throws IOException {
    Path list = Files.writeString(dir.resolve("devices.txt"), "device-1\n");
    String file = "riskgate.intelligence.files.reported-devices=" + list;
    String missing = "riskgate.intelligence.files.vpn=" + dir.resolve("missing.txt");
    String down = "riskgate.health.down-when-intelligence-fails=true";
    Apps.bare()
        .withPropertyValues(file, down)
        .run(
            app -> {
              assertThat(health(app).getStatus()).isEqualTo(Status.UP);
              assertThat(health(app).getDetails().get("intelligence").toString())
                  .contains("reported-devices=READY");
            });
    Apps.bare()
        .withPropertyValues(file, missing)
        .run(
            app -> {
              assertThat(health(app).getStatus()).isEqualTo(Status.UP);
              assertThat(health(app).getDetails().get("intelligence").toString())
                  .contains("vpn=FAILED");
            });
    Apps.bare()
        .withPropertyValues(file, missing, down)
        .run(app -> assertThat(health(app).getStatus()).isEqualTo(Status.DOWN));
  }

  @Test
  @DisplayName("A decision log is shown with what it has lost")
  void decisionLog() {
    Apps.bare()
        .withPropertyValues("riskgate.decision-log.folder=" + dir.resolve("log"))
        .run(
            app ->
                assertThat(health(app).getDetails())
                    .containsEntry("decisionLog", "written")
                    .containsEntry("decisionLogLost", 0L));
  }

  @Test
  @DisplayName("management.health.riskgate.enabled=false switches it off")
  void switchedOff() {
    Apps.bare()
        .withPropertyValues("management.health.riskgate.enabled=false")
        .run(app -> assertThat(app).doesNotHaveBean("riskgateHealthIndicator"));
  }
}
