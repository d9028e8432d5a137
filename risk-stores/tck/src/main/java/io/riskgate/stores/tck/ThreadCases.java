package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.TENANT;
import static io.riskgate.stores.tck.Kit.daily;
import static io.riskgate.stores.tck.Kit.pays;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads at once, most of them on one account; the money is counted afterwards. */
abstract class ThreadCases extends Theme {
  private static final int THREADS = 8;

  /** {@code -Driskgate.tck.load=50} makes each case so many times as long. */
  private static final int LOAD = Integer.getInteger("riskgate.tck.load", 1);

  ThreadCases(RiskStoreContract contract) {
    super(contract);
  }

  /** A desk of one thread: its clock is its own. */
  private static Desk own(Desk desk) {
    return desk.beside(desk.schema);
  }

  /** The sum of what stands of some transfers: what is reserved or settled. */
  private static long standing(Desk desk, Iterable<Transfer> transfers) {
    long sum = 0;
    for (Transfer t : transfers) {
      StoredTransfer stored = desk.store.find(Kit.reference(t), desk.moment());
      if (stored != null
          && (stored.state() == TransferState.RESERVED
              || stored.state() == TransferState.SETTLED)) {
        sum += stored.value();
      }
    }
    return sum;
  }

  @RepeatedTest(3)
  @Sentence("L-2")
  @DisplayName("no limit is passed, and none is left unused, by reservations at once")
  void limitHolds() {
    Limit times = Kit.limit("times", Limit.Measure.COUNT, Limit.Window.DAY, 10_000);
    Desk desk = desk(List.of(daily(100), times));
    AtomicInteger committed = new AtomicInteger();
    Together.run(
        THREADS,
        thread -> {
          Desk mine = own(desk);
          for (int i = 0; i < 40; i++) {
            Transfer t = mine.pays(thread + "-" + i, "A", "B" + thread, 1).build();
            CommitResult result = mine.deciding(t).from(mine.attempt(t)).commit();
            assertThat(result.status()).isIn(Status.COMMITTED, Status.PASSED);
            if (result.status() == Status.COMMITTED) {
              committed.incrementAndGet();
              assertThat(Desk.stored(result).usages().get(0).used()).isLessThanOrEqualTo(100);
            }
          }
        });
    assertThat(committed).hasValue(100);
    assertThat(desk.used("A", 0)).isEqualTo(100);
    assertThat(desk.used("A", 1)).isEqualTo(100);
  }

  @RepeatedTest(3)
  @Sentence({"L-2", "S-3", "S-4", "S-6"})
  @DisplayName("reserved, settled, cancelled, expired and observed at once, every cent is counted")
  void everyCentIsCounted() {
    long max = 3_000;
    Desk desk = desk(daily(max));
    Queue<Transfer> all = new ConcurrentLinkedQueue<>();
    Queue<Transfer> movements = new ConcurrentLinkedQueue<>();
    Together.run(
        THREADS,
        thread -> {
          SplittableRandom random = new SplittableRandom(thread);
          Desk mine = own(desk);
          for (int i = 0; i < 150 * LOAD; i++) {
            mine.later(random.nextInt(1_000));
            Transfer t =
                mine.pays(thread + "-" + i, "A", "B" + random.nextInt(3), 1 + random.nextInt(90))
                    .build();
            if (random.nextInt(12) == 0) {
              mine.observe(t);
              movements.add(t);
              continue;
            }
            all.add(t);
            History history = mine.attempt(t);
            CommitResult result =
                mine.deciding(t)
                    .expiringAt(mine.nowMs + random.nextInt(20_000))
                    .from(history)
                    .commit();
            StoredTransfer stored = result.stored();
            if (stored != null && random.nextInt(4) == 0) {
              mine.settle(t);
            } else if (stored != null && random.nextInt(3) == 0) {
              mine.cancel(t);
            } else if (random.nextInt(8) == 0) {
              Transfer old = Objects.requireNonNull(all.peek());
              mine.store.settle(Kit.reference(old), mine.moment()); // perhaps of another thread
            }
          }
        });
    desk.later(DAY_MS / 4); // all that was left to expire has done so
    long observed = movements.stream().mapToLong(Transfer::amountMinor).sum();
    assertThat(desk.used("A")).isEqualTo(standing(desk, all) + observed);
  }

  @RepeatedTest(3)
  @Sentence({"R-3", "R-4", "R-10"})
  @DisplayName("one transfer decided by all at once is decided once")
  void oneTransfer() {
    Desk desk = desk(List.of(daily(1_000_000)), Kit.outCount("out", Duration.ofHours(1)));
    for (int round = 0; round < 50 * LOAD; round++) {
      Transfer t = desk.pays("r" + round, "A", "B", 7).build();
      AtomicInteger first = new AtomicInteger();
      Set<Long> revisions = ConcurrentHashMap.newKeySet();
      Together.run(
          THREADS,
          thread -> {
            Desk mine = own(desk);
            History history = mine.history();
            StoredTransfer stored = mine.store.attempt(mine.attemptOf(t), history);
            if (stored == null) {
              CommitResult result = mine.deciding(t).from(history).commit();
              first.addAndGet(result.status() == Status.COMMITTED ? 1 : 0);
              stored = Objects.requireNonNull(result.stored(), "the first one's");
            }
            revisions.add(stored.revision());
          });
      assertThat(first).hasValue(1);
      assertThat(revisions).hasSize(1);
      assertThat(desk.used("A")).isEqualTo(7L * (round + 1));
    }
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(50L * LOAD);
  }

  @RepeatedTest(3)
  @Sentence("S-7")
  @DisplayName("one reservation settled and cancelled by all at once ends one way, and counts once")
  void oneEnding() {
    Desk desk = desk(daily(1_000_000));
    long settled = 0;
    for (int round = 0; round < 50 * LOAD; round++) {
      Transfer t = desk.pays("r" + round, "A", "B", 7).build();
      desk.reserve(t);
      Together.run(
          THREADS,
          thread -> {
            if (thread % 2 == 0) {
              own(desk).settle(t);
            } else {
              own(desk).cancel(t);
            }
          });
      assertThat(desk.find(t).state())
          .as("posted money is a fact")
          .isEqualTo(TransferState.SETTLED);
      settled += 7;
      assertThat(desk.used("A")).isEqualTo(settled);
    }
  }

  @ParameterizedTest(name = "{0} of one thread, one movement")
  @ValueSource(ints = {1, 8})
  @Sentence("H-4")
  @DisplayName("a movement told by all at once is new to one")
  void oneMovement(int ids) {
    Desk desk = desk(daily(1_000_000));
    AtomicInteger isNew = new AtomicInteger();
    Together.run(
        THREADS,
        thread -> {
          for (int i = 0; i < 100 * LOAD; i++) {
            Transfer t = pays("m" + i + "-" + thread % ids, "A", "B", 3, START_MS).build();
            isNew.addAndGet(own(desk).observe(t) ? 1 : 0);
          }
        });
    assertThat(isNew).hasValue(100 * LOAD * ids);
    assertThat(desk.used("A")).isEqualTo(300L * LOAD * ids);
  }

  @Test
  @Sentence("H-6")
  @DisplayName("attempts at once at one payer and payee see one another: each number is read once")
  void seeOneAnother() {
    Aggregate in =
        Kit.count(
            "in",
            Aggregate.Key.PAYEE,
            Aggregate.Direction.IN,
            Aggregate.Window.trailing(Duration.ofHours(1)));
    Desk desk = desk(Kit.outCount("out", Duration.ofHours(1)), in);
    long each = 60;
    Set<Long> outs = ConcurrentHashMap.newKeySet();
    Set<Long> ins = ConcurrentHashMap.newKeySet();
    Together.run(
        THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            Desk mine = own(desk);
            boolean ofA = i % 2 == 0;
            History history =
                mine.attempt(mine.pays(thread + "-" + i, ofA ? "A" : "P" + thread, "B", 1).build());
            if (ofA) {
              outs.add(history.aggregates()[0]);
            }
            ins.add(history.aggregates()[1]);
          }
        });
    assertThat(outs).isEqualTo(numbersBelow(THREADS * each / 2));
    assertThat(ins).isEqualTo(numbersBelow(THREADS * each));
  }

  private static Set<Long> numbersBelow(long n) {
    return LongStream.range(0, n).boxed().collect(Collectors.toSet());
  }

  @RepeatedTest(3)
  @Sentence({"C-2", "C-3", "N-1"})
  @DisplayName("no transfer slips past a freeze or notice that is set while it is decided")
  void noneSlipsPast() {
    for (int round = 0; round < 30 * LOAD; round++) {
      Desk desk = desk(daily(1_000_000));
      Queue<Transfer> all = new ConcurrentLinkedQueue<>();
      List<Reference> moved = new ArrayList<>();
      boolean isNotice = round % 2 == 0;
      Together.run(
          4,
          thread -> {
            Desk mine = own(desk);
            if (thread == 0) {
              moved.addAll(isNotice ? notice(mine) : freeze(mine));
              return;
            }
            for (int i = 0; i < 10; i++) {
              boolean isPayer = i % 2 == 0;
              Transfer t =
                  mine.pays(
                          thread + "-" + i,
                          isPayer ? "A" : "P" + thread,
                          isPayer ? "P" + thread : "A",
                          1)
                      .build();
              all.add(t);
              decide(mine, t);
            }
          });
      for (Transfer t : all) {
        assertThat(desk.find(t).state()).as("%s", t).isEqualTo(TransferState.HELD);
      }
      assertThat(all.stream().map(Kit::reference).toList()).containsAll(moved);
      assertThat(desk.used("A")).isZero();
    }
  }

  /** As an engine would: holds what a control stops, and looks again when something has changed. */
  private static void decide(Desk mine, Transfer t) {
    while (true) {
      History history = mine.attempt(t);
      boolean isFree = history.payerControls().isEmpty() && history.payeeControls().isEmpty();
      TransferState state = isFree ? TransferState.RESERVED : TransferState.HELD;
      if (mine.deciding(t).as(state).from(history).commit().status() == Status.COMMITTED) {
        return;
      }
    }
  }

  private static List<Reference> freeze(Desk desk) {
    return desk.impose(Control.freeze("f", TENANT, "A", null, "bank", "why"));
  }

  private static List<Reference> notice(Desk desk) {
    StopPaymentNotice notice =
        StopPaymentNotice.builder()
            .number("n")
            .account("A")
            .authority("police")
            .reason("case")
            .receivedAt(Kit.at(START_MS))
            .build();
    StoredNotice stored =
        desk.store.receive(
            StoredNotice.received(notice, START_MS + DAY_MS, START_MS + DAY_MS),
            Kit.authority(),
            START_MS + DAY_MS,
            desk.moment());
    return Objects.requireNonNull(stored, "it is new").held();
  }

  @Test
  @Sentence("L-15")
  @DisplayName("suspicious value decided at once is counted once for each, and never missed")
  void suspicious() {
    Desk desk = desk(Kit.suspicious("times", Limit.Measure.COUNT, Limit.Window.DAY, 20));
    AtomicInteger within = new AtomicInteger();
    Together.run(
        THREADS,
        thread -> {
          for (int i = 0; i < 10; i++) {
            Desk mine = own(desk);
            Transfer t = mine.pays(thread + "-" + i, "A", "B", 1).build();
            History history = mine.attempt(t);
            CommitResult result =
                mine.deciding(t).suspicious().as(TransferState.HELD).from(history).commit();
            if (result.status() == Status.COMMITTED) {
              within.incrementAndGet();
            } else {
              Desk.stored(
                  mine.deciding(t)
                      .suspicious()
                      .covered()
                      .as(TransferState.HELD)
                      .from(history)
                      .commit());
            }
          }
        });
    assertThat(within).hasValue(20);
    assertThat(desk.used("A")).isEqualTo(10L * THREADS);
  }
}
