package io.riskgate.core.internal;

import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.spi.RiskStore;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores transfers on other threads than the callers', who may be event loops: a caller takes no
 * lock for long, waits for nothing, and is answered with a hold where too many wait already.
 *
 * <p>How many calls there can be at a time is counted here, so that no queue behind it grows. A
 * call with a budget is answered when that is over, whatever its thread is doing: one that waits is
 * not begun any more, and what comes of one that is under way is found by asking again.
 */
final class AsyncScoring implements AutoCloseable {
  /** What of an engine this needs. */
  interface Engine {
    /** Decides a transfer, in as long as it takes. */
    Decision score(Transfer transfer, long deadlineNanos);

    /** A hold, path RETRY, of which nobody is told yet; throws where the transfer is invalid. */
    Untold retry(Transfer transfer, Degraded cause);

    /** What the caller was told instead of a decision that stands: the log alone hears of it. */
    void tellTooLate(Transfer transfer, Degraded cause);
  }

  /** A decision of which log and listeners are still to be told. */
  interface Untold {
    Decision decision();

    void tell();
  }

  /** Where calls are run, and how many there may be at a time. */
  record Room(@Nullable Executor executor, int threads, int queueMax) {}

  private static final Logger LOG = LoggerFactory.getLogger(AsyncScoring.class);

  private static final Degraded FULL = new Degraded(Degraded.Cause.OVERLOADED, "queue");
  private static final Degraded CLOSING = new Degraded(Degraded.Cause.OVERLOADED, "closing");
  private static final Degraded SPENT_WAITING = new Degraded(Degraded.Cause.BUDGET_SPENT, "queue");
  private static final Degraded SPENT = new Degraded(Degraded.Cause.BUDGET_SPENT, "async");

  /** How many refusals can wait to be told. */
  private static final int UNTOLD_MAX = 10_000;

  private static final long IDLE_SECONDS = 60;
  private static final long CLOSE_WAIT_NS = TimeUnit.SECONDS.toNanos(10);

  private final Engine engine;
  private final Room room;
  private final int callsMax;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final Queue<Untold> untold = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untoldSize = new AtomicInteger();
  private final ThreadLocal<Boolean> isOurs = new ThreadLocal<>();
  private final ThreadLocal<Boolean> isAlarm = new ThreadLocal<>();
  private final Object lock = new Object();
  private volatile boolean closed;

  // Made on first use, under the lock:
  private volatile @Nullable Executor executor;
  private @Nullable ThreadPoolExecutor own;
  private @Nullable ScheduledThreadPoolExecutor timer;

  AsyncScoring(Engine engine, Room room) {
    this.engine = engine;
    this.room = room;
    callsMax = room.executor() == null ? room.threads() + room.queueMax() : room.queueMax();
  }

  /** Decides a transfer some time soon, or holds it at once. Throws nothing. */
  CompletionStage<Decision> score(Transfer transfer, long deadlineNanos) {
    Call call = new Call(transfer, deadlineNanos);
    if (closed || !enter(call)) {
      call.end(closed ? CLOSING : FULL);
    } else if (closed) {
      call.end(CLOSING); // closing may have looked for calls before this one was there
    }
    return call.result.minimalCompletionStage();
  }

  private boolean enter(Call call) {
    if (inside.incrementAndGet() > callsMax) {
      inside.decrementAndGet();
      return false;
    }
    calls.add(call);
    try {
      call.arm();
      executor().execute(call);
      return true;
    } catch (RejectedExecutionException e) {
      call.leave();
      return false;
    } catch (RuntimeException | Error e) { // an error too: there may be no thread left to start
      LOG.warn("A call could not be handed to another thread, and is held", Redacted.of(e));
      call.leave();
      return false;
    }
  }

  private Executor executor() {
    Executor ready = executor;
    return ready == null ? start() : ready;
  }

  private Executor start() {
    synchronized (lock) {
      Executor ready = executor;
      if (closed) {
        throw new RejectedExecutionException("The engine is closed");
      }
      if (ready == null) {
        ready = room.executor();
        if (ready == null) {
          own = ownThreads();
          ready = own;
        }
        executor = ready;
      }
      return ready;
    }
  }

  private ThreadPoolExecutor ownThreads() {
    AtomicInteger numbers = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            room.threads(),
            room.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // as long as callsMax lets it get
            run -> daemon(run, "riskgate-async-" + numbers.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }

  private ScheduledThreadPoolExecutor timer() {
    synchronized (lock) {
      if (closed) {
        throw new RejectedExecutionException("The engine is closed");
      }
      ScheduledThreadPoolExecutor ready = timer;
      if (ready == null) {
        ready = new ScheduledThreadPoolExecutor(1, run -> daemon(run, "riskgate-async-timer"));
        ready.setRemoveOnCancelPolicy(true);
        timer = ready;
      }
      return ready;
    }
  }

  private enum Step {
    WAITING,
    RUNNING,
    ENDED
  }

  /** One transfer on its way. */
  private final class Call implements Runnable {
    private final Transfer transfer;
    private final long deadlineNanos;
    private final CompletableFuture<Decision> result = new CompletableFuture<>();
    private Step step = Step.WAITING;
    private @Nullable Future<?> alarm;

    Call(Transfer transfer, long deadlineNanos) {
      this.transfer = transfer;
      this.deadlineNanos = deadlineNanos;
    }

    /** Sees that the caller hears something when the budget is spent. */
    void arm() {
      if (deadlineNanos != RiskStore.NO_DEADLINE) {
        long leftNanos = deadlineNanos - System.nanoTime();
        alarm = timer().schedule(this::giveUp, leftNanos, TimeUnit.NANOSECONDS);
      }
    }

    private synchronized boolean move(Step from, Step to) {
      if (step != from) {
        return false;
      }
      step = to;
      return true;
    }

    @Override
    public void run() {
      running.incrementAndGet();
      isOurs.set(true);
      try {
        if (isSpent()) {
          end(SPENT_WAITING);
        }
        if (move(Step.WAITING, Step.RUNNING)) {
          score();
        }
      } finally {
        leave();
        endRunning();
        isOurs.remove();
      }
    }

    private boolean isSpent() {
      return deadlineNanos != RiskStore.NO_DEADLINE && System.nanoTime() - deadlineNanos >= 0;
    }

    private void score() {
      try {
        Decision decision = engine.score(transfer, deadlineNanos);
        if (!result.complete(decision) && !decision.isRetry()) {
          engine.tellTooLate(transfer, SPENT);
        }
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e); // an error too: somebody waits
      }
    }

    /** Answers with a hold, unless it is under way or was answered. */
    void end(Degraded cause) {
      if (!move(Step.WAITING, Step.ENDED)) {
        return;
      }
      try {
        Untold retry = engine.retry(transfer, cause);
        tellLater(retry); // first: whoever has the answer may close the engine
        result.complete(retry.decision());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    /** The budget is spent. */
    private void giveUp() {
      isAlarm.set(true);
      try {
        answerSpent();
      } finally {
        isAlarm.remove();
      }
    }

    private void answerSpent() {
      end(SPENT_WAITING);
      if (!result.isDone()) {
        try {
          // Whatever comes of it is told by the thread that works on it.
          result.complete(engine.retry(transfer, SPENT).decision());
        } catch (RuntimeException e) {
          result.completeExceptionally(e);
        }
      }
    }

    void leave() {
      Future<?> set = alarm;
      if (set != null) {
        set.cancel(false);
      }
      if (calls.remove(this)) { // once, also where it was begun though its executor failed
        inside.decrementAndGet();
      }
    }
  }

  // ---- telling what was refused, by no caller's thread

  private void tellLater(Untold retry) {
    if (untoldSize.incrementAndGet() > UNTOLD_MAX) {
      untoldSize.decrementAndGet();
      LOG.warn("{} is told to nobody but its caller: too many are held", retry.decision());
      return;
    }
    untold.add(retry);
    if (running.get() == 0) {
      try {
        executor().execute(this::tellAll);
      } catch (RuntimeException | Error e) {
        LOG.debug("It is told with the next call, or when the engine is closed", e);
      }
    }
  }

  private void tellAll() {
    boolean isOuter = isOurs.get() == null;
    isOurs.set(true);
    running.incrementAndGet();
    endRunning();
    if (isOuter) {
      isOurs.remove();
    }
  }

  /**
   * Tells what waits to be told, and runs no more. Whoever finds something running leaves what it
   * adds to that, so it is looked at once more after the end; and as long as something is being
   * told something runs, so that closing waits for it.
   */
  private void endRunning() {
    while (true) {
      try {
        for (Untold next = untold.poll(); next != null; next = untold.poll()) {
          untoldSize.decrementAndGet();
          next.tell();
        }
      } finally {
        running.decrementAndGet();
      }
      if (untold.isEmpty()) {
        break;
      }
      running.incrementAndGet();
    }
    wakeClosing();
  }

  // ---- the end

  private void wakeClosing() {
    if (closed) {
      synchronized (lock) {
        lock.notifyAll();
      }
    }
  }

  /**
   * Answers those that wait with a hold, and gives those under way 10 s to end. Called by one of
   * its own threads, it does not wait for itself.
   */
  @Override
  public void close() {
    ThreadPoolExecutor pool;
    ScheduledThreadPoolExecutor alarms;
    synchronized (lock) {
      closed = true;
      pool = own;
      alarms = timer;
    }
    for (Call call : calls) {
      call.end(CLOSING);
    }
    if (pool != null) {
      pool.shutdown(); // what is in its queue has ended, and only leaves it
    }
    awaitRunning();
    if (alarms != null) {
      awaitAlarms(alarms, isAlarm.get() == null ? CLOSE_WAIT_NS : 0);
    }
    tellAll();
    awaitRunning();
  }

  /** One that is just being answered is told of, too. */
  private static void awaitAlarms(ScheduledThreadPoolExecutor alarms, long waitNs) {
    alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    alarms.shutdown();
    try {
      if (!alarms.awaitTermination(waitNs, TimeUnit.NANOSECONDS) && waitNs > 0) {
        LOG.warn("An answer that was due is not told yet, and is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRunning() {
    long untilNs = System.nanoTime() + CLOSE_WAIT_NS;
    int others = isOurs.get() == null ? 0 : 1;
    synchronized (lock) {
      try {
        for (long leftNs = CLOSE_WAIT_NS;
            running.get() > others && leftNs > 0;
            leftNs = untilNs - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(lock, Math.max(leftNs, 1_000_000));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
