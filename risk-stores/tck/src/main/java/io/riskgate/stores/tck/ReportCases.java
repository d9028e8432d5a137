package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.at;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fraud reports: known by id, counted when they became known, and nowhere else. */
abstract class ReportCases extends Theme {
  private static final Aggregate OF_PAYEE = of("ofPayee", Aggregate.Key.PAYEE, Direction.IN);
  private static final Aggregate BY_PAYER = of("byPayer", Aggregate.Key.PAYER, Direction.OUT);
  private static final Aggregate ON_DEVICE = of("onDevice", Aggregate.Key.DEVICE, Direction.OUT);
  private static final Aggregate ON_IP = of("onIp", Aggregate.Key.IP, Direction.OUT);
  private static final Aggregate OF_CUSTOMER =
      of("ofCustomer", Aggregate.Key.CUSTOMER, Direction.OUT);
  private static final Aggregate OF_MERCHANT =
      of("ofMerchant", Aggregate.Key.MERCHANT, Direction.OUT);
  private static final Aggregate LOST =
      of("lost", Aggregate.Key.PAYEE, Direction.IN, Measure.SUM, null, Filter.ALL);
  private static final Aggregate PAID = Kit.outCount("paid", Duration.ofDays(30));

  private Desk desk;

  ReportCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk =
        desk(
            List.of(Kit.daily(1_000)),
            OF_PAYEE,
            BY_PAYER,
            ON_DEVICE,
            ON_IP,
            OF_CUSTOMER,
            OF_MERCHANT,
            LOST,
            PAID);
  }

  private static Aggregate of(String name, Aggregate.Key key, Direction direction) {
    return of(name, key, direction, Measure.COUNT, null, Filter.ALL);
  }

  private static Aggregate of(
      String name,
      Aggregate.Key key,
      Direction direction,
      Measure measure,
      @Nullable Field field,
      Filter filter) {
    return new Aggregate(
        name,
        Source.REPORTS,
        key,
        direction,
        measure,
        field,
        Window.trailing(Duration.ofDays(30)),
        Duration.ZERO,
        filter,
        null);
  }

  private static FraudReport.Builder report(String id) {
    return FraudReport.builder().id(id).payee("B").knownAt(at(START_MS));
  }

  private boolean tell(FraudReport.Builder report) {
    return desk.store.report(report.build(), desk.moment());
  }

  private History probe() {
    return desk.attempt(full(desk.pays("probe", "A", "B", 1)));
  }

  private static Transfer full(Transfer.Builder b) {
    return b.device("phone").ip("10.0.0.1").customer("ann").merchant("shop").build();
  }

  private void assertCounted(long... expected) {
    assertThat(probe().aggregates()).containsExactly(expected);
  }

  @Test
  @Sentence("B-1")
  @DisplayName("a report is known by its id, whatever else it says")
  void knownById() {
    assertThat(tell(report("r").value(5L))).isTrue();
    assertThat(tell(report("r").value(7L))).isFalse();
    assertThat(tell(report("r").payee("C"))).isFalse();
    assertCounted(1, 0, 0, 0, 0, 0, 5, 0);
  }

  @Test
  @Sentence("B-2")
  @DisplayName("a report counts for each subject that it names")
  void subjects() {
    tell(
        report("r")
            .payer("A")
            .device("phone")
            .ip("10.0.0.1")
            .customer("ann")
            .merchant("shop")
            .value(9L));
    assertCounted(1, 1, 1, 1, 1, 1, 9, 0);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("what a report leaves out is taken from its transfer")
  void takenFromTransfer() {
    Transfer t = full(desk.pays("1", "A", "B", 70));
    desk.settled(t);
    tell(report("r").reference(reference(t)));
    assertCounted(1, 1, 1, 1, 1, 1, 70, 1);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("what a report says itself is not taken from its transfer")
  void saidItself() {
    Transfer t = full(desk.pays("1", "A", "B", 70));
    desk.settled(t);
    tell(report("r").reference(reference(t)).payer("X").device("other").value(5L));
    assertCounted(1, 0, 0, 1, 1, 1, 5, 1);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("an attempt and an observed movement can be reported as well")
  void ofMovements() {
    Transfer moved = full(desk.pays("1", "A", "B", 70));
    Transfer tried = full(desk.pays("2", "A", "B", 20));
    desk.observe(moved);
    desk.attempt(tried);
    tell(report("r1").reference(reference(moved)));
    tell(report("r2").reference(reference(tried)));
    assertCounted(2, 2, 2, 2, 2, 2, 90, 2);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("nothing is taken from a transfer that went to another account, or is not known")
  void notItsTransfer() {
    Transfer t = full(desk.pays("1", "A", "C", 70));
    desk.settled(t);
    tell(report("r1").reference(reference(t)));
    tell(report("r2").reference(reference(desk.pays("9", "A", "B", 1).build())));
    assertCounted(2, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("nothing is taken from a transfer whose reference is no longer remembered")
  void noLongerRemembered() {
    Transfer t = full(desk.pays("1", "A", "B", 70));
    desk.settled(t);
    desk.later(Kit.REFERENCES_KEPT.toMillis());
    tell(report("r").reference(reference(t)));
    assertThat(desk.value(probe(), LOST)).isZero();
    assertThat(desk.value(probe(), OF_PAYEE)).isEqualTo(1);
  }

  @Test
  @Sentence("B-3")
  @DisplayName("a report is no movement: it counts against nothing and makes nobody known")
  void noMovement() {
    tell(report("r").payer("A").device("phone").value(500L));
    History history = probe();
    assertThat(desk.value(history, PAID)).isZero();
    assertThat(history.used()).containsExactly(0);
    assertThat(history.payerFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.pairFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.lastPlaceMs()).isEqualTo(History.NEVER);
    assertThat(
            desk.store
                .movements(Kit.TENANT, "A", 0, START_MS + HOUR_MS, 10, desk.moment())
                .movements())
        .hasSize(1);
  }

  @Test
  @Sentence("B-2")
  @DisplayName("a report on a transfer of long ago counts from when it became known")
  void ofLongAgo() {
    Transfer t = full(desk.pays("1", "A", "B", 70));
    desk.settled(t);
    desk.later(HOUR_MS);
    tell(report("r").reference(reference(t)).knownAt(at(desk.nowMs)));
    History before = desk.attempt(full(Kit.pays("early", "A", "B", 1, desk.nowMs - 1)));
    assertThat(desk.value(before, OF_PAYEE)).isZero();
    assertThat(desk.value(probe(), OF_PAYEE)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({"COUNT, 3", "SUM, 60", "MAX, 30", "DISTINCT, 2"})
  @DisplayName("each measure of reports")
  void measures(Measure measure, long expected) {
    Aggregate a =
        of(
            "m",
            Aggregate.Key.PAYEE,
            Direction.IN,
            measure,
            measure == Measure.DISTINCT ? Field.PAYER : null,
            Filter.ALL);
    Desk other = desk(a);
    String[] payers = {"A", "A", "C"};
    for (int i = 0; i < 3; i++) {
      other.store.report(
          report("r" + i).payer(payers[i]).value(10L * (i + 1)).build(), other.moment());
    }
    assertThat(other.value(other.pays("t", "A", "B", 1).build())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "FAKE_LOAN, 10, 1",
    "FAKE_LOAN, 9, 0",
    "FAKE_LOAN, 20, 1",
    "FAKE_LOAN, 21, 0",
    "FAKE_JOB, 15, 0",
    "'', 15, 0"
  })
  @DisplayName("reports are filtered by scam and value")
  void filter(String scam, long value, long expected) {
    Filter loans = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("FAKE_LOAN"), 10, 20);
    Desk other = desk(of("m", Aggregate.Key.PAYEE, Direction.IN, Measure.COUNT, null, loans));
    other.store.report(
        report("r").scam(scam.isEmpty() ? null : scam).value(value).build(), other.moment());
    assertThat(other.value(other.pays("t", "A", "B", 1).build())).isEqualTo(expected);
  }

  @Test
  @Sentence("B-7")
  @DisplayName("after forget the reports by the account are gone, others' counts stay")
  void forgottenVictim() {
    tell(report("r").payer("A").device("phone").value(9L));
    desk.forget("A");
    assertCounted(1, 0, 1, 0, 0, 0, 9, 0);
  }

  @Test
  @Sentence("B-7")
  @DisplayName("after forget the reports of the account are gone, others' counts stay")
  void forgottenReported() {
    tell(report("r").payer("A").device("phone").value(9L));
    desk.forget("B");
    assertCounted(0, 1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  @Sentence("B-1")
  @DisplayName("a report stays known by its id after its account was forgotten")
  void idAfterForget() {
    tell(report("r").payer("A"));
    desk.forget("A");
    desk.forget("B");
    assertThat(tell(report("r").payer("A"))).isFalse();
  }
}
