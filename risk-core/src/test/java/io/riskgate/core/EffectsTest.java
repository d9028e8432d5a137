package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.RuleEffects;
import io.riskgate.core.pack.RuleEffects.Notified;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskEventListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences E: what follows from a rule's hit besides points. */
class EffectsTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "SURGE", "Volume is surging",
          "SURGE.advice", "Trade with nobody you do not know.",
          "WARN", "A large transfer abroad",
          "WARN.advice", "Make sure you know the payee.");

  private final List<RiskEvent> events = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();

  private static RuleEffects effects(
      Set<Notified> notified, Duration restrictFor, SignalKind signal) {
    return new RuleEffects(false, Set.of(), notified, restrictFor, signal);
  }

  private static TestPack pack() {
    return new TestPack()
        .policy(AlertsTest::tiers)
        .messages(
            (key, locale, arguments) ->
                Optional.ofNullable(TEXTS.get(key)).map(text -> text + arguments))
        .rule("SURGE")
        .effects(effects(Set.of(Notified.PAYMENT_INSTITUTION), Duration.ofDays(7), null))
        .when(f -> f.getPurpose().startsWith("surge"))
        .rule("AGAIN")
        .effects(effects(Set.of(), Duration.ofHours(1), null))
        .when(f -> f.getPurpose().equals("surge twice"))
        .rule("WARN")
        .effects(effects(Set.of(Notified.CUSTOMER), null, null))
        .arguments(f -> List.of(f.getValue()))
        .when(f -> f.getPurpose().equals("warn"))
        .rule("OFTEN")
        .effects(effects(Set.of(), null, SignalKind.FREQUENT_TRANSFERS))
        .when(f -> f.getPurpose().startsWith("often"))
        .rule("OFTEN_TOO")
        .effects(effects(Set.of(), null, SignalKind.FREQUENT_TRANSFERS))
        .when(f -> f.getPurpose().startsWith("often"))
        .rule("SEEN")
        .when(f -> f.getSignal().getFrequentTransfersMinutes() < 60)
        .rule("MULE")
        .when(f -> f.getSignal().getFraudReportMinutes() < 60);
  }

  private final Bank bank = new Bank(pack(), b -> b.events(events::add).alerts(alerts::add));

  private Control restriction(String rule, Instant until, String why) {
    return Control.withdrawalRestriction(
        "rule-" + rule, "default", "alice", until, "riskgate rule " + rule, why);
  }

  private static List<Signal> signals(Bank of) {
    return of.store
        .signals("default", "alice", null, new Moment(of.clock.millis(), 0, 0))
        .latestFirst();
  }

  @Test
  @Sentence({"W-1", "W-2"})
  @DisplayName("volume surging: withdrawals are restricted before the decision is recorded")
  void restricts() {
    Decision decision =
        bank.transfer("T1").purpose("surge").with(t -> t.kind(TransferKind.WITHDRAWAL)).score();

    Control control =
        restriction("SURGE", Bank.NOON.plus(Duration.ofDays(7)), "Volume is surging[]");
    assertThat(bank.engine.controls("default", "alice")).containsExactly(control);
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(decision.controls()).containsExactly(control);
    assertThat(bank.told.get(0).controls())
        .as("the decision itself rests on it")
        .containsExactly(control);
    assertThat(bank.store.calls())
        .containsSubsequence(Call.ATTEMPT, Call.IMPOSE, Call.COMMIT, Call.CONTROLS, Call.COMMIT);
    assertThat(alerts).hasSize(1);
    assertThat(events)
        .filteredOn(RiskEvent.WithdrawalRestricted.class::isInstance)
        .singleElement()
        .isEqualTo(new RiskEvent.WithdrawalRestricted(decision, control));
  }

  @Test
  @Sentence("W-2")
  @DisplayName("a later hit of the rule prolongs its restriction, and another rule's is its own")
  void prolongs() {
    bank.transfer("T1").purpose("surge").score();
    bank.later(Duration.ofDays(1));
    bank.transfer("T2").purpose("surge twice").score();

    assertThat(bank.engine.controls("default", "alice"))
        .containsExactlyInAnyOrder(
            restriction("SURGE", Bank.NOON.plus(Duration.ofDays(8)), "Volume is surging[]"),
            restriction("AGAIN", Bank.NOON.plus(Duration.ofHours(25)), "AGAIN"));
  }

  @Test
  @Sentence({"W-2", "C-8"})
  @DisplayName("a restriction that is prolonged without end does not push out who froze whom")
  void prolongedWithoutEnd() {
    bank.freeze("alice");
    bank.lift("alice", "freeze");
    for (int i = 0; i < 600; i++) {
      bank.laterMinutes(1);
      bank.transfer("T" + i).purpose("surge").score();
    }

    ControlHistory history = bank.engine.controlHistory("default", "alice");

    assertThat(history.entries()).hasSize(512);
    assertThat(history.dropped()).isEqualTo(602 - 512);
    assertThat(history.entries().subList(0, 3))
        .extracting(ControlHistory.Entry::what, e -> e.control().id())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ControlHistory.What.IMPOSED, "freeze"),
            org.assertj.core.groups.Tuple.tuple(ControlHistory.What.LIFTED, "freeze"),
            org.assertj.core.groups.Tuple.tuple(ControlHistory.What.IMPOSED, "rule-SURGE"));
  }

  @Test
  @Sentence("W-2")
  @DisplayName("a restriction that somebody has made longer is not made shorter")
  void neverShortens() {
    Control longer = restriction("SURGE", null, "until the bank has looked into it");
    bank.impose(longer);

    bank.transfer("T1").purpose("surge").score();

    assertThat(bank.engine.controls("default", "alice")).containsExactly(longer);
    assertThat(events)
        .filteredOn(RiskEvent.WithdrawalRestricted.class::isInstance)
        .extracting(e -> ((RiskEvent.WithdrawalRestricted) e).control())
        .containsExactly(longer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FREEZE", "STOP_PAYMENT"})
  @Sentence({"W-2", "C-1"})
  @DisplayName("a freeze by which somebody has replaced a restriction is not weakened by a hit")
  void neverReplacesAFreeze(Control.Kind kind) {
    bank.transfer("T1").purpose("surge").score();
    bank.impose(
        kind == Control.Kind.FREEZE
            ? Control.freeze("rule-SURGE", "default", "alice", null, "desk 3", "a mule")
            : Control.stopPayment("rule-SURGE", "default", "alice", null, "police", "case 12"));

    Decision decision = bank.transfer("T2").purpose("surge").score();
    bank.transfer("T3").purpose("surge").score();

    assertThat(decision.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(bank.engine.controls("default", "alice"))
        .extracting(c -> c.id() + " " + c.kind())
        .containsExactlyInAnyOrder(
            "rule-SURGE " + kind, "rule-SURGE-withdrawals WITHDRAWAL_RESTRICTION");
  }

  @Test
  @Sentence("W-3")
  @DisplayName("where a restriction cannot be imposed the transfer is held, path RETRY")
  void restrictionFails() {
    bank.store.fail(Call.IMPOSE);

    Decision decision = bank.transfer("T1").purpose("surge").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.isRetry()).isTrue();
    assertThat(bank.engine.find(Bank.ref("T1"))).as("nothing is recorded").isEmpty();
    assertThat(events).isEmpty();
    assertThat(alerts).isEmpty();

    bank.store.heal();
    assertThat(bank.transfer("T1").purpose("surge").score().isRetry()).isFalse();
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
    assertThat(events).isNotEmpty();
  }

  @Test
  @Sentence({"W-1", "W-2"})
  @DisplayName("a restriction stays where the decision ends in RETRY, and is told when it is made")
  void restrictedAndRetry() {
    bank.store.fail(Call.COMMIT);

    assertThat(bank.transfer("T1").purpose("surge").score().isRetry()).isTrue();
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
    assertThat(events).isEmpty();
    assertThat(alerts).isEmpty();

    bank.store.heal();
    bank.transfer("T1").purpose("surge").score();
    assertThat(bank.engine.controls("default", "alice")).hasSize(1);
    assertThat(events).hasAtLeastOneElementOfType(RiskEvent.WithdrawalRestricted.class);
    assertThat(alerts).hasSize(1);
  }

  @Test
  @Sentence("W-4")
  @DisplayName("the customer is warned at once, with the pack's advice")
  void warnsCustomer() {
    Decision decision =
        bank.transfer("T1").purpose("warn").with(t -> t.customer("customer-1")).score();

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            RiskEvent.CustomerWarning.class,
            warning -> {
              assertThat(warning.decision()).isSameAs(decision);
              assertThat(warning.account()).isEqualTo("alice");
              assertThat(warning.customer()).isEqualTo("customer-1");
              assertThat(warning.rules()).containsExactly("WARN");
              assertThat(warning.at()).isEqualTo(Bank.NOON);
              assertThat(warning.advice(Locale.ENGLISH))
                  .containsExactly("Make sure you know the payee.[10000]");
              assertThat(warning.toString()).doesNotContain("alice").doesNotContain("customer-1");
            });
    assertThat(alerts).as("a warning alone is nothing for the staff").isEmpty();
  }

  @Test
  @Sentence("W-4")
  @DisplayName("the payment institution on the other side is told whom, what, how much and why")
  void tellsPaymentInstitution() {
    bank.transfer("T1").purpose("surge").yuan(250).to("exchange-account-9").score();

    assertThat(events)
        .filteredOn(RiskEvent.PaymentInstitutionNotice.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            RiskEvent.PaymentInstitutionNotice.class,
            notice -> {
              assertThat(notice.reference()).isEqualTo(Bank.ref("T1"));
              assertThat(notice.payee()).isEqualTo("exchange-account-9");
              assertThat(notice.assetClass()).isEqualTo(AssetClass.FIAT);
              assertThat(notice.unit()).isEqualTo("CNY");
              assertThat(notice.value()).isEqualTo(25_000);
              assertThat(notice.rules()).containsExactly("SURGE");
              assertThat(notice.reasons(Locale.ENGLISH)).containsExactly("Volume is surging[]");
              assertThat(notice.at()).isEqualTo(Bank.NOON);
              assertThat(notice.toString()).doesNotContain("exchange");
            });
  }

  @Test
  @Sentence("W-5")
  @DisplayName("a hit leaves a signal, one of each kind a transfer, for the transfers after it")
  void signals() {
    bank.transfer("T1").purpose("often").ago(Duration.ofMinutes(10)).score();

    Decision next = bank.transfer("T2").score();

    assertThat(signals(bank)).hasSize(1);
    assertThat(next.hits()).extracting(Hit::code).containsExactly("SEEN");
    assertThat(bank.fact("signal.frequentTransfersMinutes"))
        .as("at the transfer's own time")
        .isEqualTo(10L);
    assertThat(bank.transfer("T3").from("carol").score().hits()).isEmpty();
  }

  @Test
  @Sentence("W-5")
  @DisplayName("a transfer with a long id leaves a signal like any other")
  void longId() {
    bank.transfer("x".repeat(128)).purpose("often").score();

    assertThat(bank.transfer("T2").score().hits()).extracting(Hit::code).containsExactly("SEEN");
  }

  @Test
  @Sentence("W-5")
  @DisplayName("where the store has no room for a signal the decision stands")
  void noRoomForSignal() {
    InMemoryStore memory = InMemoryStore.builder().keysMax(2).build();
    Bank small = new Bank(pack(), memory, b -> b);
    small.learns(SignalKind.ON_CALL, "S1");
    small.engine.signal(Signal.ofAccount("default", "S2", "carol", SignalKind.ON_CALL, Bank.NOON));

    Decision often = small.transfer("T1").from("bob").to("alice").purpose("often").score();

    assertThat(often.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(often.isRetry()).isFalse();
    assertThat(memory.capsHit()).containsEntry(InMemoryStore.Cap.SIGNALS, 1L);
    assertThat(small.transfer("T2").from("bob").to("alice").score().degraded())
        .as("and transfers after it say that something is missing")
        .contains(new Degraded(Degraded.Cause.HISTORY_CAPPED, "signals"));
  }

  @Test
  @Sentence("W-6")
  @DisplayName("a listener that throws changes nothing")
  void failing() {
    RiskEventListener throwing =
        event -> {
          throw new IllegalStateException("nobody is there; this is a test");
        };
    Bank other = new Bank(pack(), b -> b.events(throwing).events(events::add));

    Decision warned = other.transfer("T2").purpose("warn").score();

    assertThat(warned.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(events).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"surge", "warn", "often"})
  @Sentence("W-1")
  @DisplayName("in mode MONITOR nothing follows")
  void monitor(String purpose) {
    Bank monitoring =
        new Bank(pack(), b -> b.mode(Mode.MONITOR).events(events::add).alerts(alerts::add));

    monitoring.transfer("T1").purpose(purpose).score();

    assertThat(events).isEmpty();
    assertThat(alerts).isEmpty();
    assertThat(monitoring.engine.controls("default", "alice")).isEmpty();
    assertThat(signals(monitoring)).isEmpty();
    assertThat(monitoring.store.calls()).doesNotContain(Call.IMPOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"surge", "warn", "often"})
  @Sentence("W-1")
  @DisplayName("nothing follows from a repeat, nor from a decision that another thread has made")
  void repeats(String purpose) {
    bank.transfer("T1").purpose(purpose).score();
    int told = events.size();
    assertThat(bank.store.left()).hasSize(purpose.equals("often") ? 1 : 0);
    bank.transfer("T1").purpose(purpose).score();
    assertThat(events).hasSize(told);
    assertThat(bank.store.left()).hasSize(purpose.equals("often") ? 1 : 0);

    bank.store.afterNext(Call.ATTEMPT, () -> bank.transfer("T2").purpose(purpose).score());
    assertThat(bank.transfer("T2").purpose(purpose).score().isRepeat()).isTrue();
    assertThat(events).hasSize(2 * told);
    assertThat(bank.engine.alerts(AlertQuery.ALL)).hasSize(purpose.equals("surge") ? 2 : 0);
  }

  @Test
  @Sentence("W-1")
  @DisplayName("nothing follows from a decision that is not recorded")
  void retry() {
    bank.store.fail(Call.COMMIT);

    assertThat(bank.transfer("T1").purpose("warn").score().isRetry()).isTrue();
    assertThat(bank.transfer("T2").purpose("often").score().isRetry()).isTrue();

    assertThat(events).isEmpty();
    assertThat(signals(bank)).isEmpty();
  }

  @Test
  @Sentence({"W-7", "B-5"})
  @DisplayName("a fraud report leaves a signal about the reported account, which stops nothing")
  void report() {
    bank.transfer("open").from("bob").to("carol").score();
    bank.engine.report(bank.report("R1").payer("alice").build());
    bank.laterMinutes(5);

    Decision mule = bank.transfer("T1").from("bob").to("dave").score();

    assertThat(mule.hits()).extracting(Hit::code).containsExactly("MULE");
    assertThat(bank.fact("signal.fraudReportMinutes")).isEqualTo(5L);
    assertThat(mule.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.engine.find(Bank.ref("bob", "open")).orElseThrow().state())
        .isEqualTo(TransferState.RESERVED);
    assertThat(bank.transfer("T2").to("bob").score().hits()).as("the victim's own").isEmpty();
  }

  @Test
  @Sentence("W-7")
  @DisplayName("told again it leaves no other signal, whatever it says then")
  void reportToldAgain() {
    bank.engine.report(bank.report("R1").build());
    bank.engine.report(bank.report("R1").payee("carol").build());
    bank.engine.report(bank.report("R".repeat(128)).payee("dave").build());

    assertThat(bank.transfer("T1").from("bob").to("x").score().hits()).hasSize(1);
    assertThat(bank.transfer("T1").from("carol").to("x").score().hits()).isEmpty();
    assertThat(bank.transfer("T1").from("dave").to("x").score().hits()).hasSize(1);
  }

  @Test
  @Sentence("W-7")
  @DisplayName("no signal is left where the victim's own account was paid, or the report is old")
  void reportWithoutSignal() {
    bank.transfer("own").from("carol").to("carol").settled();
    bank.engine.report(bank.report("R1").payer("bob").build());
    bank.engine.report(
        bank.report("R2").payee("carol").reference(Bank.ref("carol", "own")).build());
    bank.engine.report(
        bank.report("R3")
            .payee("dave")
            .knownAt(Bank.NOON.minus(Duration.ofDays(30)).minusMillis(1))
            .build());

    assertThat(bank.store.calls()).doesNotContain(Call.SIGNAL);
    bank.engine.report(
        bank.report("R4").payee("dave").knownAt(Bank.NOON.minus(Duration.ofDays(30))).build());
    assertThat(bank.store.calls()).contains(Call.SIGNAL);
  }

  @Test
  @Sentence("W-7")
  @DisplayName("a report whose signal cannot be recorded is a report all the same")
  void reportSignalFails() {
    bank.store.fail(Call.SIGNAL);

    assertThat(bank.engine.report(bank.report("R1").build())).isTrue();
    assertThat(bank.engine.report(bank.report("R1").build())).isFalse();
  }
}
