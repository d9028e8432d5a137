package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Mode;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that went live and were replaced leave nothing behind but the one for a rollback. */
class ReloadLeakTest {
  private static final int ACTIVATIONS = Integer.getInteger("riskgate.activations", 20);
  private static final int SWAPS = 300;

  /** The active pack's loader, and that of the one before. */
  private static final int KEPT = 2;

  private static final long SCORING_PAUSE_NANOS = 200_000;

  private static final String LOADERS = "io\\.riskgate\\.rules\\.internal\\.drools\\.PackLoader";
  private static final String KIE =
      "org\\.(?:drools|kie)\\..*(?:SessionImpl|KieContainerImpl|KieModule(?:Impl)?|KnowledgeBaseImpl"
          + "|InternalKieModule|KieProjectImpl|RuleBase(?:Impl)?)";

  @TempDir private Path dir;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Throwable> error = new AtomicReference<>();
  private final AtomicLong scored = new AtomicLong();

  @Test
  @DisplayName("whole activations leave no class loader, thread, session, container or module")
  void whole_activations_leave_nothing() throws InterruptedException, IOException {
    Path folder = Files.createDirectory(dir.resolve("pack"));
    try (RiskEngine engine = engine(changed(folder, 0, 0))) {
      for (int i = 1; i <= 4; i++) {
        engine.activate(changed(folder, -i, i)); // Drools starts its threads and fills its caches
      }
      Set<String> threads = threads();
      LiveHeap before = LiveHeap.look();
      long metaspace = LiveHeap.metaspaceKib();
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      Thread scoring = scoring(engine);
      for (int i = 1; i <= ACTIVATIONS; i++) {
        RulePack pack = changed(folder, i, i);
        loaders.add(new WeakReference<>(pack.newFacts().getClass().getClassLoader()));
        engine.activate(pack);
        if (i % 5 == 0) {
          engine.rollback();
        }
      }
      end(scoring);

      assertThat(alive(loaders)).isLessThanOrEqualTo(KEPT);
      LiveHeap after = LiveHeap.look();
      // Other tests may hold packs of their own.
      assertThat(after.count(LOADERS)).isBetween(1L, before.count(LOADERS));
      assertThat(after.count(KIE)).as(KIE).isLessThanOrEqualTo(before.count(KIE));
      assertThat(threads()).isSubsetOf(threads);
      System.out.printf(
          "%d activations, %d scored meanwhile: %d loaders alive, metaspace %,d KiB before, %,d"
              + " after%n",
          ACTIVATIONS, scored.get(), after.count(LOADERS), metaspace, LiveHeap.metaspaceKib());
    }
    assertThat(error).hasValue(null);
    assertThat(scored).hasPositiveValue();
  }

  @Test
  @DisplayName("swapping packs that are compiled already leaves no session, in either lane")
  void swaps_leave_nothing() throws InterruptedException, IOException {
    for (Lanes lanes : Lanes.values()) {
      swap(lanes);
    }
    assertThat(error).hasValue(null);
  }

  private void swap(Lanes lanes) throws InterruptedException, IOException {
    Path folder = Files.createDirectory(dir.resolve(lanes.name()));
    List<RulePack> packs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      packs.add(changed(folder, i, i, lanes));
    }
    over.set(false);
    try (RiskEngine engine = engine(packs.get(0))) {
      for (int i = 1; i <= 2 * packs.size(); i++) {
        engine.activate(packs.get(i % packs.size()));
      }
      score(engine, -1);
      LiveHeap before = LiveHeap.look();
      Set<String> threads = threads();
      Thread scoring = scoring(engine);
      for (int i = 1; i <= SWAPS; i++) {
        engine.activate(packs.get(i % packs.size()));
        if (i % 7 == 0) {
          engine.rollback();
          engine.activate(packs.get(i % packs.size()));
        }
      }
      end(scoring);
      LiveHeap after = LiveHeap.look();

      // One thread scores, and each pack keeps the networks that it has built: no session more.
      assertThat(after.count(LOADERS)).isBetween(1L, before.count(LOADERS));
      assertThat(after.count(".*StatefulKnowledgeSessionImpl"))
          .as("sessions in %s", lanes)
          .isLessThanOrEqualTo(before.count(".*StatefulKnowledgeSessionImpl") + 2);
      assertThat(threads()).isSubsetOf(threads);
    }
  }

  private static RiskEngine engine(RulePack pack) {
    return RiskEngine.builder()
        .rules(pack)
        .mode(Mode.MONITOR)
        .historyCompleteSince(Instant.EPOCH)
        .build();
  }

  private static RulePack changed(Path folder, int version, int points) {
    return changed(folder, version, points, Lanes.DIRECT_WHERE_POSSIBLE);
  }

  /** A pack that no other is like. */
  private static RulePack changed(Path folder, int version, int points, Lanes lanes) {
    new TestPack()
        .rules("LARGE", "value > P.LARGE_AMOUNT", "MANY", "history.outCount > P.COUNT")
        .edit("pack.yaml", "version: 1.0.0", "version: 1.0." + (1_000_000 + version))
        .edit("pack.yaml", "value: 5000.00", "value: " + (5000 + points) + ".00")
        .save(folder);
    return RulePacks.load(folder, lanes);
  }

  private Thread scoring(RiskEngine engine) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; !over.get(); i++) {
                  score(engine, i);
                  scored.incrementAndGet();
                  LockSupport.parkNanos(SCORING_PAUSE_NANOS); // the machine is there for others too
                }
              } catch (RuntimeException | Error e) {
                error.set(e);
              }
            },
            "scoring");
    thread.start();
    return thread;
  }

  private static void score(RiskEngine engine, int number) {
    assertThat(
            engine
                .score(
                    Transfer.builder()
                        .id("T" + number)
                        .payer("P" + number % 97)
                        .payee("Q" + number % 89)
                        .amount(100 + number % 1_000_000, "CNY")
                        .time(Instant.now())
                        .build())
                .isRetry())
        .isFalse();
  }

  private void end(Thread scoring) throws InterruptedException {
    over.set(true);
    scoring.join(60_000);
    assertThat(scoring.isAlive()).isFalse();
    assertThat(error).hasValue(null);
  }

  /** The threads, but for those that the look at the heap brings. */
  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.getName().matches("surefire.*|Attach Listener|process reaper.*")) {
        names.add(thread.getName() + " " + thread.getId());
      }
    }
    return names;
  }

  private static long alive(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
    long alive = loaders.size();
    for (int attempt = 0; attempt < 50 && alive > KEPT; attempt++) {
      System.gc();
      Thread.sleep(20);
      alive = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    return alive;
  }
}
