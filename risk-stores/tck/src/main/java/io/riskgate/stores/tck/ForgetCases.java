package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.pays;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.StoredMovement;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After {@code forget} the person is gone, and others' numbers stay what they were. */
abstract class ForgetCases extends Theme {
  private static final Window DAY = Window.trailing(Duration.ofDays(1));

  private Desk desk;

  ForgetCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk =
        desk(
            List.of(Kit.daily(1_000)),
            Kit.count("payerOut", Aggregate.Key.PAYER, Direction.OUT, DAY),
            Kit.count("payerIn", Aggregate.Key.PAYER, Direction.IN, DAY),
            Kit.count("payeeOut", Aggregate.Key.PAYEE, Direction.OUT, DAY),
            Kit.count("payeeIn", Aggregate.Key.PAYEE, Direction.IN, DAY),
            Kit.count("pair", Aggregate.Key.PAYER_PAYEE, Direction.OUT, DAY),
            Kit.count("device", Aggregate.Key.DEVICE, Direction.OUT, DAY),
            Kit.count("payerDevice", Aggregate.Key.PAYER_DEVICE, Direction.OUT, DAY),
            Kit.count("ip", Aggregate.Key.IP, Direction.OUT, DAY),
            Kit.count("customer", Aggregate.Key.CUSTOMER, Direction.OUT, DAY),
            Kit.count("merchant", Aggregate.Key.MERCHANT, Direction.OUT, DAY));
  }

  private static Transfer.Builder full(String id, String payer, String payee) {
    return pays(id, payer, payee, 70, START_MS)
        .device("phone")
        .ip("10.0.0.1")
        .customer("ann")
        .merchant("shop")
        .location(31.23, 121.47)
        .originCountry("CN");
  }

  private History probe(String id, String payer, String payee) {
    return desk.attempt(full(id, payer, payee).build());
  }

  @Test
  @Sentence("H-8")
  @DisplayName("the payer's own history is gone; what others count stays")
  void payer() {
    desk.settled(full("1", "A", "B").build());
    desk.forget("A");
    History own = probe("p", "A", "C");
    assertThat(own.aggregates()).containsExactly(0, 0, 0, 0, 0, 1, 0, 1, 1, 1);
    assertThat(own.payerFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(own.payerLastSeenMs()).isEqualTo(History.NEVER);
    assertThat(own.payerDeviceFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(own.lastPlaceMs()).isEqualTo(History.NEVER);
    History others = probe("q", "X", "B");
    assertThat(others.aggregates()).containsExactly(0, 0, 0, 1, 0, 2, 0, 2, 2, 2);
    assertThat(others.payeeFirstSeenMs()).isEqualTo(START_MS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  @Sentence({"H-8", "R-3"})
  @DisplayName("asking again for a closed transfer tells nothing anew to whom it was forgotten")
  void retried(String forgotten) {
    Transfer t = full("1", "A", "B").build();
    desk.settled(t);
    desk.forget(forgotten);
    History before = probe("p", "A", "B");
    assertThat(desk.retry(t).state()).isEqualTo(TransferState.SETTLED);
    History after = probe("p", "A", "B");
    assertThat(after.aggregates()).isEqualTo(before.aggregates());
    assertThat(after.payerFirstSeenMs()).isEqualTo(before.payerFirstSeenMs());
    assertThat(after.payeeFirstSeenMs()).isEqualTo(before.payeeFirstSeenMs());
  }

  @Test
  @Sentence("H-8")
  @DisplayName("the payee's own history is gone; what the payer counts of itself stays")
  void payee() {
    desk.settled(full("1", "A", "B").build());
    desk.forget("B");
    History history = probe("p", "A", "B");
    assertThat(history.aggregates()).containsExactly(1, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.pairFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.lastPlaceMs()).isEqualTo(START_MS);
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("H-8")
  @DisplayName("others' counts of different things stay what they were")
  void distinct(Field field) {
    Desk other =
        desk(
            new Aggregate(
                "d", Aggregate.Key.PAYEE, Direction.IN, Measure.DISTINCT, field, DAY, Filter.ALL));
    for (int i = 0; i < 3; i++) {
      other.observe(
          pays("t" + i, "A", "B", 1, START_MS)
              .customer("c" + i)
              .device("d" + i)
              .ip("10.0.0." + i)
              .location(10 + i, 20)
              .originCountry("CN")
              .build());
    }
    long before = other.value(pays("p", "X", "B", 1, START_MS).build());
    other.forget("A");
    assertThat(other.value(pays("p", "X", "B", 1, START_MS).build())).isEqualTo(before);
    assertThat(before).isPositive();
  }

  @Test
  @Sentence("E-6")
  @DisplayName("in the other party's export the account stands under a pseudonym, always the same")
  void pseudonym() {
    desk.settled(full("1", "A", "B").build());
    desk.settled(full("2", "A", "B").build());
    desk.settled(full("3", "B", "A").build());
    desk.forget("A");
    List<StoredMovement> told = page("B").movements();
    assertThat(told).hasSize(3);
    String someone = told.get(0).transfer().payee();
    assertThat(someone).isNotEqualTo("A").isNotBlank();
    for (StoredMovement m : told.subList(1, 3)) {
      Transfer t = m.transfer();
      assertThat(t.payer()).isEqualTo(someone);
      assertThat(t.payee()).isEqualTo("B");
      assertThat(t.device()).isNotEqualTo("phone");
      assertThat(t.ip()).isNotEqualTo("10.0.0.1");
      assertThat(t.customer()).isNotEqualTo("ann");
      assertThat(t.latitude()).isNotEqualTo(31.23);
      assertThat(t.amountMinor()).isEqualTo(70);
      assertThat(m.value()).isEqualTo(70);
      assertThat(m.state()).isEqualTo(TransferState.SETTLED);
    }
    // An export may leave a device out, but what is told of B's own is not changed.
    assertThat(told.get(0).transfer().device()).as("B's own").isIn("phone", null);
  }

  private MovementPage page(String account) {
    return desk.store.movements(TENANT, account, 0, START_MS + HOUR_MS, 100, desk.moment());
  }

  @Test
  @Sentence({"E-4", "H-8"})
  @DisplayName("its own export is empty, and says that it is not whole")
  void ownExport() {
    desk.settled(full("1", "A", "B").build());
    desk.later(HOUR_MS).forget("A");
    MovementPage page = page("A");
    assertThat(page.movements()).isEmpty();
    assertThat(page.wholeSinceMs()).isEqualTo(desk.nowMs + 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence("H-8")
  @DisplayName("open transfers stay whole, and can be ended")
  void openTransfers(TransferState state) {
    Transfer t = full("1", "A", "B").build();
    StoredTransfer before = desk.decide(t, state);
    desk.forget("A");
    assertThat(desk.find(t)).isEqualTo(before);
    assertThat(desk.settle(t).state()).isEqualTo(TransferState.SETTLED);
    assertThat(desk.used("A")).isEqualTo(70);
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTLED", "CANCELLED", "EXPIRED"})
  @Sentence("H-8")
  @DisplayName("of a closed transfer what a retry is compared with stays, and nothing else")
  void closedTransfers(TransferState end) {
    Transfer t = full("1", "A", "B").build();
    desk.reserve(t);
    switch (end) {
      case SETTLED -> desk.settle(t);
      case CANCELLED -> desk.cancel(t);
      default -> desk.later(Kit.PENDING_MS);
    }
    desk.forget("A");
    StoredTransfer kept = desk.retry(t);
    assertThat(kept.state()).isEqualTo(end);
    assertThat(kept.transfer().hasSameContentAs(t)).isTrue();
    assertThat(kept.transfer().device()).isNull();
    assertThat(kept.transfer().ip()).isNull();
    assertThat(kept.transfer().customer()).isNull();
    assertThat(kept.transfer().hasLocation()).isFalse();
  }

  @ParameterizedTest(name = "{1} that were {0}")
  @CsvSource({"CANCELLED, 3", "EXPIRED, 3", "CANCELLED, 200", "EXPIRED, 200"})
  @Sentence("H-15")
  @DisplayName("settled after its payer was forgotten, a transfer counts so at its payee alone")
  void settledAfterwards(TransferState end, int count) {
    List<Aggregate> ended = new ArrayList<>();
    List<Aggregate> settled = new ArrayList<>();
    for (Aggregate.Key key : ELSEWHERE) {
      ended.add(number("ended" + key, key, Direction.OUT, Set.of(end)));
      settled.add(number("settled" + key, key, Direction.OUT, Set.of(TransferState.SETTLED)));
    }
    Aggregate received =
        number("received", Aggregate.Key.PAYEE, Direction.IN, Set.of(TransferState.SETTLED));
    Aggregate payers =
        new Aggregate(
            "payers",
            Aggregate.Key.PAYEE,
            Direction.IN,
            Measure.DISTINCT,
            Field.PAYER,
            DAY,
            states(Set.of(TransferState.SETTLED)));
    List<Aggregate> all = new ArrayList<>(List.of(received, payers));
    all.addAll(ended);
    all.addAll(settled);
    Desk at = desk(List.of(), all.toArray(new Aggregate[0]));
    List<Transfer> theirs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Transfer t = elsewhere("t" + i, "A" + i);
      at.reserve(t);
      if (end == TransferState.CANCELLED) {
        at.cancel(t);
      }
      theirs.add(t);
    }
    at.later(Kit.PENDING_MS + 3 * Kit.MINUTE_MS).attempt(elsewhere("p", "X")); // counted ahead
    for (Transfer t : theirs.subList(0, 3)) {
      at.forget(t.payer());
      assertThat(at.settle(t).state()).isEqualTo(TransferState.SETTLED);
    }
    History history = at.attempt(elsewhere("q", "X"));
    assertThat(at.value(history, received)).isEqualTo(3);
    assertThat(at.value(history, payers)).isEqualTo(3);
    ended.forEach(a -> assertThat(at.value(history, a)).as(a.name()).isEqualTo(count));
    settled.forEach(a -> assertThat(at.value(history, a)).as(a.name()).isZero());
    History later = at.attempt(elsewhere("r", "X")); // whatever is found out only by asking again
    ended.forEach(a -> assertThat(at.value(later, a)).as(a.name()).isEqualTo(count));
    settled.forEach(a -> assertThat(at.value(later, a)).as(a.name()).isZero());
  }

  private static final List<Aggregate.Key> ELSEWHERE =
      List.of(
          Aggregate.Key.DEVICE, Aggregate.Key.IP, Aggregate.Key.CUSTOMER, Aggregate.Key.MERCHANT);

  private static Transfer elsewhere(String id, String payer) {
    return full(id, payer, "B").build();
  }

  private static Aggregate number(
      String name, Aggregate.Key key, Direction direction, Set<TransferState> states) {
    return new Aggregate(name, key, direction, Measure.COUNT, null, DAY, states(states));
  }

  private static Filter states(Set<TransferState> states) {
    return new Filter(Set.of(), Set.of(), Set.of(), states, 0);
  }

  @Test
  @Sentence("H-8")
  @DisplayName("the use of running windows stays")
  void limits() {
    desk.settled(full("1", "A", "B").build());
    desk.reserve(full("2", "A", "B").build());
    desk.observe(full("3", "A", "B").build());
    desk.forget("A");
    assertThat(desk.used("A")).isEqualTo(210);
  }

  @Test
  @Sentence({"H-8", "C-3"})
  @DisplayName("forgotten between attempt and commit, a transfer is decided, and can be stopped")
  void betweenAttemptAndCommit() {
    Transfer t = full("1", "A", "B").build();
    History history = desk.attempt(t);
    desk.forget("A");
    assertThat(desk.deciding(t).from(history).commit().status()).isEqualTo(Status.COMMITTED);
    Control freeze = Control.freeze("f", TENANT, "A", null, "bank", "why");
    assertThat(desk.impose(freeze)).containsExactly(reference(t));
  }

  @Test
  @DisplayName("what happens after it is history again")
  void afterwards() {
    desk.settled(full("1", "A", "B").build());
    desk.forget("A");
    desk.later(1).settled(pays("2", "A", "B", 5, desk.nowMs).build());
    History history = desk.attempt(pays("p", "A", "B", 1, desk.nowMs).build());
    assertThat(history.aggregates()[0]).isEqualTo(1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(desk.nowMs);
    assertThat(page("A").movements()).extracting(m -> m.transfer().id()).containsExactly("2", "p");
  }

  @Test
  @DisplayName("forgetting what is not known, or is forgotten already, does nothing")
  void unknown() {
    desk.forget("nobody");
    desk.settled(full("1", "A", "B").build());
    desk.forget("A");
    desk.forget("A");
    assertThat(desk.find(full("1", "A", "B").build()).state()).isEqualTo(TransferState.SETTLED);
    assertThat(Objects.requireNonNull(page("B").movements().get(0).transfer().payer()))
        .isNotEqualTo("A");
  }
}
