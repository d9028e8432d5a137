package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.HOUR_MS;
import static io.riskgate.core.memory.Kit.MINUTE_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Hit;
import io.riskgate.core.Mark;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept of owners, for how long, and that it is not lost before. */
class OwnersTest {
  private static final long KEPT_MS = 3 * DAY_MS;

  private final InMemoryStore store = InMemoryStore.create();
  private final Direct direct = new Direct(store, Kit.schema(List.of(DAILY)));

  private static Transfer pays(String id, String payer, long nowMs) {
    return Kit.transfer(id, payer, "B", 5, nowMs);
  }

  /** Others pay, one every so often. */
  private long othersPay(String prefix, int times, long fromMs, long everyMs) {
    long nowMs = fromMs;
    for (int i = 0; i < times; i++) {
      nowMs += everyMs;
      direct.observe(pays("o" + i, prefix + i % 50, nowMs), nowMs);
    }
    return nowMs;
  }

  private StoredTransfer held(Transfer t, long nowMs, long untilMs) {
    long revision = direct.attempt(t, nowMs).revision();
    StoredTransfer stored =
        direct.commit(t, revision, TransferState.HELD, false, untilMs, nowMs).stored();
    assertThat(stored).isNotNull();
    return stored;
  }

  @Test
  @DisplayName("R-8: references of owners that ask for nothing go, though attempts are seldom")
  void seldom() {
    int paid = 20_000;
    long everyMs = MINUTE_MS / 2;
    for (int i = 0; i < paid; i++) {
      long nowMs = START_MS + i * everyMs;
      direct.observe(pays("1", "A" + i, nowMs), nowMs);
    }
    long remembered = KEPT_MS / everyMs;
    assertThat(store.owners.references()).isBetween(remembered, 2 * remembered);
  }

  @Test
  @DisplayName("R-8: an open transfer keeps none of its owner's older or younger ones")
  void openInFront() {
    held(pays("open", "A", START_MS), START_MS, START_MS + 90 * DAY_MS);
    for (int i = 0; i < 500; i++) {
      direct.observe(pays("m" + i, "A", START_MS + i), START_MS + i);
    }
    long nowMs = othersPay("P", 2_000, START_MS + KEPT_MS, MINUTE_MS);
    held(pays("open2", "A", nowMs), nowMs, nowMs + 90 * DAY_MS);
    nowMs = othersPay("Q", 5_000, nowMs, MINUTE_MS);
    assertThat(store.owners.references()).isLessThan(2 * KEPT_MS / MINUTE_MS);
    assertThat(direct.find(pays("open", "A", START_MS), nowMs).state())
        .isEqualTo(TransferState.HELD);
    assertThat(store.find(Kit.reference(pays("m1", "A", 0)), Kit.moment(nowMs))).isNull();
  }

  @Test
  @DisplayName("owners of whom nothing is left leave")
  void idleOwnersLeave() {
    for (int i = 0; i < 1_000; i++) {
      direct.observe(pays("1", "old" + i, START_MS + i), START_MS + i);
    }
    long nowMs = START_MS;
    for (int i = 0; i < 10 && store.owners.size() > 50; i++) { // who is looked at is chance
      nowMs = othersPay("P", 20_000, nowMs, MINUTE_MS);
    }
    assertThat(store.owners.size()).isEqualTo(50);
  }

  @Test
  @DisplayName("L-11: calls of one clock that is far ahead let go of nothing that others have used")
  void clockAhead() {
    for (int i = 0; i < 200; i++) {
      direct.observe(pays("1", "A" + i, START_MS), START_MS);
    }
    for (int i = 0; i < 400; i++) { // one call in a hundred, as of one node of many
      boolean isAhead = i % 100 == 0;
      long nowMs = START_MS + i + (isAhead ? 1_000 * DAY_MS : 0);
      direct.observe(pays("a" + i, "ahead", nowMs), nowMs);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(direct.used("A" + i, 0, START_MS + 500)).isEqualTo(5);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(direct.observe(pays("1", "A" + i, START_MS), START_MS + 500)).isFalse();
    }
  }

  @Test
  @DisplayName("L-11: nor where hardly any call came before, and none of them looked")
  void clockAheadFromTheStart() {
    for (int attempt = 0; attempt < 5; attempt++) { // whether the first call looks is chance
      Direct fresh = new Direct(InMemoryStore.create(), Kit.schema(List.of(DAILY)));
      fresh.observe(pays("1", "A", START_MS), START_MS);
      long aheadMs = START_MS + 400 * DAY_MS;
      for (int i = 0; i < 3_000; i++) {
        fresh.observe(pays("a" + i, "ahead", aheadMs), aheadMs);
      }
      assertThat(fresh.used("A", 0, START_MS + 500)).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("where there is no room, one call of a clock that is far ahead makes none")
  void clockAheadWhereFull() {
    InMemoryStore full = InMemoryStore.builder().keysMax(5).build();
    Direct d = new Direct(full, Kit.schema(List.of(DAILY)));
    for (int i = 0; i < 4; i++) {
      d.observe(pays("1", "A" + i, START_MS), START_MS);
    }
    d.observe(Kit.transfer("1", "B", "A0", 5, START_MS), START_MS);
    long aheadMs = START_MS + 100 * DAY_MS;
    assertThatThrownBy(() -> d.attempt(pays("1", "new", aheadMs), aheadMs))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> d.attempt(pays("2", "new", START_MS), START_MS))
        .isInstanceOf(StoreException.class);
    for (int i = 0; i < 4; i++) {
      assertThat(d.used("A" + i, 0, START_MS)).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("S-6, S-8: what is kept as bytes is settled late all the same, and everyone sees it")
  void settledLate() {
    Transfer t = pays("1", "A", START_MS);
    direct.attemptAndReserve(t, START_MS);
    store.cancel(Kit.reference(t), Kit.moment(START_MS + 1));
    assertThat(direct.used("A", 0, START_MS + 2)).isZero();
    StoredTransfer late = store.settle(Kit.reference(t), Kit.moment(START_MS + HOUR_MS));
    assertThat(late).isNotNull();
    assertThat(late.marks()).containsExactly(Mark.AFTER_CANCEL);
    assertThat(direct.find(t, START_MS + 2 * HOUR_MS)).isEqualTo(late);
    assertThat(direct.used("A", 0, START_MS + 2 * HOUR_MS)).isEqualTo(5);
    assertThat(
            store
                .movements(
                    Transfer.DEFAULT_TENANT,
                    "B",
                    START_MS,
                    START_MS + 1,
                    9,
                    Kit.moment(START_MS + 2 * HOUR_MS))
                .movements())
        .extracting(m -> m.state(), m -> m.marks())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TransferState.SETTLED, Set.of(Mark.AFTER_CANCEL)));
  }

  @Test
  @DisplayName("a movement whose limits find no room is not taken for known, and claims nothing")
  void noRoomForLimits() {
    List<Limit> limits = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      limits.add(
          new Limit(
              "limit" + i,
              AssetClass.FIAT,
              Limit.Measure.VALUE,
              Limit.Window.DAY,
              100,
              Demand.hold(ReleasePath.BANK)));
    }
    Direct many = new Direct(store, Kit.schema(limits));
    Transfer t = pays("1", "A", START_MS);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> many.observe(t, START_MS)).isInstanceOf(StoreException.class);
    }
    assertThat(many.used("A", 0, START_MS)).isZero();
  }

  @Test
  @DisplayName("a decision that nobody knows how to write is kept all the same")
  void notPackable() {
    Transfer t = pays("1", "A", START_MS);
    long revision = direct.attempt(t, START_MS).revision();
    Commit plain =
        Kit.commitOf(
            direct.schema,
            t,
            revision,
            TransferState.RESERVED,
            false,
            START_MS + DAY_MS,
            Set.of(),
            Kit.moment(START_MS));
    Hit odd = new Hit(new Rule("R", 1, "g", Demand.NOTHING, ""), List.of(Instant.EPOCH));
    Commit commit =
        new Commit(
            plain.schema(),
            plain.reference(),
            plain.fromRevision(),
            new io.riskgate.core.Verdict(
                plain.verdict().pack(),
                plain.verdict().mode(),
                1,
                List.of(odd),
                List.of(),
                false,
                List.of(),
                Demand.NOTHING,
                Demand.NOTHING,
                List.of()),
            plain.demand(),
            plain.state(),
            plain.claims(),
            plain.usages(),
            plain.marks(),
            plain.evidence(),
            plain.release(),
            plain.signals(),
            plain.expiresAtMs(),
            plain.moment());
    assertThat(store.commit(commit).status()).isEqualTo(Status.COMMITTED);
    StoredTransfer settled = store.settle(Kit.reference(t), Kit.moment(START_MS + 1));
    assertThat(direct.find(t, START_MS + 2)).isEqualTo(settled);
    assertThat(settled).isNotNull();
    assertThat(settled.verdict().hits()).containsExactly(odd);
    long nowMs = othersPay("P", 20_000, START_MS, MINUTE_MS);
    assertThat(store.find(Kit.reference(t), Kit.moment(nowMs))).isNull();
    assertThat(store.owners.size()).isEqualTo(50);
  }

  @Test
  @DisplayName("whatever comes and goes, every reference is found as it was left, or forgotten")
  void comesAndGoes() {
    Random random = new Random(7);
    Map<Transfer, StoredTransfer> closed = new HashMap<>();
    Map<String, Long> used = new HashMap<>();
    long nowMs = START_MS;
    for (int i = 0; i < 20_000; i++) {
      nowMs += random.nextInt(4) * MINUTE_MS / 20;
      String payer = "A" + (random.nextInt(4) == 0 ? 0 : random.nextInt(300));
      Transfer t = Kit.builder("t" + i, payer, "B" + i % 7, 1 + i % 9, nowMs).device("d").build();
      direct.attemptAndReserve(t, nowMs);
      boolean isSettled = random.nextInt(3) > 0;
      StoredTransfer end =
          isSettled
              ? store.settle(Kit.reference(t), Kit.moment(nowMs))
              : store.cancel(Kit.reference(t), Kit.moment(nowMs));
      closed.put(t, end);
      if (isSettled) {
        used.merge(payer + "/" + Kit.moment(nowMs).day(), t.amountMinor(), Long::sum);
      }
    }
    long endMs = nowMs;
    long today = Kit.moment(endMs).day();
    closed.forEach(
        (t, end) -> {
          boolean isRemembered = endMs - end.decidedAtMs() < KEPT_MS;
          assertThat(store.find(Kit.reference(t), Kit.moment(endMs)))
              .isEqualTo(isRemembered ? end : null);
        });
    for (int i = 0; i < 300; i++) {
      assertThat(direct.used("A" + i, 0, endMs))
          .isEqualTo(used.getOrDefault("A" + i + "/" + today, 0L));
    }
    List<StoredTransfer> exported = new ArrayList<>();
    String cursor = null;
    do {
      StorePage<StoredTransfer> page =
          store.transfers(Transfer.DEFAULT_TENANT, cursor, 97, Kit.moment(endMs));
      exported.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    assertThat(exported)
        .hasSize(
            (int) closed.values().stream().filter(e -> endMs - e.decidedAtMs() < KEPT_MS).count())
        .doesNotHaveDuplicates();
  }
}
