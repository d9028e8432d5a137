package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.MINUTE_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.at;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.Mark;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Controls: what they stop and move, their ends, and what became of them. */
abstract class ControlCases extends Theme {
  private static final int CONTROLS_MAX = 64;

  private Desk desk;

  ControlCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(Kit.daily(1_000));
  }

  private static Control control(Control.Kind kind, String id, String account) {
    return control(kind, id, account, null);
  }

  private static Control control(
      Control.Kind kind, String id, String account, @Nullable Long untilMs) {
    return new Control(
        id,
        TENANT,
        account,
        kind,
        kind == Control.Kind.LIMIT ? "daily" : null,
        0,
        kind == Control.Kind.TRUSTED_PAYEE ? "P" : null,
        kind == Control.Kind.TRUSTED_PAYEE ? at(START_MS) : null,
        untilMs == null ? null : at(untilMs),
        "bank",
        "why");
  }

  private static Control freeze(String id, String account) {
    return control(Control.Kind.FREEZE, id, account);
  }

  static List<Arguments> kinds() {
    List<Arguments> all = new ArrayList<>();
    for (Control.Kind kind : Control.Kind.values()) {
      for (TransferKind transferKind : TransferKind.values()) {
        for (AssetClass assets : List.of(AssetClass.FIAT, AssetClass.VIRTUAL_CURRENCY)) {
          all.add(arguments(kind, transferKind, assets, true));
          all.add(arguments(kind, transferKind, assets, false));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}: {1} of {2}, from the account: {3}")
  @MethodSource("kinds")
  @Sentence({"C-1", "C-2", "C-5", "C-6", "C-7"})
  @DisplayName("a control moves to HELD what it stops, and nothing else")
  void whatItStops(Control.Kind kind, TransferKind of, AssetClass assets, boolean asPayer) {
    Transfer.Builder b = desk.pays("1", asPayer ? "A" : "B", asPayer ? "B" : "A", 70).kind(of);
    Transfer t = (assets == AssetClass.FIAT ? b : b.asset(70, "BTC", 8, assets)).build();
    StoredTransfer before = desk.reserve(t);
    Control control = control(kind, "c", "A");
    if (control.stops(of, assets, asPayer)) {
      assertThat(desk.impose(control)).containsExactly(reference(t));
      StoredTransfer held = desk.find(t);
      assertThat(held.state()).isEqualTo(TransferState.HELD);
      assertThat(held.demand().path()).isEqualTo(control.path());
      assertThat(held.verdict().controls()).containsExactly(control);
      assertThat(held.expiresAtMs()).isEqualTo(START_MS + DAY_MS);
      assertThat(held.revision()).isGreaterThan(before.revision());
      assertThat(desk.used(t.payer())).as("its claim is given back").isZero();
    } else {
      assertThat(desk.impose(control)).isEmpty();
      assertThat(desk.find(t)).isEqualTo(before);
    }
    assertThat(desk.controls("A")).containsExactly(control);
  }

  @ParameterizedTest(name = "{0} of the {2}: {1}")
  @CsvSource({
    "RESERVED, HELD, payer", "RESERVED, HELD, payee",
    "AWAITING_VERIFICATION, HELD, payer", "AWAITING_VERIFICATION, HELD, payee",
    "HELD, HELD, payer", "HELD, HELD, payee"
  })
  @Sentence("C-2")
  @DisplayName("reservations and pending decisions are moved, from and to the account")
  void moved(TransferState decided, TransferState expected, String party) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.decide(t, decided);
    assertThat(desk.impose(freeze("f", party.equals("payer") ? "A" : "B")))
        .containsExactly(reference(t));
    assertThat(desk.find(t).state()).isEqualTo(expected);
    assertThat(desk.find(t).demand().path()).isEqualTo(ReleasePath.AUTHORITY);
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTLED", "CANCELLED", "EXPIRED"})
  @Sentence("C-2")
  @DisplayName("what is closed is not moved")
  void closed(TransferState end) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.reserve(t);
    switch (end) {
      case SETTLED -> desk.settle(t);
      case CANCELLED -> desk.cancel(t);
      default -> desk.later(Kit.PENDING_MS);
    }
    assertThat(desk.impose(freeze("f", "A"))).isEmpty();
    assertThat(desk.find(t).state()).isEqualTo(end);
  }

  @Test
  @Sentence("C-2")
  @DisplayName("all of an account's open transfers are moved, and those of others are not")
  void allOfAnAccount() {
    List<Transfer> ofA = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Transfer t =
          desk.pays("t" + i, i % 2 == 0 ? "A" : "P" + i, i % 2 == 0 ? "Q" + i : "A", 1).build();
      desk.reserve(t);
      ofA.add(t);
      desk.reserve(desk.pays("o" + i, "P" + i, "Q" + i, 1).build());
    }
    assertThat(desk.impose(freeze("f", "A")))
        .containsExactlyInAnyOrderElementsOf(ofA.stream().map(Kit::reference).toList());
    assertThat(desk.find(desk.pays("o1", "P1", "Q1", 1).build()).state())
        .isEqualTo(TransferState.RESERVED);
  }

  @Test
  @Sentence("O-3")
  @DisplayName("no control moves a monitored transfer")
  void monitored() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    Desk.stored(desk.deciding(t).marked(Mark.MONITORED).from(desk.attempt(t)).commit());
    assertThat(desk.impose(freeze("f", "A"))).isEmpty();
    assertThat(desk.find(t).state()).isEqualTo(TransferState.RESERVED);
    assertThat(desk.used("A")).isEqualTo(70);
  }

  @Test
  @DisplayName("a hold keeps the stronger of the paths it has and gets")
  void strongerPath() {
    Transfer t = desk.pays("1", "A", "B", 70).kind(TransferKind.WITHDRAWAL).build();
    desk.reserve(t);
    desk.impose(freeze("f", "A"));
    Control restriction = control(Control.Kind.WITHDRAWAL_RESTRICTION, "r", "A");
    assertThat(desk.impose(restriction)).containsExactly(reference(t));
    StoredTransfer held = desk.find(t);
    assertThat(held.demand().path()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(held.verdict().controls()).containsExactly(freeze("f", "A"), restriction);
  }

  @Test
  @Sentence({"V-9", "L-7"})
  @DisplayName("what was moved stays HELD after the control was lifted, and claims when released")
  void staysHeld() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.reserve(t);
    desk.impose(freeze("f", "A"));
    assertThat(desk.lift("A", "f")).isTrue();
    StoredTransfer held = desk.find(t);
    assertThat(held.state()).isEqualTo(TransferState.HELD);
    Desk.stored(desk.deciding(t).from(held.revision()).commit());
    assertThat(desk.used("A")).isEqualTo(70);
    desk.cancel(t);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @DisplayName(
      "a reservation that was moved, and whose money moved all the same, counts in its day")
  void movedAndSettled() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.reserve(t);
    desk.impose(freeze("f", "A"));
    StoredTransfer settled = desk.later(DAY_MS - 1).settle(t);
    assertThat(settled.marks()).containsExactly(Mark.UNVERIFIED);
    assertThat(desk.usedAt(START_MS, "A", 0)).isEqualTo(70);
    assertThat(desk.used("A")).isZero();
  }

  @ParameterizedTest(name = "on {0}")
  @CsvSource({"A", "B"})
  @Sentence("C-3")
  @DisplayName("a control that is set between attempt and commit is seen by the commit")
  void betweenAttemptAndCommit(String account) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    History history = desk.attempt(t);
    assertThat(desk.impose(freeze("f", account))).isEmpty();
    assertThat(desk.deciding(t).from(history).commit().status()).isEqualTo(Status.CHANGED);
    assertThat(desk.used("A")).isZero();
    History again = desk.attempt(t);
    assertThat(account.equals("A") ? again.payerControls() : again.payeeControls()).hasSize(1);
    Desk.stored(desk.deciding(t).as(TransferState.HELD).from(again).commit());
  }

  @ParameterizedTest(name = "{0} of the {1}: {2}")
  @CsvSource({
    "STOP_PAYMENT, A, CHANGED", "STOP_PAYMENT, B, CHANGED", "FREEZE, B, CHANGED",
    "WITHDRAWAL_RESTRICTION, A, COMMITTED", "LIMIT, A, CHANGED", "LIMIT, B, COMMITTED",
    "TRUSTED_PAYEE, A, COMMITTED", "WATCH, A, COMMITTED"
  })
  @Sentence("C-3")
  @DisplayName("a commit is stopped by what concerns it, and by nothing else")
  void disturbs(Control.Kind kind, String account, Status expected) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    History history = desk.attempt(t);
    desk.impose(control(kind, "c", account));
    assertThat(desk.deciding(t).from(history).commit().status()).isEqualTo(expected);
  }

  @Test
  @Sentence({"C-3", "L-9"})
  @DisplayName("a limit that is set while a pending transfer is reconsidered is seen")
  void limitWhileReconsidered() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    StoredTransfer pending = desk.decide(t, TransferState.AWAITING_VERIFICATION);
    desk.impose(control(Control.Kind.LIMIT, "l", "A"));
    assertThat(desk.deciding(t).from(pending.revision()).commit().status())
        .isEqualTo(Status.CHANGED);
    StoredTransfer now = desk.find(t);
    assertThat(now.state()).isEqualTo(TransferState.AWAITING_VERIFICATION);
    Desk.stored(desk.deciding(t).from(now.revision()).commit());
  }

  @ParameterizedTest(name = "on {0}")
  @CsvSource({"A", "B"})
  @Sentence({"C-3", "S-4"})
  @DisplayName("set at the expiry of a pending transfer whose verification began before")
  void atExpiry(String account) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    StoredTransfer pending = desk.decide(t, TransferState.AWAITING_VERIFICATION);
    desk.at(pending.expiresAtMs());
    desk.impose(freeze("f", account));
    // Another thread has read its clock a moment earlier.
    desk.at(pending.expiresAtMs() - 1);
    desk.deciding(t).from(pending.revision()).commit();
    assertThat(desk.find(t).state()).isIn(TransferState.HELD, TransferState.EXPIRED);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @Sentence("C-3")
  @DisplayName("an attempt that is repeated after more than a day is found by a control")
  void repeatedAttempt() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.attempt(t);
    History again = desk.later(25 * HOUR_MS).attempt(t);
    desk.impose(freeze("f", "B"));
    assertThat(desk.deciding(t).from(again).commit().status()).isEqualTo(Status.CHANGED);
  }

  @ParameterizedTest(name = "{0} ms after its end: {1}")
  @CsvSource({"-1, 1", "0, 0", "1, 0"})
  @Sentence("C-4")
  @DisplayName("a control lapses at the very instant of its end")
  void lapses(long afterMs, int inForce) {
    desk.impose(control(Control.Kind.FREEZE, "f", "A", START_MS + HOUR_MS));
    desk.at(START_MS + HOUR_MS + afterMs);
    assertThat(desk.controls("A")).hasSize(inForce);
    assertThat(desk.attempt(desk.pays("1", "A", "B", 1).build()).payerControls()).hasSize(inForce);
    assertThat(desk.attempt(desk.pays("1", "B", "A", 1).build()).payeeControls()).hasSize(inForce);
    assertThat(desk.lift("A", "f")).isEqualTo(inForce == 1);
  }

  @Test
  @DisplayName("a control that has ended already moves nothing, and is entered in the history")
  void endedAlready() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.reserve(t);
    Control ended = control(Control.Kind.FREEZE, "f", "A", START_MS);
    assertThat(desk.impose(ended)).isEmpty();
    assertThat(desk.controls("A")).isEmpty();
    assertThat(history())
        .extracting(ControlHistory.Entry::what)
        .containsExactly(What.IMPOSED, What.LAPSED);
  }

  @Test
  @Sentence("C-4")
  @DisplayName("a control with the id of another replaces it")
  void replaces() {
    desk.impose(freeze("c", "A"));
    Control watch = control(Control.Kind.WATCH, "c", "A");
    desk.impose(watch);
    assertThat(desk.controls("A")).containsExactly(watch);
    assertThat(desk.lift("A", "c")).isTrue();
    assertThat(desk.lift("A", "c")).isFalse();
    assertThat(desk.controls("A")).isEmpty();
  }

  @Test
  @DisplayName("controls on different accounts are apart")
  void apart() {
    desk.impose(freeze("f", "A"));
    assertThat(desk.controls("B")).isEmpty();
    assertThat(desk.lift("B", "f")).isFalse();
    assertThat(desk.store.controlHistory(TENANT, "B", desk.moment()))
        .isEqualTo(ControlHistory.NONE);
    History history = desk.attempt(desk.pays("1", "B", "C", 1).build());
    assertThat(history.payerControls()).isEmpty();
    assertThat(history.payeeControls()).isEmpty();
  }

  private List<ControlHistory.Entry> history() {
    return desk.store.controlHistory(TENANT, "A", desk.moment()).entries();
  }

  @Test
  @Sentence("C-8")
  @DisplayName("what became of controls is told in order: who, what, when and why")
  void whatBecameOfThem() {
    Control first = control(Control.Kind.FREEZE, "f", "A", START_MS + 10 * MINUTE_MS);
    Control second = control(Control.Kind.FREEZE, "f", "A", START_MS + 20 * MINUTE_MS);
    Control other = freeze("g", "A");
    desk.impose(first);
    desk.later(MINUTE_MS).impose(second);
    desk.later(MINUTE_MS).impose(other);
    desk.later(MINUTE_MS);
    desk.store.lift(TENANT, "A", "g", "officer 7", "cleared", desk.moment());
    desk.later(HOUR_MS);
    assertThat(history())
        .containsExactly(
            new ControlHistory.Entry(first, What.IMPOSED, at(START_MS), "bank", "why"),
            new ControlHistory.Entry(
                second, What.REPLACED, at(START_MS + MINUTE_MS), "bank", "why"),
            new ControlHistory.Entry(
                other, What.IMPOSED, at(START_MS + 2 * MINUTE_MS), "bank", "why"),
            new ControlHistory.Entry(
                other, What.LIFTED, at(START_MS + 3 * MINUTE_MS), "officer 7", "cleared"),
            new ControlHistory.Entry(
                second, What.LAPSED, at(START_MS + 20 * MINUTE_MS), "bank", "why"));
  }

  @Test
  @Sentence("C-8")
  @DisplayName("what lapsed is entered where it ended, however late anybody looks")
  void lapsedInOrder() {
    desk.impose(control(Control.Kind.FREEZE, "late", "A", START_MS + 2 * HOUR_MS));
    desk.impose(control(Control.Kind.FREEZE, "early", "A", START_MS + HOUR_MS));
    desk.at(START_MS + DAY_MS).impose(freeze("new", "A"));
    assertThat(history())
        .extracting(e -> e.what() + " " + e.control().id())
        .containsExactly(
            "IMPOSED late", "IMPOSED early", "LAPSED early", "LAPSED late", "IMPOSED new");
  }

  @Test
  @Sentence({"C-8", "H-8"})
  @DisplayName("controls and what became of them survive forget")
  void survivesForget() {
    desk.impose(freeze("f", "A"));
    desk.impose(freeze("g", "A"));
    desk.lift("A", "g");
    List<ControlHistory.Entry> before = history();
    desk.forget("A");
    assertThat(desk.controls("A")).containsExactly(freeze("f", "A"));
    assertThat(history()).isEqualTo(before);
  }

  @Test
  @Sentence("C-8")
  @DisplayName("what a long history lets go of is counted, and tells of no control in force")
  void longHistory() {
    Control old = freeze("old", "A");
    desk.impose(old);
    for (int i = 0; i < 2_000; i++) {
      desk.later(1).impose(freeze("f", "A"));
      desk.lift("A", "f");
    }
    ControlHistory told = desk.store.controlHistory(TENANT, "A", desk.moment());
    assertThat(told.entries().size() + told.dropped()).isEqualTo(4_001);
    assertThat(told.entries()).filteredOn(e -> e.control().equals(old)).hasSize(1);
    assertThat(told.entries().get(told.entries().size() - 1).what()).isEqualTo(What.LIFTED);
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("C-10")
  @DisplayName("an account takes 64 controls of a sort; another of the sort is refused, not lost")
  void full(Control.Kind kind) {
    for (int i = 0; i < CONTROLS_MAX; i++) {
      desk.impose(control(kind, "c" + i, "A", i == 0 ? START_MS + 10 : null));
    }
    assertThatThrownBy(() -> desk.impose(control(kind, "new", "A")))
        .isInstanceOf(StoreException.class);
    assertThat(desk.controls("A")).hasSize(CONTROLS_MAX);
    desk.impose(control(kind, "c7", "A")); // in place of one
    boolean stops = control(kind, "x", "A").stops(TransferKind.WITHDRAWAL, AssetClass.FIAT, true);
    desk.impose(
        stops
            ? control(Control.Kind.WATCH, "other sort", "A")
            : control(Control.Kind.FREEZE, "other sort", "A"));
    desk.at(START_MS + 10).impose(control(kind, "new", "A"));
    assertThat(desk.controls("A"))
        .hasSize(CONTROLS_MAX + 1)
        .extracting(Control::id)
        .contains("new", "c7", "other sort")
        .doesNotContain("c0");
  }

  @Test
  @Sentence("C-11")
  @DisplayName("what lapsed by a clock that was ahead comes back when it is set right")
  void clockAhead() {
    Control control = control(Control.Kind.FREEZE, "f", "A", START_MS + HOUR_MS);
    desk.impose(control);
    assertThat(desk.at(START_MS + DAY_MS).controls("A")).isEmpty();
    assertThat(desk.at(START_MS + MINUTE_MS).controls("A")).containsExactly(control);
    assertThat(desk.at(START_MS + HOUR_MS).controls("A")).isEmpty();
  }
}
