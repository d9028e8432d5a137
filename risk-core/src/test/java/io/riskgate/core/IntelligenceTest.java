package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RiskStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences I: what a source of intelligence tells, and what becomes of it when it cannot. */
class IntelligenceTest {
  private static final String LOOKED_UP =
      "TOR_EXITS|VPN_ADDRESSES|HOSTING_ADDRESSES|IP_NETWORKS|REPORTED_.*|HIGH_RISK_REGIONS";

  private static final long ALL_KNOWN =
      Arrays.stream(DataItem.values())
          .filter(item -> item.name().matches(LOOKED_UP))
          .mapToLong(DataItem::bit)
          .reduce(0, (a, b) -> a | b);

  private static Bank bank(TestPack pack, IntelligenceSource source) {
    return new Bank(pack, b -> b.intelligence(source));
  }

  private static Intelligence finding(Finding... found) {
    long findings = 0;
    for (Finding finding : found) {
      findings |= finding.bit();
    }
    return new Intelligence(ALL_KNOWN, "", 0, findings, List.of());
  }

  static Stream<Arguments> findings() {
    return Stream.of(
        fact(Finding.TOR, f -> f.getOrigin().isTor()),
        fact(Finding.VPN, f -> f.getOrigin().isVpn()),
        fact(Finding.HOSTING, f -> f.getOrigin().isHosting()),
        fact(Finding.ACCOUNT_REPORTED, f -> f.getCounterparty().isReported()),
        fact(Finding.DEVICE_REPORTED, f -> f.getDevice().isReported()),
        fact(Finding.NUMBER_REPORTED, f -> f.getCounterparty().isPhoneReported()),
        fact(Finding.ORIGIN_HIGH_RISK, f -> f.getOrigin().isHighRiskRegion()),
        fact(Finding.PAYEE_HIGH_RISK, f -> f.getCounterparty().isHighRiskRegion()));
  }

  private static Arguments fact(Finding finding, Predicate<TransferFacts> read) {
    return Arguments.of(finding, read);
  }

  @ParameterizedTest
  @MethodSource("findings")
  @Sentence("I-1")
  @DisplayName("each finding reaches the rules as its own fact, and does nothing by itself")
  void findingsAreFacts(Finding finding, Predicate<TransferFacts> read) {
    TestPack pack = new TestPack().rule("FOUND").demand(Demand.hold(ReleasePath.BANK)).when(read);
    Bank found = bank(pack, transfer -> finding(finding));
    Finding[] others =
        Arrays.stream(Finding.values()).filter(f -> f != finding).toArray(Finding[]::new);
    Bank otherwise = bank(pack, transfer -> finding(others));
    Bank withoutRules = bank(new TestPack(), transfer -> finding(finding));

    assertThat(found.transfer("T1").score().releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(otherwise.transfer("T1").score().hits()).isEmpty();
    assertThat(withoutRules.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("I-1")
  @DisplayName("the country and the network of the address reach the rules and the decision log")
  void countryAndNetwork() {
    Bank bank =
        bank(
            new TestPack().policy(p -> p.homeCountry("CN")),
            transfer -> new Intelligence(ALL_KNOWN, "MM", 136_255, 0, List.of()));

    bank.transfer("T1").score();

    assertThat(bank.facts())
        .containsEntry("origin.country", "MM")
        .containsEntry("origin.overseas", true)
        .containsEntry("origin.asn", 136_255L)
        .containsEntry("origin.tor", false);
  }

  @ParameterizedTest
  @EnumSource(value = DataItem.class, mode = Mode.MATCH_ANY, names = LOOKED_UP)
  @Sentence("I-2")
  @DisplayName("what a source cannot tell leaves its rules not evaluated, and nothing else")
  void whatIsNotKnown(DataItem item) {
    TestPack pack =
        new TestPack().rule("NEEDY").demand(Demand.hold(ReleasePath.BANK)).needs(item).always();
    Bank without = bank(pack, t -> new Intelligence(ALL_KNOWN & ~item.bit(), "", 0, 0, List.of()));

    for (Bank bank : new Bank[] {without, new Bank(pack)}) {
      Decision decision = bank.transfer("T1").score();
      assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
      assertThat(decision.notEvaluated()).containsExactly("NEEDY");
      assertThat(decision.degraded()).isEmpty();
    }
    assertThat(bank(pack, t -> finding()).transfer("T1").score().outcome()).isEqualTo(Outcome.HOLD);
  }

  @ParameterizedTest
  @EnumSource(
      value = Degraded.Cause.class,
      names = {"LOOKUP_FAILED", "LOOKUP_STALE"})
  @Sentence({"I-3", "F-1"})
  @DisplayName("what failed or is stale asks for verification, and what was found counts")
  void degraded(Degraded.Cause cause) {
    Degraded degraded = new Degraded(cause, "tor-exits");
    Bank bank =
        bank(
            new TestPack().rule("VPN").points(7).when(f -> f.getOrigin().isVpn()),
            t -> new Intelligence(ALL_KNOWN, "", 0, Finding.VPN.bit(), List.of(degraded)));

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.degraded()).containsExactly(degraded);
    assertThat(decision.score()).isEqualTo(7);
    assertThat(decision.toJson()).contains(cause + ":tor-exits");
  }

  @Test
  @Sentence("I-3")
  @DisplayName("the pack may ask for more than verification where intelligence is degraded")
  void packSaysWhatDegradedAsksFor() {
    Bank bank =
        bank(
            new TestPack().policy(p -> p.whenDegraded(Demand.hold(ReleasePath.BANK))),
            t -> {
              throw new IllegalStateException();
            });

    assertThat(bank.transfer("T1").score().releasePath()).isEqualTo(ReleasePath.BANK);
  }

  static Stream<IntelligenceSource> broken() {
    return Stream.of(
        t -> {
          throw new IllegalStateException("no look-up of 203.0.113.9");
        },
        t -> {
          throw new StackOverflowError();
        },
        t -> {
          throw new NoClassDefFoundError("io/riskgate/Gone");
        },
        t -> {
          throw new AssertionError("impossible");
        },
        t -> null);
  }

  @ParameterizedTest
  @MethodSource("broken")
  @Sentence({"I-4", "F-1"})
  @DisplayName("a source that fails as a whole is never a silent clean, and the rest is evaluated")
  void brokenSource(IntelligenceSource source) {
    Bank bank =
        bank(
            new TestPack()
                .rule("CLEAN")
                .points(-10)
                .needs(DataItem.TOR_EXITS)
                .when(f -> !f.getOrigin().isTor())
                .rule("OTHER")
                .points(20)
                .always(),
            source);

    Decision decision = bank.transfer("T1").with(t -> t.ip("203.0.113.9")).score();

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(decision.degraded())
        .containsExactly(new Degraded(Degraded.Cause.LOOKUP_FAILED, "intelligence"));
    assertThat(decision.notEvaluated()).containsExactly("CLEAN");
    assertThat(decision.score()).isEqualTo(20);
    assertThat(decision.isRetry()).isFalse();
    assertThat(decision.toJson()).doesNotContain("203.0.113.9");
  }

  @Test
  @Sentence("I-5")
  @DisplayName("the country that the transfer brings comes before the one of its address")
  void toldCountry() {
    TestPack pack =
        new TestPack()
            .rule("NEEDS_COUNTRY")
            .needs(DataItem.ORIGIN_COUNTRY)
            .when(f -> f.getOrigin().getCountry().equals("KH"));
    Bank bank = bank(pack, t -> new Intelligence(ALL_KNOWN, "MM", 0, 0, List.of()));

    Decision told = bank.transfer("T1").with(t -> t.originCountry("KH")).score();
    Decision lookedUp = bank.transfer("T2").score();

    assertThat(told.hits()).extracting(Hit::code).containsExactly("NEEDS_COUNTRY");
    assertThat(lookedUp.hits()).isEmpty();
    assertThat(lookedUp.notEvaluated()).isEmpty();
    assertThat(new Bank(pack).transfer("T1").score().notEvaluated())
        .containsExactly("NEEDS_COUNTRY");
  }

  @Test
  @Sentence({"I-6", "X-1", "X-5"})
  @DisplayName("a shadow sees what the champion saw, also when the source says otherwise by then")
  void shadow() {
    AtomicInteger lookUps = new AtomicInteger();
    Degraded stale = new Degraded(Degraded.Cause.LOOKUP_STALE, "vpn");
    IntelligenceSource once =
        t ->
            lookUps.incrementAndGet() == 1
                ? new Intelligence(ALL_KNOWN, "", 0, Finding.TOR.bit(), List.of(stale))
                : finding();
    TestPack champion = forbiddingTor();
    TestPack candidate = forbiddingTor().version("2");
    Bank bank = bank(champion, once);
    try (Shadow shadow = bank.engine.shadow(candidate)) {
      Decision decision = bank.transfer("T1").score();
      assertThat(shadow.drain(Duration.ofSeconds(20))).isTrue();

      assertThat(decision.hits()).hasSize(1);
      ShadowReport.Comparison comparison = shadow.report().comparisons().get(0);
      assertThat(comparison.compared()).isEqualTo(1);
      assertThat(comparison.agreed()).isEqualTo(1);
      assertThat(lookUps).hasValue(1);
    }
  }

  private static TestPack forbiddingTor() {
    return new TestPack()
        .rule("TOR")
        .demand(Demand.hold(ReleasePath.BANK))
        .when(f -> f.getOrigin().isTor());
  }

  @Test
  @Sentence("I-7")
  @DisplayName("an engine closes its source, even where its store fails to close")
  void closing() {
    AtomicInteger closed = new AtomicInteger();
    IntelligenceSource source =
        new IntelligenceSource() {
          @Override
          public Intelligence lookUp(Transfer transfer) {
            return Intelligence.NONE;
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    bank(new TestPack(), source).engine.close();
    assertThat(closed).hasValue(1);

    RiskEngine engine =
        RiskEngine.builder()
            .rules(new TestPack())
            .store(failingToClose())
            .intelligence(source)
            .build();
    assertThatThrownBy(engine::close).isInstanceOf(StoreProbe.Down.class);
    assertThat(closed).hasValue(2);
  }

  private static RiskStore failingToClose() {
    RiskStore memory = InMemoryStore.create();
    return (RiskStore)
        Proxy.newProxyInstance(
            RiskStore.class.getClassLoader(),
            new Class<?>[] {RiskStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                throw new StoreProbe.Down();
              }
              return method.invoke(memory, arguments);
            });
  }
}
