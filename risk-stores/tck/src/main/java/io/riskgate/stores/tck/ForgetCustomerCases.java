package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.at;
import static io.riskgate.stores.tck.Kit.pays;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept by a customer or a device, and not by an account, can be forgotten too. */
abstract class ForgetCustomerCases extends Theme {
  private static final Window DAY = Window.trailing(Duration.ofDays(1));
  private static final Aggregate BY_CUSTOMER =
      Kit.count("customer", Aggregate.Key.CUSTOMER, Direction.OUT, DAY);
  private static final Aggregate BY_DEVICE =
      Kit.count("device", Aggregate.Key.DEVICE, Direction.OUT, DAY);
  private static final Aggregate BY_PAYER =
      Kit.count("payer", Aggregate.Key.PAYER, Direction.OUT, DAY);
  private static final Aggregate BY_PAYER_DEVICE =
      Kit.count("payerDevice", Aggregate.Key.PAYER_DEVICE, Direction.OUT, DAY);
  private static final Aggregate CUSTOMERS = distinct("customers", Field.CUSTOMER);
  private static final Aggregate DEVICES = distinct("devices", Field.DEVICE);
  private static final Aggregate REPORTS_OF_CUSTOMER =
      reports("reportsOfCustomer", Aggregate.Key.CUSTOMER, Measure.COUNT, null);
  private static final Aggregate REPORTS_ON_DEVICE =
      reports("reportsOnDevice", Aggregate.Key.DEVICE, Measure.COUNT, null);
  private static final Aggregate REPORTED_CUSTOMERS =
      reports("reportedCustomers", Aggregate.Key.PAYEE, Measure.DISTINCT, Field.CUSTOMER);

  private Desk desk;

  ForgetCustomerCases(RiskStoreContract contract) {
    super(contract);
  }

  private static Aggregate distinct(String name, Field field) {
    return new Aggregate(
        name, Aggregate.Key.PAYEE, Direction.IN, Measure.DISTINCT, field, DAY, Filter.ALL);
  }

  private static Aggregate reports(
      String name,
      Aggregate.Key key,
      Measure measure,
      @org.jspecify.annotations.Nullable Field field) {
    Direction direction = key == Aggregate.Key.PAYEE ? Direction.IN : Direction.OUT;
    return new Aggregate(
        name, Source.REPORTS, key, direction, measure, field, DAY, Duration.ZERO, Filter.ALL, null);
  }

  @BeforeEach
  final void openDesk() {
    desk =
        desk(
            List.of(Kit.daily(1_000)),
            BY_CUSTOMER,
            BY_DEVICE,
            BY_PAYER,
            BY_PAYER_DEVICE,
            CUSTOMERS,
            DEVICES,
            REPORTS_OF_CUSTOMER,
            REPORTS_ON_DEVICE,
            REPORTED_CUSTOMERS);
  }

  private static Transfer.Builder full(String id, String payer) {
    return pays(id, payer, "B", 70, START_MS).device("phone").customer("ann");
  }

  private long value(Aggregate aggregate, Transfer probe) {
    return desk.value(desk.attempt(probe), aggregate);
  }

  private void report(String id, String payer) {
    FraudReport report =
        FraudReport.builder()
            .id(id)
            .tenant(TENANT)
            .payee("B")
            .payer(payer)
            .customer("ann")
            .device("phone")
            .knownAt(at(START_MS))
            .build();
    assertThat(desk.store.report(report, desk.moment())).isTrue();
  }

  @Test
  @Sentence("H-12")
  @DisplayName("what is counted by the customer is gone; what others count stays")
  void history() {
    desk.settled(full("1", "A").build());
    desk.settled(full("2", "A").build());
    desk.forgetCustomer("ann");
    History history = desk.attempt(full("p", "A").build());
    assertThat(desk.value(history, BY_CUSTOMER)).isZero();
    assertThat(desk.value(history, BY_PAYER)).isEqualTo(2);
    assertThat(desk.value(history, BY_DEVICE)).isEqualTo(2);
    assertThat(desk.value(history, CUSTOMERS)).isEqualTo(1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
  }

  @Test
  @Sentence({"H-12", "H-5"})
  @DisplayName("other customers, and the same name at another tenant, are not touched")
  void others() {
    desk.settled(full("1", "A").customer("ben").build());
    desk.settled(full("2", "A").tenant("other").build());
    desk.forgetCustomer("ann");
    assertThat(value(BY_CUSTOMER, full("p", "A").customer("ben").build())).isEqualTo(1);
    assertThat(value(BY_CUSTOMER, full("q", "A").tenant("other").build())).isEqualTo(1);
  }

  @Test
  @Sentence("H-12")
  @DisplayName("what the customer does after it is history again")
  void afterwards() {
    desk.settled(full("1", "A").build());
    desk.forgetCustomer("ann");
    desk.settled(full("2", "A").build());
    assertThat(value(BY_CUSTOMER, full("p", "A").build())).isEqualTo(1);
  }

  @Test
  @Sentence({"H-12", "G-6"})
  @DisplayName("the signals about the customer are gone, those about the account are not")
  void signals() {
    Signal account = Signal.ofAccount(TENANT, "a", "A", SignalKind.ON_CALL, at(START_MS));
    desk.store.signal(account, desk.moment());
    desk.store.signal(
        Signal.ofCustomer(TENANT, "c", "ann", SignalKind.ON_CALL, at(START_MS)), desk.moment());
    desk.forgetCustomer("ann");
    assertThat(desk.store.signals(TENANT, "A", "ann", desk.moment()).latestFirst())
        .containsExactly(account);
    assertThat(desk.attempt(full("p", "A").build()).signals()).containsExactly(account);
  }

  @Test
  @Sentence({"H-12", "B-7"})
  @DisplayName("no report names the customer any more; the others whom it names keep it")
  void reports() {
    report("r", "A");
    desk.forgetCustomer("ann");
    History history = desk.attempt(full("p", "A").build());
    assertThat(desk.value(history, REPORTS_OF_CUSTOMER)).isZero();
    assertThat(desk.value(history, REPORTS_ON_DEVICE)).isEqualTo(1);
    assertThat(desk.value(history, REPORTED_CUSTOMERS)).isEqualTo(1);
  }

  @Test
  @Sentence({"H-12", "R-8"})
  @DisplayName("of a closed transfer of an owner of limits what a retry is compared with stays")
  void closedTransfersOfOwner() {
    Transfer t = full("1", "A").build();
    StoredTransfer settled = ofOwner(t, TransferState.SETTLED);
    desk.forgetCustomer("ann");
    StoredTransfer kept =
        Objects.requireNonNull(desk.store.find(settled.reference(), desk.moment()));
    assertThat(kept.state()).isEqualTo(TransferState.SETTLED);
    assertThat(kept.transfer().hasSameContentAs(t)).isTrue();
    assertThat(kept.transfer().customer()).isNull();
    assertThat(kept.transfer().device()).isNull();
    assertThat(desk.used("ann")).as("the use of the running window").isEqualTo(70);
  }

  @Test
  @Sentence("H-12")
  @DisplayName("open transfers of an owner of limits stay whole, and can be ended")
  void openTransfersOfOwner() {
    StoredTransfer open = ofOwner(full("1", "A").build(), TransferState.RESERVED);
    desk.forgetCustomer("ann");
    assertThat(desk.store.find(open.reference(), desk.moment())).isEqualTo(open);
    assertThat(desk.used("ann")).isEqualTo(70);
  }

  /** Reserves, and perhaps settles, a transfer whose limits are the customer's. */
  private StoredTransfer ofOwner(Transfer t, TransferState state) {
    Reference reference = new Reference(t.tenant(), "ann", t.id());
    Attempt attempt =
        new Attempt(desk.schema, reference, t, t.amountMinor(), START_MS, desk.moment());
    History history = desk.history();
    assertThat(desk.store.attempt(attempt, history)).isNull();
    StoredTransfer reserved = Desk.stored(desk.deciding(t).under(reference).from(history).commit());
    return state == TransferState.RESERVED
        ? reserved
        : Objects.requireNonNull(desk.store.settle(reference, desk.moment()));
  }

  @Test
  @Sentence("H-13")
  @DisplayName("a device that only these accounts used is forgotten")
  void ownDevice() {
    desk.settled(full("1", "A").build());
    desk.settled(full("2", "A2").build());
    report("r", "A");
    assertThat(desk.forgetDevice("phone", "A", "A2")).isTrue();
    History history = desk.attempt(full("p", "A").build());
    assertThat(desk.value(history, BY_DEVICE)).isZero();
    assertThat(desk.value(history, REPORTS_ON_DEVICE)).isZero();
    assertThat(desk.value(history, BY_PAYER_DEVICE)).as("the account's own").isEqualTo(1);
    assertThat(desk.value(history, DEVICES)).isEqualTo(1);
    assertThat(desk.value(history, BY_CUSTOMER)).isEqualTo(2);
  }

  @Test
  @Sentence("H-13")
  @DisplayName("a device that another account used too stays as it was")
  void sharedDevice() {
    desk.settled(full("1", "A").build());
    desk.settled(full("2", "X").build());
    assertThat(desk.forgetDevice("phone", "A")).isFalse();
    assertThat(value(BY_DEVICE, full("p", "A").build())).isEqualTo(2);
  }

  @Test
  @Sentence("H-13")
  @DisplayName("an attempt that was never decided is a use, too")
  void sharedByAttempt() {
    desk.attempt(full("1", "X").build());
    assertThat(desk.forgetDevice("phone", "A")).isFalse();
  }

  @Test
  @Sentence("H-13")
  @DisplayName("a device that another's report names stays, and so does one of an unknown victim")
  void reportedDevice() {
    desk.settled(full("1", "A").build());
    report("r", "X");
    assertThat(desk.forgetDevice("phone", "A")).isFalse();
    assertThat(value(REPORTS_ON_DEVICE, full("p", "A").build())).isEqualTo(1);
    FraudReport nobodys =
        FraudReport.builder()
            .id("n")
            .tenant(TENANT)
            .payee("B")
            .device("pad")
            .knownAt(at(START_MS))
            .build();
    desk.store.report(nobodys, desk.moment());
    assertThat(desk.forgetDevice("pad", "A")).isFalse();
  }

  @Test
  @Sentence("H-13")
  @DisplayName("once an account is forgotten, nobody can tell that the device was only its own")
  void afterItsAccount() {
    desk.settled(full("1", "A").build());
    desk.forget("A");
    assertThat(desk.forgetDevice("phone", "A")).isFalse();
    assertThat(value(BY_DEVICE, full("p", "X").build())).isEqualTo(1);
  }

  @Test
  @Sentence("H-13")
  @DisplayName("of a device that is not known nothing is kept")
  void unknownDevice() {
    desk.settled(full("1", "A").tenant("other").build());
    assertThat(desk.forgetDevice("phone", "A")).isTrue();
    assertThat(value(BY_DEVICE, full("p", "X").tenant("other").build())).isEqualTo(1);
  }

  @Test
  @DisplayName("read again, what was counted by what was forgotten is a lower bound")
  void readAgain() {
    Transfer t = full("1", "A").build();
    desk.reserve(t);
    desk.forgetCustomer("ann");
    desk.forgetDevice("phone", "A");
    History history = desk.history();
    assertThat(desk.store.read(desk.attemptOf(t), history)).isTrue();
    assertThat(desk.isCapped(history, BY_CUSTOMER)).isTrue();
    assertThat(desk.isCapped(history, BY_DEVICE)).isTrue();
    assertThat(desk.isCapped(history, BY_PAYER)).isFalse();
  }

  @Test
  @DisplayName("an undecided attempt that is repeated is history of the customer again")
  void repeated() {
    desk.attempt(full("1", "A").build());
    desk.forgetCustomer("ann");
    desk.attempt(full("1", "A").build());
    desk.later(1);
    assertThat(
            value(BY_CUSTOMER, desk.pays("p", "A", "B", 1).customer("ann").device("phone").build()))
        .isEqualTo(1);
  }

  @Test
  @DisplayName("whoever is not known is forgotten without a word, once or twice")
  void unknown() {
    desk.forgetCustomer("nobody");
    desk.settled(full("1", "A").build());
    desk.forgetCustomer("ann");
    desk.later(DAY_MS / 2).forgetCustomer("ann");
    assertThat(desk.find(full("1", "A").build()).state()).isEqualTo(TransferState.SETTLED);
  }
}
