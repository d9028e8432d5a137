package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys up to a cap, found by name and by number; idle ones leave bit by bit. */
class KeyTableTest {
  private static final SipHash HASH = new SipHash(3, 4);
  private static final int TENANT = 1;

  private final Journal journal = new Journal();

  private KeyTable<AccountRecord> table(int cap, long idleKeptMs) {
    return new KeyTable<>(
        "accounts",
        Scratch::account,
        AccountRecord.HEADER_LONGS,
        HASH,
        journal,
        cap,
        idleKeptMs,
        new CapHits());
  }

  /** The number of a key, which is created on first use; null where there is no room. */
  private static Integer visit(KeyTable<AccountRecord> table, String name, long nowMs) {
    Integer[] found = new Integer[1];
    Histories.visit(table, TENANT, name, nowMs, (record, number) -> found[0] = number);
    return found[0];
  }

  @Test
  @DisplayName("a key keeps its number, and is found by it")
  void numbers() {
    KeyTable<AccountRecord> table = table(10_000, 1_000);
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      numbers.add(visit(table, "k" + i, 0));
    }
    assertThat(numbers).hasSize(3_000);
    for (int i = 0; i < 3_000; i++) {
      int number = visit(table, "k" + i, 0);
      assertThat(numbers).contains(number);
      assertThat(table.name(number)).isEqualTo("k" + i);
    }
    assertThat(table.has(TENANT, "k7")).isTrue();
    assertThat(table.has(TENANT + 1, "k7")).as("another tenant's").isFalse();
    assertThat(table.size()).isEqualTo(3_000);
  }

  @Test
  @DisplayName("no key is added above the cap, and room is made by sweeping idle ones")
  void cap() {
    KeyTable<AccountRecord> table = table(3, 100);
    for (int i = 0; i < 3; i++) {
      assertThat(visit(table, "k" + i, 0)).isNotNull();
    }
    assertThat(visit(table, "k3", 100)).isNull();
    assertThat(visit(table, "k0", 100)).as("known already").isNotNull();
    assertThat(visit(table, "k3", 101)).as("one call's clock is not believed alone").isNull();
    assertThat(visit(table, "k3", 101)).as("two idle ones have left").isNotNull();
    assertThat(table.has(TENANT, "k1") && table.has(TENANT, "k2")).isFalse();
    assertThat(table.has(TENANT, "k0")).isTrue();
    assertThat(table.full()).isInstanceOf(StoreException.class).hasMessageContaining("keysMax");
  }

  @Test
  @DisplayName(
      "C-1: wherever memory ends while an account is renamed, its controls stay on its name")
  void noMemoryToRename() {
    KeyTable<AccountRecord> table = table(100, 1_000);
    int renamed = 0;
    int refused = 0;
    boolean full = false;
    for (int others = 0; !full; others++) { // which fill the only page
      KeyStripe stripe = new KeyStripe(new CapHits(), new Slab(1));
      AccountRecord account = table.addBeyondCap(stripe, table.hash(TENANT, "A"), TENANT, "A", 0);
      account.attach().impose(Control.freeze("f", "t", "A", null, "bank", "why"), 0);
      int size = table.size();
      for (int i = 0; i < others && !full; i++) {
        full = !hasRoomFor(table, stripe, "o" + i);
      }
      try {
        table.rename(stripe, account, "somebody else, whose name is longer", true, 0);
        renamed++;
        size++; // there is one of each name now
        assertThat(find(table, stripe, "somebody else, whose name is longer").attached()).isNull();
      } catch (IllegalStateException e) {
        refused++;
      }
      Attached attached = find(table, stripe, "A").attached();
      assertThat(attached).as("after %s others", others).isNotNull();
      assertThat(attached.controls(0)).extracting(Control::id).containsExactly("f");
      assertThat(table.size()).isEqualTo(size);
    }
    assertThat(renamed).isPositive();
    assertThat(refused).isGreaterThan(2);
  }

  private static boolean hasRoomFor(KeyTable<AccountRecord> table, KeyStripe stripe, String name) {
    try {
      stripe.add(table.hash(TENANT, name), TENANT, name, 0, 0);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static AccountRecord find(KeyTable<AccountRecord> table, KeyStripe stripe, String name) {
    return table.find(stripe, table.hash(TENANT, name), TENANT, name);
  }

  @Test
  @DisplayName("idle keys leave although there is room, and give their memory back")
  void idleKeysLeave() {
    KeyTable<AccountRecord> table = table(1_000_000, 1_000);
    for (int i = 0; i < 200_000; i++) {
      visit(table, "k" + i, i);
    }
    assertThat(table.size()).isLessThan(40_000);
  }

  @Test
  @DisplayName("a key that comes back after it was idle for too long is new, looked at or not")
  void comesBack() {
    KeyTable<AccountRecord> table = table(1_000_000, 1_000);
    Histories.visit(table, TENANT, "a", 0, (record, number) -> record.seen(0));
    Histories.visit(table, TENANT, "b", 0, (record, number) -> record.seen(0));
    long[] first = new long[2];
    Histories.visit(
        table, TENANT, "a", 1_000, (record, number) -> first[0] = record.firstSeenMs(1_000));
    Histories.visit(
        table, TENANT, "b", 1_001, (record, number) -> first[1] = record.firstSeenMs(1_001));
    assertThat(first).containsExactly(0, History.NEVER);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  @DisplayName("a few calls with a clock that is years ahead let no key leave")
  void clockAhead() {
    int idleKept = 10_000_000;
    KeyTable<AccountRecord> table = table(1_000_000, idleKept);
    for (int i = 0; i < 1_000; i++) {
      visit(table, "k" + i, i);
    }
    for (int i = 0; i < 20; i++) {
      visit(table, "new" + i, 1_000L * idleKept);
    }
    assertThat(table.size()).isEqualTo(1_020);
  }

  @Test
  @DisplayName("C-8: an account with a control never leaves")
  void controlled() {
    KeyTable<AccountRecord> table = table(1_000_000, 10);
    Histories.visit(
        table,
        TENANT,
        "stopped",
        0,
        (record, number) ->
            record
                .attach()
                .impose(
                    Control.freeze("c", Transfer.DEFAULT_TENANT, "stopped", null, "b", "w"), 0));
    for (int i = 0; i < 50_000; i++) {
      visit(table, "k" + i, i);
    }
    assertThat(table.has(TENANT, "stopped")).isTrue();
    assertThat(table.has(TENANT, "k0")).isFalse();
  }

  @Test
  @DisplayName("keys are kept for as long as the windows reach")
  void keptAsLongAsEvents() {
    KeyTable<AccountRecord> table = table(1, 1);
    visit(table, "k", 0);
    table.keep(100);
    table.keep(50);
    assertThat(visit(table, "x", 100)).isNull();
    assertThat(table.has(TENANT, "k")).isTrue();
    visit(table, "y", 101);
    assertThat(visit(table, "y", 101)).isNotNull();
    assertThat(table.has(TENANT, "k")).isFalse();
  }

  private static void pays(KeyTable<AccountRecord> table, String name, long atMs, long nowMs) {
    Transfer t = Kit.transfer("t", "A", "B", 1, Kit.START_MS);
    Histories.visit(
        table,
        TENANT,
        name,
        nowMs,
        (record, number) -> record.add(EventBits.event(t, atMs, true), 1, 1, 1, 2));
  }

  @Test
  @DisplayName("keys of which nothing but events is known leave once no window reaches these")
  void leavesWithEvents() {
    KeyTable<AccountRecord> table = table(1_000_000, KeyTable.AS_LONG_AS_EVENTS);
    table.keep(1_000);
    pays(table, "past", 500, 500);
    pays(table, "ahead", 1_900, 500); // by a clock that was behind
    for (int i = 0; i < 30_000; i++) { // each new key looks at a few others
      visit(table, "a" + i, 1_500 + i / 100);
    }
    assertThat(table.has(TENANT, "past")).as("300 ms after it was reached last").isFalse();
    assertThat(table.has(TENANT, "ahead")).isTrue();
    for (int i = 0; i < 30_000; i++) {
      visit(table, "b" + i, 2_901 + i / 100);
    }
    assertThat(table.has(TENANT, "ahead")).isFalse();
  }

  @Test
  @DisplayName("D-5: a key whose events had no room stays until no window reaches the lack of them")
  void leavesWithGaps() {
    KeyTable<AccountRecord> table = table(1_000_000, KeyTable.AS_LONG_AS_EVENTS);
    table.keep(1_000);
    for (int i = 0; i < 3; i++) {
      pays(table, "k", 2_000 - i, 500); // the last has no room
    }
    boolean[] found = new boolean[2];
    Histories.visit(
        table, TENANT, "k", 1_600, (record, number) -> found[0] = record.isCappedSince(1_998));
    Histories.visit(table, TENANT, "k", 4_001, (record, number) -> found[1] = record.isUntouched());
    assertThat(found).containsExactly(true, true);
  }

  @Test
  @DisplayName("D-5: a key that finds room after an event was missed says so; older keys do not")
  void missed() {
    KeyTable<AccountRecord> table = table(2, 1_000);
    visit(table, "old", 0);
    table.missed(7);
    table.missed(5);
    boolean[] capped = new boolean[3];
    Histories.visit(
        table,
        TENANT,
        "new",
        8,
        (record, number) -> {
          capped[0] = record.isCappedSince(7);
          capped[1] = record.isCappedSince(8);
        });
    Histories.visit(table, TENANT, "old", 8, (record, number) -> capped[2] = !record.isUntouched());
    assertThat(capped).containsExactly(true, false, false);
  }

  @Test
  @DisplayName("a name that is too long is refused")
  void longName() {
    KeyTable<AccountRecord> table = table(2, 1_000);
    assertThatThrownBy(() -> visit(table, "x".repeat(5_000), 0)).isInstanceOf(StoreException.class);
    assertThat(table.size()).isZero();
  }

  @Test
  @DisplayName("what several threads record is there, in each key what is its own")
  void threads() {
    KeyTable<AccountRecord> table = table(1_000_000, 200);
    AtomicLong clock = new AtomicLong(1);
    int threadCount = 4;
    int each = 20_000;
    AtomicLong added = new AtomicLong();
    Transfer t = Kit.transfer("t", "A", "B", 1, Kit.START_MS);
    table.keep(1L << 50);
    try (Threads threads = new Threads(threadCount)) {
      threads.run(
          thread -> {
            for (int i = 0; i < each; i++) {
              long nowMs = clock.incrementAndGet();
              int address = thread * each + i + 1;
              Histories.visit(
                  table,
                  TENANT,
                  "k" + i % 700,
                  nowMs,
                  (record, number) ->
                      record.add(
                          EventBits.event(t, nowMs, true), 1, number, address, Integer.MAX_VALUE));
              added.incrementAndGet();
            }
          });
    }
    AtomicLong found = new AtomicLong();
    for (int k = 0; k < 700; k++) {
      Histories.visit(
          table,
          TENANT,
          "k" + k,
          clock.get(),
          (record, number) -> {
            found.addAndGet(record.size());
            for (int i = 0; i < record.size(); i++) {
              assertThat(record.party(i)).isEqualTo(number);
            }
          });
    }
    assertThat(found).hasValue(added.get());
  }

  @Test
  @DisplayName("a key that found no room before has no tallies until it has events to count")
  void missedIsNotBusy() {
    KeyTable<AccountRecord> table = table(3, 100);
    table.missed(7);
    Histories.visit(
        table,
        TENANT,
        "k",
        1,
        (record, number) -> {
          assertThat(record.isCappedSince(7)).isTrue();
          assertThat(record.isBusy(-1, 0)).isFalse();
        });
  }
}
