package io.riskgate.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Evidence;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.UnknownReferenceException;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.rules.RulePacks;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RiskMetricsTest {
  private static final RulePack PACK = RulePacks.bundled("cn");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TestClock clock = new TestClock();
  private final InMemoryStore store = InMemoryStore.builder().keysMax(40_000).build();
  private final RiskEngine engine =
      RiskMetrics.in(registry)
          .clock(clock)
          .capsHit(store::capsHit)
          .meter(RiskEngine.builder().rules(PACK).store(store).clock(clock).build());
  private int transfers;

  @AfterEach
  void close() {
    engine.close();
  }

  private Transfer.Builder from(String payer) {
    return Transfer.builder()
        .id("t" + transfers++)
        .time(clock.instant())
        .payer(payer)
        .payee("6217001210024455667");
  }

  private Transfer of(String payer, String yuan) {
    return from(payer).amount(yuan, "CNY").build();
  }

  private Transfer ofAGameCurrency() {
    return from("p").asset("100", "GOLD", 0, AssetClass.GAME_CURRENCY).value(10_000L).build();
  }

  private double count(String name, String... tags) {
    Meter meter = registry.find(name).tags(tags).meter();
    if (meter == null) {
      return 0;
    }
    return meter.measure().iterator().next().getValue();
  }

  @Test
  @DisplayName("Decisions are counted by outcome and, where held, by who may end that")
  void decisionsByOutcome() {
    assertThat(engine.score(of("a", "100.00")).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(engine.score(of("b", "100.00")).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(engine.score(of("c", "25000.00")).outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(engine.score(ofAGameCurrency()).outcome()).isEqualTo(Outcome.HOLD);

    assertThat(count("riskgate.decisions", "outcome", "ALLOW", "path", "none_needed")).isEqualTo(2);
    assertThat(count("riskgate.decisions", "outcome", "VERIFY", "path", "none_needed"))
        .isEqualTo(1);
    assertThat(count("riskgate.decisions", "outcome", "HOLD", "path", "NONE")).isEqualTo(1);
  }

  @Test
  @DisplayName("A reference that is asked about again is a repeat, and no second decision")
  void repeats() {
    Transfer transfer = of("a", "100.00");
    engine.score(transfer);
    engine.score(transfer);
    engine.score(transfer);

    assertThat(count("riskgate.decisions", "outcome", "ALLOW")).isEqualTo(1);
    assertThat(count("riskgate.repeats")).isEqualTo(2);
    assertThat(count("riskgate.reservations.made")).isEqualTo(1);
    assertThat(count("riskgate.score")).isEqualTo(1);
  }

  @Test
  @DisplayName("Scores of decisions are a distribution, and so is nothing that is to be retried")
  void scores() {
    Decision allowed = engine.score(of("a", "100.00"));
    Decision held = engine.score(ofAGameCurrency());
    Decision retried = engine.score(of("a", "100.00"), Duration.ofNanos(1));
    assertThat(retried.isRetry()).isTrue();

    DistributionSummary scores = registry.get("riskgate.score").summary();
    assertThat(scores.count()).isEqualTo(2);
    assertThat(scores.totalAmount()).isEqualTo(allowed.score() + held.score());
    assertThat(count("riskgate.decisions", "outcome", "HOLD", "path", "RETRY")).isEqualTo(1);
  }

  @Test
  @DisplayName("Each rule's hits are counted by its code")
  void hits() {
    Decision decision = engine.score(ofAGameCurrency());

    assertThat(decision.hits()).isNotEmpty();
    decision
        .hits()
        .forEach(hit -> assertThat(count("riskgate.rule.hits", "rule", hit.code())).isEqualTo(1));
    assertThat(registry.find("riskgate.rule.hits").counters()).hasSameSizeAs(decision.hits());
  }

  @Test
  @DisplayName("Calls are timed by what came of them: answered, refused, failed")
  void calls() {
    engine.score(of("a", "100.00"));
    assertThatThrownBy(() -> engine.score(of("a", "-1.00")))
        .isInstanceOf(InvalidTransferException.class);
    assertThatThrownBy(() -> engine.settle(new Reference("default", "a", "unknown")))
        .isInstanceOf(UnknownReferenceException.class);

    Timer answered =
        registry.get("riskgate.calls").tags("call", "score", "result", "answered").timer();
    assertThat(answered.count()).isEqualTo(1);
    assertThat(answered.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    assertThat(count("riskgate.calls", "call", "score", "result", "refused")).isEqualTo(1);
    assertThat(count("riskgate.calls", "call", "settle", "result", "refused")).isEqualTo(1);
    assertThat(count("riskgate.calls", "call", "settle", "result", "failed")).isZero();
  }

  @Test
  @DisplayName("A transfer that is scored on another thread is counted and timed as any other")
  void async() throws Exception {
    engine.scoreAsync(of("a", "100.00")).toCompletableFuture().get(30, TimeUnit.SECONDS);

    // It is counted beside the answer, perhaps a moment later.
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (count("riskgate.decisions", "outcome", "ALLOW") == 0 && System.nanoTime() < giveUp) {
      Thread.sleep(1);
    }
    assertThat(count("riskgate.decisions", "outcome", "ALLOW")).isEqualTo(1);
    assertThat(count("riskgate.calls", "call", "score_async", "result", "answered")).isEqualTo(1);
  }

  @Test
  @DisplayName("A degraded decision counts once for its cause, without what it concerns")
  void degraded() {
    Decision decision = engine.score(from("a").amount("10.00", "USD").build());

    assertThat(decision.degraded())
        .extracting(Degraded::cause)
        .containsExactly(Degraded.Cause.NO_RATE);
    assertThat(count("riskgate.degraded", "cause", "NO_RATE")).isEqualTo(1);
    assertThat(registry.get("riskgate.degraded").meters())
        .hasSize(Degraded.Cause.values().length)
        .allSatisfy(meter -> assertThat(meter.getId().getTags()).hasSize(1));
  }

  @Test
  @DisplayName("What is let go tells what share of each limit is used with it")
  void limitUse() {
    engine.score(of("a", "1000.00")); // of 10,000 at a time and 50,000 a day
    engine.score(of("a", "4000.00"));
    engine.score(of("b", "25000.00")); // not let go

    DistributionSummary single =
        registry.get("riskgate.limit.use").tag("limit", "SINGLE_FIAT").summary();
    assertThat(single.count()).isEqualTo(2);
    assertThat(single.totalAmount()).isEqualTo(0.1 + 0.4);
    assertThat(registry.get("riskgate.limit.use").tag("limit", "DAILY_FIAT").summary().max())
        .isEqualTo(0.1);
    assertThat(count("riskgate.limit.passed", "limit", "SINGLE_FIAT")).isEqualTo(1);
  }

  @Test
  @DisplayName("A verified transfer makes its reservation and uses its limits then, once")
  void verified() {
    Reference reference = engine.score(of("a", "12000.00")).reference();
    assertThat(count("riskgate.reservations.made")).isZero();

    Decision decision = engine.find(reference).orElseThrow();
    for (VerificationMethod method : decision.verificationMethods()) {
      decision = engine.verified(reference, Evidence.passed(method, clock.instant(), "test"));
    }
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    engine.verified(
        reference, Evidence.passed(VerificationMethod.SMS_CODE, clock.instant(), "test"));

    assertThat(count("riskgate.reservations.made")).isEqualTo(1);
    assertThat(registry.get("riskgate.limit.use").tag("limit", "SINGLE_FIAT").summary().max())
        .isEqualTo(1.2);
  }

  @Test
  @DisplayName("Reservations are open until they are settled, cancelled, held or found expired")
  void reservations() {
    Reference settled = engine.score(of("a", "1.00")).reference();
    Reference cancelled = engine.score(of("b", "1.00")).reference();
    engine.score(of("c", "1.00"));
    engine.score(of("d", "1.00"));
    engine.score(of("e", "1.00"));
    assertThat(count("riskgate.reservations.open")).isEqualTo(5);

    engine.settle(settled);
    engine.settle(settled);
    engine.cancel(cancelled);
    engine.impose(Control.freeze("f1", "default", "c", null, "police", "a test"));
    engine.stopPayment(
        StopPaymentNotice.builder()
            .number("N1")
            .account("d")
            .authority("police")
            .receivedAt(clock.instant())
            .reason("a test")
            .build());

    assertThat(count("riskgate.reservations.open")).isEqualTo(1);
    assertThat(count("riskgate.reservations.ended", "state", "SETTLED")).isEqualTo(1);
    assertThat(count("riskgate.reservations.ended", "state", "CANCELLED")).isEqualTo(1);
    assertThat(count("riskgate.reservations.ended", "state", "HELD")).isEqualTo(2);
    assertThat(count("riskgate.reservations.ended", "state", "EXPIRED")).isZero();

    clock.advance(Duration.ofMinutes(16));
    engine.sweep();

    assertThat(count("riskgate.reservations.open")).isZero();
    assertThat(count("riskgate.reservations.ended", "state", "EXPIRED")).isEqualTo(1);
  }

  @Test
  @DisplayName("What another process has settled meanwhile is not counted as expired")
  void settledElsewhere() {
    try (RiskEngine other = RiskEngine.builder().rules(PACK).store(store).clock(clock).build()) {
      other.settle(engine.score(of("a", "1.00")).reference());
      clock.advance(Duration.ofMinutes(16));
      engine.sweep();
    }

    assertThat(count("riskgate.reservations.ended", "state", "SETTLED")).isEqualTo(1);
    assertThat(count("riskgate.reservations.ended", "state", "EXPIRED")).isZero();
  }

  @Test
  @DisplayName("A retry because the store is away does not end the reservation")
  void retryEndsNothing() {
    AtomicBoolean isAway = new AtomicBoolean();
    RiskStore mayBeAway =
        (RiskStore)
            Proxy.newProxyInstance(
                RiskStore.class.getClassLoader(),
                new Class<?>[] {RiskStore.class},
                (proxy, method, args) -> {
                  if (isAway.get()) {
                    throw new StoreException("away");
                  }
                  return method.invoke(store, args);
                });
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    RiskEngine metered =
        RiskMetrics.meter(
            RiskEngine.builder().rules(PACK).store(mayBeAway).clock(clock).build(), meters);
    Transfer transfer = of("a", "1.00");
    metered.score(transfer);
    isAway.set(true);
    assertThat(metered.score(transfer).isRetry()).isTrue();

    assertThat(meters.get("riskgate.reservations.open").gauge().value()).isEqualTo(1);
    assertThat(meters.get("riskgate.degraded").tag("cause", "STORE_UNAVAILABLE").counter().count())
        .isEqualTo(1);
    isAway.set(false);
    metered.close();
  }

  @Test
  @DisplayName("More reservations than can be followed are counted as made, and as unfollowed")
  void unfollowed() {
    SimpleMeterRegistry few = new SimpleMeterRegistry();
    try (RiskEngine metered =
        RiskMetrics.in(few)
            .clock(clock)
            .reservationsMax(2)
            .meter(RiskEngine.builder().rules(PACK).clock(clock).build())) {
      for (int i = 0; i < 5; i++) {
        metered.score(of("a" + i, "1.00"));
      }

      assertThat(few.get("riskgate.reservations.open").gauge().value()).isEqualTo(2);
      assertThat(few.get("riskgate.reservations.made").counter().count()).isEqualTo(5);
      assertThat(few.get("riskgate.reservations.unfollowed").counter().count()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("Alerts are counted when raised; how many are open and overdue, a sweep finds out")
  void alerts() {
    Decision decision = engine.score(from("a").amount("25000.00", "CNY").purpose("转入安全账户").build());
    String tier = decision.alert().orElseThrow().tier().name();
    assertThat(count("riskgate.alerts.raised", "tier", tier)).isEqualTo(1);
    assertThat(count("riskgate.alerts.open", "tier", tier)).as("not looked at yet").isNaN();

    engine.sweep();
    assertThat(count("riskgate.alerts.open", "tier", tier)).isEqualTo(1);
    assertThat(count("riskgate.alerts.overdue", "tier", tier)).isZero();

    clock.advance(Duration.ofMinutes(11));
    engine.sweep();
    assertThat(count("riskgate.alerts.open", "tier", tier)).isEqualTo(1);
    assertThat(count("riskgate.alerts.overdue", "tier", tier)).isEqualTo(1);
  }

  @Test
  @DisplayName("The packs that decide and are tried are shown by id, version and hash")
  void packs() {
    PackIdentity pack = engine.activePack();
    assertThat(
            count(
                "riskgate.pack.info",
                "role",
                "active",
                "id",
                "cn",
                "version",
                pack.version(),
                "sha256",
                pack.sha256().substring(0, 12)))
        .isEqualTo(1);
    assertThat(registry.find("riskgate.pack.info").gauges()).hasSize(1);

    try (Shadow shadow = engine.shadow(PACK)) {
      assertThat(shadow.candidate()).isEqualTo(pack);
      assertThat(count("riskgate.pack.info", "role", "shadow")).isEqualTo(1);
    }
    assertThat(registry.find("riskgate.pack.info").gauges()).hasSize(1);
  }

  @Test
  @DisplayName("What a shadow sees goes on in counters, and is not lost when it is closed")
  void shadow() {
    for (int round = 1; round <= 2; round++) {
      try (Shadow shadow = engine.shadow(PACK)) {
        engine.score(of("a", "1.00"));
        engine.score(of("b", "2.00"));
        assertThat(shadow.drain(Duration.ofSeconds(30))).isTrue();
        engine.sweep();
        engine.sweep();
        double seen =
            count("riskgate.shadow.transfers", "result", "agreed")
                + count("riskgate.shadow.transfers", "result", "warming");
        assertThat(seen).isEqualTo(2 * round);
      }
    }
    assertThat(registry.get("riskgate.shadow.flips").counters()).hasSize(6);
    assertThat(registry.get("riskgate.shadow.flips").counters())
        .allSatisfy(flips -> assertThat(flips.count()).isZero());
  }

  @Test
  @DisplayName("How often the store had no room is told for each of its caps")
  void capsHit() {
    assertThat(registry.get("riskgate.store.caps.hit").meters())
        .hasSize(InMemoryStore.Cap.values().length);
    assertThat(count("riskgate.store.caps.hit", "cap", "DEALINGS")).isZero();
  }

  @Test
  @DisplayName("What waits to be told to others is shown as the store tells it, until it is closed")
  void backlog() {
    AtomicLong waiting = new AtomicLong(7);
    RiskEngine behind =
        RiskMetrics.in(registry)
            .tags(Tags.of("engine", "remote"))
            .backlog(waiting::get, () -> 1_500, () -> 3)
            .meter(RiskEngine.builder().rules(PACK).clock(clock).build());
    assertThat(registry.get("riskgate.store.waiting").gauge().value()).isEqualTo(7);
    waiting.set(9);
    assertThat(registry.get("riskgate.store.waiting").gauge().value()).isEqualTo(9);
    assertThat(registry.get("riskgate.store.lag").timeGauge().value(TimeUnit.SECONDS))
        .isEqualTo(1.5);
    assertThat(registry.get("riskgate.store.left.out").functionCounter().count()).isEqualTo(3);
    behind.close();
    assertThat(registry.find("riskgate.store.waiting").gauge()).isNull();
  }

  @Test
  @DisplayName("However many accounts, payees and devices score, the number of meters stays")
  void boundedCardinality() {
    for (int i = 0; i < 5_000; i++) {
      scoreOneOfMany(i);
    }
    engine.sweep();
    int before = registry.getMeters().size();
    for (int i = 5_000; i < 15_000; i++) {
      scoreOneOfMany(i);
    }
    engine.sweep();

    assertThat(registry.getMeters()).hasSize(before);
    Set<String> values = new HashSet<>();
    registry
        .getMeters()
        .forEach(meter -> meter.getId().getTags().stream().map(Tag::getValue).forEach(values::add));
    assertThat(values).noneMatch(value -> value.matches(".*(payer|payee|device|customer|tx)-.*"));
  }

  private void scoreOneOfMany(int i) {
    engine.score(
        Transfer.builder()
            .tenant(i % 2 == 0 ? Transfer.DEFAULT_TENANT : "tenant-" + i % 50)
            .id("tx-" + i)
            .time(clock.instant())
            .payer("payer-" + i)
            .payee("payee-" + i % 700)
            .customer("customer-" + i)
            .device("device-" + i % 900)
            .amount(i % 20 == 0 ? "12000.00" : "10.00", "CNY")
            .build());
  }

  @Test
  @DisplayName("Rules beyond the cap count under one tag")
  void otherBucket() {
    Family<String> family = new Family<>(2, value -> value);

    assertThat(family.of("A")).isEqualTo("A");
    assertThat(family.of("B")).isEqualTo("B");
    assertThat(family.of("C")).isEqualTo(RiskMetrics.OTHER);
    assertThat(family.of("D")).isEqualTo(RiskMetrics.OTHER);
    assertThat(family.of("A")).isEqualTo("A");
  }

  @Test
  @DisplayName("docs/metrics.md lists every meter with its kind and tags, and no other")
  void documentation() throws Exception {
    engine.score(ofAGameCurrency());
    engine.score(of("b", "12000.00"));
    engine.score(of("a", "1.00"));
    engine.shadow(PACK).close();
    RiskMetrics.in(registry)
        .tags(Tags.of("engine", "other"))
        .logLost(() -> 0)
        .backlog(() -> 0, () -> 0, () -> 0)
        .meter(engine);
    Set<String> metered = new TreeSet<>();
    for (Meter meter : registry.getMeters()) {
      if (meter.getId().getName().endsWith(".histogram")) {
        continue; // how this registry shows buckets
      }
      Set<String> tags = new TreeSet<>();
      meter.getId().getTags().stream()
          .map(Tag::getKey)
          .filter(key -> !key.equals("engine"))
          .forEach(key -> tags.add("`" + key + "`"));
      String kind = meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      metered.add("`" + meter.getId().getName() + "` " + kind + " " + String.join(", ", tags));
    }

    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
      if (line.startsWith("| `riskgate.")) {
        String[] cells = line.split("\\|", -1);
        Set<String> tags = new TreeSet<>(Set.of(cells[3].strip().split(", ", -1)));
        documented.add((cells[1].strip() + " " + cells[2].strip() + " " + String.join(", ", tags)));
      }
    }
    assertThat(documented).isEqualTo(metered);
  }

  @Test
  @DisplayName("A registry that breaks changes no answer")
  void brokenRegistry() {
    SimpleMeterRegistry broken = new SimpleMeterRegistry();
    try (RiskEngine metered =
        RiskMetrics.meter(RiskEngine.builder().rules(PACK).clock(clock).build(), broken)) {
      broken
          .config()
          .onMeterAdded(
              meter -> {
                throw new IllegalStateException("no more meters");
              });

      Decision decision = metered.score(ofAGameCurrency());

      assertThat(decision.hits()).isNotEmpty();
      assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    }
  }

  @Test
  @DisplayName("A closed engine is let go of by the registry, and what was counted stays")
  void closed() {
    engine.score(of("a", "1.00"));
    engine.close();

    assertThat(registry.find("riskgate.reservations.open").gauge()).isNull();
    assertThat(registry.find("riskgate.alerts.open").gauge()).isNull();
    assertThat(registry.find("riskgate.pack.info").gauge()).isNull();
    assertThat(count("riskgate.decisions", "outcome", "ALLOW")).isEqualTo(1);
  }
}
