package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePackTests;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is checked when a pack is to replace another: its own rule tests, then its speed. A pack
 * never changes, so its tests are run once, and its speed beside the same pack is measured once.
 */
final class GoingLive {
  private final LoadedPack pack;
  private @Nullable List<PackProblem> failedTests;
  private List<PackProblem> speed = List.of();

  /** Beside which pack the speed was measured; it must not be kept alive by this. */
  private WeakReference<RulePack> beside = new WeakReference<>(null);

  GoingLive(LoadedPack pack) {
    this.pack = pack;
  }

  /** Errors and warnings. */
  synchronized List<PackProblem> problems(RulePack current) {
    RulePackTests tests = RulePackTests.of(pack);
    List<PackProblem> failed = failedTests;
    if (failed == null) {
      failed = tests.run();
      failedTests = failed;
    }
    if (!failed.isEmpty()) {
      return failed;
    }
    if (!beside.refersTo(current)) {
      LatencyFacts facts = new LatencyFacts(pack, current);
      speed =
          new LatencyCheck(pack, facts.of(pack), current, facts.of(current), System::nanoTime)
              .run().stream().toList();
      beside = new WeakReference<>(current);
    }
    List<PackProblem> found = new ArrayList<>(pack.warnings());
    found.addAll(tests.gaps());
    found.addAll(speed);
    return found;
  }
}
