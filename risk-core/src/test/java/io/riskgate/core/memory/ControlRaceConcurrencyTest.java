package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.ReleaseRefusedException;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * C-2 and C-3 while transfers from and to the account are scored, verified, released, settled and
 * cancelled by other threads.
 */
class ControlRaceConcurrencyTest {
  private static final int SCORERS = 7;
  private static final int ROUNDS = 200;
  private static final int TRANSFERS_A_SCORER = 40;

  private static final Rule VERIFY =
      new Rule("VERIFY", 0, "g", Demand.verify(VerificationMethod.SMS_CODE), "");
  private static final Rule BANK = new Rule("BANK", 0, "g", Demand.hold(ReleasePath.BANK), "");

  private final Kit.Clock clock = new Kit.Clock();
  private final InMemoryStore store = InMemoryStore.create();
  private final Kit.Pack pack =
      Kit.Pack.of(Kit.policy(DAILY).build())
          .evaluating(
              List.of(VERIFY, BANK),
              (facts, results) -> {
                if (facts.getValue() % 4 == 1) {
                  results.hit(0);
                } else if (facts.getValue() % 8 == 2) {
                  results.hit(1);
                }
              });

  /** How often somebody was still scoring when the notice came into force. */
  private final AtomicInteger inTime = new AtomicInteger();

  /** What was answered for one transfer, in order. */
  private record Answers(Transfer transfer, List<Decision> decisions, boolean begunAfter) {}

  @Test
  @DisplayName("C-2, C-3: nothing from or to a stopped account slips past")
  void nothingSlipsPast() {
    AtomicInteger moved = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (RiskEngine engine = Kit.engine(pack, store, clock).build();
        Threads threads = new Threads(SCORERS + 1)) {
      for (int round = 0; round < ROUNDS; round++) {
        String victim = "V" + round;
        Collection<Answers> answers = new ConcurrentLinkedQueue<>();
        Set<Reference> listed = ConcurrentHashMap.newKeySet();
        AtomicInteger running = new AtomicInteger(SCORERS);
        boolean[] imposed = new boolean[1];
        int turn = round;
        threads.run(
            thread -> {
              if (thread == SCORERS) {
                impose(engine, victim, turn, listed, imposed, running);
                return;
              }
              SplittableRandom random = new SplittableRandom(turn * 100L + thread);
              for (int i = 0; i < TRANSFERS_A_SCORER; i++) {
                boolean from = random.nextBoolean();
                Transfer t =
                    transfer(
                        turn + "-" + thread + "-" + i,
                        from ? victim : "O" + random.nextInt(5),
                        from ? "O" + random.nextInt(5) : victim,
                        8L * random.nextInt(100) + 8 + random.nextInt(8),
                        clock.millis());
                boolean begunAfter;
                synchronized (imposed) {
                  begunAfter = imposed[0];
                }
                answers.add(new Answers(t, live(engine, t, random), begunAfter));
              }
              running.decrementAndGet();
            });
        for (Answers a : answers) {
          check(engine, a, listed, refused);
        }
        moved.addAndGet(listed.size());
        assertUsageIsWhatStands(engine, victim, answers);
      }
    }
    assertThat(inTime).hasValueGreaterThan(ROUNDS / 4);
    assertThat(moved).as("moved to HELD").hasValueGreaterThan(ROUNDS);
    assertThat(refused).as("held when scored").hasValueGreaterThan(ROUNDS);
  }

  private void impose(
      RiskEngine engine,
      String victim,
      int turn,
      Set<Reference> listed,
      boolean[] imposed,
      AtomicInteger running) {
    LockSupport.parkNanos(turn % 50 * 10_000L);
    Control notice =
        turn % 2 == 0
            ? Control.stopPayment("n", Transfer.DEFAULT_TENANT, victim, null, "police", "fraud")
            : Control.freeze("n", Transfer.DEFAULT_TENANT, victim, null, "court", "order");
    listed.addAll(engine.impose(notice));
    if (running.get() > 0) {
      inTime.incrementAndGet();
    }
    synchronized (imposed) {
      imposed[0] = true;
    }
  }

  private List<Decision> live(RiskEngine engine, Transfer t, SplittableRandom random) {
    List<Decision> decisions = new ArrayList<>();
    Decision d = engine.score(t);
    decisions.add(d);
    try {
      if (d.state() == TransferState.AWAITING_VERIFICATION && random.nextInt(4) > 0) {
        d =
            engine.verified(
                d.reference(),
                Evidence.passed(VerificationMethod.SMS_CODE, clock.instant(), "proof"));
        decisions.add(d);
      } else if (d.state() == TransferState.HELD && random.nextInt(4) > 0) {
        d = engine.release(d.reference(), new Release(ReleasePath.BANK, "officer", "called"));
        decisions.add(d);
      }
    } catch (ReleaseRefusedException e) {
      return decisions; // it was held by the control meanwhile
    }
    switch (random.nextInt(6)) {
      case 0 -> decisions.add(engine.settle(d.reference()));
      case 1 -> decisions.add(engine.cancel(d.reference()));
      default -> {
        // stays open
      }
    }
    return decisions;
  }

  private static void check(
      RiskEngine engine, Answers a, Set<Reference> listed, AtomicInteger refused) {
    Decision now = engine.find(Kit.reference(a.transfer())).orElseThrow();
    Supplier<String> story = () -> a.decisions() + ", now " + now;
    assertThat(now.state()).as(story).isNotEqualTo(TransferState.RESERVED);
    assertThat(now.state()).as(story).isNotEqualTo(TransferState.AWAITING_VERIFICATION);
    Decision first = a.decisions().get(0);
    if (a.begunAfter()) {
      assertThat(first.state()).as(story).isEqualTo(TransferState.HELD);
      assertThat(first.releasePath()).isEqualTo(ReleasePath.AUTHORITY);
      assertThat(listed).as(story).doesNotContain(first.reference());
      refused.incrementAndGet();
    }
    if (now.state() == TransferState.HELD) {
      assertThat(now.releasePath()).as(story).isEqualTo(ReleasePath.AUTHORITY);
      boolean wasOpenWithout =
          a.decisions().stream()
              .anyMatch(d -> d.state().isOpen() && d.releasePath() != ReleasePath.AUTHORITY);
      boolean sawItWhenVerified =
          a.decisions().size() > 1
              && a.decisions().stream().anyMatch(d -> d.releasePath() == ReleasePath.AUTHORITY);
      if (wasOpenWithout && !sawItWhenVerified) {
        assertThat(listed).as(story).contains(now.reference());
      }
    }
  }

  /** Each claim of what is held now was given back, once. */
  private void assertUsageIsWhatStands(
      RiskEngine engine, String victim, Collection<Answers> answers) {
    long settled = 0;
    Set<Reference> counted = new HashSet<>();
    for (Answers a : answers) {
      Decision now = engine.find(Kit.reference(a.transfer())).orElseThrow();
      if (a.transfer().payer().equals(victim)
          && now.state() == TransferState.SETTLED
          && counted.add(now.reference())) {
        settled += a.transfer().amountMinor();
      }
    }
    Direct direct = new Direct(store, Kit.schemaOf(pack));
    assertThat(direct.used(victim, 0, clock.millis())).isEqualTo(settled);
  }

  @Test
  @DisplayName("C-3, C-6: no withdrawal slips past a restriction, and nothing else is moved by it")
  void noWithdrawalSlipsPast() {
    int scorers = 3;
    AtomicInteger moved = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (RiskEngine engine = Kit.engine(pack, store, clock).build();
        Threads threads = new Threads(scorers + 1)) {
      for (int round = 0; round < ROUNDS; round++) {
        String payer = "W" + round;
        Collection<Transfer> withdrawals = new ConcurrentLinkedQueue<>();
        Collection<Transfer> others = new ConcurrentLinkedQueue<>();
        Set<Reference> listed = ConcurrentHashMap.newKeySet();
        int turn = round;
        threads.run(
            thread -> {
              if (thread == scorers) {
                LockSupport.parkNanos(turn % 50 * 10_000L);
                listed.addAll(
                    engine.impose(
                        Control.withdrawalRestriction(
                            "w", Transfer.DEFAULT_TENANT, payer, null, "desk", "coins")));
                return;
              }
              SplittableRandom random = new SplittableRandom(turn * 100L + thread);
              for (int i = 0; i < TRANSFERS_A_SCORER; i++) {
                boolean isWithdrawal = random.nextBoolean();
                // By its amount, every fourth is to be verified, and every eighth is held.
                Transfer t =
                    Kit.builder(
                            thread + "-" + i,
                            payer,
                            "x",
                            8L * random.nextInt(100) + 8 + random.nextInt(8),
                            clock.millis())
                        .kind(isWithdrawal ? TransferKind.WITHDRAWAL : TransferKind.TRANSFER)
                        .build();
                Decision d = engine.score(t);
                if (d.state() == TransferState.AWAITING_VERIFICATION && random.nextInt(4) > 0) {
                  engine.verified(
                      d.reference(),
                      Evidence.passed(VerificationMethod.SMS_CODE, clock.instant(), "proof"));
                }
                (isWithdrawal ? withdrawals : others).add(t);
              }
            });
        for (Transfer t : withdrawals) {
          Decision now = engine.find(Kit.reference(t)).orElseThrow();
          assertThat(now.state()).as("%s", now).isEqualTo(TransferState.HELD);
          assertThat(now.releasePath()).isEqualTo(ReleasePath.BANK);
          assertThat(now.controls()).extracting(Control::id).containsExactly("w");
          (listed.contains(now.reference()) ? moved : refused).incrementAndGet();
        }
        long reserved = 0;
        for (Transfer t : others) {
          Decision now = engine.find(Kit.reference(t)).orElseThrow();
          assertThat(listed).doesNotContain(now.reference());
          assertThat(now.controls()).isEmpty();
          reserved += now.state() == TransferState.RESERVED ? t.amountMinor() : 0;
        }
        Direct direct = new Direct(store, Kit.schemaOf(pack));
        assertThat(direct.used(payer, 0, clock.millis())).isEqualTo(reserved);
      }
    }
    assertThat(moved).as("moved to HELD").hasValueGreaterThan(ROUNDS);
    assertThat(refused).as("held when scored").hasValueGreaterThan(ROUNDS);
  }

  @Test
  @DisplayName("C-3, L-9: after a limit was lowered nothing is reserved under the old one")
  void loweredLimit() {
    int scorers = 3;
    try (RiskEngine engine = Kit.engine(pack, store, clock).build();
        Threads threads = new Threads(scorers + 1)) {
      for (int round = 0; round < ROUNDS; round++) {
        String payer = "L" + round;
        Map<String, Decision> answers = new ConcurrentHashMap<>();
        Map<String, TransferState> afterwards = new ConcurrentHashMap<>();
        int turn = round;
        threads.run(
            thread -> {
              if (thread < scorers) {
                for (int i = 0; i < 20; i++) {
                  String id = thread + "-" + i;
                  Transfer t = transfer(id, payer, "x", 4, clock.millis());
                  answers.put(id, engine.score(t));
                }
                return;
              }
              LockSupport.parkNanos(turn % 20 * 10_000L);
              engine.impose(
                  Control.limit(
                      "l", Transfer.DEFAULT_TENANT, payer, DAILY.id(), 0, null, "bank", "mule"));
              // What is reserved from here on is reserved under a limit that lets nothing pass.
              for (int thread2 = 0; thread2 < scorers; thread2++) {
                for (int i = 0; i < 20; i++) {
                  String id = thread2 + "-" + i;
                  engine
                      .find(new Reference(Transfer.DEFAULT_TENANT, payer, id))
                      .ifPresent(d -> afterwards.put(id, d.state()));
                }
              }
            });
        answers.forEach(
            (id, decision) -> {
              if (!afterwards.containsKey(id)) {
                assertThat(decision.state())
                    .as("%s was not decided when the limit was set", id)
                    .isEqualTo(TransferState.AWAITING_VERIFICATION);
              }
            });
      }
    }
  }
}
