package io.riskgate.core.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.riskgate.core.Shadow;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.RulePackException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The pack that decides, read by calls without a lock while another takes over. */
public final class ActivePackStress {
  private ActivePackStress() {}

  static ActivePack active(InMemoryStore store) {
    return new ActivePack(
        new TinyPack(1),
        store,
        InstantSource.system(),
        new Succession(Duration.ofDays(1), Duration.ofMinutes(2)),
        0,
        0);
  }

  /** A call that begins while a pack takes over sees the one or the other, and its texts. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The old pack and its texts.")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "The new pack and its texts.")
  @Outcome(expect = FORBIDDEN, desc = "A decision would show another pack's words.")
  @State
  public static class OnePackACall {
    final ActivePack active = active(InMemoryStore.create());
    final PackRuntime first = active.runtime();

    /** The operator. */
    @Actor
    public void activate() {
      active.activate(new TinyPack(2));
    }

    /** A call that began with the first pack and shows a decision of whichever decides now. */
    @Actor
    public void read(LL_Result r) {
      PackRuntime now = active.runtime();
      r.r1 = now.identity.version();
      r.r2 = TinyPack.said(active.messages(first, now.identity));
    }
  }

  /** Somebody rolls back while another pack is activated: one comes before the other. */
  @JCStressTest
  @Outcome(id = "activated, 2, 2", expect = ACCEPTABLE, desc = "Activated, then rolled back.")
  @Outcome(id = "activated, 1, 3", expect = ACCEPTABLE, desc = "Rolled back, then activated.")
  @Outcome(
      id = "refused, 1, 1",
      expect = ACCEPTABLE,
      desc = "Rolled back while the candidate was checked: whoever rolls back wants nothing new.")
  @Outcome(expect = FORBIDDEN, desc = "The pack that decides is none that anybody was told.")
  @State
  public static class RolledBackMeanwhile {
    final ActivePack active = active(InMemoryStore.create());

    /** There is a pack to go back to. */
    public RolledBackMeanwhile() {
      active.activate(new TinyPack(2));
    }

    /** An operator. */
    @Actor
    public void activate(LLL_Result r) {
      try {
        active.activate(new TinyPack(3));
        r.r1 = "activated";
      } catch (RulePackException e) {
        r.r1 = "refused";
      }
    }

    /** Another. */
    @Actor
    public void rollback(LLL_Result r) {
      r.r2 = active.rollback().version();
    }

    /** Afterwards. */
    @Arbiter
    public void decides(LLL_Result r) {
      r.r3 = active.runtime().identity.version();
    }
  }

  /** A shadow that is started while the engine closes does not outlive it. */
  @JCStressTest
  @Outcome(id = "refused, closed", expect = ACCEPTABLE, desc = "The engine was closed first.")
  @Outcome(id = "started, closed", expect = ACCEPTABLE, desc = "The shadow was closed with it.")
  @Outcome(expect = FORBIDDEN, desc = "The shadow's thread runs on for good.")
  @State
  public static class ShadowOfAClosedEngine {
    final InMemoryStore store = InMemoryStore.create();
    final ActivePack active = active(store);
    final Shadows shadows = new Shadows(store, InstantSource.system(), active);
    volatile @Nullable Shadow shadow;

    /** The operator. */
    @Actor
    public void start(LL_Result r) {
      try {
        shadow = shadows.start(new TinyPack(2), 1);
        r.r1 = "started";
      } catch (IllegalStateException e) {
        r.r1 = "refused";
      }
    }

    /** The application's end. */
    @Actor
    public void close() {
      shadows.close();
    }

    /**
     * Afterwards: a shadow that has nothing to look at has looked at it all, unless it is closed.
     */
    @Arbiter
    public void look(LL_Result r) {
      Shadow started = shadow;
      r.r2 = "closed";
      if (started != null && started.drain(Duration.ZERO)) {
        r.r2 = "open";
        started.close();
      }
    }
  }
}
