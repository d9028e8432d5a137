package io.riskgate.springboot;

import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.RiskStore;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store whether it answers and takes what is decided, and waits no longer than a budget: a
 * slow store must not make the health slow, which would look like a process that hangs. One
 * question at a time is under way, whoever comes meanwhile waits for the same.
 */
final class StoreProbe {
  /** Nobody's: asking for it shows whether the store answers. */
  private static final Reference NOBODY =
      new Reference(Transfer.DEFAULT_TENANT, "riskgate-health", "riskgate-health");

  private final RiskEngine engine;
  private final @Nullable RiskStore store;
  private final Duration budget;

  /** A question and when it was asked. */
  private record Asked(FutureTask<Boolean> answer, long sinceNanos) {}

  private @Nullable Asked underWay;

  StoreProbe(RiskEngine engine, @Nullable RiskStore store, Duration budget) {
    this.engine = engine;
    this.store = store;
    this.budget = budget;
  }

  /** Why the store does not answer; empty where it does. */
  String trouble() {
    Asked asked = asked();
    try {
      asked.answer().get(budget.toNanos(), TimeUnit.NANOSECONDS);
      return "";
    } catch (TimeoutException e) {
      long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked.sinceNanos());
      return "it has not answered for " + ms + " ms";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "nobody waited for its answer";
    }
  }

  /** A store that is read may still take nothing, and then transfers are held. */
  private boolean ask() {
    boolean isFound = engine.find(NOBODY).isPresent();
    if (store != null) {
      Modules.checkWrites(store);
    }
    return isFound;
  }

  private synchronized Asked asked() {
    Asked now = underWay;
    if (now == null || now.answer().isDone()) {
      FutureTask<Boolean> answer = new FutureTask<>(this::ask);
      Thread thread = new Thread(answer, "riskgate-health");
      thread.setDaemon(true);
      thread.start();
      now = new Asked(answer, System.nanoTime());
      underWay = now;
    }
    return now;
  }
}
