package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.outCount;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Evidence;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference is attempted and decided once, and the first decision wins. */
abstract class AttemptCases extends Theme {
  private Desk desk;

  AttemptCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(java.util.List.of(Kit.daily(1_000)), outCount("out", Duration.ofHours(1)));
  }

  private Transfer ofHundred() {
    return desk.pays("1", "A", "B", 100).device("phone").build();
  }

  @Test
  @Sentence("R-10")
  @DisplayName("an attempt is no part of its own history, however often it is repeated")
  void repeatedAttempt() {
    Transfer t = ofHundred();
    for (int i = 0; i < 5; i++) {
      assertThat(desk.later(1).value(t)).isZero();
    }
    assertThat(desk.value(desk.pays("2", "A", "B", 1).build())).isEqualTo(1);
  }

  @Test
  @DisplayName("what nobody has decided is not found, and can be neither settled nor cancelled")
  void undecided() {
    Transfer t = ofHundred();
    desk.attempt(t);
    assertThat(desk.store.find(reference(t), desk.moment())).isNull();
    assertThat(desk.store.settle(reference(t), desk.moment())).isNull();
    assertThat(desk.store.cancel(reference(t), desk.moment())).isNull();
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @DisplayName("a reference that was never attempted is not found, settled or cancelled")
  void unknown() {
    Reference unknown = new Reference(Kit.TENANT, "A", "1");
    assertThat(desk.store.find(unknown, desk.moment())).isNull();
    assertThat(desk.store.settle(unknown, desk.moment())).isNull();
    assertThat(desk.store.cancel(unknown, desk.moment())).isNull();
    assertThat(desk.store.used(desk.schema, unknown, desk.moment())).containsExactly(0);
  }

  @Test
  @DisplayName("a commit without an attempt is refused")
  void commitWithoutAttempt() {
    assertThatThrownBy(() -> desk.deciding(ofHundred()).commit())
        .isInstanceOf(StoreException.class);
    assertThat(desk.used("A")).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence("R-3")
  @DisplayName("a retry of a decided transfer is answered with it, and reads and records nothing")
  void retry(TransferState state) {
    Transfer t = ofHundred();
    StoredTransfer first = desk.decide(t, state);
    History untouched = desk.history();
    StoredTransfer again = desk.store.attempt(desk.later(1).attemptOf(t), untouched);
    assertThat(again).isEqualTo(first);
    assertThat(untouched.aggregates()).containsExactly(0);
    assertThat(desk.value(desk.pays("2", "A", "B", 1).build())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @DisplayName("everything that was committed is found again as it was")
  void storedAsCommitted(TransferState state) {
    Transfer t = ofHundred();
    Evidence shown = Evidence.passed(VerificationMethod.SMS_CODE, Kit.at(START_MS), "proof 7");
    Release by = new Release(ReleasePath.BANK, "officer 7", "spoke with the customer");
    History history = desk.attempt(t, 250);
    CommitResult result =
        desk.deciding(t).as(state).worth(250).with(shown).releasedBy(by).from(history).commit();
    StoredTransfer stored = Desk.stored(result);
    assertThat(desk.find(t)).isEqualTo(stored);
    assertThat(stored.reference()).isEqualTo(reference(t));
    assertThat(stored.transfer().hasSameContentAs(t)).isTrue();
    assertThat(stored.transfer().device()).isEqualTo("phone");
    assertThat(stored.value()).isEqualTo(250);
    assertThat(stored.state()).isEqualTo(state);
    assertThat(stored.demand()).isEqualTo(Kit.demandOf(state));
    assertThat(stored.verdict()).isEqualTo(Kit.verdict(state));
    assertThat(stored.evidence()).containsExactly(shown);
    assertThat(stored.release()).isEqualTo(by);
    assertThat(stored.decidedAtMs()).isEqualTo(START_MS);
    assertThat(stored.revision()).isEqualTo(result.revision()).isGreaterThan(history.revision());
  }

  @Test
  @Sentence("R-4")
  @DisplayName("of two decisions on one attempt the first wins, and the second is told of it")
  void firstWriterWins() {
    Transfer t = ofHundred();
    History one = desk.attempt(t);
    History other = desk.attempt(t);
    StoredTransfer first = Desk.stored(desk.deciding(t).from(one).commit());
    CommitResult second = desk.deciding(t).as(TransferState.HELD).from(other).commit();
    assertThat(second.status()).isEqualTo(Status.CHANGED);
    assertThat(second.stored()).isEqualTo(first);
    assertThat(second.revision()).isEqualTo(first.revision());
    assertThat(desk.find(t)).isEqualTo(first);
    assertThat(desk.used("A")).isEqualTo(100);
  }

  @Test
  @DisplayName("the same commit twice is recorded and claimed once")
  void sameCommitTwice() {
    Transfer t = ofHundred();
    History history = desk.attempt(t);
    Desk.stored(desk.deciding(t).from(history).commit());
    assertThat(desk.deciding(t).from(history).commit().status()).isEqualTo(Status.CHANGED);
    assertThat(desk.used("A")).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 7, Long.MAX_VALUE})
  @DisplayName("a commit from any other revision changes nothing")
  void wrongRevision(long away) {
    Transfer t = ofHundred();
    long revision = desk.attempt(t).revision();
    CommitResult result = desk.deciding(t).from(revision + away).commit();
    assertThat(result.status()).isEqualTo(Status.CHANGED);
    assertThat(result.stored()).isNull();
    assertThat(result.revision()).isEqualTo(revision);
    assertThat(desk.store.find(reference(t), desk.moment())).isNull();
  }

  @Test
  @DisplayName("a decision is changed from the revision that it has; its first clock stays")
  void laterDecision() {
    Transfer t = ofHundred();
    StoredTransfer pending = desk.decide(t, TransferState.AWAITING_VERIFICATION);
    desk.later(Kit.MINUTE_MS);
    StoredTransfer now = Desk.stored(desk.deciding(t).from(pending.revision()).commit());
    assertThat(now.state()).isEqualTo(TransferState.RESERVED);
    assertThat(now.decidedAtMs()).isEqualTo(START_MS);
    assertThat(now.revision()).isGreaterThan(pending.revision());
    assertThat(desk.deciding(t).from(pending.revision()).commit().status())
        .isEqualTo(Status.CHANGED);
  }

  static java.util.List<Named<UnaryOperator<Transfer.Builder>>> otherContent() {
    return java.util.List.of(
        Named.of("payee", b -> b.payee("C")),
        Named.of("amount", b -> b.amount(101, "CNY")),
        Named.of("currency", b -> b.amount(100, "USD")),
        Named.of("asset", b -> b.asset(100, "BTC", 8, AssetClass.VIRTUAL_CURRENCY)),
        Named.of("kind", b -> b.kind(TransferKind.PAYMENT)),
        Named.of("event time", b -> b.time(Kit.at(START_MS + 1))));
  }

  @ParameterizedTest
  @MethodSource("otherContent")
  @Sentence("R-5")
  @DisplayName("other content under the reference of an attempt or decision conflicts")
  void otherContentConflicts(UnaryOperator<Transfer.Builder> change) {
    Transfer t = ofHundred();
    Transfer other = change.apply(desk.pays("1", "A", "B", 100)).build();
    desk.attempt(t);
    assertThatThrownBy(() -> desk.attempt(other)).isInstanceOf(ConflictingTransferException.class);
    StoredTransfer stored = Desk.stored(desk.deciding(t).from(desk.attempt(t)).commit());
    assertThatThrownBy(() -> desk.attempt(other)).isInstanceOf(ConflictingTransferException.class);
    assertThatThrownBy(() -> desk.observe(other)).isInstanceOf(ConflictingTransferException.class);
    assertThat(desk.find(t)).isEqualTo(stored);
    assertThat(desk.value(desk.pays("2", "A", "B", 1).build())).as("attempts").isEqualTo(1);
  }

  static java.util.List<Named<UnaryOperator<Transfer.Builder>>> otherCircumstances() {
    return java.util.List.of(
        Named.of("device", b -> b.device("tablet")),
        Named.of("IP", b -> b.ip("10.0.0.9")),
        Named.of("place", b -> b.location(31.2, 121.5)),
        Named.of("channel", b -> b.channel(Channel.ATM)),
        Named.of("customer", b -> b.customer("ann")),
        Named.of("merchant", b -> b.merchant("shop")),
        Named.of("purpose", b -> b.purpose("rent")),
        Named.of("less than a millisecond", b -> b.time(Kit.at(START_MS).plusNanos(999_999))));
  }

  @ParameterizedTest
  @MethodSource("otherCircumstances")
  @Sentence("R-6")
  @DisplayName("a retry may differ in its circumstances")
  void otherCircumstancesDoNot(UnaryOperator<Transfer.Builder> change) {
    StoredTransfer stored = desk.reserve(ofHundred());
    Transfer again = change.apply(desk.pays("1", "A", "B", 100)).build();
    assertThat(desk.retry(again)).isEqualTo(stored);
  }

  @Test
  @Sentence("F-6")
  @DisplayName("an undecided attempt is decided on what was said last")
  void saidLast() {
    desk.observe(desk.pays("0", "A", "B", 1).device("phone").build());
    desk.attempt(ofHundred());
    Transfer again = desk.pays("1", "A", "B", 100).device("tablet").build();
    History history = desk.attempt(again, 700);
    assertThat(history.payerDeviceFirstSeenMs()).as("of the tablet").isEqualTo(History.NEVER);
    StoredTransfer stored = Desk.stored(desk.deciding(again).worth(700).from(history).commit());
    assertThat(stored.transfer().device()).isEqualTo("tablet");
    assertThat(stored.value()).isEqualTo(700);
    assertThat(desk.used("A")).as("with the movement").isEqualTo(701);
  }

  @ParameterizedTest(name = "{0}, after {1} others")
  @CsvSource({
    "DEVICE, 0",
    "DEVICE, 150",
    "IP, 0",
    "IP, 150",
    "CUSTOMER, 0",
    "CUSTOMER, 150",
    "MERCHANT, 0",
    "MERCHANT, 150"
  })
  @Sentence("R-11")
  @DisplayName("an undecided attempt that is repeated on another device or the like counts there")
  void repeatedElsewhere(Aggregate.Key key, int others) {
    Desk at = desk(Kit.count("n", key, Direction.OUT, Window.trailing(Duration.ofHours(1))));
    for (int i = 0; i < others; i++) {
      at.attempt(with(key, "here", at.pays("o" + i, "O" + i, "B", 1)));
      at.attempt(with(key, "there", at.pays("p" + i, "O" + i, "B", 1)));
    }
    at.attempt(with(key, "here", at.pays("1", "A", "B", 1)));
    at.attempt(with(key, "there", at.pays("1", "A", "B", 1)));
    assertThat(at.value(with(key, "here", at.pays("2", "X", "B", 1)))).isEqualTo(others);
    assertThat(at.value(with(key, "there", at.pays("3", "X", "B", 1)))).isEqualTo(others + 1);
    at.observe(with(key, "here", at.pays("1", "A", "B", 1)));
    assertThat(at.value(with(key, "here", at.pays("4", "X", "B", 1)))).isEqualTo(others + 2);
    assertThat(at.value(with(key, "there", at.pays("5", "X", "B", 1)))).isEqualTo(others + 1);
  }

  private static Transfer with(Aggregate.Key key, String name, Transfer.Builder t) {
    return switch (key) {
      case DEVICE -> t.device(name).build();
      case IP -> t.ip(name.equals("here") ? "10.0.0.1" : "10.0.0.2").build();
      case CUSTOMER -> t.customer(name).build();
      case MERCHANT -> t.merchant(name).build();
      case PAYER, PAYEE, PAYER_PAYEE, PAYER_DEVICE -> throw new AssertionError("No circumstance");
    };
  }

  @Test
  @Sentence("R-2")
  @DisplayName("the same id of another owner is another transfer")
  void otherOwner() {
    desk.reserve(ofHundred());
    Transfer other = desk.pays("1", "C", "B", 7).build();
    desk.reserve(other);
    assertThat(desk.find(other).value()).isEqualTo(7);
    assertThat(desk.find(ofHundred()).value()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SETTLED", "CANCELLED", "EXPIRED"})
  @Sentence("R-8")
  @DisplayName("a closed reference is remembered until its time is over, and not at that instant")
  void rememberedFor(TransferState closed) {
    Transfer t = ofHundred();
    desk.reserve(t);
    switch (closed) {
      case SETTLED -> desk.settle(t);
      case CANCELLED -> desk.cancel(t);
      default -> {
        // its time comes
      }
    }
    long keptMs = Kit.REFERENCES_KEPT.toMillis();
    assertThat(desk.at(START_MS + keptMs - 1).find(t).state()).isEqualTo(closed);
    desk.later(1);
    assertThat(desk.store.find(reference(t), desk.moment())).isNull();
    assertThat(desk.store.settle(reference(t), desk.moment())).isNull();
  }

  @Test
  @Sentence("R-8")
  @DisplayName("an open reference is remembered for as long as it is open")
  void openIsRememberedLonger() {
    Transfer t = ofHundred();
    long keptMs = Kit.REFERENCES_KEPT.toMillis();
    History history = desk.attempt(t);
    desk.deciding(t)
        .as(TransferState.HELD)
        .expiringAt(START_MS + keptMs + HOUR_MS)
        .from(history)
        .commit();
    assertThat(desk.at(START_MS + keptMs + HOUR_MS - 1).find(t).state())
        .isEqualTo(TransferState.HELD);
    desk.later(1);
    assertThat(desk.store.find(reference(t), desk.moment())).isNull();
  }

  @Test
  @Sentence("R-8")
  @DisplayName("an id that is no longer remembered can be used anew; its past stays in history")
  void usedAnew() {
    desk.settled(ofHundred());
    desk.at(START_MS + 4 * DAY_MS);
    Transfer anew = desk.pays("1", "A", "C", 5).build();
    History history = desk.attempt(anew);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    assertThat(Desk.stored(desk.deciding(anew).from(history).commit()).value()).isEqualTo(5);
  }

  @Test
  @DisplayName("a transfer from an account to itself is one attempt")
  void toItself() {
    Transfer t = desk.pays("1", "A", "A", 100).build();
    desk.reserve(t);
    assertThat(desk.used("A")).isEqualTo(100);
    assertThat(desk.value(desk.pays("2", "A", "B", 1).build())).isEqualTo(1);
  }
}
