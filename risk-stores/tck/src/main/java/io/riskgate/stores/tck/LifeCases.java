package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.daily;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From a decision to its end: settlement in time, late and unverified, cancellation and expiry. */
abstract class LifeCases extends Theme {
  private static final long EXPIRY_MS = START_MS + 1_000;

  private Desk desk;
  private Transfer transfer;

  LifeCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(daily(1_000));
    transfer = desk.pays("1", "A", "B", 100).build();
  }

  private StoredTransfer decided(TransferState state) {
    return Desk.stored(
        desk.deciding(transfer)
            .as(state)
            .expiringAt(EXPIRY_MS)
            .from(desk.attempt(transfer))
            .commit());
  }

  /** Brings the transfer to a state, by way of another that it was decided in. */
  private void bring(TransferState decided, TransferState to) {
    decided(decided);
    switch (to) {
      case SETTLED -> desk.settle(transfer);
      case CANCELLED -> desk.cancel(transfer);
      case EXPIRED -> desk.at(EXPIRY_MS);
      case RESERVED, AWAITING_VERIFICATION, HELD -> assertThat(to).isEqualTo(decided);
    }
    assertThat(desk.find(transfer).state()).isEqualTo(to);
  }

  @ParameterizedTest(name = "{0}, {1} ms after its expiry: {2}")
  @CsvSource({
    "RESERVED, -1, RESERVED",
    "RESERVED, 0, EXPIRED",
    "RESERVED, 1, EXPIRED",
    "AWAITING_VERIFICATION, -1, AWAITING_VERIFICATION",
    "AWAITING_VERIFICATION, 0, EXPIRED",
    "HELD, -1, HELD",
    "HELD, 0, EXPIRED",
    "HELD, 86400000, EXPIRED"
  })
  @Sentence("S-4")
  @DisplayName("at the very instant of its expiry a transfer is EXPIRED, however one asks")
  void expiry(TransferState decided, long afterMs, TransferState expected) {
    decided(decided);
    desk.at(EXPIRY_MS + afterMs);
    assertThat(desk.find(transfer).state()).isEqualTo(expected);
    assertThat(desk.retry(transfer).state()).isEqualTo(expected);
    long claimed = expected == TransferState.RESERVED ? 100 : 0;
    assertThat(desk.used("A")).isEqualTo(claimed);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @DisplayName("an expired transfer has no expiry any more, and a later revision")
  void expired(TransferState decided) {
    StoredTransfer before = decided(decided);
    assertThat(before.expiresAtMs()).isEqualTo(EXPIRY_MS);
    StoredTransfer expired = desk.at(EXPIRY_MS).find(transfer);
    assertThat(expired.expiresAtMs()).isEqualTo(History.NEVER);
    assertThat(expired.revision()).isGreaterThan(before.revision());
    assertThat(expired.demand()).isEqualTo(before.demand());
    assertThat(expired.usages()).isEqualTo(before.usages());
  }

  @ParameterizedTest(name = "asked first by {0}")
  @CsvSource({"used", "attempt", "commit", "other settle"})
  @Sentence("S-4")
  @DisplayName("whoever comes first after its expiry finds a reservation's claim given back")
  void claimEndsWithExpiry(String first) {
    decided(TransferState.RESERVED);
    desk.at(EXPIRY_MS - 1);
    Transfer other = desk.pays("2", "A", "B", 950).build();
    History history = desk.attempt(other);
    assertThat(history.used()).containsExactly(100);
    assertThat(desk.deciding(other).from(history).commit().status()).isEqualTo(Status.PASSED);
    desk.later(1);
    switch (first) {
      case "used" -> assertThat(desk.used("A")).isZero();
      case "attempt" ->
          assertThat(desk.attempt(desk.pays("3", "A", "B", 1).build()).used()).containsExactly(0);
      case "commit" -> {
        // below
      }
      default ->
          assertThat(desk.store.settle(reference(other), desk.moment())).as("undecided").isNull();
    }
    Desk.stored(desk.deciding(other).from(history).commit());
    assertThat(desk.used("A")).isEqualTo(950);
  }

  @ParameterizedTest(name = "{0}, then {1}: marked {2}")
  @CsvSource({
    "RESERVED, RESERVED, ''",
    "AWAITING_VERIFICATION, AWAITING_VERIFICATION, UNVERIFIED",
    "HELD, HELD, UNVERIFIED",
    "RESERVED, EXPIRED, LATE",
    "AWAITING_VERIFICATION, EXPIRED, LATE UNVERIFIED",
    "HELD, EXPIRED, LATE UNVERIFIED",
    "RESERVED, CANCELLED, AFTER_CANCEL",
    "AWAITING_VERIFICATION, CANCELLED, AFTER_CANCEL UNVERIFIED",
    "HELD, CANCELLED, AFTER_CANCEL UNVERIFIED"
  })
  @Sentence({"S-3", "S-6"})
  @DisplayName("a settlement is accepted in every state, counted once, and marked")
  void settlement(TransferState decided, TransferState from, String marks) {
    bring(decided, from);
    StoredTransfer settled = desk.settle(transfer);
    assertThat(settled.state()).isEqualTo(TransferState.SETTLED);
    assertThat(settled.expiresAtMs()).isEqualTo(History.NEVER);
    assertThat(settled.marks()).isEqualTo(marksOf(marks));
    assertThat(desk.find(transfer)).isEqualTo(settled);
    assertThat(desk.used("A")).isEqualTo(100);
  }

  private static Set<Mark> marksOf(String names) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    for (String name : names.isEmpty() ? new String[0] : names.split(" ", -1)) {
      marks.add(Mark.valueOf(name));
    }
    return marks;
  }

  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource({
    "RESERVED, RESERVED",
    "AWAITING_VERIFICATION, AWAITING_VERIFICATION",
    "HELD, HELD",
    "RESERVED, EXPIRED",
    "HELD, EXPIRED",
    "RESERVED, CANCELLED",
    "HELD, CANCELLED"
  })
  @Sentence("S-7")
  @DisplayName("settling twice changes nothing, and cancelling or expiry after it neither")
  void settledTwice(TransferState decided, TransferState from) {
    bring(decided, from);
    StoredTransfer settled = desk.settle(transfer);
    assertThat(desk.later(1).settle(transfer)).isEqualTo(settled);
    assertThat(desk.cancel(transfer)).isEqualTo(settled);
    assertThat(desk.at(EXPIRY_MS + 1).find(transfer)).isEqualTo(settled);
    assertThat(desk.used("A")).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence({"S-3", "S-5"})
  @DisplayName("cancelling ends what is open, and gives back what it claimed")
  void cancellation(TransferState decided) {
    decided(decided);
    StoredTransfer cancelled = desk.cancel(transfer);
    assertThat(cancelled.state()).isEqualTo(TransferState.CANCELLED);
    assertThat(cancelled.marks()).isEmpty();
    assertThat(cancelled.expiresAtMs()).isEqualTo(History.NEVER);
    assertThat(desk.cancel(transfer)).isEqualTo(cancelled);
    assertThat(desk.used("A")).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @Sentence("S-7")
  @DisplayName("cancelling what has expired changes nothing")
  void cancelExpired(TransferState decided) {
    bring(decided, TransferState.EXPIRED);
    StoredTransfer expired = desk.find(transfer);
    assertThat(desk.cancel(transfer)).isEqualTo(expired);
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTLED", "CANCELLED", "EXPIRED"})
  @Sentence({"S-7", "R-9"})
  @DisplayName("a closed transfer is not reserved again, from whatever revision it was read at")
  void closedStaysClosed(TransferState closed) {
    StoredTransfer before = decided(TransferState.AWAITING_VERIFICATION);
    switch (closed) {
      case SETTLED -> desk.settle(transfer);
      case CANCELLED -> desk.cancel(transfer);
      default -> desk.at(EXPIRY_MS);
    }
    assertThat(desk.deciding(transfer).from(before.revision()).commit().status())
        .isEqualTo(Status.CHANGED);
    assertThat(desk.find(transfer).state()).isEqualTo(closed);
  }

  @Test
  @Sentence("S-8")
  @DisplayName("what was never reserved and settles counts in the day of the settlement")
  void unreservedCountsToday() {
    decided(TransferState.HELD);
    desk.later(2 * DAY_MS).settle(transfer);
    assertThat(desk.used("A")).isEqualTo(100);
    assertThat(desk.usedAt(START_MS, "A", 0)).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"EXPIRED", "CANCELLED"})
  @Sentence({"S-6", "S-8"})
  @DisplayName("a reservation's late or cancelled money counts in its own day, above it if need be")
  void lateCountsInItsDay(TransferState from) {
    bring(TransferState.RESERVED, from);
    desk.settled(desk.pays("2", "A", "B", 1_000).build()); // the room was given to another
    desk.at(START_MS + 2 * DAY_MS).settle(transfer);
    assertThat(desk.usedAt(START_MS, "A", 0)).isEqualTo(1_100);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @DisplayName("a pending transfer that is reserved in time expires by its new end")
  void newEnd() {
    StoredTransfer pending = decided(TransferState.AWAITING_VERIFICATION);
    desk.at(EXPIRY_MS - 1);
    Desk.stored(
        desk.deciding(transfer).expiringAt(EXPIRY_MS + 500).from(pending.revision()).commit());
    assertThat(desk.at(EXPIRY_MS + 499).find(transfer).state()).isEqualTo(TransferState.RESERVED);
    assertThat(desk.later(1).find(transfer).state()).isEqualTo(TransferState.EXPIRED);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @DisplayName("transfers of one owner expire one by one, each at its own instant")
  void manyExpiries() {
    for (int i = 0; i < 20; i++) {
      Transfer t = desk.pays("t" + i, "A", "B", 1).build();
      long endMs = START_MS + 1_000 + (i * 7L % 20) * 10;
      Desk.stored(desk.deciding(t).expiringAt(endMs).from(desk.attempt(t)).commit());
    }
    for (int step = 0; step <= 20; step++) {
      desk.at(START_MS + 1_000 + step * 10L - 1);
      assertThat(desk.used("A")).isEqualTo(20 - step);
    }
  }

  @Test
  @DisplayName("what was said of it stays through its whole life")
  void staysThroughItsLife() {
    StoredTransfer first = decided(TransferState.RESERVED);
    StoredTransfer settled = desk.later(5).settle(transfer);
    assertThat(settled.verdict()).isEqualTo(first.verdict());
    assertThat(settled.transfer()).isEqualTo(first.transfer());
    assertThat(settled.value()).isEqualTo(first.value());
    assertThat(settled.usages()).isEqualTo(first.usages());
    assertThat(settled.decidedAtMs()).isEqualTo(first.decidedAtMs());
    assertThat(settled.revision()).isGreaterThan(first.revision());
  }
}
