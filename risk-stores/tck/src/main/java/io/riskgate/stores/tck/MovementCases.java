package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Movements that were observed, not scored. */
abstract class MovementCases extends Theme {
  private Desk desk;

  MovementCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(List.of(Kit.daily(100)), Kit.outCount("out", Duration.ofDays(30)));
  }

  @Test
  @Sentence("H-4")
  @DisplayName("a movement told again is not recorded again")
  void toldAgain() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    assertThat(desk.observe(t)).isTrue();
    assertThat(desk.later(HOUR_MS).observe(t)).isFalse();
    assertThat(desk.used("A")).isEqualTo(70);
    assertThat(desk.value(desk.pays("2", "A", "B", 1).build())).isEqualTo(1);
  }

  @Test
  @Sentence("H-4")
  @DisplayName("a movement with other content under a known reference conflicts")
  void otherContent() {
    desk.observe(desk.pays("1", "A", "B", 70).build());
    assertThatThrownBy(() -> desk.observe(desk.pays("1", "A", "C", 70).build()))
        .isInstanceOf(ConflictingTransferException.class);
    assertThatThrownBy(() -> desk.observe(desk.pays("1", "A", "B", 71).build()))
        .isInstanceOf(ConflictingTransferException.class);
    assertThat(desk.used("A")).isEqualTo(70);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence("H-4")
  @DisplayName("the reference of a decided transfer is refused, whatever became of it")
  void ofDecided(TransferState state) {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.decide(t, state);
    assertThatThrownBy(() -> desk.observe(t)).isInstanceOf(ConflictingTransferException.class);
    desk.settle(t);
    assertThatThrownBy(() -> desk.observe(t)).isInstanceOf(ConflictingTransferException.class);
    assertThat(desk.used("A")).isEqualTo(70);
  }

  @Test
  @DisplayName("a movement's reference can be neither scored, found, settled nor cancelled")
  void noTransfer() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.observe(t);
    assertThatThrownBy(() -> desk.attempt(t)).isInstanceOf(ConflictingTransferException.class);
    assertThatThrownBy(() -> desk.deciding(t).commit())
        .isInstanceOf(ConflictingTransferException.class);
    assertThat(desk.store.find(reference(t), desk.moment())).isNull();
    assertThat(desk.store.settle(reference(t), desk.moment())).isNull();
    assertThat(desk.store.cancel(reference(t), desk.moment())).isNull();
    assertThat(desk.used("A")).isEqualTo(70);
  }

  @Test
  @Sentence("F-9")
  @DisplayName("what was attempted, never decided, and moved all the same becomes a movement")
  void attemptedThenObserved() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    History history = desk.attempt(t);
    assertThat(desk.later(HOUR_MS).observe(t)).isTrue();
    assertThat(desk.observe(t)).isFalse();
    assertThatThrownBy(() -> desk.deciding(t).from(history).commit())
        .isInstanceOf(ConflictingTransferException.class);
    assertThat(desk.used("A")).isEqualTo(70);
    History next = desk.attempt(desk.pays("2", "A", "B", 1).build());
    assertThat(next.aggregates()).as("one event").containsExactly(1);
    assertThat(next.payerFirstSeenMs()).isEqualTo(START_MS);
  }

  @Test
  @DisplayName(
      "a movement that was forgotten by reference counts on in history, and can be told anew")
  void afterItsReference() {
    Transfer t = desk.pays("1", "A", "B", 70).build();
    desk.observe(t);
    desk.later(3 * DAY_MS);
    assertThat(desk.value(desk.pays("2", "A", "B", 1).build())).isEqualTo(1);
    assertThat(desk.observe(desk.pays("1", "A", "C", 5).build())).as("another").isTrue();
  }

  @Test
  @DisplayName("an incoming movement counts for the payee's history and against nobody's limit")
  void incoming() {
    desk.observe(desk.pays("1", "X", "A", 70).build());
    History history = desk.attempt(desk.pays("2", "A", "B", 1).build());
    assertThat(history.used()).containsExactly(0);
    assertThat(history.aggregates()).containsExactly(0);
    assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
  }

  @Test
  @Sentence("L-8")
  @DisplayName("movements leave no room for reservations, and reservations stop no movement")
  void besideReservations() {
    desk.reserve(desk.pays("1", "A", "B", 80).build());
    assertThat(desk.observe(desk.pays("2", "A", "B", 500).build())).isTrue();
    assertThat(desk.used("A")).isEqualTo(580);
    Transfer t = desk.pays("3", "A", "B", 1).build();
    assertThat(desk.deciding(t).from(desk.attempt(t)).commit().used()).containsExactly(580);
    desk.cancel(desk.pays("1", "A", "B", 80).build());
    assertThat(desk.used("A")).isEqualTo(500);
  }
}
