package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Shadow;
import io.riskgate.core.ShadowReport;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.RiskStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shadow of one engine: a queue of decided transfers, and the thread that looks at them.
 *
 * <p>The thread looks for work by itself, the less often the longer there was none, because waking
 * it would cost the caller more than the offer. Everything a candidate can break breaks in this
 * thread, is counted, and ends there.
 */
final class ShadowScoring implements Shadow {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowScoring.class);

  private static final long PAUSE_NS_MIN = 50_000;
  private static final long PAUSE_NS_MAX = 5_000_000;
  private static final long CLOSE_WAIT_MS = 1_000;

  /** Longer than anybody waits, and short enough to be counted in nanoseconds. */
  private static final Duration DRAIN_MAX = Duration.ofDays(1);

  private final PackRuntime candidate;
  private final RiskStore store;
  private final InstantSource clock;
  private final Instant since;
  private final int queueMax;
  private final OfferQueue<Decided> queue;
  private final LongAdder dropped = new LongAdder();
  private final Consumer<ShadowScoring> whenClosed;
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Guards the tallies, and is notified of progress while somebody waits for it. */
  private final Object lock = new Object();

  private final Map<PackIdentity, ShadowTally> tallies = new LinkedHashMap<>();
  private volatile int waiters;

  // What follows belongs to the thread.
  private @Nullable CommonGround ground;
  private @Nullable ShadowRules ours;
  private @Nullable ShadowRules theirs;
  private boolean oursFirst;
  private boolean failureLogged;

  ShadowScoring(
      PackRuntime candidate,
      RiskStore store,
      InstantSource clock,
      int queueMax,
      Consumer<ShadowScoring> whenClosed) {
    this.candidate = candidate;
    this.store = store;
    this.clock = clock;
    this.since = clock.instant();
    this.queueMax = queueMax;
    this.queue = new OfferQueue<>(queueMax);
    this.whenClosed = whenClosed;
    this.thread = new Thread(this::run, "riskgate-shadow");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes note of a decision; never waits, and copies what the caller will use again. */
  void offer(
      PackRuntime champion,
      Attempt attempt,
      History known,
      Intelligence intelligence,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls,
      Judgement judgement) {
    if (queue.isFull()) { // before the copy is made
      dropped.increment();
      return;
    }
    History copy = known.copy();
    copy.setControls(payerControls, payeeControls);
    System.arraycopy(used, 0, copy.used(), 0, used.length);
    if (!queue.offer(new Decided(champion, attempt, copy, intelligence, judgement))) {
      dropped.increment();
    }
  }

  private void run() {
    long pauseNs = PAUSE_NS_MIN;
    try {
      while (!closed.get()) {
        Decided next = queue.peek();
        if (next == null) {
          LockSupport.parkNanos(this, pauseNs);
          pauseNs = Math.min(PAUSE_NS_MAX, 2 * pauseNs);
          continue;
        }
        pauseNs = PAUSE_NS_MIN;
        lookAt(next);
        remove();
      }
    } finally {
      if (closed.compareAndSet(false, true)) {
        whenClosed.accept(this);
        LOG.error(
            "The shadow of {} has broken down and compares no more; close it, and begin another",
            candidate.pack.identity());
      }
      close(ours);
      close(theirs);
      ours = null;
      theirs = null;
      ground = null; // whoever keeps the shadow for its report keeps no champion with it
      candidate.close();
      while (queue.peek() != null) {
        dropped.increment();
        remove();
      }
    }
  }

  private static void close(@Nullable ShadowRules rules) {
    if (rules != null) {
      rules.close();
    }
  }

  private void remove() {
    queue.remove();
    if (waiters > 0) {
      synchronized (lock) {
        lock.notifyAll();
      }
    }
  }

  private void lookAt(Decided decided) {
    try {
      compare(decided);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      close(ours);
      if (!failureLogged) { // once: a candidate that fails may do so on every transfer
        failureLogged = true;
        LOG.error(
            "Candidate {} could not be compared for {}; further failures are counted only",
            candidate.pack.identity(),
            decided.attempt().reference(),
            Redacted.of(e));
      }
      tally(decided, ShadowTally::addFailed);
    }
  }

  private void compare(Decided decided) {
    CommonGround common = ground(decided.champion());
    History read = null;
    if (common.readsStore()) {
      read = read(decided.attempt());
      if (read == null) {
        tally(decided, ShadowTally::addForgotten);
        return;
      }
    }
    ShadowRules rules = ours(common);
    oursFirst = !oursFirst; // whoever comes second finds the transfer in the processor's cache
    long championNs = oursFirst ? 0 : championNs(decided);
    long candidateNs = rules.run(decided, read);
    if (oursFirst) {
      championNs = championNs(decided);
    }
    Judgement judgement = rules.judge(decided);
    boolean isCold =
        judgement.verdict().warming()
            || (common.isAnyReadCapped(read) && !judgement.verdict().notEvaluated().isEmpty());
    long took = championNs;
    tally(
        decided,
        tally -> {
          if (took >= 0) {
            tally.addLatencies(took, candidateNs);
          }
          if (isCold) {
            tally.addWarming();
          } else {
            tally.add(decided.attempt(), decided.judgement(), judgement);
          }
        });
  }

  /** What the store knows by now of what came before; null where it forgot the attempt. */
  private @Nullable History read(Attempt attempt) {
    History read =
        new History(
            new long[candidate.schema.aggregates().size()], candidate.schema.limits().size());
    boolean isKnown =
        store.read(
            new Attempt(
                candidate.schema,
                attempt.reference(),
                attempt.transfer(),
                attempt.value(),
                attempt.eventTimeMs(),
                candidate.moment(attempt.moment().nowMs())),
            read);
    return isKnown ? read : null;
  }

  private CommonGround ground(PackRuntime champion) {
    CommonGround common = ground;
    if (common == null || common.champion != champion) {
      common = new CommonGround(champion, candidate);
      ground = common;
      close(ours);
      ours = null;
      close(theirs);
      theirs = new ShadowRules(champion, new CommonGround(champion, champion));
    }
    return common;
  }

  private ShadowRules ours(CommonGround common) {
    ShadowRules rules = ours;
    if (rules == null) {
      rules = new ShadowRules(candidate, common);
      ours = rules;
    }
    return rules;
  }

  /** How long the champion's rules take over the same transfer; -1 where they fail here. */
  private long championNs(Decided decided) {
    ShadowRules rules = theirs;
    if (rules == null) {
      return -1;
    }
    try {
      return rules.run(decided, null);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      rules.close(); // what they decided stands; only their time is not known
      return -1;
    }
  }

  private void tally(Decided decided, Consumer<ShadowTally> change) {
    PackIdentity champion = decided.champion().pack.identity();
    synchronized (lock) {
      ShadowTally tally = tallies.get(champion);
      if (tally == null) {
        if (tallies.size() == ShadowReport.CHAMPIONS_MAX) {
          tallies.remove(tallies.keySet().iterator().next());
        }
        List<String> notCounted = ground(decided.champion()).limitsNotCounted();
        tally = new ShadowTally(champion, clock.instant(), notCounted);
        tallies.put(champion, tally);
      }
      change.accept(tally);
    }
  }

  @Override
  public PackIdentity candidate() {
    return candidate.pack.identity();
  }

  @Override
  public ShadowReport report() {
    List<ShadowReport.Comparison> comparisons = new ArrayList<>();
    synchronized (lock) {
      tallies.values().forEach(tally -> comparisons.add(tally.report()));
    }
    boolean over = closed.get();
    long waiting = queue.size();
    return new ShadowReport(
        candidate.pack.identity(),
        candidate.policy.baseCurrency(),
        since,
        dropped.sum() + (over ? waiting : 0),
        over ? 0 : waiting,
        queueMax,
        comparisons);
  }

  @Override
  public boolean drain(Duration timeout) {
    long target = queue.offered();
    Duration wait = timeout.compareTo(DRAIN_MAX) < 0 ? timeout : DRAIN_MAX;
    long deadline = System.nanoTime() + wait.toNanos();
    synchronized (lock) {
      waiters++;
      try {
        while (queue.removed() < target) {
          long leftMs = (deadline - System.nanoTime() + 999_999) / 1_000_000;
          if (leftMs <= 0 || closed.get()) {
            return false;
          }
          LockSupport.unpark(thread);
          lock.wait(leftMs);
        }
        return !closed.get(); // at the end what waits is removed too
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        waiters--;
      }
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    whenClosed.accept(this);
    LockSupport.unpark(thread);
    synchronized (lock) {
      lock.notifyAll();
    }
    try {
      thread.join(CLOSE_WAIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
