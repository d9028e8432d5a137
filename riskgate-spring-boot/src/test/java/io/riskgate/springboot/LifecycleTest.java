package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.PackWatch;
import io.riskgate.rules.PackWatchListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications that begin, end, begin again, and are changed while they run. */
class LifecycleTest {
  @TempDir private Path dir;

  /** Nothing of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private ConfigurableApplicationContext run(String... arguments) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    return application.run(arguments);
  }

  @Test
  @DisplayName("With lazy initialisation all that works in the background works all the same")
  void lazy() throws IOException {
    Path pack = PropertiesTest.pack(dir.resolve("mine"));
    try (ConfigurableApplicationContext app =
        run(
            "--spring.main.lazy-initialization=true",
            "--riskgate.sweep-interval=0",
            "--riskgate.pack.location=" + pack,
            "--riskgate.pack.watch=true",
            "--riskgate.shadow.location=" + pack)) {
      // Looked for without asking for it, which would make it.
      assertThat(app.getBeanFactory().containsSingleton("riskgatePackWatch")).isTrue();
      assertThat(app.getBeanFactory().containsSingleton("riskgateShadow")).isTrue();
      assertThat(app.getBeanFactory().containsSingleton("riskEngine")).isTrue();
    }
  }

  @Test
  @DisplayName("With lazy initialisation what is wrong keeps the application from starting")
  void lazyAndWrong() {
    assertThat(
            catchThrowable(
                () ->
                    run(
                        "--spring.main.lazy-initialization=true",
                        "--riskgate.sweep-interval=0",
                        "--riskgate.async.threads=0")))
        .hasRootCauseInstanceOf(SetupException.class);
  }

  @Test
  @DisplayName("An application that is started again in one process goes on with its folders")
  void restarted() {
    String[] settings = {
      "--riskgate.store.type=embedded",
      "--riskgate.store.embedded.folder=" + dir.resolve("store"),
      "--riskgate.decision-log.folder=" + dir.resolve("log"),
      "--riskgate.decision-log.required=true"
    };
    var transfer = Apps.transfer("t", "1.00");
    for (int i = 0; i < 3; i++) {
      try (ConfigurableApplicationContext app = run(settings)) {
        assertThat(app.getBean(RiskEngine.class).score(transfer).isRepeat()).isEqualTo(i > 0);
        // As a test context is paused, and goes on.
        app.stop();
        assertThat(app.getBean(Sweeper.class).isRunning()).isFalse();
        app.start();
        assertThat(app.getBean(Sweeper.class).isRunning()).isTrue();
      }
    }
  }

  /** Two engines of the application's own. */
  @Configuration(proxyBeanMethods = false)
  static class TwoEngines {
    @Bean
    RiskEngine retail() {
      return Apps.engine();
    }

    @Bean
    RiskEngine corporate() {
      return Apps.engine();
    }
  }

  @Test
  @DisplayName("Two engines of the application's own stand side by side, each with its health")
  void twoEngines() {
    Apps.bare()
        .withUserConfiguration(TwoEngines.class)
        .run(
            app -> {
              assertThat(app).hasNotFailed();
              CompositeHealthContributor both =
                  (CompositeHealthContributor)
                      app.getBean("riskgateHealthIndicator", HealthContributor.class);
              for (String name : List.of("retail", "corporate")) {
                HealthIndicator one = (HealthIndicator) both.getContributor(name);
                assertThat(one).isNotNull();
                assertThat(one.health()).isNotNull();
                assertThat(one.health().getStatus()).isEqualTo(Status.UP);
              }
            });
  }

  @Test
  @DisplayName("A bad pack in the watched folder is refused and shown; a good one puts it right")
  void badPack() throws IOException {
    Path pack = PropertiesTest.pack(dir.resolve("mine"));
    Path yaml = pack.resolve("pack.yaml");
    String good = Files.readString(yaml);
    CountDownLatch refused = new CountDownLatch(1);
    AtomicBoolean gone = new AtomicBoolean();
    PackWatchListener own =
        new PackWatchListener() {
          @Override
          public void refused(List<PackProblem> problems) {
            refused.countDown();
          }

          @Override
          public void unreadable(IOException why) {
            gone.set(true);
          }
        };
    Apps.bare()
        .withPropertyValues(
            "riskgate.pack.location=" + pack,
            "riskgate.pack.watch=true",
            "riskgate.pack.watch-interval=10ms")
        .withBean(PackWatchListener.class, () -> own)
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              String before = engine.activePack().sha256();
              assertThat(app).hasSingleBean(PackWatch.class);

              Files.writeString(yaml, good + "\nnonsense: true\n");
              assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
              assertThat(engine.activePack().sha256()).isEqualTo(before);
              assertThat(engine.score(Apps.transfer("t1", "1.00")).outcome())
                  .isEqualTo(Outcome.ALLOW);
              var health = app.getBean(HealthIndicator.class).health();
              assertThat(health).isNotNull();
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails().get("packFolder").toString())
                  .contains("refused", "pack.yaml");

              Files.writeString(yaml, good.replaceFirst("version: .*", "version: 10.0.0"));
              while (!engine.activePack().version().equals("10.0.0")) {
                Thread.sleep(5);
              }
              while (!app.getBean(PackFolder.class).trouble().isEmpty()) {
                Thread.sleep(5);
              }
              assertThat(gone).isFalse();
            });
  }
}
