package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Packs change hands while transfers are scored. */
class ActivationConcurrencyTest {
  private static final int THREADS = 3;
  private static final int ACTIVATIONS = 2_000;
  private static final int ALLOWED_MIN = ACTIVATIONS / 10;

  /** Yuan: the odd packs allow less a day than the even ones. */
  private static final long LOW = 500;

  private static final long HIGH = 1_000;
  private static final long EACH = 10;

  /** How many reservations of each thread are open at most: together they fill both limits. */
  private static final int OPEN_EACH = 50;

  private final TestClock clock = new TestClock(Bank.NOON);

  /** The activation that has begun last, and the one that has ended last. */
  private volatile int begun = 1;

  private volatile int ended = 1;
  private volatile boolean over;

  /** Counts the scoring threads that have seen too little yet. */
  private final CountDownLatch enough = new CountDownLatch(THREADS);

  private static TestPack pack(int number) {
    return new TestPack()
        .version(Integer.toString(number))
        .dayLimit(max(number))
        .rule("NUMBER")
        .points(1 + number % 100)
        .always();
  }

  private static long max(int number) {
    return number % 2 == 0 ? HIGH : LOW;
  }

  @Test
  @Sentence({"A-1", "L-2"})
  @DisplayName(
      "while packs change, each decision is wholly that of one pack active during its call")
  void every_decision_is_of_one_pack() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (RiskEngine engine =
        RiskEngine.builder()
            .rules(pack(1))
            .store(InMemoryStore.create())
            .clock(clock)
            .historyCompleteSince(Instant.EPOCH)
            .build()) {
      List<Future<Map<Outcome, Integer>>> scoring = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String name = "t" + thread + "-";
        scoring.add(pool.submit(() -> score(engine, name)));
      }
      // A busy machine may let the scoring threads wait: they are given more time, and no less is
      // asked of them.
      for (int number = 2; number <= ACTIVATIONS || isWaiting(scoring); number++) {
        begun = number;
        if (number % 10 == 0) {
          engine.rollback(); // to the one before the last: the next one never follows its like
        }
        engine.activate(pack(number));
        ended = number;
      }
      over = true;
      for (Future<Map<Outcome, Integer>> thread : scoring) {
        Map<Outcome, Integer> outcomes = get(thread);
        assertThat(outcomes.get(Outcome.ALLOW)).isGreaterThanOrEqualTo(ALLOWED_MIN);
        assertThat(outcomes.get(Outcome.VERIFY)).isPositive();
      }
    } finally {
      over = true;
      pool.shutdownNow();
    }
  }

  /** Whether a scoring thread has seen too little yet, and none has failed. */
  private boolean isWaiting(List<Future<Map<Outcome, Integer>>> scoring) {
    return enough.getCount() > 0 && scoring.stream().noneMatch(Future::isDone);
  }

  private static <T> T get(Future<T> thread) throws Exception {
    try {
      return thread.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("hangs: " + Thread.getAllStackTraces(), e);
    }
  }

  private Map<Outcome, Integer> score(RiskEngine engine, String name) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    Deque<Reference> open = new ArrayDeque<>();
    boolean hasEnough = false;
    for (int i = 0; !over; i++) {
      Transfer transfer =
          Transfer.builder()
              .id(name + i)
              .payer("alice")
              .payee("bob")
              .amount(EACH * 100, "CNY")
              .time(clock.instant())
              .build();
      int oldest = ended;
      Decision decision = engine.score(transfer, Duration.ofHours(1));
      int newest = begun;
      check(decision, oldest, newest);
      outcomes.merge(decision.outcome(), 1, Integer::sum);
      if (!hasEnough
          && outcomes.getOrDefault(Outcome.ALLOW, 0) >= ALLOWED_MIN
          && outcomes.containsKey(Outcome.VERIFY)) {
        hasEnough = true;
        enough.countDown();
      }
      if (decision.outcome() == Outcome.ALLOW) {
        open.add(decision.reference());
      }
      boolean isFull = decision.outcome() == Outcome.VERIFY && !open.isEmpty();
      if (open.size() > OPEN_EACH || isFull) {
        engine.cancel(open.remove());
      }
    }
    return outcomes;
  }

  private static void check(Decision decision, int oldest, int newest) {
    int number = Integer.parseInt(decision.pack().version());
    // A rollback makes the one before the last decide for a moment.
    assertThat(number).isBetween(oldest - 1, newest);
    assertThat(decision.score()).isEqualTo(1 + number % 100);
    LimitUsage usage = decision.limitUsages().get(0);
    assertThat(usage.max()).isEqualTo(max(number) * 100);
    assertThat(decision.degraded()).isEmpty();
    if (decision.outcome() == Outcome.ALLOW) {
      assertThat(usage.used()).isLessThanOrEqualTo(max(number) * 100);
    } else {
      assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
      assertThat(usage.used()).isGreaterThan(max(number) * 100);
    }
  }
}
