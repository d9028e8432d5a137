package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.reference;
import static io.riskgate.stores.tck.Kit.suspicious;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.LimitUsage;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits on what is suspicious: claimed once, by the first decision, and for good. */
abstract class SuspiciousCases extends Theme {
  private static final int DAY = 0;
  private static final int TIMES = 1;

  private Desk desk;

  SuspiciousCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk =
        desk(
            List.of(
                suspicious("day", Limit.Measure.VALUE, Limit.Window.DAY, 100),
                suspicious("times", Limit.Measure.COUNT, Limit.Window.MONTH, 3),
                Kit.daily(1_000)));
  }

  private StoredTransfer decided(Transfer t, TransferState state) {
    return Desk.stored(desk.deciding(t).suspicious().as(state).from(desk.attempt(t)).commit());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence({"L-14", "L-15"})
  @DisplayName("a suspicious transfer is counted when it is decided, in whatever state")
  void countedWhenDecided(TransferState state) {
    StoredTransfer stored = decided(desk.pays("1", "A", "B", 60).build(), state);
    assertThat(desk.used("A", DAY)).isEqualTo(60);
    assertThat(desk.used("A", TIMES)).isEqualTo(1);
    assertThat(stored.usages().subList(0, 2)).extracting(LimitUsage::used).containsExactly(60L, 1L);
  }

  @Test
  @DisplayName("what is not suspicious is not counted")
  void notSuspicious() {
    desk.reserve(desk.pays("1", "A", "B", 60).build());
    assertThat(desk.used("A", DAY)).isZero();
    assertThat(desk.used("A", 2)).isEqualTo(60);
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTLED", "CANCELLED", "EXPIRED"})
  @Sentence({"L-14", "L-16"})
  @DisplayName("it stays counted, once, whatever becomes of the transfer")
  void whateverBecomesOfIt(TransferState end) {
    Transfer t = desk.pays("1", "A", "B", 60).build();
    decided(t, TransferState.RESERVED);
    switch (end) {
      case SETTLED -> desk.settle(t);
      case CANCELLED -> desk.cancel(t);
      default -> desk.later(Kit.PENDING_MS);
    }
    assertThat(desk.used("A", DAY)).isEqualTo(60);
    assertThat(desk.used("A", TIMES)).isEqualTo(1);
    desk.settle(t);
    assertThat(desk.used("A", DAY)).isEqualTo(60);
    assertThat(desk.used("A", 2)).isEqualTo(60);
  }

  @Test
  @Sentence("L-16")
  @DisplayName("a later decision on the transfer claims nothing a second time")
  void notTwice() {
    Transfer t = desk.pays("1", "A", "B", 60).build();
    StoredTransfer pending = decided(t, TransferState.AWAITING_VERIFICATION);
    desk.deciding(t).suspicious().from(pending.revision()).commit();
    assertThat(desk.used("A", DAY)).isEqualTo(60);
    assertThat(desk.used("A", TIMES)).isEqualTo(1);
  }

  @Test
  @Sentence("L-16")
  @DisplayName("an observed movement is never suspicious")
  void observed() {
    desk.observe(desk.pays("1", "A", "B", 60).build());
    assertThat(desk.used("A", DAY)).isZero();
    assertThat(desk.used("A", 2)).isEqualTo(60);
  }

  @Test
  @Sentence("L-15")
  @DisplayName("of two at once the second is told what the first has used, and claims nothing")
  void twoAtOnce() {
    Transfer one = desk.pays("1", "A", "B", 60).build();
    Transfer two = desk.pays("2", "A", "B", 50).build();
    History first = desk.attempt(one);
    History second = desk.attempt(two);
    desk.deciding(one).suspicious().as(TransferState.HELD).from(first).commit();
    CommitResult passed =
        desk.deciding(two).suspicious().as(TransferState.HELD).from(second).commit();
    assertThat(passed.status()).isEqualTo(Status.PASSED);
    assertThat(passed.used()).startsWith(60, 1);
    assertThat(desk.used("A", DAY)).isEqualTo(60);
    Desk.stored(
        desk.deciding(two).suspicious().covered().as(TransferState.HELD).from(second).commit());
    assertThat(desk.used("A", DAY)).isEqualTo(110);
  }

  @Test
  @Sentence("V-10")
  @DisplayName("a day later, a transfer that was counted yesterday is checked against yesterday")
  void checkedAgainstItsOwnDay() {
    Transfer t = desk.pays("1", "A", "B", 60).build();
    History history = desk.attempt(t);
    StoredTransfer held =
        Desk.stored(
            desk.deciding(t)
                .suspicious()
                .as(TransferState.HELD)
                .expiringAt(START_MS + 2 * DAY_MS)
                .from(history)
                .commit());
    desk.at(START_MS + DAY_MS);
    decided(desk.pays("2", "A", "B", 90).build(), TransferState.HELD);
    assertThat(desk.store.used(desk.schema, reference(t), desk.moment())).startsWith(0, 1);
    StoredTransfer reserved =
        Desk.stored(desk.deciding(t).suspicious().from(held.revision()).commit());
    assertThat(reserved.usages().get(0).used()).as("yesterday's").isEqualTo(60);
    assertThat(desk.used("A", DAY)).as("today's").isEqualTo(90);
    assertThat(desk.used("A", 2)).as("let go today").isEqualTo(60);
  }

  @Test
  @DisplayName("a decision that is refused for another limit claims nothing")
  void refusedForAnother() {
    Transfer t = desk.pays("1", "A", "B", 90).build();
    desk.reserve(desk.pays("0", "A", "B", 950).build());
    assertThat(desk.deciding(t).suspicious().from(desk.attempt(t)).commit().status())
        .isEqualTo(Status.PASSED);
    assertThat(desk.used("A", DAY)).isZero();
    assertThat(desk.used("A", TIMES)).isZero();
  }
}
