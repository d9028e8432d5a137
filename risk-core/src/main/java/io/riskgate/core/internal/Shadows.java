package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Shadow;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.RiskStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An engine's place for a shadow: there is one at a time, so that its cost has a bound. */
final class Shadows implements AutoCloseable {
  private final RiskStore store;
  private final InstantSource clock;
  private final ActivePack active;
  private final AtomicReference<@Nullable ShadowScoring> running = new AtomicReference<>();
  private volatile boolean closed;

  Shadows(RiskStore store, InstantSource clock, ActivePack active) {
    this.store = store;
    this.clock = clock;
    this.active = active;
  }

  /** Starts a shadow, as {@code RiskEngine.shadow} says. */
  Shadow start(RulePack pack, int queueMax) {
    if (queueMax < 1 || queueMax > Shadow.QUEUE_MAX) {
      throw new IllegalArgumentException(
          "A shadow lets 1 to " + Shadow.QUEUE_MAX + " transfers wait, not " + queueMax);
    }
    checkComparable(active.runtime().policy, pack.policy());
    PackRuntime candidate = active.startBeside(pack);
    ShadowScoring shadow;
    try {
      shadow = new ShadowScoring(candidate, store, clock, queueMax, this::ended);
      running.set(shadow);
      shadow.start();
    } catch (RuntimeException | Error e) { // nobody has it to close it
      running.set(null);
      active.endBeside();
      throw e;
    }
    if (closed) { // meanwhile; whoever closed the engine may not have seen it run
      shadow.close();
      throw new IllegalStateException("The engine is closed");
    }
    return shadow;
  }

  private void ended(ShadowScoring shadow) {
    if (running.compareAndSet(shadow, null)) {
      active.endBeside();
    }
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

  /** Offers a first decision to the shadow, where there is one. */
  void offer(
      PackRuntime champion,
      Attempt attempt,
      History known,
      Intelligence intelligence,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls,
      Judgement judgement) {
    ShadowScoring shadow = running.get();
    if (shadow != null) {
      shadow.offer(
          champion, attempt, known, intelligence, used, payerControls, payeeControls, judgement);
    }
  }

  @Override
  public void close() {
    closed = true;
    ShadowScoring shadow = running.get();
    if (shadow != null) {
      shadow.close();
    }
  }
}
