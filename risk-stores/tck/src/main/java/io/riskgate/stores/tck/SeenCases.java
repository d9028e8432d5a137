package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.MINUTE_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.pays;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Since when accounts, pairs and devices are known, and the last place. */
abstract class SeenCases extends Theme {
  private static final long NEVER = History.NEVER;

  private Desk desk;

  SeenCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(List.of());
  }

  private static Transfer phone(String id, String payer, String payee, long timeMs) {
    return pays(id, payer, payee, 1, timeMs).device("phone").build();
  }

  private History probe(long timeMs) {
    return desk.attempt(phone("probe" + timeMs, "A", "B", timeMs));
  }

  @Test
  @DisplayName("of what nobody has seen nothing is told")
  void nothing() {
    History history = probe(START_MS);
    assertThat(history.payerFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.payerLastSeenMs()).isEqualTo(NEVER);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.pairFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.pairLastSeenMs()).isEqualTo(NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.lastPlaceMs()).isEqualTo(NEVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTEMPTED", "RESERVED", "AWAITING_VERIFICATION", "HELD", "CANCELLED"})
  @Sentence("H-3")
  @DisplayName("what has not moved makes nobody known")
  void refusedAttempts(String upTo) {
    Transfer t = phone("1", "A", "B", START_MS);
    switch (upTo) {
      case "ATTEMPTED" -> desk.attempt(t);
      case "CANCELLED" -> {
        desk.reserve(t);
        desk.cancel(t);
      }
      default -> desk.decide(t, TransferState.valueOf(upTo));
    }
    History history = probe(START_MS + 1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.pairFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(NEVER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Sentence("H-3")
  @DisplayName("a settled or observed movement makes payer, payee, pair and device known")
  void moved(boolean observed) {
    Transfer t = phone("1", "A", "B", START_MS);
    if (observed) {
      desk.observe(t);
    } else {
      desk.reserve(t);
      desk.at(START_MS + HOUR_MS).settle(t);
    }
    History history = probe(START_MS + HOUR_MS);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.payerLastSeenMs()).isEqualTo(START_MS);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.pairFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.pairLastSeenMs()).isEqualTo(START_MS);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(START_MS);
  }

  @Test
  @DisplayName("an account is known from what it receives as well; a pair and a device are not")
  void fromIncoming() {
    desk.observe(phone("1", "B", "A", START_MS));
    History history = probe(START_MS + 1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.pairFirstSeenMs()).as("the other way round").isEqualTo(NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).as("another's phone").isEqualTo(NEVER);
  }

  @ParameterizedTest(name = "asked at hour {0}: first {1}, last {2}")
  @CsvSource({"0, -1, -1", "1, 1, 1", "4, 1, 1", "5, 1, 5", "7, 1, 5", "10, 1, 10", "11, 1, 10"})
  @Sentence("T-4")
  @DisplayName("first and last seen are those known at the event time, that instant included")
  void asKnownThen(long hour, long first, long last) {
    desk.at(START_MS + 11 * HOUR_MS);
    for (long h : new long[] {5, 1, 10}) { // out of order
      desk.observe(phone("h" + h, "A", "B", START_MS + h * HOUR_MS));
    }
    History history = probe(START_MS + hour * HOUR_MS);
    assertThat(history.payerFirstSeenMs()).isEqualTo(atHour(first));
    assertThat(history.payerLastSeenMs()).isEqualTo(atHour(last));
    assertThat(history.payeeFirstSeenMs()).isEqualTo(atHour(first));
    assertThat(history.pairFirstSeenMs()).isEqualTo(atHour(first));
    assertThat(history.pairLastSeenMs()).isEqualTo(atHour(last));
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(atHour(first));
  }

  private static long atHour(long hour) {
    return hour < 0 ? NEVER : START_MS + hour * HOUR_MS;
  }

  @Test
  @DisplayName("payees and devices are known one by one")
  void oneByOne() {
    desk.observe(pays("1", "A", "C", 1, START_MS).device("tablet").build());
    desk.observe(pays("2", "D", "B", 1, START_MS).device("phone").build());
    History history = probe(START_MS + 1);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.pairFirstSeenMs()).isEqualTo(NEVER);
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(NEVER);
  }

  @Test
  @DisplayName("a transfer without a device knows of none")
  void withoutDevice() {
    desk.observe(phone("1", "A", "B", START_MS));
    History history = desk.attempt(pays("2", "A", "B", 1, START_MS).build());
    assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(NEVER);
  }

  @Test
  @Sentence("H-7")
  @DisplayName("the last place is that of the payer's latest event before, an attempt's too")
  void lastPlace() {
    desk.at(START_MS + 9);
    desk.attempt(pays("1", "A", "B", 1, START_MS + 5).location(5, 50).build());
    desk.observe(pays("2", "A", "C", 1, START_MS + 3).location(3, 30).build());
    desk.observe(pays("3", "B", "A", 1, START_MS + 6).location(6, 60).build());
    desk.observe(pays("4", "A", "B", 1, START_MS + 7).build()); // without a place
    desk.observe(pays("5", "A", "B", 1, START_MS + 9).location(9, 90).build());
    History history = probe(START_MS + 8);
    assertThat(history.lastPlaceMs()).isEqualTo(START_MS + 5);
    assertThat(history.lastLatitude()).isEqualTo(5);
    assertThat(history.lastLongitude()).isEqualTo(50);
    assertThat(probe(START_MS + 4).lastPlaceMs()).isEqualTo(START_MS + 3);
    assertThat(probe(START_MS + 2).lastPlaceMs()).isEqualTo(NEVER);
  }

  @Test
  @Sentence("H-7")
  @DisplayName("a late transfer of a busy payer does not see a place of later on")
  void lastPlaceOfABusyPayer() {
    Desk busy = desk(List.of(), Kit.outCount("n", Duration.ofDays(1)));
    for (int i = 0; i < 161; i++) {
      Transfer.Builder t = busy.pays("t" + i, "A", "B", 60);
      busy.observe((i == 140 ? t.location(31, 121) : t).build());
      busy.later(MINUTE_MS);
    }
    Transfer late = pays("late", "A", "B", 60, START_MS + 10 * MINUTE_MS + 1).build();
    assertThat(busy.attempt(late).lastPlaceMs()).isEqualTo(NEVER);
    assertThat(busy.attempt(busy.pays("now", "A", "B", 60).build()).lastPlaceMs())
        .isEqualTo(START_MS + 140 * MINUTE_MS);
  }

  @Test
  @Sentence({"H-7", "T-3"})
  @DisplayName("of places at the same time the one that arrived last is the last")
  void placesAtOneTime() {
    desk.observe(pays("1", "A", "B", 1, START_MS).location(1, 10).build());
    desk.observe(pays("2", "A", "B", 1, START_MS).location(2, 20).build());
    assertThat(probe(START_MS).lastLatitude()).isEqualTo(2);
  }
}
