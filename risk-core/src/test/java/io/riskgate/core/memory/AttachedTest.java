package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What controls need of an account. */
class AttachedTest {
  private final Attached account = new Attached();

  private static Entry entry(String id) {
    Transfer t = Kit.transfer(id, "A", "B", 1, START_MS);
    return new Entry(Kit.reference(t), t, 1, false, START_MS, new Journal.Place(1, new long[2], 1));
  }

  private static Control freeze(String id, long untilMs) {
    return Control.freeze(
        id, Transfer.DEFAULT_TENANT, "A", Instant.ofEpochMilli(untilMs), "bank", "why");
  }

  @Test
  @DisplayName("an undecided attempt is looked for a day after it was last attempted")
  void undecided() {
    Entry entry = entry("1");
    account.register(entry, true, START_MS);
    assertThat(account.openEntries(START_MS + DAY_MS - 1)).containsExactly(entry);
    entry.repeat(entry.transfer(), 1, START_MS + DAY_MS - 1);
    assertThat(account.openEntries(START_MS + 2 * DAY_MS - 2)).containsExactly(entry);
    assertThat(account.isSweepable(START_MS + 2 * DAY_MS - 2)).isFalse();
    assertThat(account.isEmpty()).isFalse();
    assertThat(entry.isAbandoned()).isFalse();
    assertThat(account.openEntries(START_MS + 2 * DAY_MS - 1)).isEmpty();
    assertThat(entry.isAbandoned()).isTrue();
    assertThat(account.isSweepable(START_MS + 2 * DAY_MS - 1)).isTrue();
    assertThat(account.isEmpty()).isTrue();
  }

  @Test
  @DisplayName("registering again takes up what was given up, and lists it once")
  void registeredAgain() {
    Entry entry = entry("1");
    account.register(entry, true, START_MS);
    account.register(entry, false, START_MS);
    assertThat(account.openEntries(START_MS)).containsExactly(entry);
    assertThat(account.openEntries(START_MS + DAY_MS)).isEmpty();
    entry.repeat(entry.transfer(), 1, START_MS + DAY_MS);
    account.register(entry, false, START_MS + DAY_MS);
    assertThat(entry.isAbandoned()).isFalse();
    assertThat(account.openEntries(START_MS + DAY_MS)).containsExactly(entry);
  }

  @Test
  @DisplayName("closed entries leave now and then, so that a busy account does not grow")
  void sweepsClosed() {
    for (int i = 0; i < 10_000; i++) {
      long nowMs = START_MS + i * (DAY_MS / 10);
      Entry entry = entry("e" + i);
      entry.repeat(entry.transfer(), 1, nowMs);
      account.register(entry, true, nowMs);
    }
    assertThat(account.openEntries(START_MS + 9_999 * (DAY_MS / 10))).hasSize(10);
  }

  @Test
  @DisplayName("C-4: controls lapse at their instant and are replaced by id")
  void controls() {
    account.impose(freeze("1", START_MS + 10), START_MS);
    account.impose(freeze("2", START_MS + 20), START_MS);
    account.impose(freeze("1", START_MS + 30), START_MS);
    assertThat(account.controls(START_MS)).extracting(Control::id).containsExactly("2", "1");
    assertThat(account.controls(START_MS + 20)).extracting(Control::id).containsExactly("1");
    assertThat(account.lift("2", "by", "why", START_MS + 29)).isFalse();
  }

  @Test
  @DisplayName("C-8: an account whose controls have all ended is not let go of as idle")
  void neverSwept() {
    assertThat(account.isSweepable(START_MS)).isTrue();
    account.impose(freeze("1", START_MS + 10), START_MS);
    assertThat(account.isSweepable(START_MS + 9)).isFalse();
    assertThat(account.isSweepable(START_MS + 10)).isFalse();
    assertThat(account.isEmpty()).isFalse();
    assertThat(account.controlHistory(START_MS + 10).entries()).hasSize(2);
  }

  @Test
  @DisplayName("a movement that was observed after all is settled for good")
  void observed() {
    long[] page = new long[2];
    Transfer t = Kit.transfer("1", "A", "B", 1, START_MS);
    Entry entry = new Entry(Kit.reference(t), t, 1, false, START_MS, new Journal.Place(1, page, 1));
    entry.becomeObserved();
    assertThat(EventBits.state(EventBits.stateCode(page[1], START_MS)))
        .isEqualTo(TransferState.SETTLED);
    assertThat(EventBits.isFinal(page[1])).isTrue();
    assertThat(entry.state(START_MS)).isEqualTo(TransferState.SETTLED);
    assertThat(entry.isOpen(START_MS)).isFalse();
  }
}
