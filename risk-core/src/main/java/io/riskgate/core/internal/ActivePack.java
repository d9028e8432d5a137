package io.riskgate.core.internal;

import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoreSchema;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pack that decides, the one before it, and how one takes over from another.
 *
 * <p>A call reads {@link #runtime()} once and keeps to it, so that it never mixes two packs; none
 * waits for a lock here. Activations come one after the other. Checking a candidate takes seconds
 * and is done before the short lock of the change itself, so that a rollback never waits for it; a
 * rollback meanwhile refuses the candidate, because whoever rolls back wants nothing new now.
 */
final class ActivePack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActivePack.class);

  private final RiskStore store;
  private final InstantSource clock;
  private final Succession succession;
  private final long historyCompleteSinceMs;
  private final long aheadMs;
  private final PackTexts texts = new PackTexts();

  /** Held through a whole activation. */
  private final ReentrantLock activating = new ReentrantLock();

  /** Held while the pack changes. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile PackRuntime runtime;

  /** What a rollback goes back to; guarded by {@link #changing}. */
  private @Nullable RulePack before;

  /** What a pack that is looked at beside the one that decides reads; guarded likewise. */
  private @Nullable StoreSchema beside;

  private boolean closed;

  /**
   * Starts with a pack.
   *
   * @param aheadMs how far event times may lie ahead of the clock
   */
  ActivePack(
      RulePack pack,
      RiskStore store,
      InstantSource clock,
      Succession succession,
      long historyCompleteSinceMs,
      long aheadMs) {
    this.store = store;
    this.clock = clock;
    this.succession = succession;
    this.historyCompleteSinceMs = historyCompleteSinceMs;
    this.aheadMs = aheadMs;
    this.runtime = start(pack, null);
    texts.remember(pack);
    succession.tookOver(pack.policy());
  }

  /** The pack that decides. A call asks once. */
  PackRuntime runtime() {
    return runtime;
  }

  /**
   * The texts of the pack that made a decision, or, where that is no longer known, of the call's.
   */
  Messages messages(PackRuntime call, PackIdentity decidedBy) {
    return call.identity.equals(decidedBy)
        ? call.pack.messages()
        : texts.of(decidedBy, call.pack.messages());
  }

  /** As {@link io.riskgate.core.RiskEngine#activate} says. */
  List<PackProblem> activate(RulePack pack) {
    activating.lock();
    try {
      PackRuntime current = runtime;
      if (isSame(pack, current.pack)) {
        return List.of();
      }
      List<PackProblem> found = new ArrayList<>(succession.problems(current.policy, pack.policy()));
      if (isFree(found)) {
        found.addAll(ownProblems(pack, current.pack));
      }
      PackRuntime next = isFree(found) ? takeOver(pack, current, found) : null;
      Collections.sort(found);
      if (next == null) {
        throw new RulePackException(pack.identity().toString(), found);
      }
      LOG.info("Pack {} decides now, after {}", pack.identity(), current.identity);
      return List.copyOf(found);
    } finally {
      activating.unlock();
    }
  }

  /** The very same object; one of the same content may still run in other lanes. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(RulePack pack, RulePack other) {
    return pack == other;
  }

  private static boolean isFree(List<PackProblem> problems) {
    return problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
  }

  private static List<PackProblem> ownProblems(RulePack pack, RulePack current) {
    try {
      return pack.problemsReplacing(current);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return List.of(broken(pack, "could not be checked", e));
    }
  }

  private static PackProblem broken(RulePack pack, String how, Throwable e) {
    LOG.error("Pack {} {}", pack.identity(), how, Redacted.of(e));
    return new PackProblem(
        Severity.ERROR,
        Succession.FILE,
        0,
        "",
        "the pack " + how + ": " + e.getClass().getName(),
        "see the log");
  }

  /** The change itself; null, and a problem, where somebody has rolled back meanwhile. */
  @SuppressWarnings("ReferenceEquality") // the very runtime that the candidate was checked against
  private @Nullable PackRuntime takeOver(
      RulePack pack, PackRuntime checkedAgainst, List<PackProblem> found) {
    changing.lock();
    try {
      requireOpen();
      if (runtime != checkedAgainst) {
        found.add(
            new PackProblem(
                Severity.ERROR,
                Succession.FILE,
                0,
                "",
                "the engine went back to " + runtime.identity + " while this pack was checked",
                "activate it again if it is still wanted"));
        return null;
      }
      // The same content again, perhaps in other lanes, is nothing that one would go back to.
      boolean isNew = !checkedAgainst.identity.equals(pack.identity());
      PackRuntime next;
      try {
        next = change(pack, isNew ? checkedAgainst.pack : before);
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
        found.add(broken(pack, "could not be started", e));
        return null;
      }
      succession.tookOver(pack.policy());
      found.addAll(next.coverage.warnings(clock.millis()));
      return next;
    } finally {
      changing.unlock();
    }
  }

  /** As {@link io.riskgate.core.RiskEngine#rollback} says. */
  PackIdentity rollback() {
    changing.lock();
    try {
      requireOpen();
      RulePack back = before;
      if (back == null) {
        throw new IllegalStateException(
            "There is no pack to go back to: none was activated since the engine started, or the"
                + " last one was rolled back already; "
                + runtime.identity
                + " decides");
      }
      PackIdentity from = runtime.identity;
      PackRuntime next = change(back, null);
      LOG.warn("Pack {} was rolled back; {} decides again", from, next.identity);
      return next.identity;
    } finally {
      changing.unlock();
    }
  }

  /**
   * Gets a pack ready to be looked at beside the one that decides. From here on the store keeps
   * what it reads, until {@link #endBeside}.
   *
   * @throws IllegalStateException if there is one already, or the engine is closed
   */
  PackRuntime startBeside(RulePack pack) {
    changing.lock();
    try {
      requireOpen();
      if (beside != null) {
        throw new IllegalStateException("There is a shadow already; close it first");
      }
      StoreSchema schema = PackRuntime.schemaOf(pack);
      beside = schema;
      try {
        declare(runtime.schema, before);
        return new PackRuntime(pack, schema, coverage(pack, schema));
      } catch (RuntimeException | Error e) {
        beside = null;
        declareAgain(runtime);
        throw e;
      }
    } finally {
      changing.unlock();
    }
  }

  /** Lets go of the pack that was looked at beside the one that decides. */
  void endBeside() {
    changing.lock();
    try {
      beside = null;
      if (!closed) {
        declareAgain(runtime);
      }
    } finally {
      changing.unlock();
    }
  }

  private PackRuntime change(RulePack pack, @Nullable RulePack keep) {
    PackRuntime old = runtime;
    PackRuntime next;
    try {
      next = start(pack, keep);
      next.warmUp();
    } catch (RuntimeException | Error e) {
      declareAgain(old);
      throw e;
    }
    texts.remember(pack);
    before = keep;
    runtime = next;
    old.close();
    return next;
  }

  /** Tells the store anew; it keeps more than is needed where that fails. */
  private void declareAgain(PackRuntime old) {
    try {
      declare(old.schema, before);
    } catch (RuntimeException e) {
      LOG.warn(
          "The store could not be told what {} reads, and may keep more than is needed",
          old.identity,
          Redacted.of(e));
    }
  }

  private PackRuntime start(RulePack pack, @Nullable RulePack keep) {
    StoreSchema schema = PackRuntime.schemaOf(pack);
    declare(schema, keep);
    return new PackRuntime(pack, schema, coverage(pack, schema));
  }

  private Coverage coverage(RulePack pack, StoreSchema schema) {
    return new Coverage(pack, historyCompleteSinceMs, store.coveredSinceMs(schema), aheadMs);
  }

  /**
   * What the store is to keep: what the pack asks for, what the one before would ask for again, and
   * what a shadow reads.
   */
  private void declare(StoreSchema schema, @Nullable RulePack keep) {
    List<StoreSchema> inForce = new ArrayList<>(List.of(schema));
    if (keep != null) {
      inForce.add(PackRuntime.schemaOf(keep));
    }
    if (beside != null) {
      inForce.add(beside);
    }
    store.declare(inForce, clock.millis());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The engine is closed");
    }
  }

  @Override
  public void close() {
    changing.lock();
    try {
      closed = true;
      before = null;
      runtime.close();
    } finally {
      changing.unlock();
    }
  }
}
