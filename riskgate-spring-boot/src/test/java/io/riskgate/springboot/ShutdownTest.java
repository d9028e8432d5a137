package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.log.LogVerifier;
import io.riskgate.stores.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ShutdownTest {
  @TempDir private Path dir;

  /** Stops as a web server does, and answers the last request while it stops. */
  private static final class WebServer implements SmartLifecycle {
    private final RiskEngine engine;
    private final ObjectProvider<Sweeper> sweeper;
    private final List<Object> answered;
    private boolean running;

    WebServer(RiskEngine engine, ObjectProvider<Sweeper> sweeper, List<Object> answered) {
      this.engine = engine;
      this.sweeper = sweeper;
      this.answered = answered;
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      answered.add(sweeper.getObject().isRunning() ? "sweeping" : "not sweeping");
      answered.add(engine.score(Apps.transfer("last", "1.00")));
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return DEFAULT_PHASE - 2048; // that in which Spring Boot's web servers start and stop
    }
  }

  /** The application's own part. */
  @Configuration(proxyBeanMethods = false)
  static class Server {
    @Bean
    WebServer server(
        RiskEngine engine,
        ObjectProvider<Sweeper> sweeper,
        @Qualifier("answered") List<Object> answered) {
      return new WebServer(engine, sweeper, answered);
    }
  }

  @Test
  @DisplayName("The engine scores until the web server has stopped; then store and log are written")
  void order() throws Exception {
    List<Object> answered = new ArrayList<>();
    Apps.bare()
        .withPropertyValues(
            "riskgate.store.type=embedded",
            "riskgate.store.embedded.folder=" + dir.resolve("store"),
            "riskgate.store.embedded.mode=async",
            "riskgate.decision-log.folder=" + dir.resolve("log"))
        .withUserConfiguration(Server.class)
        .withBean("answered", List.class, () -> answered)
        .run(app -> assertThat(app).hasNotFailed());

    assertThat(answered).hasSize(2).first().isEqualTo("not sweeping");
    Decision last = (Decision) answered.get(1);
    assertThat(last.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(LogVerifier.of(dir.resolve("log")).run().isIntact()).isTrue();
    try (RiskEngine after =
        RiskEngine.builder()
            .rules(Apps.PACK)
            .store(EmbeddedStore.open(dir.resolve("store")))
            .build()) {
      assertThat(after.find(last.reference())).isPresent();
    }
  }

  @Test
  @DisplayName("A closed application has ended its threads")
  void threads() {
    Apps.bare()
        .withPropertyValues("riskgate.sweep-interval=1ms", "riskgate.shadow.bundled=cn")
        .run(
            app -> {
              app.getBean(RiskEngine.class).score(Apps.transfer("t", "1.00"));
              assertThat(ours()).isNotEmpty();
            });
    assertThat(ours()).isEmpty();
  }

  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("riskgate-"))
        .toList();
  }
}
