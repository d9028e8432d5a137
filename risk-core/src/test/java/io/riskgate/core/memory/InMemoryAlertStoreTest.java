package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the alerts in memory do at their cap and under their revisions. */
class InMemoryAlertStoreTest {
  private static final Instant START = Instant.parse("2026-03-02T04:00:00Z");
  private static final PackIdentity PACK = new PackIdentity("test", "1", "0".repeat(64));

  private static Reference ref(int id) {
    return new Reference(Transfer.DEFAULT_TENANT, "alice", "T" + id);
  }

  /** An alert raised so many minutes after the start, to be responded to within three more. */
  private static AlertRecord alert(int id, int minutes) {
    Instant raised = START.plus(Duration.ofMinutes(minutes));
    return new AlertRecord(
        ref(id),
        "alice",
        PACK,
        false,
        AlertTier.HIGH,
        1,
        false,
        raised,
        raised.plus(Duration.ofMinutes(3)),
        Set.of(AlertChannel.CALL),
        1,
        List.of(),
        List.of("R"),
        List.of(),
        Outcome.HOLD,
        70,
        List.of(),
        false,
        0);
  }

  private static AlertRecord closed(AlertRecord alert) {
    return alert.with(AlertResponse.dissuaded("desk", "", alert.raisedAt()));
  }

  private static AlertRecord contacted(AlertRecord alert) {
    return alert.with(AlertResponse.contacted("desk", "", alert.raisedAt()));
  }

  private static List<String> ids(List<AlertRecord> alerts) {
    return alerts.stream().map(alert -> alert.reference().id()).toList();
  }

  private static List<String> all(InMemoryAlertStore store) {
    return ids(store.query(AlertQuery.ALL, START));
  }

  @Test
  @DisplayName("closed alerts make room, the one raised first goes first; open ones never do")
  void cap() {
    InMemoryAlertStore store = InMemoryAlertStore.ofAtMost(4);
    for (int i = 0; i < 4; i++) {
      assertThat(store.put(alert(i, i))).isTrue();
    }
    store.put(closed(alert(2, 2)));
    store.put(closed(alert(1, 1)));
    store.put(contacted(alert(3, 3)));

    assertThat(store.put(alert(4, 4))).isTrue();
    assertThat(all(store)).containsExactly("T0", "T2", "T3", "T4");
    assertThat(store.put(alert(5, 5))).isTrue();
    assertThat(all(store)).containsExactly("T0", "T3", "T4", "T5");
    assertThatThrownBy(() -> store.put(alert(6, 6)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("4 are open");
    assertThat(all(store)).containsExactly("T0", "T3", "T4", "T5");
    assertThat(store.put(closed(alert(0, 0)))).as("a change needs no room").isTrue();
    assertThat(store.put(alert(6, 6))).isTrue();
  }

  @Test
  @DisplayName("a change is kept at the next revision only, and a new alert once")
  void revisions() {
    InMemoryAlertStore store = InMemoryAlertStore.create();
    AlertRecord first = alert(1, 0);

    assertThat(store.put(contacted(first))).as("of nothing").isFalse();
    assertThat(store.put(first)).isTrue();
    assertThat(store.put(first)).isFalse();
    assertThat(store.put(contacted(first))).isTrue();
    assertThat(store.put(closed(first))).as("somebody was faster").isFalse();
    assertThat(store.find(ref(1))).isEqualTo(contacted(first));
    assertThat(store.find(ref(2))).isNull();
  }

  @Test
  @DisplayName("what is overdue and untold is found in the order of its time, until told or closed")
  void overdue() {
    InMemoryAlertStore store = InMemoryAlertStore.create();
    for (int i = 0; i < 5; i++) {
      store.put(alert(i, 5 - i));
    }
    Instant now = START.plus(Duration.ofMinutes(7)); // those of minutes 1 to 3 are over

    assertThat(ids(store.untoldOverdue(now, 10))).containsExactly("T4", "T3", "T2");
    assertThat(ids(store.untoldOverdue(now, 2))).containsExactly("T4", "T3");
    store.put(alert(4, 1).toldOverdue());
    store.put(contacted(alert(3, 2)));
    assertThat(ids(store.untoldOverdue(now, 10))).containsExactly("T2");
  }

  @Test
  @DisplayName("going through all of them sees each once, however many were raised at one instant")
  void each() {
    InMemoryAlertStore store = InMemoryAlertStore.create();
    for (int i = 0; i < 3_500; i++) {
      store.put(alert(i, i < 2_500 ? 0 : 1));
    }
    List<AlertRecord> seen = new ArrayList<>();

    store.each("default", START, START.plus(Duration.ofMinutes(1)), seen::add);
    assertThat(seen).hasSize(2_500).doesNotHaveDuplicates();
    seen.clear();
    store.each("default", Instant.MIN, Instant.MAX, seen::add);
    assertThat(seen).hasSize(3_500).doesNotHaveDuplicates();
    seen.clear();
    store.each("another bank", Instant.MIN, Instant.MAX, seen::add);
    assertThat(seen).isEmpty();
  }

  @Test
  @DisplayName("a query goes on until it has found as many as are wanted")
  void query() {
    InMemoryAlertStore store = InMemoryAlertStore.create();
    for (int i = 0; i < 3_500; i++) {
      AlertRecord alert = alert(i, i);
      store.put(alert);
      if (i != 2_200 && i != 3_300) {
        store.put(closed(alert));
      }
    }
    AlertQuery open = AlertQuery.ALL.in(AlertState.OPEN);

    assertThat(ids(store.query(open, START))).containsExactly("T2200", "T3300");
    assertThat(ids(store.query(open.atMost(1), START))).containsExactly("T2200");
    assertThat(store.query(AlertQuery.ALL.atMost(1_500), START)).hasSize(1_500);
  }

  @Test
  @DisplayName("it keeps at least one")
  void none() {
    assertThatThrownBy(() -> InMemoryAlertStore.ofAtMost(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
