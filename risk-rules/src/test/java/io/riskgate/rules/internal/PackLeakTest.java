package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packs that nobody uses any longer leave nothing behind. */
class PackLeakTest {
  /** More in the profile soak. None at all may stay, so that few tell what many would. */
  private static final int LOADS = Math.min(50, Integer.getInteger("riskgate.activations", 20));

  private static final int SESSION_LOADS = Math.min(15, LOADS / 2);

  @Test
  void packsAreCollectedWithTheirClasses() throws InterruptedException {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < LOADS; i++) {
      loaders.add(loadUseAndForget());
    }
    long alive = LOADS;
    for (int attempt = 0; attempt < 50 && alive > 0; attempt++) {
      System.gc();
      Thread.sleep(20);
      alive = loaders.stream().filter(loader -> loader.get() != null).count();
    }

    assertThat(alive).isZero();
  }

  @Test
  void packsWithSessionsAreCollectedToo() throws InterruptedException {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < SESSION_LOADS; i++) {
      loaders.add(loadFireAndForget());
    }
    for (int attempt = 0;
        attempt < 50 && loaders.stream().anyMatch(l -> l.get() != null);
        attempt++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(loaders).allMatch(loader -> loader.get() == null);
  }

  private static WeakReference<ClassLoader> loadFireAndForget() {
    LoadedPack pack =
        new TestPack()
            .whole(
                "SETS",
                "not Signal() TransferFacts( hour < 3 )",
                "X",
                "READS",
                "Flag( name == \"X\" )",
                "")
            .load();
    RuleResults results = new RuleResults(2);
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(pack.newFacts(), results);
    }
    assertThat(results.isHit(1)).isTrue();
    return new WeakReference<>(pack.newFacts().getClass().getClassLoader());
  }

  /** In a method of its own, so that no local variable keeps the pack. */
  private static WeakReference<ClassLoader> loadUseAndForget() {
    LoadedPack pack =
        new TestPack().rules("DIVIDES", "payer.ageHours / history.outCount > 3").load();
    RuleResults results = new RuleResults(1);
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      evaluator.evaluate(pack.newFacts(), results); // throws inside: the isolated sessions as well
    }
    assertThat(results.isFailed(0)).isTrue();
    return new WeakReference<>(pack.newFacts().getClass().getClassLoader());
  }
}
