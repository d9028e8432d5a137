package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.DAILY_MAX;
import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.HOUR_MS;
import static io.riskgate.core.memory.Kit.MINUTE_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static io.riskgate.core.memory.Kit.reference;
import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Puts one step of another thread between any two steps of a transfer, one at a time: what the
 * concurrency tests find by chance is repeated here for certain.
 */
class InterleavingTest {
  private static final Aggregate PAYER_OUT = Kit.outCount("payerOut", Duration.ofDays(1));

  private final InMemoryStore store = InMemoryStore.create();
  private final Direct direct = new Direct(store, Kit.schema(List.of(DAILY), PAYER_OUT));

  private static Control stop(String id, String account) {
    return Control.stopPayment(id, Transfer.DEFAULT_TENANT, account, null, "police", "fraud");
  }

  private static Control limit(String account, long max) {
    return Control.limit(
        "limit", Transfer.DEFAULT_TENANT, account, DAILY.id(), max, null, "bank", "mule");
  }

  private List<Reference> impose(Control control, long nowMs) {
    return store.impose(
        control, Demand.hold(ReleasePath.AUTHORITY), nowMs + DAY_MS, Kit.moment(nowMs));
  }

  @Nested
  class Controls {
    @Test
    @DisplayName("C-3: imposed between attempt and commit, on either side, it stops the commit")
    void betweenAttemptAndCommit() {
      for (String account : List.of("A", "B")) {
        Transfer t = transfer("1" + account, "A", "B", 100, START_MS);
        long revision = direct.attempt(t, START_MS).revision();
        assertThat(impose(stop("s", account), START_MS)).isEmpty();

        CommitResult result = direct.reserve(t, revision, START_MS);

        assertThat(result.status()).isEqualTo(Status.CHANGED);
        assertThat(result.stored()).isNull();
        assertThat(store.controls(Transfer.DEFAULT_TENANT, account, Kit.moment(START_MS)))
            .hasSize(1);
        assertThat(
                store.lift(Transfer.DEFAULT_TENANT, account, "s", "b", "w", Kit.moment(START_MS)))
            .isTrue();
      }
    }

    @Test
    @DisplayName("C-3: imposed between the attempt and its repetition after more than a day")
    void betweenRepeatedAttemptAndCommit() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      direct.attempt(t, START_MS);
      long later = START_MS + 25 * HOUR_MS;
      long revision = direct.attempt(t, later).revision();
      impose(stop("s", "B"), later);

      assertThat(direct.reserve(t, revision, later).status()).isEqualTo(Status.CHANGED);
    }

    @Test
    @DisplayName("C-3: what no control looks for any more after a day is not committed either")
    void undecidedForADay() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      long revision = direct.attempt(t, START_MS).revision();
      impose(stop("s", "A"), START_MS + 24 * HOUR_MS);

      assertThat(direct.reserve(t, revision, START_MS).status()).isEqualTo(Status.CHANGED);
      long again = direct.attempt(t, START_MS + 24 * HOUR_MS).revision();
      assertThat(direct.reserve(t, again, START_MS + 24 * HOUR_MS).status())
          .isEqualTo(Status.COMMITTED);
    }

    @Test
    @DisplayName("C-3: a lower limit imposed between attempt and commit is seen")
    void limitBetweenAttemptAndCommit() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      long revision = direct.attempt(t, START_MS).revision();
      assertThat(impose(limit("A", 0), START_MS)).isEmpty();

      assertThat(direct.reserve(t, revision, START_MS).status()).isEqualTo(Status.CHANGED);
    }

    @Test
    @DisplayName("C-3: a lower limit imposed while a pending transfer is reconsidered is seen")
    void limitWhileReconsidering() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      StoredTransfer pending = pend(t, START_MS, START_MS + 15 * MINUTE_MS);
      assertThat(impose(limit("A", 0), START_MS)).isEmpty();

      assertThat(direct.reserve(t, pending.revision(), START_MS).status())
          .isEqualTo(Status.CHANGED);
      StoredTransfer now = direct.find(t, START_MS);
      assertThat(now.state()).isEqualTo(TransferState.AWAITING_VERIFICATION);
      assertThat(direct.reserve(t, now.revision(), START_MS).status()).isEqualTo(Status.COMMITTED);
    }

    @Test
    @DisplayName("a limit imposed on the payee disturbs nobody")
    void limitOfPayee() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      long revision = direct.attempt(t, START_MS).revision();
      impose(limit("B", 0), START_MS);

      assertThat(direct.reserve(t, revision, START_MS).status()).isEqualTo(Status.COMMITTED);
    }

    @Test
    @DisplayName("C-3: imposed at the expiry of a pending transfer whose verification began before")
    void atExpiryOfPending() {
      long expiry = START_MS + 15 * MINUTE_MS;
      for (String account : List.of("A", "B")) {
        Transfer t = transfer("1" + account, "A", "B", 100, START_MS);
        StoredTransfer pending = pend(t, START_MS, expiry);
        // One thread reads its clock, and another, whose clock shows the expiry, imposes.
        impose(stop("s", account), expiry);
        CommitResult result = direct.reserve(t, pending.revision(), expiry - 1);

        assertStopped(t, result, expiry - 1);
        assertThat(
                store.lift(Transfer.DEFAULT_TENANT, account, "s", "b", "w", Kit.moment(START_MS)))
            .isTrue();
      }
    }

    @Test
    @DisplayName("C-3: swept from the account's list at its expiry, a transfer is not reserved")
    void sweptAtExpiryOfPending() {
      long expiry = START_MS + 15 * MINUTE_MS;
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      StoredTransfer pending = pend(t, START_MS, expiry);
      for (int i = 0; i < 100; i++) { // by others, to the same payee, at a clock that is ahead
        direct.attempt(transfer("o" + i, "P" + i, "B", 1, expiry), expiry);
      }
      CommitResult result = direct.reserve(t, pending.revision(), expiry - 1);
      impose(stop("s", "B"), expiry);

      assertStopped(t, result, expiry);
    }

    private void assertStopped(Transfer t, CommitResult result, long nowMs) {
      StoredTransfer now = direct.find(t, nowMs);
      assertThat(now.state())
          .as("%s after %s", t, result.status())
          .isIn(TransferState.HELD, TransferState.EXPIRED);
      assertThat(direct.used("A", 0, nowMs)).isZero();
    }

    private StoredTransfer pend(Transfer t, long nowMs, long expiresAtMs) {
      CommitResult result =
          direct.commit(
              t,
              direct.attempt(t, nowMs).revision(),
              TransferState.AWAITING_VERIFICATION,
              false,
              expiresAtMs,
              nowMs);
      assertThat(result.status()).isEqualTo(Status.COMMITTED);
      return direct.find(t, nowMs);
    }

    @Test
    @DisplayName("C-2: what is moved gives its claim back once, and claims again when released")
    void movedAndReleased() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      direct.attemptAndReserve(t, START_MS);
      assertThat(impose(stop("s1", "A"), START_MS)).containsExactly(reference(t));
      assertThat(impose(stop("s2", "B"), START_MS)).containsExactly(reference(t));
      assertThat(direct.used("A", 0, START_MS)).isZero();

      StoredTransfer held = direct.find(t, START_MS);
      assertThat(held.state()).isEqualTo(TransferState.HELD);
      assertThat(direct.reserve(t, held.revision(), START_MS).status()).isEqualTo(Status.COMMITTED);
      assertThat(direct.used("A", 0, START_MS)).isEqualTo(100);
      store.cancel(reference(t), Kit.moment(START_MS));
      assertThat(direct.used("A", 0, START_MS)).isZero();
    }

    @Test
    @DisplayName(
        "C-4: an account full of controls still takes one that replaces or has room by now")
    void replacedWhenFull() {
      for (int i = 0; i < 64; i++) {
        store.impose(
            Control.freeze(
                "f" + i,
                Transfer.DEFAULT_TENANT,
                "A",
                i == 0 ? java.time.Instant.ofEpochMilli(START_MS + 10) : null,
                "bank",
                "why"),
            Demand.hold(ReleasePath.AUTHORITY),
            START_MS + DAY_MS,
            Kit.moment(START_MS));
      }
      assertThatThrownBy(() -> impose(stop("new", "A"), START_MS))
          .isInstanceOf(StoreException.class);
      impose(stop("f7", "A"), START_MS);
      impose(stop("new", "A"), START_MS + 10);
      assertThat(store.controls(Transfer.DEFAULT_TENANT, "A", Kit.moment(START_MS + 10)))
          .hasSize(64)
          .extracting(Control::id)
          .contains("new", "f7")
          .doesNotContain("f0");
    }
  }

  @Nested
  class Limits {
    @Test
    @DisplayName("L-2: two that fit alone, and not together: the second is told what is used")
    void twoAtOnce() {
      Transfer t1 = transfer("1", "A", "B", DAILY_MAX, START_MS);
      Transfer t2 = transfer("2", "A", "B", 1, START_MS);
      long r1 = direct.attempt(t1, START_MS).revision();
      long r2 = direct.attempt(t2, START_MS).revision();
      assertThat(direct.reserve(t1, r1, START_MS).status()).isEqualTo(Status.COMMITTED);
      CommitResult second = direct.reserve(t2, r2, START_MS);
      assertThat(second.status()).isEqualTo(Status.PASSED);
      assertThat(second.used()).containsExactly(DAILY_MAX);
    }

    @Test
    @DisplayName("L-3, S-8: late settlements count in their reservation's day, others in today's")
    void settledAfterMidnight() {
      Transfer reserved = transfer("1", "A", "B", 100, START_MS);
      Transfer pending = transfer("2", "A", "B", 10, START_MS);
      direct.attemptAndReserve(reserved, START_MS);
      direct.commit(
          pending,
          direct.attempt(pending, START_MS).revision(),
          TransferState.HELD,
          false,
          START_MS + DAY_MS,
          START_MS);
      long tomorrow = START_MS + DAY_MS;
      StoredTransfer late = store.settle(reference(reserved), Kit.moment(tomorrow));
      assertThat(late).isNotNull();
      assertThat(late.marks()).containsExactly(Mark.LATE);
      StoredTransfer unverified = store.settle(reference(pending), Kit.moment(tomorrow));
      assertThat(unverified).isNotNull();
      assertThat(unverified.marks()).containsExactlyInAnyOrder(Mark.LATE, Mark.UNVERIFIED);
      assertThat(direct.used("A", 0, START_MS)).isEqualTo(100);
      assertThat(direct.used("A", 0, tomorrow)).isEqualTo(10);
      store.settle(reference(reserved), Kit.moment(tomorrow));
      store.cancel(reference(reserved), Kit.moment(tomorrow));
      assertThat(direct.used("A", 0, START_MS)).isEqualTo(100);
    }

    @Test
    @DisplayName("L-2: an owner that is idle keeps the use of its running windows")
    void usageOutlivesReferences() {
      Limit monthly =
          new Limit(
              "monthly",
              AssetClass.FIAT,
              Limit.Measure.VALUE,
              Limit.Window.MONTH,
              1_000,
              Demand.verify(VerificationMethod.SMS_CODE));
      InMemoryStore hasty = InMemoryStore.builder().idleKept(Duration.ofDays(4)).build();
      Direct d = new Direct(hasty, Kit.schema(List.of(monthly)));
      Transfer t = transfer("1", "A", "B", 900, START_MS);
      d.attemptAndReserve(t, START_MS);
      hasty.settle(reference(t), Kit.moment(START_MS));
      long later = START_MS + 10 * DAY_MS; // the 20th of the same month
      hasty.attempt(
          Direct.attemptOf(d.schema, transfer("2", "A", "B", 1, later), later), d.history());
      hasty.forget(Transfer.DEFAULT_TENANT, "A", Kit.moment(later));
      long muchLater = later + 5 * DAY_MS;
      crowd(d, muchLater);
      assertThat(d.used("A", 0, muchLater)).isEqualTo(900);
    }

    @Test
    @DisplayName("owners that have been idle for long enough are swept")
    void idleOwnersAreSwept() {
      InMemoryStore small =
          InMemoryStore.builder().idleKept(Duration.ofDays(60)).keysMax(50).build();
      Direct d = new Direct(small, Kit.schema(List.of(DAILY), PAYER_OUT));
      for (int i = 0; i < 25; i++) {
        Transfer t = transfer("1", "old" + i, "payee" + i, 100, START_MS);
        d.attemptAndReserve(t, START_MS);
      }
      long later = START_MS + 61 * DAY_MS;
      for (int i = 0; i < 45; i++) {
        String id = "new" + i;
        try {
          d.attempt(transfer("1", id, "newPayee", 1, later), later);
        } catch (StoreException e) {
          // no room yet; each refusal looks at a few old keys as well
        }
      }
      Transfer last = transfer("last", "someone", "new", 1, later);
      assertThat(onceThereIsRoom(d, last, later).aggregates()).containsExactly(0);
    }

    /** In which stripes the old keys are, is up to chance, and each refusal looks at a few. */
    private static History onceThereIsRoom(Direct d, Transfer t, long nowMs) {
      for (int refusals = 0; refusals < 100; refusals++) {
        try {
          return d.attempt(t, nowMs);
        } catch (StoreException e) {
          // the next one finds more
        }
      }
      throw new AssertionError("no old key has left");
    }

    private void crowd(Direct d, long nowMs) {
      for (int i = 0; i < 50; i++) {
        d.attempt(transfer("c", "crowd" + i, "B", 1, nowMs), nowMs);
      }
    }
  }

  @Nested
  class Movements {
    @Test
    @DisplayName("F-9: observed between attempt and commit, the transfer is a movement")
    void observedBeforeCommit() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      long revision = direct.attempt(t, START_MS).revision();
      assertThat(direct.observe(t, START_MS)).isTrue();
      assertThat(direct.observe(t, START_MS)).isFalse();
      assertThatThrownBy(() -> direct.reserve(t, revision, START_MS))
          .isInstanceOf(ConflictingTransferException.class);
      assertThat(direct.used("A", 0, START_MS)).isEqualTo(100);
      assertThat(direct.attempt(transfer("2", "A", "B", 1, START_MS), START_MS).aggregates())
          .containsExactly(1);
    }

    @Test
    @DisplayName("an observation that finds no room is made whole when it is repeated")
    void observedWithoutRoom() {
      InMemoryStore tiny = InMemoryStore.builder().keysMax(1).build();
      Direct d = new Direct(tiny, Kit.schema(List.of(DAILY), PAYER_OUT));
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      assertThatThrownBy(() -> d.observe(t, START_MS)).isInstanceOf(StoreException.class);
      assertThat(d.used("A", 0, START_MS)).as("nothing is known to be recorded").isZero();
    }
  }

  @Nested
  class Retries {
    @Test
    @DisplayName("F-6: a transfer scored again after RETRY is decided on what it says now")
    void repeatedAttemptWithOtherData() {
      Direct d = new Direct(store, Kit.schema(List.of(DAILY), PAYER_OUT));
      Transfer known = Kit.builder("0", "A", "B", 1, START_MS).device("old-phone").build();
      d.observe(known, START_MS);
      Transfer first = Kit.builder("1", "A", "B", 100, START_MS).device("old-phone").build();
      d.attempt(first, START_MS);
      Transfer again =
          Kit.builder("1", "A", "B", 100, START_MS).device("new-phone").value(700L).build();

      History history = new History(new long[1], 1);
      store.attempt(
          new io.riskgate.core.spi.Attempt(
              d.schema, reference(again), again, 700, START_MS, Kit.moment(START_MS)),
          history);

      assertThat(history.payerDeviceFirstSeenMs()).isEqualTo(History.NEVER);
      StoredTransfer stored = d.reserve(again, history.revision(), START_MS).stored();
      assertThat(stored).isNotNull();
      assertThat(stored.transfer().device()).isEqualTo("new-phone");
      assertThat(stored.value()).isEqualTo(700);
    }

    @Test
    @DisplayName("R-10: repeated attempts are recorded once and are no part of their own facts")
    void repeatedAttempt() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      for (int i = 0; i < 5; i++) {
        assertThat(direct.attempt(t, START_MS + i).aggregates()).containsExactly(0);
      }
      assertThat(direct.attempt(transfer("2", "A", "B", 1, START_MS), START_MS + 9).aggregates())
          .containsExactly(1);
    }
  }

  @Nested
  class Caps {
    private static final Aggregate PAIR =
        Kit.aggregate(
            "pair", Aggregate.Key.PAYER_PAYEE, Aggregate.Direction.OUT, Duration.ofDays(1));
    private static final Aggregate DEVICE =
        Kit.aggregate("device", Aggregate.Key.DEVICE, Aggregate.Direction.OUT, Duration.ofDays(1));

    @Test
    @DisplayName(
        "D-5: a payee that was dropped for lack of room may look new, but is still counted")
    void droppedDealings() {
      Direct d =
          new Direct(
              InMemoryStore.builder().dealingsPerAccountMax(2).build(),
              Kit.schema(List.of(), PAIR));
      for (int i = 0; i < 3; i++) {
        d.attempt(transfer("t" + i, "A", "P" + i, 1, START_MS), START_MS);
      }
      History again = d.attempt(transfer("t9", "A", "P0", 1, START_MS), START_MS);
      assertThat(again.aggregates()).containsExactly(1);
      assertThat(again.isSeenCapped()).isTrue();
      assertThat(again.isCapped(0)).isFalse();
    }

    @Test
    @DisplayName("D-5: where the last place may have been dropped for lack of room, it is said")
    void lastPlaceDropped() {
      InMemoryStore small = InMemoryStore.builder().eventsPerKeyMax(2).build();
      Direct d = new Direct(small, Kit.schema(List.of()));
      d.attempt(Kit.builder("1", "A", "B", 1, START_MS).location(31.2, 121.5).build(), START_MS);
      for (int i = 0; i < 2; i++) {
        History without = d.attempt(transfer("n" + i, "A", "B", 1, START_MS), START_MS);
        assertThat(without.isSeenCapped()).as("no place is asked for").isFalse();
      }
      History history =
          d.attempt(Kit.builder("2", "A", "B", 1, START_MS).location(51.5, 0.1).build(), START_MS);
      assertThat(history.lastPlaceMs()).isEqualTo(History.NEVER);
      assertThat(history.isSeenCapped()).isTrue();
    }

    @Test
    @DisplayName("D-5: a key that had no room when it was needed is a lower bound afterwards")
    void keyThatHadNoRoom() {
      InMemoryStore tiny = InMemoryStore.builder().keysMax(4).idleKept(Duration.ofDays(10)).build();
      Direct d = new Direct(tiny, Kit.schema(List.of(), DEVICE));
      for (int i = 0; i < 4; i++) {
        d.attempt(Kit.builder("t" + i, "A", "B", 1, START_MS).device("D" + i).build(), START_MS);
      }
      long busy = START_MS + 4 * DAY_MS;
      History refused = d.attempt(Kit.builder("t5", "A", "B", 1, busy).device("X").build(), busy);
      assertThat(refused.isCapped(0)).isTrue();
      long later = busy + 2 * HOUR_MS;
      History first = d.attempt(Kit.builder("t6", "A", "B", 1, later).device("X").build(), later);
      assertThat(first.aggregates()).containsExactly(0);
      assertThat(first.isCapped(0)).as("one event was not kept").isTrue();
    }

    @Test
    @DisplayName("D-5: events that were given up under shorter windows make a longer one a bound")
    void longerWindowDeclaredLater() {
      Transfer t = transfer("1", "A", "B", 1, START_MS);
      direct.observe(t, START_MS);
      long later = START_MS + 5 * DAY_MS;
      direct.attempt(transfer("2", "A", "B", 1, later), later); // prunes
      Direct longer =
          new Direct(store, Kit.schema(List.of(), Kit.outCount("longer", Duration.ofDays(30))));
      History history = longer.attempt(transfer("3", "A", "B", 1, later), later);
      assertThat(history.aggregates()).containsExactly(1);
      assertThat(history.isCapped(0)).isTrue();
    }

    @Test
    @DisplayName("a key is kept for as long as its windows reach, however short idleKept is")
    void sweepRespectsWindows() {
      InMemoryStore hasty = InMemoryStore.builder().idleKept(Duration.ofHours(1)).build();
      Direct d =
          new Direct(hasty, Kit.schema(List.of(), Kit.outCount("month", Duration.ofDays(30))));
      d.observe(transfer("1", "A", "B", 1, START_MS), START_MS);
      long later = START_MS + 20 * DAY_MS;
      for (int i = 0; i < 50; i++) {
        d.attempt(transfer("c", "crowd" + i, "crowdee" + i, 1, later), later);
      }
      History history = d.attempt(transfer("2", "A", "B", 1, later), later);
      assertThat(history.aggregates()).containsExactly(1);
      assertThat(history.payerFirstSeenMs()).isEqualTo(START_MS);
    }
  }

  @Nested
  class Seen {
    @Test
    @DisplayName("T-4: last paid as it was known at the event time, later payments left out")
    void lastPaidOutOfOrder() {
      for (long hour : new long[] {1, 5, 10}) {
        Transfer t = transfer("h" + hour, "A", "B", 1, START_MS + hour * HOUR_MS);
        direct.observe(t, START_MS + 10 * HOUR_MS);
      }
      History history =
          direct.attempt(
              transfer("t", "A", "B", 1, START_MS + 7 * HOUR_MS), START_MS + 10 * HOUR_MS);
      assertThat(history.pairFirstSeenMs()).isEqualTo(START_MS + HOUR_MS);
      assertThat(history.pairLastSeenMs()).isEqualTo(START_MS + 5 * HOUR_MS);
      assertThat(history.payerLastSeenMs()).isEqualTo(START_MS + 5 * HOUR_MS);
    }
  }

  @Nested
  class Forget {
    @Test
    @DisplayName("H-8: counts of different customers, devices, IPs and places stay what they were")
    void distinctCountsStay() {
      Aggregate[] distinct =
          java.util.Arrays.stream(Aggregate.Field.values())
              .map(
                  field ->
                      new Aggregate(
                          "d" + field.ordinal(),
                          Aggregate.Key.PAYEE,
                          Aggregate.Direction.IN,
                          Aggregate.Measure.DISTINCT,
                          field,
                          Aggregate.Window.trailing(Duration.ofDays(1)),
                          Aggregate.Filter.ALL))
              .toArray(Aggregate[]::new);
      Direct d = new Direct(store, Kit.schema(List.of(), distinct));
      for (int i = 0; i < 3; i++) {
        Transfer t =
            Kit.builder("t" + i, "A", "B", 1, START_MS)
                .customer("c" + i)
                .device("d" + i)
                .ip("10.0.0." + i)
                .location(10 + i, 20)
                .originCountry("CN")
                .build();
        d.observe(t, START_MS);
      }
      long[] before = d.attempt(transfer("x", "X", "B", 1, START_MS), START_MS).aggregates();
      store.forget(Transfer.DEFAULT_TENANT, "A", Kit.moment(START_MS));
      Transfer y = transfer("x", "X", "B", 1, START_MS);
      assertThat(d.attempt(y, START_MS).aggregates()).isEqualTo(before);
    }

    @Test
    @DisplayName("H-8: forgotten between attempt and commit, the transfer is decided all the same")
    void forgottenBeforeCommit() {
      Transfer t = transfer("1", "A", "B", 100, START_MS);
      long revision = direct.attempt(t, START_MS).revision();
      store.forget(Transfer.DEFAULT_TENANT, "A", Kit.moment(START_MS));
      assertThat(direct.reserve(t, revision, START_MS).status()).isEqualTo(Status.COMMITTED);
      assertThat(impose(stop("s", "A"), START_MS)).containsExactly(reference(t));
      assertThat(store.controls(Transfer.DEFAULT_TENANT, "A", Kit.moment(START_MS))).hasSize(1);
    }
  }
}
