package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Forgotten.Kept;
import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.spi.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is forgotten wherever they are kept, and hears what is not. */
class ForgetCustomerTest {
  private static final CustomerToForget ANN =
      CustomerToForget.of("default", "ann").withAccounts("alice", "alice2").withDevices("phone");

  private final Bank bank = new Bank(pack());

  private static TestPack pack() {
    return new TestPack()
        .dayLimit(50_000)
        .past(Past.of("byPayer", Aggregate.Key.PAYER).over(Duration.ofDays(1)))
        .past(Past.of("byCustomer", Aggregate.Key.CUSTOMER).over(Duration.ofDays(1)))
        .past(Past.of("byDevice", Aggregate.Key.DEVICE).over(Duration.ofDays(1)))
        .policy(AlertsTest::tiers)
        .rule("REBATE")
        .points(40)
        .when(f -> f.getPurpose().equals("rebate"))
        .rule("HOLD")
        .points(100)
        .when(f -> f.getPurpose().equals("hold"));
  }

  private Bank.Asked hers(String id) {
    return bank.transfer(id).device("phone").with(b -> b.customer("ann"));
  }

  private Map<String, Object> facts() {
    hers("probe" + bank.told.size()).score();
    return bank.told.get(bank.told.size() - 1).facts();
  }

  private Forgotten forget() {
    return bank.engine.forget(ANN);
  }

  private static Kept kept(Forgotten forgotten, PersonalData data) {
    return forgotten.kept(data).orElseThrow(() -> new AssertionError(data + ": " + forgotten));
  }

  private void signal(Signal.Subject subject, String name) {
    Signal signal =
        subject == Signal.Subject.ACCOUNT
            ? Signal.ofAccount("default", "s", name, SignalKind.ON_CALL, Bank.NOON)
            : Signal.ofCustomer("default", "s", name, SignalKind.ON_CALL, Bank.NOON);
    assertThat(bank.engine.signal(signal)).isTrue();
  }

  @Test
  @Sentence({"H-12", "H-13", "H-14"})
  @DisplayName("history by account, customer and device, signals and closed transfers are gone")
  void gone() {
    hers("T1").settled();
    hers("T2").from("alice2").settled();
    signal(Signal.Subject.ACCOUNT, "alice");
    signal(Signal.Subject.CUSTOMER, "ann");

    Forgotten forgotten = forget();

    assertThat(forgotten.gone())
        .containsExactlyInAnyOrder(
            PersonalData.ACCOUNT_HISTORY,
            PersonalData.CUSTOMER_HISTORY,
            PersonalData.DEVICE_HISTORY,
            PersonalData.SIGNALS,
            PersonalData.REPORTS,
            PersonalData.CLOSED_TRANSFERS,
            PersonalData.CLOSED_ALERTS);
    assertThat(facts())
        .containsEntry("history.byPayer", 0L)
        .containsEntry("history.byCustomer", 0L)
        .containsEntry("history.byDevice", 0L);
    assertThat(bank.engine.riskLevel("default", "alice", "ann").contributions()).isEmpty();
    assertThat(
            bank.engine
                .movements("default", "alice2", Bank.NOON, Bank.NOON.plusSeconds(1))
                .entries())
        .isEmpty();
    assertThat(bank.engine.find(Bank.ref("T1"))).as("for retries").isPresent();
  }

  @Test
  @Sentence("H-14")
  @DisplayName("what is not gone is told: which, how many, why and until when")
  void kept() {
    hers("open").score();
    hers("held").purpose("hold").score();
    hers("closed").settled();
    hers("alert").purpose("rebate").score();
    hers("X").from("somebody").settled();
    bank.engine.impose(
        Control.freeze("F1", "default", "alice2", null, "bank", "a call from the police"));

    Forgotten forgotten = forget();

    assertThat(kept(forgotten, PersonalData.OPEN_TRANSFERS).which())
        .containsExactlyInAnyOrder("open", "held", "alert");
    assertThat(kept(forgotten, PersonalData.OPEN_ALERTS).which()).contains("alert");
    assertThat(kept(forgotten, PersonalData.CONTROLS).which()).containsExactly("F1");
    assertThat(kept(forgotten, PersonalData.CONTROL_HISTORY).count()).isEqualTo(1);
    assertThat(kept(forgotten, PersonalData.LIMIT_USE).which()).containsExactly("day");
    assertThat(kept(forgotten, PersonalData.REFERENCES).until()).contains("72 h");
    assertThat(kept(forgotten, PersonalData.DEVICE_HISTORY).which()).containsExactly("phone");
    assertThat(kept(forgotten, PersonalData.OTHERS_HISTORY).why()).contains("pseudonym");
    assertThat(forgotten.gone()).doesNotContain(PersonalData.DEVICE_HISTORY);
    assertThat(forgotten.kept(PersonalData.NOTICES)).isEmpty();
    assertThat(forgotten.kept(PersonalData.DECISION_LOG)).as("there is none").isEmpty();
    assertThat(forgotten.kept()).allMatch(k -> !k.why().isBlank() && !k.until().isBlank());
    assertThat(bank.engine.settle(Bank.ref("open")).state()).isEqualTo(TransferState.SETTLED);
  }

  @Test
  @Sentence("H-14")
  @DisplayName("a stop-payment notice is told by its number")
  void notices() {
    bank.engine.stopPayment(
        StopPaymentNotice.builder()
            .number("N1")
            .account("alice")
            .authority("police")
            .receivedAt(Bank.NOON)
            .reason("case 12")
            .build());
    assertThat(kept(forget(), PersonalData.NOTICES).which()).containsExactly("N1");
  }

  @Test
  @Sentence("H-14")
  @DisplayName("the text names classes and no person")
  void text() {
    hers("secret-id").score();
    String text = forget().toText();
    assertThat(text)
        .contains("gone: signals about them", "kept: open transfers (1): ")
        .doesNotContain("secret-id", "alice", "ann", "phone");
    assertThat(ANN.toString()).doesNotContain("alice", "phone");
  }

  @Test
  @Sentence("H-14")
  @DisplayName("where the limits are the customer's, their use is theirs")
  void ownerOfLimits() {
    Bank other =
        new Bank(new TestPack().dayLimit(50_000).policy(p -> p.limitOwner(LimitOwner.CUSTOMER)));
    Decision settled = other.transfer("T1").with(b -> b.customer("ann")).settled();
    Forgotten forgotten = other.engine.forget(ANN);
    assertThat(kept(forgotten, PersonalData.LIMIT_USE).which()).containsExactly("day");
    assertThat(other.engine.find(settled.reference())).isPresent();
    other.clock.advance(Duration.ofDays(40));
    assertThat(other.engine.forget(ANN).kept(PersonalData.LIMIT_USE)).isEmpty();
    assertThat(other.engine.find(settled.reference())).isEmpty();
  }

  @Test
  @Sentence("H-14")
  @DisplayName("where the store fails on the way, the same call again does the rest")
  void again() {
    hers("T1").settled();
    bank.store.beforeNext(Call.FORGET, () -> bank.store.fail(Call.FORGET));
    assertThatThrownBy(this::forget).isInstanceOf(StoreException.class);
    bank.store.heal();
    forget();
    assertThat(facts())
        .containsEntry("history.byCustomer", 0L)
        .containsEntry("history.byPayer", 0L);
  }

  @Test
  @Sentence("H-14")
  @DisplayName("the decision log is not reached, and says what helps")
  void log(@TempDir Path dir) {
    assertThat(remains(FileDecisionLog.in(dir.resolve("clear")))).contains("in the clear");
    assertThat(
            remains(
                FileDecisionLog.in(dir.resolve("keyed"))
                    .pseudonyms(Pseudonyms.keyed("2026", new byte[32]))))
        .contains("until the key 2026 is destroyed");
  }

  private static String remains(FileDecisionLog.Builder log) {
    Bank logged = new Bank(new TestPack(), b -> b.decisionLog(log.open()));
    try (RiskEngine engine = logged.engine) {
      return kept(engine.forget(ANN), PersonalData.DECISION_LOG).until();
    }
  }

  @Test
  @DisplayName("nobody is forgotten by mistake: names are neither blank nor without number")
  void names() {
    assertThatThrownBy(() -> CustomerToForget.of("default", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ANN.withAccounts("a", ""))
        .isInstanceOf(IllegalArgumentException.class);
    Set<String> many =
        Set.copyOf(
            java.util.stream.IntStream.range(0, CustomerToForget.NAMES_MAX + 1)
                .mapToObj(String::valueOf)
                .toList());
    assertThatThrownBy(() -> new CustomerToForget("default", "ann", many, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Forgotten(List.of(), List.of()).toText()).isEmpty();
  }
}
