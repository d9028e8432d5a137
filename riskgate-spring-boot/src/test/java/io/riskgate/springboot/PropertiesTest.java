package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.Transfer;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.rules.PackWatch;
import io.riskgate.rules.RuleLane;
import io.riskgate.rules.RulePacks;
import io.riskgate.stores.embedded.EmbeddedStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PropertiesTest {
  /** What `./risk new` begins with: soon compiled. */
  private static final Path SMALL =
      Path.of("../risk-workbench/src/main/resources/io/riskgate/workbench/starter");

  @TempDir private static Path packs;
  @TempDir private Path dir;

  @BeforeAll
  static void packFolderAndJar() throws IOException {
    Path mine = pack(packs.resolve("mine"));
    try (FileSystem jar =
        FileSystems.newFileSystem(
            URI.create("jar:" + packs.resolve("mine.jar").toUri()), Map.of("create", "true"))) {
      copy(mine, jar.getPath("/packs/mine"));
    }
  }

  /** A small pack in a folder of its own. */
  static Path pack(Path folder) throws IOException {
    copy(SMALL, folder);
    Path yaml = folder.resolve("pack.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("${id}", "mine")
            .replaceFirst("version: .*", "version: 9.9.9-test"));
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(file, copy);
    }
  }

  private static ApplicationContextRunner with(String... properties) {
    return Apps.bare().withPropertyValues(properties);
  }

  @Test
  @DisplayName("riskgate.mode=monitor lets every transfer go, the true decision beside it")
  void mode() {
    with("riskgate.mode=monitor")
        .run(
            app -> {
              var decision = app.getBean(RiskEngine.class).score(Apps.transfer("t", "25000.00"));
              assertThat(decision.mode()).isEqualTo(Mode.MONITOR);
              assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
            });
  }

  @Test
  @DisplayName("riskgate.pack.location takes a folder; watch looks for its changes")
  void packFolder() {
    with("riskgate.pack.location=" + packs.resolve("mine"), "riskgate.pack.watch=true")
        .run(
            app -> {
              assertThat(app.getBean(RiskEngine.class).activePack().version())
                  .isEqualTo("9.9.9-test");
              assertThat(app).hasSingleBean(PackWatch.class);
            });
  }

  @ParameterizedTest
  @CsvSource({"on, true", "1, true", "yes, true", "off, false", "0, false", "no, false"})
  @DisplayName("riskgate.pack.watch takes any word for yes and no that Spring Boot knows")
  void watchInOtherWords(String word, boolean isWatched) {
    with("riskgate.pack.location=" + packs.resolve("mine"), "riskgate.pack.watch=" + word)
        .run(app -> assertThat(app.getBeansOfType(PackWatch.class)).hasSize(isWatched ? 1 : 0));
  }

  @Test
  @DisplayName("riskgate.pack.location takes a jar, path-in-jar says where in it")
  void packJar() {
    with(
            "riskgate.pack.location=" + packs.resolve("mine.jar"),
            "riskgate.pack.path-in-jar=/packs/mine")
        .run(
            app ->
                assertThat(app.getBean(RiskEngine.class).activePack().version())
                    .isEqualTo("9.9.9-test"));
  }

  @Test
  @DisplayName("riskgate.pack.lanes=session_only keeps rules out of the direct lane")
  void lanes() {
    with("riskgate.pack.bundled=cn", "riskgate.pack.lanes=session_only")
        .run(
            app ->
                assertThat(RulePacks.lanes(app.getBean(RulePack.class)))
                    .noneMatch(RuleLane::direct));
  }

  @Test
  @DisplayName("riskgate.store.type=embedded keeps decisions and alerts over a restart")
  void embedded() {
    ApplicationContextRunner app =
        with(
            "riskgate.store.type=embedded",
            "riskgate.store.embedded.folder=" + dir.resolve("store"),
            "riskgate.store.embedded.mode=async",
            "riskgate.store.embedded.loss-calls-max=100",
            "riskgate.store.embedded.loss-age-max=10ms",
            "riskgate.store.embedded.patience=5s",
            "riskgate.store.embedded.segment-size=64KB",
            "riskgate.store.embedded.snapshot-every=1MB",
            "riskgate.store.embedded.snapshot-on-close=false",
            "riskgate.store.dealings-per-account-max=100",
            "riskgate.store.idle-kept=500d",
            "riskgate.store.alerts-max=1000",
            "riskgate.store.keys-max=50000",
            "riskgate.store.events-per-key-max=64");
    var transfer =
        Transfer.builder()
            .id("t")
            .time(Instant.now())
            .payer("a")
            .payee("b")
            .amount("25000.00", "CNY")
            .purpose("转入安全账户")
            .build();
    var first =
        new Object() {
          Reference reference = new Reference("", "", "");
        };
    app.run(
        before -> {
          assertThat(before).getBean(RiskStore.class).isInstanceOf(EmbeddedStore.class);
          assertThat(before.getBean(AlertStore.class))
              .isSameAs(before.getBean(EmbeddedStore.class).alerts());
          first.reference = before.getBean(RiskEngine.class).score(transfer).reference();
        });
    app.run(
        after -> {
          RiskEngine engine = after.getBean(RiskEngine.class);
          assertThat(engine.score(transfer).isRepeat()).isTrue();
          assertThat(engine.alert(first.reference)).isPresent();
        });
  }

  @Test
  @DisplayName("riskgate.decision-log.* writes a log that is required, under pseudonyms")
  void decisionLog() throws IOException {
    Path key = Files.write(dir.resolve("key"), new byte[32]);
    Path folder = dir.resolve("log");
    with(
            "riskgate.decision-log.folder=" + folder,
            "riskgate.decision-log.required=true",
            "riskgate.decision-log.sync=always",
            "riskgate.decision-log.sync-interval=2s",
            "riskgate.decision-log.patience=3s",
            "riskgate.decision-log.queue-max=100",
            "riskgate.decision-log.wait-for-room=1s",
            "riskgate.decision-log.file-size=4KB",
            "riskgate.decision-log.daily=false",
            "riskgate.decision-log.pseudonyms.key-id=k1",
            "riskgate.decision-log.pseudonyms.key-file=" + key)
        .run(
            app -> {
              assertThat(app.getBean(DecisionLog.class).isRequired()).isTrue();
              assertThat(app).getBean(DecisionLog.class).isInstanceOf(FileDecisionLog.class);
              app.getBean(RiskEngine.class).score(Apps.transfer("t", "1.00"));
            });
    StringBuilder written = new StringBuilder();
    try (var files = Files.newDirectoryStream(folder, "*.jsonl")) {
      for (Path file : files) {
        written.append(Files.readString(file));
      }
    }
    assertThat(written).contains("k1").doesNotContain("6222020200112233445");
  }

  @Test
  @DisplayName("riskgate.history-complete-since ends the time in which history is incomplete")
  void historyCompleteSince() {
    with().run(app -> assertThat(app.getBean(RiskEngine.class).warmingUntil()).isNotEmpty());
    with("riskgate.history-complete-since=2020-01-01T00:00:00Z")
        .run(app -> assertThat(app.getBean(RiskEngine.class).warmingUntil()).isEmpty());
  }

  @Test
  @DisplayName("riskgate.event-time.* says how far an event time may lie from the clock")
  void eventTime() {
    with("riskgate.event-time.past=1h", "riskgate.event-time.future=0s")
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              assertThatThrownBy(() -> engine.score(at(Instant.now().minus(Duration.ofHours(2)))))
                  .isInstanceOf(InvalidTransferException.class);
              assertThatThrownBy(() -> engine.score(at(Instant.now().plusSeconds(60))))
                  .isInstanceOf(InvalidTransferException.class);
              assertThat(engine.score(at(Instant.now().minusSeconds(60))).isRetry()).isFalse();
            });
  }

  private static Transfer at(Instant time) {
    return Transfer.builder()
        .id("t" + time)
        .time(time)
        .payer("a")
        .payee("b")
        .amount("1.00", "CNY")
        .build();
  }

  @Test
  @DisplayName("riskgate.intelligence.* reads files, and says when one is too old")
  void intelligence() throws IOException {
    Path reported = Files.writeString(dir.resolve("accounts.txt"), "6217001210024455667\n");
    with(
            "riskgate.intelligence.files.reported-accounts=" + reported,
            "riskgate.intelligence.max-age.reported-accounts=1h",
            "riskgate.intelligence.dial-code=86",
            "riskgate.intelligence.watch-interval=1s")
        .run(
            app ->
                assertThat(app.getBean(RiskEngine.class).score(Apps.transfer("t", "1.00")).hits())
                    .extracting(Hit::code)
                    .anyMatch(code -> code.contains("REPORTED")));
    Files.setLastModifiedTime(reported, FileTime.from(Instant.now().minus(Duration.ofHours(3))));
    with(
            "riskgate.intelligence.files.reported-accounts=" + reported,
            "riskgate.intelligence.max-age.reported-accounts=1h",
            "riskgate.intelligence.watch-interval=0")
        .run(
            app ->
                assertThat(
                        app.getBean(RiskEngine.class).score(Apps.transfer("t", "1.00")).degraded())
                    .extracting(Degraded::cause)
                    .contains(Degraded.Cause.LOOKUP_STALE));
  }

  @Test
  @DisplayName("riskgate.sweep-interval tells what is overdue; 0 leaves that to somebody else")
  void sweepInterval() throws InterruptedException {
    CountDownLatch overdue = new CountDownLatch(1);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    with("riskgate.sweep-interval=1ms")
        .withBean(InstantSource.class, () -> now::get)
        .withBean(
            AlertListener.class,
            () ->
                alert -> {
                  if (alert.isOverdue()) {
                    overdue.countDown();
                  }
                })
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              Transfer transfer =
                  Transfer.builder()
                      .id("t")
                      .time(now.get())
                      .payer("a")
                      .payee("b")
                      .amount("25000.00", "CNY")
                      .purpose("转入安全账户")
                      .build();
              assertThat(engine.score(transfer).alert()).isPresent();
              now.set(now.get().plus(Duration.ofMinutes(11)));
              assertThat(overdue.await(30, TimeUnit.SECONDS)).isTrue();
            });
    with("riskgate.sweep-interval=0")
        .run(app -> assertThat(app.getBean(Sweeper.class).isRunning()).isFalse());
  }

  @Test
  @DisplayName("riskgate.shadow.* tries a candidate beside the pack that decides")
  void shadow() {
    with("riskgate.shadow.location=" + packs.resolve("mine"), "riskgate.shadow.queue-max=7")
        .run(
            app -> {
              Shadow shadow = app.getBean(ShadowRunner.class).shadow().orElseThrow();
              assertThat(shadow.candidate().version()).isEqualTo("9.9.9-test");
              assertThat(shadow.report().queueMax()).isEqualTo(7);
            });
  }

  @Test
  @DisplayName("riskgate.async.* sets the threads of scoreAsync")
  void async() {
    with("riskgate.async.threads=1", "riskgate.async.queue-max=3")
        .run(
            app -> {
              assertThat(app.getBean(RiskgateProperties.class).async())
                  .isEqualTo(new RiskgateProperties.Async(1, 3));
              assertThat(
                      app.getBean(RiskEngine.class)
                          .scoreAsync(Apps.transfer("t", "1.00"))
                          .toCompletableFuture()
                          .get(30, TimeUnit.SECONDS)
                          .outcome())
                  .isEqualTo(Outcome.ALLOW);
            });
  }

  @Test
  @DisplayName("riskgate.alerts-kept lets go of closed alerts once they are so old")
  void alertsKept() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    with("riskgate.alerts-kept=7d", "riskgate.sweep-interval=0")
        .withBean(InstantSource.class, () -> now::get)
        .run(
            app -> {
              RiskEngine engine = app.getBean(RiskEngine.class);
              var decision =
                  engine.score(
                      Transfer.builder()
                          .id("t")
                          .time(now.get())
                          .payer("a")
                          .payee("b")
                          .amount("25000.00", "CNY")
                          .purpose("转入安全账户")
                          .build());
              engine.respond(
                  decision.reference(), AlertResponse.dissuaded("desk 7", "called", now.get()));
              now.set(now.get().plus(Duration.ofDays(6)));
              engine.sweep();
              assertThat(engine.alert(decision.reference())).isPresent();
              now.set(now.get().plus(Duration.ofDays(2)));
              engine.sweep();
              assertThat(engine.alert(decision.reference())).isEmpty();
            });
  }

  @Test
  @DisplayName("riskgate.metrics.* tags all meters, or leaves them out")
  void metrics() {
    with("riskgate.metrics.tags.engine=retail", "riskgate.metrics.reservations-max=0")
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            app -> {
              app.getBean(RiskEngine.class).score(Apps.transfer("t", "1.00"));
              MeterRegistry registry = app.getBean(MeterRegistry.class);
              assertThat(registry.getMeters())
                  .isNotEmpty()
                  .allSatisfy(
                      meter -> assertThat(meter.getId().getTag("engine")).isEqualTo("retail"));
              assertThat(registry.get("riskgate.reservations.unfollowed").counter().count())
                  .isEqualTo(1);
            });
    for (String off : List.of("false", "off", "0")) {
      with("riskgate.metrics.enabled=" + off)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .run(app -> assertThat(app.getBean(MeterRegistry.class).getMeters()).isEmpty());
    }
    with("riskgate.metrics.enabled=on")
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(app -> assertThat(app.getBean(MeterRegistry.class).getMeters()).isNotEmpty());
  }

  /** Those without which there is something else: nothing, all, or what the store has. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of(
          "riskgate.alerts-kept",
          "riskgate.decision-log.archive.folder",
          "riskgate.decision-log.checkpoint.file",
          "riskgate.decision-log.folder",
          "riskgate.decision-log.pseudonyms.key-file",
          "riskgate.decision-log.pseudonyms.key-id",
          "riskgate.history-complete-since",
          "riskgate.intelligence.dial-code",
          "riskgate.intelligence.files",
          "riskgate.intelligence.max-age",
          "riskgate.metrics.tags",
          "riskgate.pack.bundled",
          "riskgate.pack.location",
          "riskgate.shadow.bundled",
          "riskgate.shadow.location",
          "riskgate.store.alerts-max",
          "riskgate.store.dealings-per-account-max",
          "riskgate.store.embedded.folder",
          "riskgate.store.events-per-key-max",
          "riskgate.store.idle-kept",
          "riskgate.store.jdbc.data-source",
          "riskgate.store.keys-max",
          "riskgate.store.redis.cluster-urls",
          "riskgate.store.redis.url");

  @Test
  @DisplayName("IDEs are told of every property a description that says something, and a default")
  void metadata() throws IOException {
    Map<String, String> descriptions = new TreeMap<>();
    Set<String> withoutDefault = new TreeSet<>();
    try (InputStream in = Apps.metadata()) {
      assertThat(in).isNotNull();
      List<Map<String, Object>> properties = JsonPath.parse(in).read("$.properties");
      for (Map<String, Object> told : properties) {
        String name = String.valueOf(told.get("name"));
        descriptions.put(name, Objects.toString(told.get("description"), ""));
        if (told.get("defaultValue") == null) {
          withoutDefault.add(name);
        }
      }
    }
    assertThat(descriptions)
        .containsKeys("riskgate.mode", "riskgate.store.embedded.folder", "riskgate.sweep-interval")
        .allSatisfy((name, description) -> assertThat(description).as(name).hasSizeGreaterThan(15));
    assertThat(withoutDefault).isEqualTo(new TreeSet<>(WITHOUT_DEFAULT));
  }
}
