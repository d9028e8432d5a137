package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.MINUTE_MS;
import static io.riskgate.core.memory.Kit.SHANGHAI;
import static io.riskgate.core.memory.Kit.SINGLE;
import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Outcome;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.spi.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Eight threads, 100,000 transfers, ten accounts.
 *
 * <p>How the invariant is checked. A reservation reports what was used with it, read where it was
 * made. So (1) no reservation without evidence or release reports more than the maximum. That the
 * reports are true is seen from outside: (2) each is at least the sum of the claims that had been
 * made before its call began and had not begun to end when its call returned; and (3) whenever all
 * threads rest, what the store says is used is exactly the sum of the claims that stand, so no
 * claim was ever lost, or counted or given back twice.
 */
class LimitConcurrencyTest {
  private static final int THREADS = 8;
  private static final int TRANSFERS = 100_000;
  private static final int PHASES = 25;
  private static final int ACCOUNTS = 10;
  private static final long SEED = 20261121;
  private static final int LATE_KEPT = 30;
  private static final long NEVER = Long.MAX_VALUE;

  private static final Aggregate COUNT = Kit.outCount("payerOut", Duration.ofHours(1));
  private static final Rule FACE =
      new Rule("FACE", 0, "g", Demand.verify(VerificationMethod.FACE_RECOGNITION), "");
  private static final Rule BANK = new Rule("BANK", 0, "g", Demand.hold(ReleasePath.BANK), "");

  private final Kit.Clock clock = new Kit.Clock();
  private final InMemoryStore store = InMemoryStore.create();
  private final Kit.Pack pack =
      Kit.Pack.of(Kit.policy(SINGLE, DAILY).referencesKept(Duration.ofDays(10)).build(), COUNT)
          .evaluating(
              List.of(FACE, BANK),
              (facts, results) -> {
                if (facts.getValue() % 40 == 7) {
                  results.hit(0);
                } else if (facts.getValue() % 40 == 11) {
                  results.hit(1);
                }
              });

  /** Numbers the beginnings and ends of calls in an order that all threads agree on. */
  private final AtomicLong tickets = new AtomicLong();

  private final Queue<ClockMove> clockMoves = new ConcurrentLinkedQueue<>();

  /** The clock was moved on, and did not show this before the ticket was taken. */
  private record ClockMove(long ticket, long toMs) {}

  /** One transfer, as the test knows it from the answers it got. */
  private static final class Life {
    final Transfer transfer;
    volatile String first = "";
    long day = Long.MIN_VALUE;
    boolean dayUnsure;
    boolean withoutEvidence;
    long used;
    long beginTicket;
    long endTicket = NEVER;
    long givenBackTicket = NEVER;
    long settledTicket = NEVER;
    long expiresAtMs = NEVER;

    Life(Transfer transfer) {
      this.transfer = transfer;
    }

    boolean isReserved() {
      return endTicket != NEVER;
    }
  }

  private enum Seen {
    RESERVED,
    ABOVE_LIMIT_WITH_EVIDENCE,
    VERIFIED,
    RELEASED,
    SETTLED,
    SETTLED_LATE,
    SETTLED_UNVERIFIED,
    CANCELLED,
    LEFT_TO_EXPIRE,
    RETRIED
  }

  private final Map<Seen, AtomicInteger> seen = new EnumMap<>(Seen.class);

  private void note(Seen what) {
    Objects.requireNonNull(seen.get(what)).incrementAndGet();
  }

  @Test
  @DisplayName("L-2, R-3: no reservation passes a limit unproven; a retry of each changes nothing")
  void limitsHoldUnderLoad() {
    for (Seen what : Seen.values()) {
      seen.put(what, new AtomicInteger());
    }
    Map<Integer, List<Life>> lives = new HashMap<>();
    try (RiskEngine engine =
            Kit.engine(pack, store, clock)
                .eventTimeBounds(Duration.ofDays(9), Duration.ofMinutes(2))
                .build();
        Threads threads = new Threads(THREADS)) {
      Direct direct = new Direct(store, Kit.schemaOf(pack));
      for (int phase = 0; phase < PHASES; phase++) {
        Life[] made = runPhase(engine, threads, phase);
        for (Life life : made) {
          lives.computeIfAbsent(accountOf(life), a -> new ArrayList<>()).add(life);
        }
        assertUsedIsWhatStands(engine, direct, lives);
        assertRetriesChangeNothing(engine, threads, direct, phase, made);
      }
    }
    lives.values().forEach(this::assertReportsAreTrue);
    seen.forEach((what, times) -> assertThat(times.get()).as(what.name()).isGreaterThan(100));
  }

  private static int accountOf(Life life) {
    return Integer.parseInt(life.transfer.payer().substring(1));
  }

  private Life[] runPhase(RiskEngine engine, Threads threads, int phase) {
    int count = TRANSFERS / PHASES;
    Life[] made = new Life[count];
    AtomicInteger next = new AtomicInteger();
    Queue<Life> soon = new ConcurrentLinkedQueue<>();
    BlockingQueue<Life> late = new ArrayBlockingQueue<>(LATE_KEPT + THREADS);
    Queue<Life> retries = new ConcurrentLinkedQueue<>();
    threads.run(
        thread -> {
          SplittableRandom random = new SplittableRandom(SEED + phase * 1_000L + thread);
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            int payer = random.nextInt(ACCOUNTS);
            int payee = (payer + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            long minor = 1L + random.nextInt(random.nextInt(50) == 0 ? 1_200_000 : 100_000);
            Life life =
                new Life(
                    transfer(phase + "-" + i, "A" + payer, "A" + payee, minor, clock.millis()));
            made[i] = life;
            live(engine, life, random, soon, late);
            if (random.nextInt(8) == 0) {
              retries.add(life);
            }
            Life other = soon.poll();
            if (other != null) {
              end(engine, other, random.nextInt(4) == 0);
            }
            Life overdue = late.size() > LATE_KEPT ? late.poll() : null;
            if (overdue != null) {
              end(engine, overdue, false);
            }
            Life again = random.nextInt(4) == 0 ? retries.poll() : null;
            if (again != null) {
              assertThat(firstOf(engine.score(again.transfer))).isEqualTo(again.first);
              note(Seen.RETRIED);
            }
            moveClock(random.nextInt(24_000));
          }
        });
    return made;
  }

  private void moveClock(long ms) {
    long ticket = tickets.incrementAndGet();
    clockMoves.add(new ClockMove(ticket, clock.advanceMs(ms)));
  }

  /** What never changes in the answers to the same reference. */
  private static String firstOf(Decision d) {
    return d.decidedOutcome() + " " + d.score() + " " + d.decidedAt() + " " + d.value();
  }

  private void live(
      RiskEngine engine,
      Life life,
      SplittableRandom random,
      Queue<Life> soon,
      BlockingQueue<Life> late) {
    long begin = tickets.incrementAndGet();
    Decision decision = engine.score(life.transfer);
    while (decision.isRetry()) { // this thread slept for more than a day of the test's clock
      decision = engine.score(life.transfer);
    }
    life.first = firstOf(decision);
    if (decision.state() == TransferState.RESERVED) {
      reserved(life, begin, decision);
    } else if (random.nextInt(3) == 0) {
      begin = tickets.incrementAndGet();
      decision = prove(engine, decision, random.nextBoolean());
      if (decision.state() == TransferState.RESERVED) {
        reserved(life, begin, decision);
      }
    } else if (random.nextInt(8) == 0) {
      end(engine, life, false); // its money has moved all the same, or it is declined
      return;
    }
    if (!life.isReserved()) {
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> end(engine, life, true);
      case 1, 2 -> note(Seen.LEFT_TO_EXPIRE);
      case 3 -> soon.add(life);
      case 4 -> {
        if (!late.offer(life)) {
          soon.add(life);
        }
      }
      default -> end(engine, life, false);
    }
  }

  private Decision prove(RiskEngine engine, Decision decision, boolean byBank) {
    if (byBank) {
      note(Seen.RELEASED);
      return engine.release(
          decision.reference(), new Release(ReleasePath.BANK, "officer 7", "spoke with customer"));
    }
    note(Seen.VERIFIED);
    Decision now = decision;
    for (VerificationMethod method : decision.verificationMethods()) {
      now =
          engine.verified(
              decision.reference(), Evidence.passed(method, clock.instant(), "proof 1"));
    }
    return now;
  }

  private void reserved(Life life, long beginTicket, Decision decision) {
    note(Seen.RESERVED);
    Instant expiresAt = Objects.requireNonNull(decision.expiresAt());
    life.beginTicket = beginTicket;
    life.expiresAtMs = expiresAt.toEpochMilli();
    life.day = dayOf(life.expiresAtMs - 15 * MINUTE_MS);
    life.withoutEvidence = decision.evidence().isEmpty() && decision.release() == null;
    for (LimitUsage usage : decision.limitUsages()) {
      assertThat(life.withoutEvidence && usage.isPassed()).as("%s %s", decision, usage).isFalse();
      if (usage.limit().equals(DAILY)) {
        life.used = usage.used();
        if (usage.isPassed()) {
          note(Seen.ABOVE_LIMIT_WITH_EVIDENCE);
        }
      }
    }
    life.endTicket = tickets.incrementAndGet();
  }

  private void end(RiskEngine engine, Life life, boolean cancel) {
    long ticket = tickets.incrementAndGet();
    long dayBefore = dayOf(clock.millis());
    if (cancel) {
      life.givenBackTicket = ticket;
      engine.cancel(Kit.reference(life.transfer));
      note(Seen.CANCELLED);
      return;
    }
    Decision settled = engine.settle(Kit.reference(life.transfer));
    assertThat(settled.state()).isEqualTo(TransferState.SETTLED);
    life.settledTicket = tickets.incrementAndGet();
    note(Seen.SETTLED);
    if (settled.marks().contains(Mark.LATE)) {
      note(Seen.SETTLED_LATE);
    }
    if (settled.marks().contains(Mark.UNVERIFIED)) {
      note(Seen.SETTLED_UNVERIFIED);
    }
    if (!life.isReserved()) {
      life.day = dayBefore;
      life.dayUnsure = dayOf(clock.millis()) != dayBefore;
    }
  }

  private static long dayOf(long ms) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(ms), SHANGHAI).toEpochDay();
  }

  /** (3), for today and yesterday, whose references are all remembered. */
  private void assertUsedIsWhatStands(
      RiskEngine engine, Direct direct, Map<Integer, List<Life>> lives) {
    long nowMs = clock.millis();
    long today = dayOf(nowMs);
    lives.forEach(
        (account, all) -> {
          for (long day = today - 1; day <= today; day++) {
            long stands = 0;
            boolean unsure = false;
            for (Life life : all) {
              if (Math.abs(life.day - day) <= 1) {
                unsure |= life.dayUnsure;
              }
              if (life.day == day) {
                TransferState state =
                    engine.find(Kit.reference(life.transfer)).orElseThrow().state();
                if (state == TransferState.RESERVED || state == TransferState.SETTLED) {
                  stands += life.transfer.amountMinor();
                }
              }
            }
            long used =
                direct
                    .store
                    .used(
                        direct.schema,
                        Kit.reference(transfer("?", "A" + account, "x", 1, nowMs)),
                        new Moment(nowMs, day, 0))[1];
            if (!unsure) {
              assertThat(used).as("A%s on day %s of %s", account, day, today).isEqualTo(stands);
            }
          }
        });
  }

  private void assertRetriesChangeNothing(
      RiskEngine engine, Threads threads, Direct direct, int phase, Life[] made) {
    String[] before = new String[made.length];
    for (int i = 0; i < made.length; i++) {
      before[i] = engine.find(Kit.reference(made[i].transfer)).orElseThrow().toJson();
    }
    long nowMs = clock.millis();
    long[] usedBefore = used(direct, nowMs);
    long[] countsBefore = counts(direct, "before-" + phase, nowMs);
    threads.run(
        thread -> {
          for (int i = 0; i < made.length; i++) { // each by two threads
            if ((i + thread) % 4 == 0) {
              Decision again = engine.score(made[i].transfer);
              assertThat(again.toJson()).isEqualTo(before[i]);
              assertThat(again.outcome() == Outcome.ALLOW)
                  .isEqualTo(again.state() == TransferState.RESERVED);
            }
          }
        });
    assertThat(used(direct, nowMs)).isEqualTo(usedBefore);
    assertThat(counts(direct, "after-" + phase, nowMs))
        .as("the first probe, and nothing else, was added")
        .isEqualTo(Arrays.stream(countsBefore).map(count -> count + 1).toArray());
  }

  private static long[] used(Direct direct, long nowMs) {
    return IntStream.range(0, ACCOUNTS).mapToLong(a -> direct.used("A" + a, 1, nowMs)).toArray();
  }

  private static long[] counts(Direct direct, String id, long nowMs) {
    return IntStream.range(0, ACCOUNTS)
        .mapToLong(a -> direct.attempt(transfer(id, "A" + a, "x", 1, nowMs), nowMs).aggregates()[0])
        .toArray();
  }

  /** (2), by day, for one account. */
  private void assertReportsAreTrue(List<Life> ofAccount) {
    NavigableMap<Long, Long> firstTickets = firstTicketsByClock();
    Map<Long, List<Life>> byDay = new HashMap<>();
    for (Life life : ofAccount) {
      if (life.day != Long.MIN_VALUE && !life.dayUnsure) {
        byDay.computeIfAbsent(life.day, d -> new ArrayList<>()).add(life);
      }
      Map.Entry<Long, Long> expiry = firstTickets.ceilingEntry(life.expiresAtMs);
      if (expiry != null && expiry.getValue() < life.settledTicket) {
        life.givenBackTicket = Math.min(life.givenBackTicket, expiry.getValue());
      }
    }
    byDay.forEach(
        (day, lives) -> {
          for (Life made : lives) {
            if (made.isReserved()) {
              long certain = made.transfer.amountMinor();
              for (Life other : lives) {
                if (other != made && stoodThroughout(other, made)) {
                  certain += other.transfer.amountMinor();
                }
              }
              assertThat(made.used)
                  .as("%s on day %s", made.transfer, day)
                  .isGreaterThanOrEqualTo(certain);
            }
          }
        });
  }

  /** By what the clock shows, the ticket before which it certainly did not show that much. */
  private NavigableMap<Long, Long> firstTicketsByClock() {
    NavigableMap<Long, Long> first = new TreeMap<>();
    for (ClockMove move : clockMoves) {
      first.merge(move.toMs(), move.ticket(), Math::min);
    }
    long least = NEVER;
    for (Map.Entry<Long, Long> entry : first.descendingMap().entrySet()) {
      least = Math.min(least, entry.getValue());
      entry.setValue(least);
    }
    return first;
  }

  /** Whether a claim certainly stood while another was made. */
  private static boolean stoodThroughout(Life other, Life made) {
    return other.settledTicket < made.beginTicket
        || (other.endTicket < made.beginTicket && other.givenBackTicket > made.endTicket);
  }

  @Test
  @DisplayName("H-6: parallel transfers of one payer see one another, and those of others do not")
  void parallelAttemptsSeeOneAnother() {
    int transfers = 3_000; // fewer than events are kept
    Aggregate in =
        Kit.aggregate("payeeIn", Aggregate.Key.PAYEE, Aggregate.Direction.IN, Duration.ofHours(1));
    Set<Object> payerCounts = ConcurrentHashMap.newKeySet();
    Set<Object> payeeCounts = ConcurrentHashMap.newKeySet();
    AtomicInteger told = new AtomicInteger();
    Kit.Pack counting = Kit.Pack.of(Kit.policy().build(), COUNT, in);
    try (RiskEngine engine =
            Kit.engine(counting, store, clock)
                .listener(
                    record -> {
                      told.incrementAndGet();
                      if (record.transfer().payer().equals("A")) {
                        payerCounts.add(record.facts().get("history.payerOut"));
                      }
                      payeeCounts.add(record.facts().get("history.payeeIn"));
                    })
                .build();
        Threads threads = new Threads(THREADS)) {
      AtomicInteger next = new AtomicInteger();
      threads.run(
          thread -> {
            // Each transfer of A twice, by two threads at once; between them, others pay B as well.
            for (int i = next.getAndIncrement(); i < 2 * transfers; i = next.getAndIncrement()) {
              engine.score(transfer("a" + i / 2, "A", "B", 1, clock.millis()));
              if (i % 8 == 0) {
                engine.score(transfer("o" + i, "O" + i, "B", 1, clock.millis()));
              }
            }
          });
    }
    int all = transfers + 2 * transfers / 8;
    assertThat(told).hasValue(all);
    assertThat(payerCounts).isEqualTo(numbersBelow(transfers));
    assertThat(payeeCounts).isEqualTo(numbersBelow(all));
  }

  private static Set<Object> numbersBelow(int n) {
    return LongStream.range(0, n).boxed().collect(Collectors.toSet());
  }

  @Test
  @DisplayName("R-4: threads that score, verify, settle and cancel one transfer at once agree")
  void oneTransferByAll() {
    try (RiskEngine engine = Kit.engine(pack, store, clock).build();
        Threads threads = new Threads(THREADS)) {
      long total = 0;
      for (int round = 0; round < 300; round++) {
        Transfer t = transfer("r" + round, "A", "B", 10_007, clock.millis());
        Decision[] first = new Decision[THREADS];
        Decision[] last = new Decision[THREADS];
        int turn = round;
        threads.run(
            thread -> {
              first[thread] = engine.score(t);
              last[thread] =
                  switch ((thread + turn) % 4) {
                    case 0 ->
                        engine.verified(
                            first[thread].reference(),
                            Evidence.passed(
                                VerificationMethod.FACE_RECOGNITION, clock.instant(), "p"));
                    case 1 ->
                        turn % 2 == 0
                            ? engine.settle(first[thread].reference())
                            : engine.cancel(first[thread].reference());
                    default -> engine.score(t);
                  };
            });
        assertThat(first).extracting(LimitConcurrencyTest::firstOf).containsOnly(firstOf(first[0]));
        Decision now = engine.find(first[0].reference()).orElseThrow();
        assertThat(now.state())
            .isEqualTo(turn % 2 == 0 ? TransferState.SETTLED : TransferState.CANCELLED);
        total += turn % 2 == 0 ? t.amountMinor() : 0;
        Direct direct = new Direct(store, Kit.schemaOf(pack));
        assertThat(direct.used("A", 1, clock.millis())).isEqualTo(total);
      }
    }
  }
}
