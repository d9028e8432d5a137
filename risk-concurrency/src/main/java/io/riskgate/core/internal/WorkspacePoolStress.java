package io.riskgate.core.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * The workspaces that calls borrow. Each thread looks for one at a few places of its own, so
 * whether two threads meet depends on their ids; over many forks they do.
 */
public final class WorkspacePoolStress {
  private WorkspacePoolStress() {}

  /** A workspace is lent to one thread at a time. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "Each thread has one of its own.")
  @Outcome(id = "false", expect = FORBIDDEN, desc = "Two calls score in one workspace.")
  @State
  public static class OneThreadEach {
    final TinyPack pack = new TinyPack(1);
    final WorkspacePool pool = new WorkspacePool(() -> new Workspace(pack, 1));
    volatile Workspace first;
    volatile Workspace second;

    /** There is one to be had. */
    public OneThreadEach() {
      Workspace spare = pool.take();
      first = spare;
      second = spare;
      pool.giveBack(spare);
    }

    /** A call. */
    @Actor
    public void take1() {
      first = pool.take();
    }

    /** Another. */
    @Actor
    public void take2() {
      second = pool.take();
    }

    /** Afterwards. */
    @Arbiter
    @SuppressWarnings("ReferenceEquality") // one workspace, not equal ones
    public void compare(Z_Result r) {
      r.r1 = first != second;
    }
  }

  /** Who takes a workspace sees what the thread before has left in it. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "It was not given back yet; a new one is taken.")
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "It was given back, as it was left.")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "What the call before wrote shows up later.")
  @State
  public static class AsItWasLeft {
    final TinyPack pack = new TinyPack(1);
    final WorkspacePool pool = new WorkspacePool(() -> new Workspace(pack, 1));

    /** As many as one thread finds places for, so that the other comes upon one. */
    final List<Workspace> lent = List.of(pool.take(), pool.take(), pool.take(), pool.take());

    /** The calls that end. */
    @Actor
    public void giveBack() {
      for (Workspace workspace : lent) {
        workspace.groupMax[0] = 7;
        pool.giveBack(workspace);
      }
    }

    /** The call that begins. */
    @Actor
    public void take(I_Result r) {
      Workspace taken = pool.take();
      r.r1 = lent.contains(taken) ? taken.groupMax[0] : -1;
    }
  }

  /**
   * A pack is replaced while a call that uses it ends: its evaluator is closed once, whoever comes
   * first.
   */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "The evaluator was closed.")
  @Outcome(id = "1", expect = FORBIDDEN, desc = "It stays open, and keeps the old pack alive.")
  @Outcome(id = "-1", expect = FORBIDDEN, desc = "It was closed twice.")
  @State
  public static class ClosedOnce {
    final TinyPack pack = new TinyPack(1);
    final WorkspacePool pool = new WorkspacePool(() -> new Workspace(pack, 1));
    final Workspace lent = pool.take();

    /** The call that ends. */
    @Actor
    public void giveBack() {
      pool.giveBack(lent);
    }

    /** The pack's end. */
    @Actor
    public void close() {
      pool.close();
    }

    /** Afterwards. */
    @Arbiter
    public void count(I_Result r) {
      r.r1 = pack.evaluatorsOpen.get();
    }
  }
}
