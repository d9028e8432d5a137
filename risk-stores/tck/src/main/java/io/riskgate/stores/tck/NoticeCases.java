package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.at;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.ControlHistory.What;
import io.riskgate.core.NoticeStatus.State;
import io.riskgate.core.NoticeStatus.Step;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredNotice;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Emergency stop-payment notices. */
abstract class NoticeCases extends Theme {
  private static final long DUE_MS = START_MS + 2 * HOUR_MS;
  private static final long LAPSE_MS = START_MS + 2 * DAY_MS;
  private static final Set<State> ANY = EnumSet.allOf(State.class);

  private Desk desk;

  NoticeCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(Kit.daily(1_000));
  }

  private static StoredNotice notice(String number, String account, long receivedMs) {
    return StoredNotice.received(
        StopPaymentNotice.builder()
            .number(number)
            .account(account)
            .authority("police")
            .reason("case 7")
            .victim("v")
            .receivedAt(at(receivedMs))
            .build(),
        receivedMs + 2 * HOUR_MS,
        receivedMs + 2 * DAY_MS);
  }

  private @Nullable StoredNotice tell(StoredNotice notice) {
    return desk.store.receive(notice, Kit.authority(), desk.nowMs + DAY_MS, desk.moment());
  }

  private StoredNotice received(String number, String account) {
    return Objects.requireNonNull(tell(notice(number, account, desk.nowMs)), "it is new");
  }

  private static Step step(long ms) {
    return new Step("bank", "checked", at(ms));
  }

  private boolean change(StoredNotice next) {
    return desk.store.change(next, desk.moment());
  }

  private static Control stopUntil(String id, @Nullable Long untilMs) {
    return Control.stopPayment(
        id, TENANT, "A", untilMs == null ? null : at(untilMs), "police", "case 7");
  }

  private List<What> history() {
    return desk.store.controlHistory(TENANT, "A", desk.moment()).entries().stream()
        .map(ControlHistory.Entry::what)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence({"N-1", "C-2"})
  @DisplayName("a notice stops the account at once, and tells and keeps what it moved")
  void stopsAtOnce(TransferState state) {
    Transfer from = desk.pays("1", "A", "B", 70).build();
    Transfer to = desk.pays("1", "B", "A", 70).build();
    desk.decide(from, state);
    desk.decide(to, state);
    StoredNotice stored = received("n", "A");
    assertThat(stored.held()).containsExactlyInAnyOrder(reference(from), reference(to));
    assertThat(desk.find(from).state()).isEqualTo(TransferState.HELD);
    assertThat(desk.find(to).demand().path()).isEqualTo(ReleasePath.AUTHORITY);
    assertThat(desk.used("A")).isZero();
    assertThat(desk.controls("A")).containsExactly(stopUntil("n", LAPSE_MS));
    assertThat(desk.store.notices(TENANT, "A")).containsExactly(stored);
    assertThat(history()).containsExactly(What.IMPOSED);
  }

  @ParameterizedTest(name = "on {0}")
  @CsvSource({"A", "B"})
  @Sentence({"N-1", "C-3"})
  @DisplayName("a notice between attempt and reservation stops the reservation")
  void racesAReservation(String account) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    History history = desk.attempt(t);
    assertThat(received("n", account).held()).isEmpty();
    assertThat(desk.deciding(t).from(history).commit().status()).isEqualTo(Status.CHANGED);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @Sentence({"N-1", "C-3"})
  @DisplayName("a notice between reservation and settlement moves the reservation")
  void afterAReservation() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.reserve(t);
    assertThat(received("n", "B").held()).containsExactly(reference(t));
    assertThat(desk.cancel(t).state()).isEqualTo(TransferState.CANCELLED);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @Sentence("N-2")
  @DisplayName("a notice told again changes nothing, whatever it says")
  void toldAgain() {
    StoredNotice first = received("n", "A");
    Transfer t = desk.later(1).pays("1", "B", "C", 70).build();
    desk.reserve(t);
    assertThat(tell(notice("n", "A", START_MS + HOUR_MS))).isNull();
    assertThat(desk.store.notices(TENANT, "A")).containsExactly(first);
    assertThat(tell(notice("n", "B", START_MS))).as("on another account").isNotNull();
    assertThat(tell(notice("m", "A", START_MS))).as("another number").isNotNull();
    assertThat(desk.store.notices(TENANT, "A")).hasSize(2);
  }

  @Test
  @DisplayName("a notice is known by its number also once it is over")
  void toldAgainWhenOver() {
    received("n", "A");
    desk.lift("A", "n");
    assertThat(tell(notice("n", "A", desk.nowMs))).isNull();
    assertThat(desk.controls("A")).isEmpty();
  }

  @ParameterizedTest(name = "{0} ms after its lapse: {1} in force")
  @CsvSource({"-1, 1", "0, 0", "1, 0"})
  @Sentence("N-6")
  @DisplayName("a notice lapses at the very instant")
  void lapses(long afterMs, int inForce) {
    received("n", "A");
    desk.at(LAPSE_MS + afterMs);
    assertThat(desk.controls("A")).hasSize(inForce);
    assertThat(desk.store.notices(TENANT, EnumSet.of(State.LAPSED), 0, 10, desk.moment()))
        .hasSize(1 - inForce);
  }

  @Test
  @Sentence("C-8")
  @DisplayName("a confirmation is kept, and entered in the history of controls once")
  void confirmed() {
    StoredNotice next = received("n", "A").confirmed(step(START_MS + HOUR_MS));
    desk.later(HOUR_MS);
    assertThat(change(next)).isTrue();
    assertThat(desk.store.notices(TENANT, "A")).containsExactly(next);
    assertThat(change(next.told(desk.nowMs))).isTrue();
    assertThat(history()).containsExactly(What.IMPOSED, What.CONFIRMED);
  }

  @Test
  @Sentence({"N-6", "C-8"})
  @DisplayName("an extension prolongs the notice and its control in one step")
  void extended() {
    StoredNotice next = received("n", "A").extended(step(START_MS + 1), LAPSE_MS + 2 * DAY_MS);
    assertThat(change(next)).isTrue();
    assertThat(desk.controls("A")).containsExactly(stopUntil("n", LAPSE_MS + 2 * DAY_MS));
    desk.at(LAPSE_MS + 2 * DAY_MS - 1);
    assertThat(desk.controls("A")).hasSize(1);
    assertThat(desk.later(1).controls("A")).isEmpty();
    assertThat(history()).containsExactly(What.IMPOSED, What.EXTENDED, What.LAPSED);
  }

  @Test
  @DisplayName("of two changes to one revision the first wins")
  void firstChangeWins() {
    StoredNotice stored = received("n", "A");
    StoredNotice confirmed = stored.confirmed(step(START_MS));
    assertThat(change(confirmed)).isTrue();
    assertThat(change(stored.extended(step(START_MS), LAPSE_MS + DAY_MS))).isFalse();
    assertThat(change(confirmed)).as("the same again").isFalse();
    assertThat(desk.store.notices(TENANT, "A")).containsExactly(confirmed);
    assertThat(desk.controls("A")).containsExactly(stopUntil("n", LAPSE_MS));
  }

  @Test
  @DisplayName("a change to a notice that is not known changes nothing")
  void changeOfUnknown() {
    assertThat(change(notice("n", "A", START_MS).confirmed(step(START_MS)))).isFalse();
    assertThat(desk.store.notices(TENANT, "A")).isEmpty();
    assertThat(history()).isEmpty();
  }

  @Test
  @Sentence("N-7")
  @DisplayName("lifting the control of a notice lifts the notice")
  void lifted() {
    received("n", "A");
    desk.later(HOUR_MS);
    assertThat(desk.lift("A", "n")).isTrue();
    StoredNotice now = desk.store.notices(TENANT, "A").get(0);
    assertThat(now.state(desk.nowMs)).isEqualTo(State.LIFTED);
    assertThat(now.lifted()).isEqualTo(new Step("bank", "done", at(desk.nowMs)));
    assertThat(now.revision()).isEqualTo(1);
    assertThat(desk.controls("A")).isEmpty();
    assertThat(desk.lift("A", "n")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"STOP_PAYMENT", "FREEZE", "WATCH"})
  @Sentence("N-7")
  @DisplayName("no other control takes the id of a notice in force")
  void idIsTaken(Control.Kind kind) {
    received("n", "A");
    Control other = new Control("n", TENANT, "A", kind, null, 0, null, null, null, "bank", "why");
    assertThatThrownBy(() -> desk.impose(other)).isInstanceOf(IllegalArgumentException.class);
    assertThat(desk.controls("A")).containsExactly(stopUntil("n", LAPSE_MS));
    desk.at(LAPSE_MS);
    desk.impose(other);
    assertThat(desk.controls("A")).containsExactly(other);
  }

  @Test
  @Sentence("N-10")
  @DisplayName("a notice takes the place of a stop-payment of its id that ends no later")
  void takesThePlace() {
    desk.impose(stopUntil("n", START_MS + HOUR_MS));
    received("n", "A");
    assertThat(desk.controls("A")).containsExactly(stopUntil("n", LAPSE_MS));
    assertThat(history()).containsExactly(What.IMPOSED, What.REPLACED);
  }

  @Test
  @Sentence("N-10")
  @DisplayName("a control of its id that lasts longer or does more stays beside it, and after it")
  void staysBeside() {
    desk.impose(stopUntil("n", null));
    received("n", "A");
    assertThat(desk.controls("A")).hasSize(2);
    assertThat(desk.lift("A", "n")).isTrue();
    assertThat(desk.store.notices(TENANT, "A").get(0).lifted()).as("the notice first").isNotNull();
    assertThat(desk.controls("A")).containsExactly(stopUntil("n", null));
    assertThat(desk.lift("A", "n")).isTrue();
    assertThat(desk.controls("A")).isEmpty();
  }

  @Test
  @Sentence("N-11")
  @DisplayName("no notice is refused for lack of room for controls or notices")
  void room() {
    for (int i = 0; i < 64; i++) {
      desk.impose(Control.freeze("f" + i, TENANT, "A", null, "bank", "why"));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(tell(notice("n" + i, "A", START_MS))).isNotNull();
    }
    assertThat(desk.controls("A")).hasSize(264);
    assertThat(desk.store.notices(TENANT, "A")).as("all in force").hasSize(200);
  }

  @Test
  @DisplayName("notices of an account are told in order of arrival")
  void ofAccount() {
    StoredNotice b = received("b", "A");
    StoredNotice a = received("a", "A");
    received("c", "B");
    assertThat(desk.store.notices(TENANT, "A")).containsExactly(b, a);
    assertThat(desk.store.notices(TENANT, "nobody")).isEmpty();
  }

  @Test
  @DisplayName("notices of a tenant are found by state and receipt, the earliest first")
  void ofTenant() {
    for (int i = 4; i >= 0; i--) {
      tell(notice("n" + i, "A" + i, START_MS - i * HOUR_MS));
    }
    desk.lift("A2", "n2");
    StoredNotice n3 = desk.store.notices(TENANT, "A3").get(0);
    change(n3.confirmed(step(START_MS)));
    assertThat(found(ANY, 0, 10)).containsExactly("n4", "n3", "n2", "n1", "n0");
    assertThat(found(ANY, 0, 2)).containsExactly("n4", "n3");
    assertThat(found(ANY, START_MS - 2 * HOUR_MS, 10)).containsExactly("n2", "n1", "n0");
    assertThat(found(EnumSet.of(State.LIFTED), 0, 10)).containsExactly("n2");
    assertThat(found(EnumSet.of(State.CONFIRMED), 0, 10)).containsExactly("n3");
    assertThat(found(EnumSet.of(State.AWAITING_CONFIRMATION), 0, 10))
        .containsExactly("n4", "n1", "n0");
    desk.at(LAPSE_MS - HOUR_MS);
    assertThat(found(EnumSet.of(State.LAPSED), 0, 10)).containsExactly("n4", "n3", "n1");
  }

  private List<String> found(Set<State> states, long fromMs, int max) {
    return desk.store.notices(TENANT, states, fromMs, max, desk.moment()).stream()
        .map(n -> n.notice().number())
        .toList();
  }

  @ParameterizedTest(name = "at {0} ms after it was due: {1}")
  @CsvSource({"0, 0", "1, 1"})
  @Sentence({"N-4", "N-8"})
  @DisplayName("an overdue confirmation is due to be told, once, and not at the instant itself")
  void overdue(long afterMs, int expected) {
    received("n", "A");
    desk.at(DUE_MS + afterMs);
    List<StoredNotice> due = desk.store.dueNotices(10, desk.moment());
    assertThat(due).hasSize(expected);
    for (StoredNotice n : due) {
      assertThat(change(n.told(desk.nowMs))).isTrue();
    }
    assertThat(desk.store.dueNotices(10, desk.moment())).isEmpty();
    desk.at(LAPSE_MS);
    assertThat(desk.store.dueNotices(10, desk.moment())).as("its lapse").hasSize(1);
  }

  @Test
  @Sentence("N-8")
  @DisplayName("what is due is told of all tenants, as many as are asked for")
  void dueOfAll() {
    for (int i = 0; i < 5; i++) {
      tell(notice("n" + i, "A" + i, START_MS));
    }
    StoredNotice other =
        StoredNotice.received(
            StopPaymentNotice.builder()
                .tenant("other")
                .number("o")
                .account("A0")
                .authority("police")
                .reason("case")
                .receivedAt(at(START_MS))
                .build(),
            DUE_MS,
            LAPSE_MS);
    tell(other);
    desk.at(DUE_MS + 1);
    assertThat(desk.store.dueNotices(10, desk.moment())).hasSize(6).contains(other);
    assertThat(desk.store.dueNotices(4, desk.moment())).hasSize(4);
  }

  @Test
  @Sentence("H-8")
  @DisplayName("notices survive forget")
  void survivesForget() {
    StoredNotice stored = received("n", "A");
    desk.forget("A");
    assertThat(desk.store.notices(TENANT, "A")).containsExactly(stored);
    assertThat(found(ANY, 0, 10)).containsExactly("n");
    assertThat(desk.controls("A")).hasSize(1);
  }
}
