package io.riskgate.benchmarks;

import io.riskgate.core.Decision;
import io.riskgate.core.Movement;
import io.riskgate.core.Outcome;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * An engine over a store in which a population has lived for as long as the longest window: what is
 * older has left, and from now on what comes in pushes as much out.
 */
final class LivingStore implements AutoCloseable {
  private static final long START_MS = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  /** How many movements a thread that fills takes at a time; a multiple of a clock's tick. */
  private static final int TAKEN = 1 << 12;

  private static final int CORPORATE_PAYEES = 10_000;

  /**
   * With few accounts the clock goes so fast that, while one thread is left standing for a moment,
   * another one's would reach the time when references are forgotten.
   */
  private static final long SHARED_STEP_MS_MAX = 1_000;

  final Population population;
  final ReplayClock clock;
  final RiskEngine engine;
  final long windowMs;
  private final AtomicLong filled = new AtomicLong();

  LivingStore(Population population, StorePack pack) {
    this(population, pack, InMemoryStore.create());
  }

  LivingStore(Population population, StorePack pack, RiskStore store) {
    this(population, pack, store, UnaryOperator.identity());
  }

  /** With an engine in front of the one that is built. */
  LivingStore(
      Population population, StorePack pack, RiskStore store, UnaryOperator<RiskEngine> front) {
    this.population = population;
    windowMs = StorePack.longestWindow().toMillis();
    clock = new ReplayClock(START_MS, windowMs, movements());
    engine =
        front.apply(
            RiskEngine.builder()
                .rules(pack.load())
                .store(store)
                .clock(clock)
                .historyCompleteSince(Instant.EPOCH)
                .build());
  }

  /** How many movements there are within the longest window. */
  long movements() {
    return (long) population.accounts() * population.paid();
  }

  /** Lets the population live, each account as busy as the next. */
  void fill(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(this::fillPart));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Filling the store failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while filling the store", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private void fillPart() {
    ReplayClock.Hand hand = clock.hand();
    long all = movements();
    for (long from = take(); from < all; from = take()) {
      for (long i = from; i < Math.min(all, from + TAKEN); i++) {
        int account = population.scatter((int) (i % population.accounts()));
        observe(i, account, i / population.accounts(), clock.advance(hand));
      }
    }
  }

  private long take() {
    return filled.getAndAdd(TAKEN);
  }

  private void observe(long id, int account, long turn, long timeMs) {
    observe(population.transfer(id, account, turn, timeMs));
  }

  void observe(Transfer moved) {
    engine.observe(new Movement(moved));
  }

  /** Slows the clock down where several threads share it. */
  void paceFor(int threads) {
    if (threads > 1 && windowMs / movements() > SHARED_STEP_MS_MAX) {
      clock.pace(SHARED_STEP_MS_MAX, 1);
    }
  }

  /**
   * Lets the first account live as a corporate one does: so many transfers a day, to ten thousand
   * payees or as many as there are. The clock goes on at that pace.
   */
  void fillCorporate(int perDay, int days) {
    clock.pace(Duration.ofDays(1).toMillis(), perDay);
    ReplayClock.Hand hand = clock.hand();
    for (long i = 0; i < (long) perDay * days; i++) {
      observe(corporateTransfer(movements() + i, clock.advance(hand)));
    }
  }

  /** A transfer of the corporate account. */
  Transfer corporateTransfer(long id, long timeMs) {
    int others = Math.min(CORPORATE_PAYEES, population.accounts() - 1);
    return population.transfer(id, 0, 1 + (int) (id % others), id, timeMs);
  }

  /**
   * Scores a transfer and ends it as a bank does: what may go is settled, anything else called off.
   *
   * @return what was decided
   */
  Decision scoreAndEnd(Transfer transfer) {
    Decision decision = engine.score(transfer);
    if (decision.outcome() == Outcome.ALLOW) {
      engine.settle(decision.reference());
    } else {
      engine.cancel(decision.reference());
    }
    return decision;
  }

  @Override
  public void close() {
    engine.close();
  }
}
