package io.riskgate.core.internal;

import io.riskgate.core.Mode;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import org.jspecify.annotations.Nullable;

/** A pack's rules as the shadow's thread runs them, with a workspace of its own. */
final class ShadowRules implements AutoCloseable {
  final PackRuntime runtime;
  private final CommonGround ground;
  private @Nullable Workspace workspace;

  ShadowRules(PackRuntime runtime, CommonGround ground) {
    this.runtime = runtime;
    this.ground = ground;
  }

  /** Runs the rules over a transfer; how long they took, in nanoseconds. */
  long run(Decided decided, @Nullable History read) {
    Workspace w = workspace();
    Attempt attempt = decided.attempt();
    ground.fill(decided.history(), read, w.history);
    w.intelligence = decided.intelligence();
    w.results.clear();
    runtime.filler.fill(w, attempt.transfer(), attempt.value(), attempt.eventTimeMs());
    long start = System.nanoTime();
    w.evaluator.evaluate(w.facts, w.results);
    return System.nanoTime() - start;
  }

  /** What the pack makes of the transfer that its rules were run over last. */
  Judgement judge(Decided decided) {
    Workspace w = workspace();
    Attempt attempt = decided.attempt();
    Mode mode = decided.judgement().verdict().mode();
    return Judgement.of(
        runtime,
        mode,
        attempt.transfer(),
        attempt.value(),
        runtime.scoring.assess(attempt.transfer(), w),
        w.history.used(),
        w.history.payerControls(),
        w.history.payeeControls());
  }

  private Workspace workspace() {
    Workspace w = workspace;
    if (w == null) {
      w = new Workspace(runtime.pack, runtime.scoring.groupCount());
      workspace = w;
    }
    return w;
  }

  /** Drops the workspace, whose evaluator may be broken; the next run makes another. */
  @Override
  public void close() {
    Workspace w = workspace;
    workspace = null;
    if (w != null) {
      WorkspacePool.drop(w);
    }
  }
}
