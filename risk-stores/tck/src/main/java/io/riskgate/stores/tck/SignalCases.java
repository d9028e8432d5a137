package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals about accounts and customers. */
abstract class SignalCases extends Theme {
  private static final int MAX = TransferFacts.SIGNALS_MAX;

  private Desk desk;

  SignalCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(List.of());
  }

  private static Signal of(String account, String id, long ms) {
    return Signal.ofAccount(TENANT, id, account, SignalKind.ON_CALL, at(ms));
  }

  private static Signal ofCustomer(String customer, String id, long ms) {
    return Signal.ofCustomer(TENANT, id, customer, SignalKind.ON_CALL, at(ms));
  }

  private boolean tell(Signal signal) {
    return desk.store.signal(signal, desk.moment());
  }

  private History probe() {
    return desk.attempt(desk.pays("t" + desk.nowMs, "A", "B", 1).customer("ann").build());
  }

  private KnownSignals known() {
    return desk.store.signals(TENANT, "A", "ann", desk.moment());
  }

  @Test
  @DisplayName("without any, none are told, and none are missing")
  void none() {
    assertThat(probe().signals()).isEmpty();
    assertThat(probe().isSignalsCapped()).isFalse();
    assertThat(known()).isEqualTo(new KnownSignals(List.of(), false));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a signal is told as it was told")
  void asTold(SignalKind kind) {
    Signal signal = Signal.ofAccount(TENANT, "s", "A", kind, at(START_MS));
    assertThat(tell(signal)).isTrue();
    assertThat(probe().signals()).containsExactly(signal);
    assertThat(known().latestFirst()).containsExactly(signal);
  }

  @ParameterizedTest(name = "told {0} ms before the transfer: {1}")
  @CsvSource({"-1, 0", "0, 1", "1, 1", "2591999999, 1", "2592000000, 1", "2592000001, 0"})
  @Sentence("G-1")
  @DisplayName("signals are told from 30 days before the transfer to its time, both ends included")
  void window(long beforeMs, int expected) {
    tell(of("A", "s", START_MS - beforeMs));
    assertThat(probe().signals()).hasSize(expected);
    assertThat(known().latestFirst()).hasSize(expected);
  }

  @Test
  @Sentence("G-1")
  @DisplayName("signals about payer and customer are told together, the latest first")
  void together() {
    Signal a1 = of("A", "1", START_MS - 5);
    Signal a2 = of("A", "2", START_MS - 1);
    Signal c1 = ofCustomer("ann", "1", START_MS - 3);
    Signal c2 = ofCustomer("ann", "2", START_MS - 1);
    List.of(a1, c2, c1, a2).forEach(this::tell);
    assertThat(probe().signals()).as("the account's first").containsExactly(a2, c2, c1, a1);
    assertThat(known().latestFirst()).containsExactly(a2, c2, c1, a1);
  }

  @Test
  @Sentence("T-3")
  @DisplayName("of signals at the same time the one told last comes first")
  void equalTimes() {
    Signal first = of("A", "1", START_MS);
    Signal second = of("A", "2", START_MS);
    tell(first);
    tell(second);
    assertThat(probe().signals()).containsExactly(second, first);
  }

  @Test
  @DisplayName("signals about others, and about an account that is the payee, are not told")
  void others() {
    tell(of("B", "1", START_MS));
    tell(of("C", "1", START_MS));
    tell(ofCustomer("ben", "1", START_MS));
    tell(ofCustomer("A", "1", START_MS));
    tell(of("ann", "1", START_MS));
    assertThat(probe().signals()).isEmpty();
    assertThat(desk.store.signals(TENANT, "A", null, desk.moment()).latestFirst()).isEmpty();
  }

  @Test
  @DisplayName("a transfer that names no customer is told what concerns its account alone")
  void noCustomer() {
    Signal a = of("A", "1", START_MS);
    tell(a);
    tell(ofCustomer("ann", "1", START_MS));
    assertThat(desk.attempt(desk.pays("t", "A", "B", 1).build()).signals()).containsExactly(a);
    assertThat(desk.store.signals(TENANT, "A", null, desk.moment()).latestFirst())
        .containsExactly(a);
  }

  @Test
  @Sentence("G-2")
  @DisplayName("a signal is known by subject and id, whatever else it says")
  void knownById() {
    Signal first = of("A", "1", START_MS - 5);
    assertThat(tell(first)).isTrue();
    assertThat(tell(of("A", "1", START_MS))).isFalse();
    assertThat(tell(of("B", "1", START_MS))).as("another account").isTrue();
    assertThat(tell(ofCustomer("A", "1", START_MS))).as("a customer").isTrue();
    assertThat(probe().signals()).containsExactly(first);
  }

  @Test
  @Sentence("G-3")
  @DisplayName("of each subject the latest 32 are kept; what was dropped is said to be missing")
  void cap() {
    List<Signal> all = new ArrayList<>();
    for (int i = 0; i < MAX; i++) {
      all.add(0, of("A", "s" + i, START_MS - DAY_MS + i));
      assertThat(tell(all.get(0))).isTrue();
    }
    assertThat(probe().signals()).isEqualTo(all);
    assertThat(known().capped()).isFalse();
    assertThat(tell(of("A", "early", START_MS - 2 * DAY_MS))).as("kept").isFalse();
    assertThat(known().capped()).isTrue();
    Signal late = of("A", "late", START_MS);
    assertThat(tell(late)).isTrue();
    all.add(0, late);
    assertThat(known().latestFirst()).isEqualTo(all.subList(0, MAX));
    assertThat(probe().isSignalsCapped()).isTrue();
  }

  @Test
  @Sentence({"G-1", "G-3"})
  @DisplayName("of account and customer together 32 are told")
  void capOfBoth() {
    for (int i = 0; i < MAX; i++) {
      tell(of("A", "s" + i, START_MS - 1_000 + 2L * i));
      tell(ofCustomer("ann", "s" + i, START_MS - 1_000 + 2L * i + 1));
    }
    KnownSignals known = known();
    assertThat(known.latestFirst()).hasSize(MAX);
    assertThat(known.latestFirst().get(MAX - 1).at()).isEqualTo(at(START_MS - 1_000 + MAX));
    assertThat(known.capped()).isTrue();
  }

  @Test
  @Sentence("G-3")
  @DisplayName("what was dropped more than 30 days ago is not missed any more")
  void droppedLongAgo() {
    for (int i = 0; i <= MAX; i++) {
      tell(of("A", "s" + i, START_MS + i));
    }
    desk.at(START_MS + 1_000);
    assertThat(known().capped()).isTrue();
    desk.at(START_MS + 30 * DAY_MS);
    assertThat(known().capped()).as("the very instant").isTrue();
    desk.later(1);
    assertThat(known().capped()).isFalse();
    assertThat(known().latestFirst()).hasSize(MAX);
  }

  @Test
  @Sentence("G-6")
  @DisplayName("after forget the signals about the account are gone, those about the customer stay")
  void forgotten() {
    Signal c = ofCustomer("ann", "1", START_MS);
    tell(of("A", "1", START_MS));
    tell(c);
    desk.forget("A");
    assertThat(known().latestFirst()).containsExactly(c);
    assertThat(tell(of("A", "1", START_MS))).as("told anew").isTrue();
  }

  @Test
  @Sentence("W-5")
  @DisplayName("what a decision leaves is told from then on, once, whoever decides again")
  void leftByDecision() {
    Signal left = of("A", "left", START_MS);
    Transfer t = desk.pays("T1", "A", "B", 10).build();
    CommitResult waits =
        desk.deciding(t).as(TransferState.HELD).from(desk.attempt(t)).leaving(left).commit();
    assertThat(waits.status()).isEqualTo(CommitResult.Status.COMMITTED);
    assertThat(known().latestFirst()).containsExactly(left);

    CommitResult again = desk.deciding(t).from(waits.revision()).leaving(left).commit();
    assertThat(again.status()).isEqualTo(CommitResult.Status.COMMITTED);
    assertThat(tell(left)).as("known").isFalse();
    assertThat(probe().signals()).containsExactly(left);
  }

  @Test
  @Sentence("W-5")
  @DisplayName("a decision that is not recorded leaves nothing")
  void notRecorded() {
    desk = desk(List.of(Kit.daily(100)));
    Signal left = of("A", "left", START_MS);
    Transfer t = desk.pays("T1", "A", "B", 101).build();
    History history = desk.attempt(t);

    assertThat(desk.deciding(t).from(history.revision() + 1).leaving(left).commit().status())
        .isEqualTo(CommitResult.Status.CHANGED);
    assertThat(desk.deciding(t).from(history).leaving(left).commit().status())
        .isEqualTo(CommitResult.Status.PASSED);
    assertThat(known().latestFirst()).isEmpty();
  }

  @Test
  @Sentence("W-5")
  @DisplayName("what is left about the payer is told where somebody else's limits count, too")
  void leftUnderAnotherOwner() {
    Signal left = of("A", "left", START_MS);
    Transfer t = desk.pays("T1", "A", "B", 10).build();
    Reference owned = new Reference(TENANT, "household", "T1");
    History history = desk.history();
    desk.store.attempt(
        new Attempt(desk.schema, owned, t, t.amountMinor(), START_MS, desk.moment()), history);
    desk.deciding(t).under(owned).from(history).leaving(left).commit();
    assertThat(known().latestFirst()).containsExactly(left);
  }

  @Test
  @DisplayName("asking for signals changes nothing")
  void askingChangesNothing() {
    tell(of("A", "1", START_MS));
    KnownSignals before = known();
    assertThat(known()).isEqualTo(before);
    assertThat(desk.store.signals(TENANT, "nobody", "no one", desk.moment()).latestFirst())
        .isEmpty();
  }
}
