package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.pays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredMovement;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An account's movements in event order, and a tenant's accounts and transfers, page by page. */
abstract class ExportCases extends Theme {
  private Desk desk;

  ExportCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(Kit.daily(100_000));
  }

  private MovementPage page(String account, long fromMs, long toMs, int max) {
    return desk.store.movements(TENANT, account, fromMs, toMs, max, desk.moment());
  }

  private List<StoredMovement> all(String account) {
    MovementPage page = page(account, 0, START_MS + HOUR_MS, 1_000);
    assertThat(page.nextMs()).isEqualTo(History.NEVER);
    return page.movements();
  }

  private static List<String> ids(List<StoredMovement> movements) {
    return movements.stream().map(m -> m.transfer().id()).toList();
  }

  @Test
  @Sentence({"E-1", "E-2"})
  @DisplayName("everything from and to the account is told, in event order, in its state")
  void everything() {
    desk.observe(pays("observed", "X", "A", 7, START_MS - 50).build());
    desk.attempt(pays("attempt", "A", "B", 1, START_MS - 10).build());
    desk.settled(pays("settled", "A", "B", 2, START_MS - 40).build());
    desk.decide(pays("held", "A", "B", 3, START_MS - 20).build(), TransferState.HELD);
    desk.reserve(
        pays("coins", "B", "A", 0, START_MS - 30)
            .asset(5, "BTC", 8, AssetClass.VIRTUAL_CURRENCY)
            .build());
    desk.observe(pays("refund", "A", "B", 9, START_MS).kind(TransferKind.REFUND).build());
    desk.observe(pays("others", "X", "B", 9, START_MS).build());
    List<StoredMovement> told = all("A");
    assertThat(ids(told))
        .containsExactly("observed", "settled", "coins", "held", "attempt", "refund");
    assertThat(told)
        .extracting(StoredMovement::state)
        .containsExactly(
            TransferState.SETTLED,
            TransferState.SETTLED,
            TransferState.RESERVED,
            TransferState.HELD,
            null,
            TransferState.SETTLED);
    assertThat(told).extracting(StoredMovement::value).containsExactly(7L, 2L, 5L, 3L, 1L, 9L);
  }

  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "0, 10, 3",
    "0, 1, 1",
    "0, 0, 0",
    "1, 5, 0",
    "1, 6, 1",
    "5, 6, 1",
    "6, 9, 0",
    "5, 10, 2"
  })
  @Sentence("E-1")
  @DisplayName("a period holds its first instant, and not its last")
  void period(long from, long to, int expected) {
    for (long at : new long[] {0, 5, 9}) {
      desk.observe(pays("t" + at, "A", "B", 1, START_MS + at).build());
    }
    assertThat(page("A", START_MS + from, START_MS + to, 100).movements()).hasSize(expected);
  }

  @Test
  @Sentence("E-2")
  @DisplayName("of equal times what leaves comes first, each in order of arrival")
  void equalTimes() {
    desk.observe(pays("in1", "B", "A", 1, START_MS).build());
    desk.observe(pays("out1", "A", "B", 1, START_MS).build());
    desk.observe(pays("in2", "C", "A", 1, START_MS).build());
    desk.observe(pays("out2", "A", "C", 1, START_MS).build());
    desk.observe(pays("early", "C", "A", 1, START_MS - 1).build());
    assertThat(ids(all("A"))).containsExactly("early", "out1", "out2", "in1", "in2");
  }

  @Test
  @Sentence("E-2")
  @DisplayName("a transfer to itself is told once")
  void toItself() {
    desk.observe(pays("1", "A", "A", 1, START_MS).build());
    assertThat(ids(all("A"))).containsExactly("1");
  }

  @ParameterizedTest(name = "{0} a page")
  @ValueSource(ints = {1, 2, 3, 7, 100})
  @Sentence("E-3")
  @DisplayName("the pages of a period hold each movement once, and end between two event times")
  void pages(int max) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String id = "t" + i;
      desk.observe(pays(id, "A", "B", 1, START_MS + i / 3).build());
      expected.add(id);
    }
    List<String> told = new ArrayList<>();
    long lastMs = Long.MIN_VALUE;
    long next = START_MS;
    while (next != History.NEVER) {
      MovementPage page = page("A", next, START_MS + HOUR_MS, max);
      assertThat(next).isGreaterThan(lastMs);
      assertThat(page.movements()).isNotEmpty();
      assertThat(page.movements().size()).isLessThan(max + 3);
      lastMs = Kit.timeMs(page.movements().get(page.movements().size() - 1).transfer());
      told.addAll(ids(page.movements()));
      next = page.nextMs();
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  @Sentence("E-4")
  @DisplayName("what is told of a short while ago is whole")
  void whole() {
    desk.observe(pays("1", "A", "B", 1, START_MS).build());
    assertThat(page("A", 0, START_MS + 1, 10).wholeSinceMs()).isLessThan(START_MS - HOUR_MS);
  }

  @Test
  @DisplayName("of an account that nobody knows nothing is told")
  void unknownAccount() {
    MovementPage page = page("nobody", 0, START_MS, 10);
    assertThat(page.movements()).isEmpty();
    assertThat(page.nextMs()).isEqualTo(History.NEVER);
  }

  @ParameterizedTest(name = "{0} ms after its expiry: {1}")
  @CsvSource({"-1, RESERVED", "0, EXPIRED"})
  @Sentence("E-5")
  @DisplayName("states are those at the clock of the export")
  void states(long afterMs, TransferState expected) {
    desk.reserve(pays("1", "A", "B", 1, START_MS).build());
    desk.at(START_MS + Kit.PENDING_MS + afterMs);
    assertThat(all("A").get(0).state()).isEqualTo(expected);
  }

  @Test
  @Sentence("E-5")
  @DisplayName("states and marks stay when the reference is no longer remembered")
  void afterItsReference() {
    Transfer t = pays("1", "A", "B", 1, START_MS).build();
    desk.decide(t, TransferState.HELD);
    desk.settle(t);
    desk.reserve(pays("2", "A", "B", 1, START_MS + 1).build());
    desk.later(Kit.REFERENCES_KEPT.toMillis());
    assertThat(desk.store.find(Kit.reference(t), desk.moment())).isNull();
    List<StoredMovement> told = all("A");
    assertThat(told)
        .extracting(StoredMovement::state)
        .containsExactly(TransferState.SETTLED, TransferState.EXPIRED);
    assertThat(told.get(0).marks()).containsExactly(Mark.UNVERIFIED);
  }

  /** Asks for page after page; fails where something is told twice, or a page has too many. */
  private <T> List<T> pageThrough(int max, Function<@Nullable String, StorePage<T>> pages) {
    List<T> told = new ArrayList<>();
    String cursor = null;
    int asked = 0;
    do {
      StorePage<T> page = pages.apply(cursor);
      assertThat(page.items().size()).isLessThanOrEqualTo(max);
      told.addAll(page.items());
      assertThat(page.next()).as("goes on").isNotEqualTo(cursor == null ? "" : cursor);
      cursor = page.next();
      assertThat(asked++).as("comes to an end").isLessThan(10_000);
    } while (cursor != null);
    assertThat(told).doesNotHaveDuplicates();
    return told;
  }

  private List<String> accounts(int max) {
    return pageThrough(max, c -> desk.store.accounts(TENANT, c, max, desk.moment()));
  }

  private List<StoredTransfer> transfers(int max) {
    return pageThrough(max, c -> desk.store.transfers(TENANT, c, max, desk.moment()));
  }

  @ParameterizedTest(name = "{0} a page")
  @ValueSource(ints = {1, 2, 7, 40, 1_000})
  @DisplayName("the pages of a tenant's accounts tell each once")
  void accountsOnce(int max) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      desk.settled(desk.pays("t", "payer:" + i, "/pay ee" + i, 1).build());
      expected.addAll(List.of("payer:" + i, "/pay ee" + i));
    }
    assertThat(accounts(max)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest(name = "{0} a page")
  @ValueSource(ints = {1, 2, 7, 60, 1_000})
  @DisplayName("the pages of a tenant's transfers tell each once, as it is found")
  void transfersOnce(int max) {
    List<StoredTransfer> expected = new ArrayList<>();
    for (int owner = 0; owner < 4; owner++) {
      for (int i = 0; i < 10 + owner; i++) {
        Transfer t = desk.pays("" + i, "" + owner, "B", 1).build();
        expected.add(i % 2 == 0 ? desk.settled(t) : desk.decide(t, TransferState.HELD));
      }
    }
    desk.attempt(desk.pays("undecided", "1", "B", 1).build());
    desk.observe(desk.pays("movement", "1", "B", 1).build());
    assertThat(transfers(max)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @DisplayName("an empty store has one empty page of each")
  void emptyStore() {
    assertThat(accounts(10)).isEmpty();
    assertThat(transfers(10)).isEmpty();
  }

  @Test
  @DisplayName("transfers are told in their state at the clock, and only while they are remembered")
  void statesOfTransfers() {
    desk.reserve(desk.pays("1", "A", "B", 1).build());
    desk.later(Kit.PENDING_MS);
    assertThat(transfers(10))
        .extracting(StoredTransfer::state)
        .containsExactly(TransferState.EXPIRED);
    desk.at(START_MS + Kit.REFERENCES_KEPT.toMillis());
    assertThat(transfers(10)).isEmpty();
  }

  @Test
  @DisplayName("what comes and goes between pages does not make others be missed or told twice")
  void meanwhile() {
    List<String> stay = new ArrayList<>();
    for (int i = 10; i < 50; i++) {
      desk.settled(desk.pays("t" + i, "A" + i, "B", 1).build());
      stay.add("A" + i);
    }
    List<String> told = new ArrayList<>();
    List<String> ofTransfers = new ArrayList<>();
    int[] step = {0};
    told.addAll(
        pageThrough(
            3,
            c -> {
              int i = step[0]++;
              desk.settled(desk.pays("n", "A" + (10 + i) + "x", "B", 1).build());
              desk.settled(desk.pays("n", "new" + i, "B", 1).build());
              desk.forget("A" + (10 + i) + "x");
              return desk.store.accounts(TENANT, c, 3, desk.moment());
            }));
    assertThat(told).containsAll(stay).contains("B");
    pageThrough(
            3,
            c -> {
              int i = step[0]++;
              desk.settled(desk.pays("m" + i, "A" + (10 + i % 40), "B", 1).build());
              return desk.store.transfers(TENANT, c, 3, desk.moment());
            })
        .forEach(s -> ofTransfers.add(s.reference().owner() + s.reference().id()));
    assertThat(ofTransfers).containsAll(stay.stream().map(a -> a + "t" + a.substring(1)).toList());
  }

  @Test
  @DisplayName("an account with nothing but a control, lifted or not, is told")
  void withControlOnly() {
    desk.impose(Control.freeze("f", TENANT, "A", null, "bank", "why"));
    desk.impose(Control.freeze("f", TENANT, "B", null, "bank", "why"));
    desk.lift("B", "f");
    assertThat(accounts(10)).containsExactlyInAnyOrder("A", "B");
  }

  @Test
  @DisplayName("an account that was forgotten is not told; one with an open transfer is")
  void forgottenAccount() {
    desk.settled(desk.pays("1", "A", "B", 1).build());
    desk.reserve(desk.pays("1", "C", "B", 1).build());
    desk.forget("A");
    desk.forget("C");
    assertThat(accounts(10)).containsExactlyInAnyOrder("B", "C");
    desk.cancel(desk.pays("1", "C", "B", 1).build());
    assertThat(accounts(10)).containsExactly("B");
  }

  @Test
  @DisplayName("a page without room is refused")
  void noRoom() {
    assertThatThrownBy(() -> desk.store.accounts(TENANT, null, 0, desk.moment()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> desk.store.transfers(TENANT, null, 0, desk.moment()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("exporting changes nothing")
  void changesNothing() {
    StoredTransfer before = desk.reserve(desk.pays("1", "A", "B", 70).build());
    accounts(1);
    transfers(1);
    all("A");
    assertThat(desk.find(desk.pays("1", "A", "B", 70).build())).isEqualTo(before);
    assertThat(desk.used("A")).isEqualTo(70);
  }
}
