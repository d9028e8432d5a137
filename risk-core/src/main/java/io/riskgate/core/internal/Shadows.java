package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Shadow;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.RiskStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An engine's place for a shadow: there is one at a time, so that its cost has a bound. */
final class Shadows implements AutoCloseable {
  private final RiskStore store;
  private final InstantSource clock;
  private final Function<RulePack, PackRuntime> runtimes;
  private final AtomicReference<@Nullable ShadowScoring> running = new AtomicReference<>();

  Shadows(RiskStore store, InstantSource clock, Function<RulePack, PackRuntime> runtimes) {
    this.store = store;
    this.clock = clock;
    this.runtimes = runtimes;
  }

  /** Starts a shadow, as {@code RiskEngine.shadow} says. */
  Shadow start(PackRuntime champion, RulePack pack, int queueMax) {
    if (queueMax < 1 || queueMax > Shadow.QUEUE_MAX) {
      throw new IllegalArgumentException(
          "A shadow lets 1 to " + Shadow.QUEUE_MAX + " transfers wait, not " + queueMax);
    }
    checkComparable(champion.policy, pack.policy());
    PackRuntime candidate = runtimes.apply(pack);
    ShadowScoring shadow =
        new ShadowScoring(
            candidate, store, clock, queueMax, ended -> running.compareAndSet(ended, null));
    if (!running.compareAndSet(null, shadow)) {
      candidate.close();
      throw new IllegalStateException("There is a shadow already; close it first");
    }
    try {
      keepFor(candidate, champion);
    } catch (RuntimeException e) {
      running.set(null);
      candidate.close();
      throw e;
    }
    shadow.start();
    return shadow;
  }

  private static void checkComparable(Policy champion, Policy candidate) {
    if (!champion.baseCurrency().equals(candidate.baseCurrency())) {
      throw new IllegalArgumentException(
          "The candidate counts in "
              + candidate.baseCurrency()
              + ", the pack that decides in "
              + champion.baseCurrency()
              + ": their values cannot be compared");
    }
    if (champion.limitOwner() != candidate.limitOwner()) {
      throw new IllegalArgumentException(
          "The candidate's limits are those of the "
              + candidate.limitOwner()
              + ", those of the pack that decides of the "
              + champion.limitOwner()
              + ": their use cannot be compared");
    }
  }

  /** Tells the store what the candidate reads, beside what the champion needs. */
  private void keepFor(PackRuntime candidate, PackRuntime champion) {
    store.declare(candidate.schema);
    store.declare(champion.schema);
  }

  /** Offers a first decision to the shadow, where there is one. */
  void offer(
      PackRuntime champion,
      Attempt attempt,
      History known,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls,
      Judgement judgement) {
    ShadowScoring shadow = running.get();
    if (shadow != null) {
      shadow.offer(champion, attempt, known, used, payerControls, payeeControls, judgement);
    }
  }

  @Override
  public void close() {
    ShadowScoring shadow = running.get();
    if (shadow != null) {
      shadow.close();
    }
  }
}
