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

/** Dealings name a payee by its number, and are kept for longer than a payee who is idle. */
class PayeeNumberTest {
  private static final int NEW_PAYEES = 4_000;

  @Test
  @DisplayName("a new payee is new to the payer, whoever had its number before")
  void newPayeeIsNew() {
    Direct direct =
        new Direct(
            InMemoryStore.builder().idleKept(Duration.ofDays(40)).build(), Kit.schema(List.of()));
    for (int i = 0; i < 20; i++) {
      direct.observe(transfer("old" + i, "A", "old" + i, 1, START_MS), START_MS);
    }
    for (int day = 10; day <= 60; day += 10) { // the payer stays, and those payees leave
      long ms = START_MS + day * DAY_MS;
      direct.observe(transfer("kept" + day, "A", "kept", 1, ms), ms);
    }
    long nowMs = START_MS + 61 * DAY_MS;
    for (int i = 0; i < NEW_PAYEES; i++) {
      direct.observe(transfer("other" + i, "C", "new" + i, 1, nowMs), nowMs);
    }

    for (int i = 0; i < NEW_PAYEES; i++) {
      History before = direct.attempt(transfer("a" + i, "A", "new" + i, 1, nowMs), nowMs);
      assertThat(before.pairFirstSeenMs()).isEqualTo(History.NEVER);

      direct.observe(transfer("b" + i, "A", "new" + i, 1, nowMs + 1), nowMs + 1);
      History after = direct.attempt(transfer("c" + i, "A", "new" + i, 1, nowMs + 2), nowMs + 2);
      assertThat(after.pairFirstSeenMs()).isEqualTo(nowMs + 1);
    }
  }
}
