package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Accounts that leave give their numbers back; what a payer knows of a payee must not pass on. */
class NumberReuseTest {
  private static final int PAYEES = 300;
  private static final int NEW_PAYEES = 1_000;

  private final InMemoryStore store = InMemoryStore.builder().idleKept(Duration.ofDays(10)).build();
  private final Direct direct =
      new Direct(store, Kit.schema(List.of(), Kit.outCount("day", Duration.ofDays(1))));

  /** The payer stays in use while those whom it paid leave, and others come in their place. */
  private long othersComeInTheirPlace() {
    for (int i = 0; i < PAYEES; i++) {
      direct.observe(transfer("old" + i, "A", "old" + i, 1, START_MS), START_MS);
    }
    long nowMs = START_MS;
    for (int days = 0; days < 30; days += 5) {
      nowMs += 5 * DAY_MS;
      direct.observe(transfer("kept" + days, "A", "B", 1, nowMs), nowMs);
    }
    for (int i = 0; i < NEW_PAYEES; i++) {
      direct.observe(transfer("c" + i, "crowd" + i, "new" + i, 1, nowMs), nowMs);
    }
    return nowMs;
  }

  @Test
  @DisplayName("H-3: a payee that was never paid is new, whoever had its number before")
  void newPayeeIsNew() {
    long nowMs = othersComeInTheirPlace();
    for (int i = 0; i < NEW_PAYEES; i++) {
      History history = direct.attempt(transfer("t" + i, "A", "new" + i, 1, nowMs), nowMs);
      assertThat(history.pairFirstSeenMs()).as("payee %d", i).isEqualTo(History.NEVER);
      assertThat(history.pairLastSeenMs()).as("payee %d", i).isEqualTo(History.NEVER);
    }
  }

  @Test
  @DisplayName(
      "H-3: dealings with a payee begin with its own first payment, whoever had its number")
  void dealingsBeginAnew() {
    long nowMs = othersComeInTheirPlace();
    for (int i = 0; i < NEW_PAYEES; i++) {
      direct.observe(transfer("p" + i, "A", "new" + i, 1, nowMs), nowMs);
      History history = direct.attempt(transfer("t" + i, "A", "new" + i, 1, nowMs), nowMs);
      assertThat(history.pairFirstSeenMs()).as("payee %d", i).isEqualTo(nowMs);
    }
  }

  @Test
  @DisplayName("an old payee that stayed in use elsewhere is still known")
  void stillKnown() {
    direct.observe(transfer("1", "A", "B", 1, START_MS), START_MS);
    long nowMs = START_MS;
    for (int days = 0; days < 30; days += 5) {
      nowMs += 5 * DAY_MS;
      direct.observe(transfer("a" + days, "A", "C", 1, nowMs), nowMs);
      direct.observe(transfer("b" + days, "D", "B", 1, nowMs), nowMs);
    }
    History history = direct.attempt(transfer("2", "A", "B", 1, nowMs), nowMs);
    assertThat(history.pairFirstSeenMs()).isEqualTo(START_MS);
    assertThat(history.pairLastSeenMs()).isEqualTo(START_MS);
  }
}
