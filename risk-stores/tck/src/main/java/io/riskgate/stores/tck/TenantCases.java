package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.at;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.NoticeStatus.State;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredNotice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing of one tenant is seen in another, with all names the same. */
abstract class TenantCases extends Theme {
  private static final String OTHER = "other";

  private Desk desk;

  TenantCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    List<Aggregate> all = new ArrayList<>();
    for (Aggregate.Key key : Aggregate.Key.values()) {
      Direction direction = key == Aggregate.Key.PAYEE ? Direction.IN : Direction.OUT;
      all.add(Kit.count("t" + key, key, direction, Window.trailing(Duration.ofDays(1))));
      all.add(
          new Aggregate(
              "r" + key,
              Source.REPORTS,
              key,
              direction,
              Measure.COUNT,
              null,
              Window.trailing(Duration.ofDays(1)),
              Duration.ZERO,
              Filter.ALL,
              null));
    }
    desk = desk(List.of(Kit.daily(100)), all.toArray(new Aggregate[0]));
  }

  private Transfer full(String tenant, String id) {
    return desk.pays(id, "A", "B", 70)
        .tenant(tenant)
        .device("phone")
        .ip("10.0.0.1")
        .customer("ann")
        .merchant("shop")
        .location(31, 121)
        .build();
  }

  @Test
  @Sentence("H-5")
  @DisplayName("history, seen times, the last place and limits are apart")
  void history() {
    desk.observe(full(OTHER, "1"));
    desk.store.report(
        FraudReport.builder()
            .tenant(OTHER)
            .id("r")
            .knownAt(at(START_MS))
            .payer("A")
            .payee("B")
            .device("phone")
            .ip("10.0.0.1")
            .customer("ann")
            .merchant("shop")
            .build(),
        desk.moment());
    History history = desk.attempt(full(Kit.TENANT, "2"));
    assertThat(history.aggregates()).containsOnly(0);
    assertThat(history.used()).containsExactly(0);
    assertThat(history.payerFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.pairFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(History.NEVER);
    assertThat(history.lastPlaceMs()).isEqualTo(History.NEVER);
    History same = desk.attempt(full(OTHER, "2"));
    assertThat(same.aggregates()).doesNotContain(0);
    assertThat(same.used()).containsExactly(70);
  }

  @Test
  @Sentence({"R-2", "H-5"})
  @DisplayName("the same reference of another tenant is another transfer, with another life")
  void references() {
    desk.reserve(full(OTHER, "1"));
    desk.reserve(full(Kit.TENANT, "1"));
    desk.settle(full(OTHER, "1"));
    assertThat(desk.find(full(Kit.TENANT, "1")).state()).isEqualTo(TransferState.RESERVED);
    desk.cancel(full(Kit.TENANT, "1"));
    assertThat(desk.used("A")).isZero();
    assertThat(desk.find(full(OTHER, "1")).state()).isEqualTo(TransferState.SETTLED);
    assertThat(desk.store.used(desk.schema, new Reference(OTHER, "A", "?"), desk.moment()))
        .containsExactly(70);
  }

  @Test
  @Sentence("H-5")
  @DisplayName("controls and their history are apart")
  void controls() {
    Transfer t = full(Kit.TENANT, "1");
    desk.reserve(t);
    assertThat(desk.impose(Control.freeze("f", OTHER, "A", null, "bank", "why"))).isEmpty();
    assertThat(desk.controls("A")).isEmpty();
    assertThat(desk.lift("A", "f")).isFalse();
    assertThat(desk.store.controlHistory(Kit.TENANT, "A", desk.moment()))
        .isEqualTo(ControlHistory.NONE);
    assertThat(desk.store.controls(OTHER, "A", desk.moment())).hasSize(1);
    assertThat(desk.attempt(full(Kit.TENANT, "2")).payerControls()).isEmpty();
    assertThat(desk.attempt(full(OTHER, "2")).payerControls()).hasSize(1);
  }

  @Test
  @Sentence("H-5")
  @DisplayName("notices are apart")
  void notices() {
    StopPaymentNotice notice =
        StopPaymentNotice.builder()
            .tenant(OTHER)
            .number("n")
            .account("A")
            .authority("police")
            .reason("case")
            .receivedAt(at(START_MS))
            .build();
    Transfer t = full(Kit.TENANT, "1");
    desk.reserve(t);
    desk.store.receive(
        StoredNotice.received(notice, START_MS + HOUR_MS, START_MS + 2 * HOUR_MS),
        Kit.authority(),
        START_MS + HOUR_MS,
        desk.moment());
    assertThat(desk.find(t).state()).isEqualTo(TransferState.RESERVED);
    assertThat(desk.store.notices(Kit.TENANT, "A")).isEmpty();
    assertThat(desk.store.notices(Kit.TENANT, EnumSet.allOf(State.class), 0, 9, desk.moment()))
        .isEmpty();
    assertThat(desk.store.notices(OTHER, EnumSet.allOf(State.class), 0, 9, desk.moment()))
        .hasSize(1);
  }

  @Test
  @Sentence("H-5")
  @DisplayName("signals are apart")
  void signals() {
    desk.store.signal(
        Signal.ofAccount(OTHER, "s", "A", SignalKind.ON_CALL, at(START_MS)), desk.moment());
    desk.store.signal(
        Signal.ofCustomer(OTHER, "s", "ann", SignalKind.ON_CALL, at(START_MS)), desk.moment());
    assertThat(desk.attempt(full(Kit.TENANT, "1")).signals()).isEmpty();
    assertThat(desk.attempt(full(OTHER, "1")).signals()).hasSize(2);
    assertThat(desk.store.signals(Kit.TENANT, "A", "ann", desk.moment()).latestFirst()).isEmpty();
  }

  @Test
  @Sentence({"H-5", "B-1"})
  @DisplayName("reports of the same id are apart")
  void reports() {
    FraudReport.Builder report =
        FraudReport.builder().id("r").knownAt(at(START_MS)).payee("B").payer("A");
    assertThat(desk.store.report(report.tenant(OTHER).build(), desk.moment())).isTrue();
    assertThat(desk.store.report(report.tenant(Kit.TENANT).build(), desk.moment())).isTrue();
    assertThat(desk.store.report(report.tenant(OTHER).build(), desk.moment())).isFalse();
  }

  @Test
  @Sentence({"H-5", "E-1"})
  @DisplayName("exports are apart")
  void exports() {
    desk.settled(full(OTHER, "1"));
    assertThat(
            desk.store.movements(Kit.TENANT, "A", 0, START_MS + 1, 10, desk.moment()).movements())
        .isEmpty();
    assertThat(desk.store.accounts(Kit.TENANT, null, 10, desk.moment()).items()).isEmpty();
    assertThat(desk.store.transfers(Kit.TENANT, null, 10, desk.moment()).items()).isEmpty();
    assertThat(desk.store.transfers(OTHER, null, 10, desk.moment()).items())
        .containsExactly(desk.find(full(OTHER, "1")));
  }

  @Test
  @Sentence({"H-5", "H-8"})
  @DisplayName("forgetting an account of one tenant leaves that of another alone")
  void forget() {
    desk.settled(full(OTHER, "1"));
    desk.settled(full(Kit.TENANT, "1"));
    desk.forget("A");
    History history = desk.attempt(full(OTHER, "2"));
    assertThat(history.aggregates()[0]).isEqualTo(1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    assertThat(desk.store.find(reference(full(OTHER, "1")), desk.moment()))
        .isNotNull()
        .extracting(s -> s.transfer().device())
        .isEqualTo("phone");
  }
}
