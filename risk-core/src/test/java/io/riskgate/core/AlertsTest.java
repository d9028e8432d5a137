package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.AlertPolicy;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RuleEffects;
import io.riskgate.core.spi.AlertListener;
import io.riskgate.core.spi.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences K: alerts for the bank's staff. */
class AlertsTest {
  private final List<Alert> told = new ArrayList<>();

  /** The tiers of the policy table: above 50,000 high, from 10,000 medium, below low. */
  static Policy.Builder tiers(Policy.Builder policy) {
    return policy.alerts(new AlertPolicy(40, "", threeTiers()));
  }

  static List<AlertPolicy.Tier> threeTiers() {
    return List.of(
        new AlertPolicy.Tier(
            AlertTier.HIGH,
            5_000_001,
            Duration.ofMinutes(3),
            inOrder(AlertChannel.CALL, AlertChannel.ON_SITE),
            1),
        new AlertPolicy.Tier(
            AlertTier.MEDIUM, 1_000_000, Duration.ofMinutes(10), Set.of(AlertChannel.CALL), 2),
        new AlertPolicy.Tier(
            AlertTier.LOW, 0, Duration.ZERO, inOrder(AlertChannel.SMS, AlertChannel.APP), 1));
  }

  private static Set<AlertChannel> inOrder(AlertChannel... channels) {
    return new LinkedHashSet<>(List.of(channels));
  }

  /** A pack whose purpose text says what is wrong, and whose loss adds what the pair moved. */
  private static TestPack pack() {
    return new TestPack()
        .dayLimit(5_000)
        .past(
            Past.of("pair", Aggregate.Key.PAYER_PAYEE)
                .measure(Aggregate.Measure.SUM)
                .over(Duration.ofHours(24))
                .states(TransferState.RESERVED, TransferState.SETTLED))
        .policy(p -> p.alerts(new AlertPolicy(40, "pair", threeTiers())))
        .rule("REBATE")
        .points(40)
        .scam("TASK_REBATE")
        .effects(new RuleEffects(false, Set.of("CHAT"), Set.of(), null, null))
        .when(f -> f.getPurpose().startsWith("rebate"))
        .rule("ALMOST")
        .points(39)
        .when(f -> f.getPurpose().equals("almost"))
        .rule("RESTRICTS")
        .effects(new RuleEffects(false, Set.of(), Set.of(), Duration.ofDays(7), null))
        .when(f -> f.getPurpose().equals("restrict"))
        .demandOn("sms", TestPack.verifySms())
        .demandOn("bank", Demand.hold(ReleasePath.BANK));
  }

  private Bank bank() {
    return new Bank(pack(), b -> b.alerts(told::add));
  }

  @ParameterizedTest
  @CsvSource({
    "rebate,   true,  the score reaches 40",
    "bank,     true,  the outcome is HOLD",
    "restrict, true,  a rule restricts withdrawals",
    "almost,   false, the score is 39",
    "sms,      false, a rule asks for VERIFY and the score is 0",
    "harmless, false, nothing is wrong"
  })
  @Sentence("K-1")
  @DisplayName("an alert is raised from a score on, for a HOLD, and for a restriction")
  void raised(String purpose, boolean raised, String why) {
    Decision decision = bank().transfer("T1").purpose(purpose).score();

    assertThat(decision.alert().isPresent()).as(why).isEqualTo(raised);
    assertThat(told).as(why).hasSize(raised ? 1 : 0);
  }

  @Test
  @Sentence("K-1")
  @DisplayName("what a limit alone sends to VERIFY raises no alert, nor does a RETRY")
  void limitsAndRetries() {
    Bank bank = bank();
    Decision limited = bank.transfer("T1").yuan(6_000).score();
    bank.store.fail(Call.COMMIT);
    Decision retry = bank.transfer("T2").purpose("bank").score();

    assertThat(limited.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(limited.alert()).isEmpty();
    assertThat(retry.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(retry.isRetry()).isTrue();
    assertThat(retry.alert()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(bank.engine.alerts(AlertQuery.ALL)).isEmpty();
  }

  @Test
  @Sentence("K-1")
  @DisplayName("a transfer that a freeze holds raises an alert; a pack without tiers raises none")
  void controlsAndNoTiers() {
    Bank bank = bank();
    bank.freeze("bob");
    assertThat(bank.transfer("T1").score().alert()).isPresent();

    Bank silent = new Bank(new TestPack().demandOn("bank", Demand.hold(ReleasePath.BANK)));
    assertThat(silent.transfer("T1").purpose("bank").score().alert()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "50000.01, HIGH,   3,  CALL ON_SITE, 1",
    "50000.00, MEDIUM, 10, CALL,         2",
    "10000.00, MEDIUM, 10, CALL,         2",
    "9999.99,  LOW,    1,  SMS APP,      1"
  })
  @Sentence("K-2")
  @DisplayName("the tier follows from the expected loss: above 50,000, from 10,000, below")
  void tier(String yuan, AlertTier tier, int minutes, String channels, int contacts) {
    Bank bank = bank();

    Alert alert = bank.transfer("T1").yuan(yuan).purpose("rebate").score().alert().orElseThrow();

    assertThat(alert.tier()).isEqualTo(tier);
    assertThat(alert.raisedAt()).isEqualTo(Bank.NOON);
    assertThat(alert.respondBy()).isEqualTo(Bank.NOON.plus(Duration.ofMinutes(minutes)));
    assertThat(alert.channels())
        .containsExactlyElementsOf(
            List.of(channels.split(" ")).stream().map(AlertChannel::valueOf).toList());
    assertThat(alert.contactsWanted()).isEqualTo(contacts);
  }

  @Test
  @Sentence("K-2")
  @DisplayName("what is reserved or settled to that payee in 24 hours is part of the expected loss")
  void loss() {
    Bank bank = bank();
    bank.transfer("settled").yuan(1_000).settled();
    bank.later(Duration.ofHours(12));
    bank.transfer("reserved").yuan(2_000).score();
    bank.transfer("held").yuan(40_000).purpose("bank").score();
    bank.transfer("other").yuan(900).to("carol").score();

    assertThat(bank.transfer("T1").yuan(500).purpose("rebate").score().alert().orElseThrow())
        .satisfies(
            alert -> {
              assertThat(alert.expectedLoss()).isEqualTo(350_000);
              assertThat(alert.isLossLowerBound()).isFalse();
            });
    bank.later(Duration.ofHours(12).plusMillis(1));
    assertThat(
            bank.transfer("T2")
                .yuan(500)
                .purpose("rebate")
                .score()
                .alert()
                .orElseThrow()
                .expectedLoss())
        .as("the settled one is out of the window, and the reservations have expired")
        .isEqualTo(50_000);
  }

  @Test
  @Sentence("K-3")
  @DisplayName("while a day is not covered by history the expected loss is a lower bound")
  void lowerBound() {
    Bank bank = new Bank(pack(), b -> b.historyCompleteSince(Bank.NOON));

    assertThat(bank.transfer("T1").purpose("rebate").score().alert().orElseThrow())
        .matches(Alert::isLossLowerBound);
    bank.later(Duration.ofHours(24));
    assertThat(bank.transfer("T2").purpose("rebate").score().alert().orElseThrow())
        .matches(alert -> !alert.isLossLowerBound());
  }

  @Test
  @Sentence("K-4")
  @DisplayName("an alert is raised once, after the decision was recorded, and says what was found")
  void once() {
    List<TransferState> found = new ArrayList<>();
    Bank[] later = new Bank[1];
    AlertListener looks = a -> found.add(later[0].engine.find(a.reference()).orElseThrow().state());
    Bank bank = new Bank(pack(), b -> b.alerts(told::add).alerts(looks));
    later[0] = bank;

    bank.transfer("T1").purpose("rebate").score();
    bank.laterMinutes(1);
    Decision repeat = bank.transfer("T1").at(Bank.NOON).purpose("rebate").score();
    bank.freeze("alice");

    assertThat(told).hasSize(1);
    assertThat(found).containsExactly(TransferState.RESERVED);
    Alert alert = told.get(0);
    assertThat(alert.reference()).isEqualTo(Bank.ref("T1"));
    assertThat(alert.account()).isEqualTo("alice");
    assertThat(alert.suspectedScams()).containsExactly("TASK_REBATE");
    assertThat(alert.rules()).containsExactly("REBATE");
    assertThat(alert.labels()).containsExactly("CHAT");
    assertThat(alert.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(alert.score()).isEqualTo(40);
    assertThat(alert.state()).isEqualTo(AlertState.OPEN);
    assertThat(alert.responses()).isEmpty();
    assertThat(alert.pack()).isEqualTo(repeat.pack());
    assertThat(repeat.alert().orElseThrow().raisedAt()).as("as raised").isEqualTo(Bank.NOON);
    assertThat(bank.engine.alert(Bank.ref("T1")).orElseThrow().raisedAt()).isEqualTo(Bank.NOON);
  }

  @Test
  @Sentence("K-5")
  @DisplayName("a listener that throws changes nothing and keeps the alert from nobody else")
  void listenerThrows() {
    AlertListener throwing =
        alert -> {
          throw new IllegalStateException("the desk is closed; this is a test");
        };
    Bank bank = new Bank(pack(), b -> b.alerts(throwing).alerts(told::add));

    assertThat(bank.transfer("T1").purpose("rebate").score().isRetry()).isFalse();
    assertThat(told).hasSize(1);
    assertThat(bank.engine.alert(Bank.ref("T1"))).isPresent();
  }

  @Test
  @Sentence({"K-5", "K-8"})
  @DisplayName("where there is no room for one more open alert, listeners hear of it all the same")
  void noRoom() {
    Bank bank =
        new Bank(pack(), b -> b.alerts(told::add).alertStore(InMemoryAlertStore.ofAtMost(1)));
    bank.transfer("T1").purpose("rebate").score();

    Decision second = bank.transfer("T2").purpose("rebate").score();

    assertThat(second.isRetry()).isFalse();
    assertThat(second.alert()).isPresent();
    assertThat(told).extracting(a -> a.reference().id()).containsExactly("T1", "T2");
    assertThat(bank.engine.alert(Bank.ref("T1"))).as("the open one stays").isPresent();
    assertThat(bank.engine.alert(Bank.ref("T2"))).isEmpty();
  }

  @Test
  @Sentence("K-5")
  @DisplayName("an id used again once its transfer is forgotten raises an alert that is told")
  void idUsedAgain() {
    Bank bank = bank();
    bank.transfer("T1").purpose("rebate").score();
    bank.later(Duration.ofDays(4));

    bank.transfer("T1").yuan(60_000).purpose("rebate").score();

    assertThat(told).extracting(Alert::tier).containsExactly(AlertTier.LOW, AlertTier.HIGH);
    assertThat(bank.engine.alert(Bank.ref("T1")).orElseThrow().tier()).isEqualTo(AlertTier.LOW);
  }

  @Test
  @Sentence("K-5")
  @DisplayName("a store that keeps nothing leaves every alert to the listeners")
  void keptNowhere() {
    Bank bank = new Bank(pack(), b -> b.alerts(told::add).alertStore(AlertStore.none()));

    bank.transfer("T1").purpose("rebate").score();
    bank.laterMinutes(5);
    bank.engine.sweep();
    bank.engine.forget("default", "alice");

    assertThat(told).hasSize(1);
    assertThat(bank.engine.alerts(AlertQuery.ALL)).isEmpty();
    assertThat(bank.engine.alert(Bank.ref("T1"))).isEmpty();
    assertThat(bank.engine.alertStatistics("default", Instant.MIN, Instant.MAX).all().raised())
        .isZero();
  }

  @Test
  @Sentence("K-10")
  @DisplayName("in mode MONITOR the decision shows the alert, marked; nobody hears of it")
  void monitor() {
    Bank bank = new Bank(pack(), b -> b.mode(Mode.MONITOR).alerts(told::add));

    Decision decision = bank.transfer("T1").purpose("rebate").score();
    Decision restricting = bank.transfer("T2").purpose("restrict").score();

    assertThat(decision.alert().orElseThrow().isMonitored()).isTrue();
    assertThat(restricting.alert()).as("as it would be in mode ENFORCE").isPresent();
    assertThat(told).isEmpty();
    assertThat(bank.engine.alert(Bank.ref("T1"))).isEmpty();
    assertThat(
            bank.engine
                .alertStatistics("default", Bank.NOON, Bank.NOON.plus(Duration.ofDays(1)))
                .all()
                .raised())
        .isZero();
    assertThatThrownBy(
            () ->
                bank.engine.respond(Bank.ref("T1"), AlertResponse.contacted("desk", "", Bank.NOON)))
        .isInstanceOf(UnknownAlertException.class);
  }

  @Test
  @Sentence("K-11")
  @DisplayName("the script is that of each suspected scam, and the general one where there is none")
  void script() {
    Map<String, String> texts = new HashMap<>();
    texts.put("script.ask", "Who asked you?\nDo you know them?");
    texts.put("script.say", "Wait.");
    texts.put("script.law", "Article 18.");
    texts.put("script.TASK_REBATE.ask", "Which group?\n\n Do you know them? ");
    TestPack pack =
        pack()
            .messages((key, locale, arguments) -> Optional.ofNullable(texts.get(key)))
            .rule("LOAN")
            .scam("FAKE_LOAN")
            .when(f -> f.getPurpose().equals("rebate and loan"));
    Bank bank = new Bank(pack, b -> b);

    assertThat(script(bank, "rebate").ask()).containsExactly("Which group?", "Do you know them?");
    assertThat(script(bank, "rebate").say()).containsExactly("Wait.");
    assertThat(script(bank, "rebate").law()).containsExactly("Article 18.");
    assertThat(script(bank, "rebate and loan").ask())
        .containsExactly("Which group?", "Do you know them?", "Who asked you?");
    assertThat(script(bank, "bank").ask()).containsExactly("Who asked you?", "Do you know them?");
    assertThat(script(bank(), "bank")).isEqualTo(new AlertScript(List.of(), List.of(), List.of()));
  }

  private static AlertScript script(Bank bank, String purpose) {
    bank.later(Duration.ofSeconds(1));
    return bank.transfer(purpose + bank.clock.instant())
        .purpose(purpose)
        .score()
        .alert()
        .orElseThrow()
        .script(Locale.ENGLISH);
  }

  @Test
  @Sentence("K-12")
  @DisplayName("a forgotten account's closed alerts are gone; its open ones stay until closed")
  void forget() {
    Bank bank = bank();
    for (String id : List.of("closed", "open")) {
      bank.transfer(id).purpose("rebate").score();
    }
    bank.transfer("hers").from("carol").purpose("rebate").score();
    for (Reference closed : List.of(Bank.ref("closed"), Bank.ref("carol", "hers"))) {
      bank.engine.respond(closed, AlertResponse.dissuaded("desk", "", Bank.NOON));
    }

    bank.engine.forget("default", "alice");

    assertThat(bank.engine.alerts(AlertQuery.ALL))
        .extracting(alert -> alert.reference().id())
        .containsExactly("open", "hers");
  }

  @Test
  @Sentence("K-13")
  @DisplayName("alerts that were closed go a set time after they were raised; open ones stay")
  void kept() {
    Bank bank = new Bank(pack(), b -> b.alerts(told::add).alertsKept(Duration.ofDays(30)));
    for (String id : List.of("closed", "open")) {
      bank.transfer(id).purpose("rebate").score();
    }
    bank.engine.respond(Bank.ref("closed"), AlertResponse.dissuaded("desk", "", Bank.NOON));

    bank.later(Duration.ofDays(30));
    bank.engine.sweep();
    assertThat(bank.engine.alert(Bank.ref("closed"))).as("just as long").isPresent();

    bank.later(Duration.ofSeconds(1));
    bank.engine.sweep();
    assertThat(bank.engine.alert(Bank.ref("closed"))).isEmpty();
    assertThat(bank.engine.alert(Bank.ref("open"))).isPresent();
    assertThatThrownBy(() -> RiskEngine.builder().alertsKept(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("an aggregate that is not there, or is no money, cannot be a loss")
  void noSuchLoss() {
    TestPack none = new TestPack().policy(p -> p.alerts(new AlertPolicy(40, "x", threeTiers())));
    TestPack count = none.past(Past.of("x", Aggregate.Key.PAYER));

    assertThatThrownBy(() -> new Bank(new TestPack().policy(p -> p.alerts(none.policy().alerts()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not there: x");
    assertThatThrownBy(() -> new Bank(count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x is no amount of money");
  }
}
