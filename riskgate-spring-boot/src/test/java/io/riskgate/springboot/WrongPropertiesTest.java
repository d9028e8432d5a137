package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

class WrongPropertiesTest {
  @TempDir private Path dir;

  static List<SetupProblem> problems(ApplicationContextRunner app) {
    var found =
        new Object() {
          List<SetupProblem> problems = List.of();
        };
    app.run(
        failed -> {
          assertThat(failed).hasFailed();
          Throwable cause = failed.getStartupFailure();
          while (cause != null && !(cause instanceof SetupException)) {
            cause = cause.getCause();
          }
          assertThat(cause).as("%s", failed.getStartupFailure()).isNotNull();
          found.problems = ((SetupException) cause).problems();
        });
    return found.problems;
  }

  private static List<SetupProblem> problems(String... properties) {
    return problems(Apps.bare().withPropertyValues(properties));
  }

  private static List<String> named(List<SetupProblem> problems) {
    return problems.stream().map(SetupProblem::property).toList();
  }

  @Test
  @DisplayName("All that is wrong is told at once, each with the property and what to do")
  void allAtOnce() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x");
    List<SetupProblem> problems =
        problems(
            "riskgate.pack.bundled=cn",
            "riskgate.pack.location=" + dir,
            "riskgate.pack.watch=false",
            "riskgate.shadow.location=" + dir.resolve("nowhere"),
            "riskgate.shadow.queue-max=0",
            "riskgate.store.type=embedded",
            "riskgate.store.keys-max=0",
            "riskgate.store.events-per-key-max=0",
            "riskgate.store.embedded.loss-calls-max=0",
            "riskgate.store.embedded.loss-age-max=0",
            "riskgate.store.embedded.patience=2h",
            "riskgate.store.embedded.segment-size=1KB",
            "riskgate.store.embedded.snapshot-every=-1B",
            "riskgate.store.dealings-per-account-max=0",
            "riskgate.store.idle-kept=0",
            "riskgate.store.alerts-max=0",
            "riskgate.alerts-kept=0",
            "riskgate.pack.watch-interval=0",
            "riskgate.decision-log.folder=" + file,
            "riskgate.decision-log.sync-interval=0",
            "riskgate.decision-log.patience=2d",
            "riskgate.decision-log.queue-max=0",
            "riskgate.decision-log.wait-for-room=2d",
            "riskgate.decision-log.file-size=1B",
            "riskgate.decision-log.checkpoint.interval=0",
            "riskgate.decision-log.archive.folder=" + file,
            "riskgate.decision-log.archive.kept=1h",
            "riskgate.decision-log.archive.interval=0",
            "riskgate.health.budget=2h",
            "riskgate.metrics.reservations-max=-1",
            "riskgate.decision-log.pseudonyms.key-file=" + file,
            "riskgate.event-time.past=-1h",
            "riskgate.event-time.future=-1h",
            "riskgate.intelligence.files.mules=" + file,
            "riskgate.intelligence.max-age.vpn=0",
            "riskgate.intelligence.dial-code=+86",
            "riskgate.intelligence.watch-interval=-1s",
            "riskgate.sweep-interval=-1s",
            "riskgate.async.threads=0",
            "riskgate.async.queue-max=0");

    assertThat(named(problems))
        .containsExactlyInAnyOrder(
            "riskgate.pack",
            "riskgate.shadow.location",
            "riskgate.shadow.queue-max",
            "riskgate.store.embedded.folder",
            "riskgate.store.keys-max",
            "riskgate.store.events-per-key-max",
            "riskgate.store.embedded.loss-calls-max",
            "riskgate.store.embedded.loss-age-max",
            "riskgate.store.embedded.patience",
            "riskgate.store.embedded.segment-size",
            "riskgate.store.embedded.snapshot-every",
            "riskgate.store.dealings-per-account-max",
            "riskgate.store.idle-kept",
            "riskgate.store.alerts-max",
            "riskgate.alerts-kept",
            "riskgate.pack.watch-interval",
            "riskgate.decision-log.queue-max",
            "riskgate.decision-log.wait-for-room",
            "riskgate.decision-log.file-size",
            "riskgate.decision-log.checkpoint.interval",
            "riskgate.decision-log.checkpoint.file",
            "riskgate.decision-log.archive.folder",
            "riskgate.decision-log.archive.folder",
            "riskgate.decision-log.archive.kept",
            "riskgate.decision-log.archive.interval",
            "riskgate.health.budget",
            "riskgate.metrics.reservations-max",
            "riskgate.decision-log.folder",
            "riskgate.decision-log.sync-interval",
            "riskgate.decision-log.patience",
            "riskgate.decision-log.pseudonyms.key-id",
            "riskgate.decision-log.pseudonyms.key-file",
            "riskgate.event-time.past",
            "riskgate.event-time.future",
            "riskgate.intelligence.files.mules",
            "riskgate.intelligence.max-age.vpn",
            "riskgate.intelligence.max-age.vpn",
            "riskgate.intelligence.dial-code",
            "riskgate.intelligence.watch-interval",
            "riskgate.sweep-interval",
            "riskgate.async.threads",
            "riskgate.async.queue-max");
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.why()).isNotBlank();
              assertThat(problem.mend()).isNotBlank();
            });

    FailureAnalysis analysis =
        new SetupFailureAnalyzer()
            .analyze(new IllegalStateException(new SetupException(problems, null)));
    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription()).contains(named(problems));
    assertThat(analysis.getAction())
        .contains(named(problems))
        .contains("pack.yaml", "reported-accounts");
  }

  /** Nothing of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @Test
  @DisplayName("A real application that cannot start says what is wrong in place of a stack trace")
  @ExtendWith(OutputCaptureExtension.class)
  void told(CapturedOutput output) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    assertThatThrownBy(
            () -> application.run("--riskgate.store.type=embedded", "--riskgate.async.threads=0"))
        .hasRootCauseInstanceOf(SetupException.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("riskgate.store.embedded.folder: the embedded store has no folder")
        .contains("riskgate.async.threads: set it to 1 up to 10000");
  }

  @Test
  @DisplayName("A required log, a key or a store's folder that nothing uses is told")
  void unused() {
    assertThat(
            named(
                problems(
                    "riskgate.decision-log.required=true",
                    "riskgate.decision-log.pseudonyms.key-file=" + dir.resolve("nokey"),
                    "riskgate.decision-log.pseudonyms.key-id=k",
                    "riskgate.store.embedded.folder=" + dir,
                    "riskgate.intelligence.max-age.vpn=1h",
                    "riskgate.pack.watch=true")))
        .containsExactlyInAnyOrder(
            "riskgate.decision-log.required",
            "riskgate.decision-log.pseudonyms.key-file",
            "riskgate.decision-log.pseudonyms.key-file",
            "riskgate.store.type",
            "riskgate.intelligence.max-age",
            "riskgate.pack.watch");
  }

  @Test
  @DisplayName("A name of a key without its file is told: accounts would be in the clear")
  void keyWithoutFile() {
    assertThat(
            named(
                problems(
                    "riskgate.decision-log.folder=" + dir.resolve("log"),
                    "riskgate.decision-log.pseudonyms.key-id=k1")))
        .containsExactly("riskgate.decision-log.pseudonyms.key-file");
    assertThat(dir.resolve("log")).doesNotExist();
  }

  @Test
  @DisplayName("A checkpoint or archive that is named and empty is told, as where a variable is")
  void namedEmpty() {
    String file = "riskgate.decision-log.checkpoint.file";
    String folder = "riskgate.decision-log.archive.folder";
    ApplicationContextRunner app =
        Apps.bare().withPropertyValues("riskgate.decision-log.folder=" + dir.resolve("log"));
    assertThat(named(problems(app.withPropertyValues(file + "=", folder + "="))))
        .containsExactlyInAnyOrder(file, folder);
    System.setProperty(file, ""); // where Spring Boot looks for no names that are wrong
    try {
      assertThat(named(problems(app))).containsExactly(file);
    } finally {
      System.clearProperty(file);
    }
    assertThat(dir.resolve("log")).doesNotExist();
  }

  @Test
  @DisplayName("Every problem of a pack is told by file and line")
  void wrongPack() throws IOException {
    Files.writeString(dir.resolve("pack.yaml"), "id: mine\nbands: nonsense\n");
    List<SetupProblem> problems = problems("riskgate.pack.location=" + dir);
    assertThat(problems).hasSizeGreaterThan(1);
    assertThat(problems).allSatisfy(problem -> assertThat(problem.why()).contains("pack.yaml"));
  }

  @Test
  @DisplayName("A bundled pack that does not exist is told")
  void unknownPack() {
    assertThat(named(problems("riskgate.pack.bundled=atlantis")))
        .containsExactly("riskgate.pack.bundled");
  }

  @Test
  @DisplayName("A folder that another engine has is told, for the store and for the log")
  void folderInUse() {
    String[] log = {"riskgate.decision-log.folder=" + dir.resolve("log")};
    Apps.bare()
        .withPropertyValues(log)
        .run(
            first -> {
              assertThat(first).hasNotFailed();
              assertThat(named(problems(log))).containsExactly("riskgate.decision-log");
            });
    String[] store = {
      "riskgate.store.type=embedded", "riskgate.store.embedded.folder=" + dir.resolve("store")
    };
    Apps.bare()
        .withPropertyValues(store)
        .run(
            first -> {
              assertThat(first).hasNotFailed();
              assertThat(named(problems(store))).containsExactly("riskgate.store.embedded.folder");
            });
    // And what failed has let go of what it had opened.
    Apps.bare().withPropertyValues(store).run(again -> assertThat(again).hasNotFailed());
  }

  @Test
  @DisplayName("A start that fails late lets go of the store that it has opened")
  void failedLate() {
    String[] store = {
      "riskgate.store.type=embedded",
      "riskgate.store.embedded.folder=" + dir.resolve("store"),
      "riskgate.event-time.past=100d"
    };
    assertThat(named(problems(store))).containsExactly("riskgate.event-time.past");
    store[2] = "riskgate.event-time.past=1d";
    Apps.bare().withPropertyValues(store).run(again -> assertThat(again).hasNotFailed());
  }

  @Test
  @DisplayName("A module that a property needs and that is not there is told by its coordinates")
  void missingModules() {
    assertThat(
            problems(
                Apps.bare()
                    .withClassLoader(
                        new FilteredClassLoader("io.riskgate.stores.embedded", "io.riskgate.intel"))
                    .withPropertyValues(
                        "riskgate.store.type=embedded",
                        "riskgate.store.embedded.folder=" + dir,
                        "riskgate.intelligence.files.vpn=" + dir)))
        .extracting(SetupProblem::mend)
        .containsExactly(
            "add the dependency io.riskgate:risk-store-embedded",
            "add the dependency io.riskgate:risk-intel");
  }

  @Test
  @DisplayName("A store on a server whose module is not there is told by its coordinates")
  void missingServers() {
    assertThat(
            problems(
                Apps.bare()
                    .withClassLoader(new FilteredClassLoader("io.riskgate.stores", "io.lettuce"))
                    .withPropertyValues(
                        "riskgate.store.type=redis", "riskgate.store.redis.url=redis://localhost")))
        .extracting(SetupProblem::mend)
        .containsExactly("add the dependency io.riskgate:risk-store-redis");
    assertThat(
            problems(
                Apps.bare()
                    .withClassLoader(new FilteredClassLoader("io.riskgate.stores", "org.h2"))
                    .withPropertyValues("riskgate.store.type=jdbc")))
        .extracting(SetupProblem::mend)
        .contains("add the dependency io.riskgate:risk-store-jdbc");
  }

  @Test
  @DisplayName("All that is wrong with a store on a server is told at once, and no password")
  void wrongServers() {
    List<SetupProblem> problems =
        problems(
            "riskgate.store.type=redis",
            "riskgate.store.keys-max=5",
            "riskgate.store.idle-kept=5d",
            "riskgate.store.alerts-max=5",
            "riskgate.store.remote.budget=0",
            "riskgate.store.remote.records-max=0",
            "riskgate.store.remote.queue-max=0",
            "riskgate.store.redis.url=redis://bank:s3cr^t@localhost",
            "riskgate.store.redis.prefix=not one",
            "riskgate.store.redis.index-parts=0",
            "riskgate.store.redis.connect-timeout=0",
            "riskgate.store.redis.stalled-after=0",
            "riskgate.store.redis.page-timeout=0");
    assertThat(named(problems))
        .containsExactlyInAnyOrder(
            "riskgate.store.keys-max",
            "riskgate.store.idle-kept",
            "riskgate.store.alerts-max",
            "riskgate.store.remote.budget",
            "riskgate.store.remote.records-max",
            "riskgate.store.remote.queue-max",
            "riskgate.store.redis.url",
            "riskgate.store.redis.prefix",
            "riskgate.store.redis.index-parts",
            "riskgate.store.redis.connect-timeout",
            "riskgate.store.redis.stalled-after",
            "riskgate.store.redis.page-timeout");
    assertThat(problems).noneMatch(problem -> problem.toString().contains("s3cr"));
    assertThat(named(problems("riskgate.store.type=redis")))
        .containsExactly("riskgate.store.redis.url");
    assertThat(
            named(
                problems(
                    "riskgate.store.type=redis",
                    "riskgate.store.redis.url=redis://a",
                    "riskgate.store.redis.cluster-urls=redis://b,redis://c")))
        .containsExactly("riskgate.store.redis");
    assertThat(
            named(
                problems(
                    "riskgate.store.redis.url=redis://a", "riskgate.store.jdbc.data-source=bank")))
        .containsExactly("riskgate.store.type", "riskgate.store.type");
    assertThat(
            named(
                problems(
                    "riskgate.store.type=jdbc",
                    "riskgate.store.jdbc.schema=No Schema",
                    "riskgate.store.jdbc.table-prefix=;",
                    "riskgate.store.jdbc.durable-lanes=0",
                    "riskgate.store.jdbc.quick-lanes=65",
                    "riskgate.store.jdbc.batch-max=0",
                    "riskgate.store.jdbc.queue-max=0",
                    "riskgate.store.jdbc.retain-interval=-1s")))
        .containsExactlyInAnyOrder(
            "riskgate.store.jdbc.data-source",
            "riskgate.store.jdbc.schema",
            "riskgate.store.jdbc.table-prefix",
            "riskgate.store.jdbc.durable-lanes",
            "riskgate.store.jdbc.quick-lanes",
            "riskgate.store.jdbc.batch-max",
            "riskgate.store.jdbc.queue-max",
            "riskgate.store.jdbc.retain-interval");
  }

  @Test
  @DisplayName("A Redis that is not there keeps the application from starting, and is named so")
  void serverIsDown() {
    List<SetupProblem> problems =
        problems(
            "riskgate.store.type=redis",
            "riskgate.store.redis.url=redis://bank:s3cret@127.0.0.1:1");
    assertThat(named(problems)).containsExactly("riskgate.store.redis");
    assertThat(problems.get(0).why()).contains("127.0.0.1").doesNotContain("s3cret");
  }

  @Test
  @DisplayName(
      "What cannot be read, and what is no property, is told with all the rest, not its value")
  void unreadable() {
    List<SetupProblem> problems =
        problems(
            "riskgate.mode=enforced",
            "riskgate.store.type=postgres",
            "riskgate.sweep-interval=6222020200112233445",
            "riskgate.async.threads=many",
            "riskgate.decision-log.requird=true",
            "riskgate.decision-log.daily=perhaps",
            "riskgate.decision-log.file-size=large",
            "riskgate.history-complete-since=yesterday",
            "riskgate.intelligence.max-age.vpn=old",
            "riskgate.shadow.queue-max=0");
    assertThat(named(problems))
        .containsExactlyInAnyOrder(
            "riskgate.mode",
            "riskgate.store.type",
            "riskgate.sweep-interval",
            "riskgate.async.threads",
            "riskgate.decision-log.requird",
            "riskgate.decision-log.daily",
            "riskgate.decision-log.file-size",
            "riskgate.history-complete-since",
            "riskgate.intelligence.max-age.vpn",
            "riskgate.shadow.queue-max");
    assertThat(problems).noneMatch(problem -> problem.toString().contains("6222020200112233445"));
    assertThat(problems)
        .extracting(SetupProblem::mend)
        .contains(
            "one of enforce, monitor",
            "one of memory, embedded, redis, jdbc",
            "a whole number",
            "true or false");
  }

  @Test
  @DisplayName("Properties of others that cannot be read are Spring Boot's business, as ever")
  void ofOthers() {
    Apps.bare()
        .withUserConfiguration(Others.class)
        .withPropertyValues("others.number=many")
        .run(
            app ->
                assertThat(app)
                    .getFailure()
                    .isInstanceOf(ConfigurationPropertiesBindException.class)
                    .hasMessageContaining("others"));
  }

  /** Somebody else's. */
  @ConfigurationProperties("others")
  record OtherProperties(int number) {}

  /** Somebody else's. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(OtherProperties.class)
  static class Others {}
}
