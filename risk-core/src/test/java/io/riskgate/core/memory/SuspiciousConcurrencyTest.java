package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Eight threads score, repeat, verify, cancel and settle the suspicious transfers of one payer. */
class SuspiciousConcurrencyTest {
  private static final int THREADS = 8;
  private static final int TRANSFERS = 64;
  private static final int ROUNDS = 200;
  private static final long MAX = 10_000_00;
  private static final long EACH = 700_00;

  private static final Limit SUSPICIOUS =
      new Limit(
          "suspicious",
          Set.of(AssetClass.values()),
          Limit.Measure.VALUE,
          Limit.Counts.SUSPICIOUS,
          Limit.Window.DAY,
          MAX,
          Demand.hold(ReleasePath.BANK),
          Demand.NOTHING);

  private static final Demand CUSTOMER =
      new Demand(Outcome.HOLD, Set.of(VerificationMethod.FACE_RECOGNITION), ReleasePath.CUSTOMER);

  private final Kit.Clock clock = new Kit.Clock();
  private final InMemoryStore store = InMemoryStore.create();
  private final Kit.Pack pack =
      Kit.Pack.of(Kit.policy(SUSPICIOUS).bands(List.of(new Band(70, CUSTOMER))).build())
          .evaluating(
              List.of(new Rule("BAD", 80, "g", Demand.NOTHING, "")),
              (facts, results) -> results.hit(0));

  @Test
  @DisplayName(
      "L-14, L-15, V-10: of any number at once, no more than the maximum is the customer's to end")
  void atOnce() {
    int[] customers = new int[ROUNDS];
    try (RiskEngine engine = Kit.engine(pack, store, clock).build();
        Threads threads = new Threads(THREADS)) {
      Direct direct = new Direct(store, Kit.schemaOf(pack));
      for (int round = 0; round < ROUNDS; round++) {
        String payer = "P" + round;
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < TRANSFERS; i++) {
          transfers.add(transfer("T" + i, payer, "B" + i, EACH, clock.millis()));
        }
        customers[round] = round(engine, threads, transfers);
        assertThat(direct.used(payer, 0, clock.millis()))
            .as("every one is counted once")
            .isEqualTo(TRANSFERS * EACH);
      }
    }
    // The first fourteen are within the maximum, whoever comes first.
    assertThat(customers).containsOnly((int) (MAX / EACH));
  }

  /** How many of them were the customer's when they were decided. */
  private int round(RiskEngine engine, Threads threads, List<Transfer> transfers) {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger customers = new AtomicInteger();
    AtomicLong letGo = new AtomicLong();
    threads.run(
        thread -> {
          for (int i = next.getAndIncrement(); i < 2 * TRANSFERS; i = next.getAndIncrement()) {
            Transfer t = transfers.get(i / 2); // each is scored twice, mostly at once
            Decision decision = engine.score(t);
            if (!decision.isRepeat() && decision.verdict().demand().path() == CUSTOMER.path()) {
              customers.incrementAndGet();
            }
            if (i % 2 == 0) {
              end(engine, t, i / 2, letGo);
            }
          }
        });
    assertThat(letGo.get()).as("let go without the bank").isLessThanOrEqualTo(MAX);
    return customers.get();
  }

  private void end(RiskEngine engine, Transfer t, int number, AtomicLong letGo) {
    Reference reference = Kit.reference(t);
    switch (number % 4) {
      case 0 -> engine.cancel(reference);
      case 1 -> engine.settle(reference);
      default -> {
        Decision verified =
            engine.verified(
                reference,
                Evidence.passed(
                    VerificationMethod.FACE_RECOGNITION,
                    Instant.ofEpochMilli(clock.millis()),
                    "face"));
        if (verified.state() == TransferState.RESERVED) {
          letGo.addAndGet(verified.value());
        }
      }
    }
  }
}
