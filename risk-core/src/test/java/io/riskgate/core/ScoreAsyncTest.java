package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.spi.RiskStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sentences Y: whoever must not wait does not wait. */
class ScoreAsyncTest {
  /** Longer than any of these tests takes. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Degraded FULL = new Degraded(Degraded.Cause.OVERLOADED, "queue");
  private static final Degraded CLOSING = new Degraded(Degraded.Cause.OVERLOADED, "closing");

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final LogProbe log = LogProbe.bestEffort();
  private Bank bank = new Bank(new TestPack().dayLimit(50_000));

  @AfterEach
  void close() {
    goOn.countDown();
    bank.engine.close();
  }

  private void bank(UnaryOperator<RiskEngine.Builder> change) {
    bank = new Bank(new TestPack().dayLimit(50_000), b -> change.apply(b.decisionLog(log)));
  }

  /** Has the next attempt wait in the store until the test goes on. */
  private void hangNext(Call call) {
    bank.store.beforeNext(
        call,
        () -> {
          reached.countDown();
          await(goOn);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Decision of(CompletionStage<Decision> stage) {
    return stage.toCompletableFuture().orTimeout(5, TimeUnit.MINUTES).join();
  }

  private static boolean isDone(CompletionStage<Decision> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private CompletionStage<Decision> async(String id) {
    return bank.engine.scoreAsync(bank.transfer(id).build());
  }

  private static void assertHeld(Decision decision, Degraded cause) {
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.RETRY);
    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.degraded()).containsExactly(cause);
  }

  @Test
  @Sentence("Y-1")
  @DisplayName("the decision is that of score, made by a thread of the engine")
  void decides() {
    AtomicReference<String> thread = new AtomicReference<>("");
    bank.store.beforeEach(Call.ATTEMPT, () -> thread.set(Thread.currentThread().getName()));
    Decision decision = of(async("T1"));
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(thread.get()).startsWith("riskgate-async-");
    assertThat(of(bank.engine.scoreAsync(bank.transfer("T1").build(), LONG)).decidedAt())
        .isEqualTo(decision.decidedAt());
    assertThat(bank.transfer("T1").score().isRepeat()).isTrue();
    assertThat(bank.used("day")).isEqualTo(100);
  }

  @Test
  @Sentence("Y-1")
  @DisplayName("what score throws completes the stage")
  void throwsNothing() {
    of(async("T1"));
    assertThatThrownBy(() -> of(bank.engine.scoreAsync(bank.transfer("T1").yuan(7).build())))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ConflictingTransferException.class);
    assertThatThrownBy(() -> of(bank.engine.scoreAsync(bank.transfer("T2").yuan(0).build())))
        .hasCauseInstanceOf(InvalidTransferException.class);
  }

  @Test
  @DisplayName("a budget of nothing is a mistake of the caller's, told at once")
  void noBudget() {
    Transfer t = bank.transfer("T1").build();
    assertThatThrownBy(() -> bank.engine.scoreAsync(t, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Sentence("Y-1")
  @DisplayName("nobody can end the transfer by cancelling the stage")
  void cancelled() {
    hangNext(Call.ATTEMPT);
    CompletionStage<Decision> stage = async("T1");
    await(reached);
    assertThat(stage.toCompletableFuture().cancel(true)).isTrue();
    goOn.countDown();
    assertThat(of(stage).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @Test
  @Sentence("Y-2")
  @DisplayName("with one thread and room for one call the third is held at once")
  void full() {
    bank(b -> b.async(1, 1));
    hangNext(Call.ATTEMPT);
    CompletionStage<Decision> first = async("T1");
    await(reached);
    CompletionStage<Decision> second = async("T2");
    CompletionStage<Decision> third = async("T3");
    assertThat(isDone(first)).isFalse();
    assertThat(isDone(second)).isFalse();
    assertThat(isDone(third)).isTrue();
    assertHeld(of(third), FULL);
    assertThat(log.lines()).as("not by the caller's thread").isEmpty();
    goOn.countDown();
    assertThat(of(first).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(of(second).outcome()).isEqualTo(Outcome.ALLOW);
    bank.engine.close();
    assertThat(log.lines()).hasSize(3).filteredOn(l -> l.contains("OVERLOADED")).hasSize(1);
    assertThat(bank.told).hasSize(3);
  }

  @Test
  @Sentence("Y-2")
  @DisplayName("nothing of a call that was refused is recorded, and there is room again later")
  void roomAgain() {
    bank(b -> b.async(1, 1));
    hangNext(Call.ATTEMPT);
    CompletionStage<Decision> first = async("T1");
    await(reached);
    CompletionStage<Decision> second = async("T2");
    assertHeld(of(async("T3")), FULL);
    goOn.countDown();
    of(first);
    of(second);
    assertThat(bank.used("day")).isEqualTo(200);
    Decision again = of(async("T3"));
    while (again.isRetry()) { // the thread says that it is free a moment after it has answered
      again = of(async("T3"));
    }
    assertThat(again.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(300);
  }

  @Test
  @Sentence("Y-2")
  @DisplayName("an invalid transfer is invalid however full it is")
  void fullAndInvalid() {
    bank(b -> b.async(1, 1));
    hangNext(Call.ATTEMPT);
    CompletionStage<Decision> first = async("T1");
    await(reached);
    CompletionStage<Decision> second = async("T2");
    assertThatThrownBy(() -> of(bank.engine.scoreAsync(bank.transfer("T3").yuan(0).build())))
        .hasCauseInstanceOf(InvalidTransferException.class);
    goOn.countDown();
    of(first);
    of(second);
  }

  @Test
  @Sentence("Y-2")
  @DisplayName(
      "threads of the caller's are used where there are any; a refusal of theirs is a hold")
  void ownExecutor() {
    ExecutorService threads = Executors.newSingleThreadExecutor(r -> new Thread(r, "the bank's"));
    bank(b -> b.async(threads, 2));
    AtomicReference<String> thread = new AtomicReference<>("");
    bank.store.beforeEach(Call.ATTEMPT, () -> thread.set(Thread.currentThread().getName()));
    assertThat(of(async("T1")).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(thread.get()).isEqualTo("the bank's");
    threads.shutdown();
    assertHeld(of(async("T2")), FULL);
    bank(
        b ->
            b.async(
                run -> {
                  throw new RejectedExecutionException("full");
                },
                2));
    for (int i = 0; i < 5; i++) {
      assertHeld(of(async("T" + i)), FULL);
    }
  }

  @Test
  @Sentence("Y-2")
  @DisplayName("where no thread can be started calls are held, and there is room again later")
  void noThread() {
    AtomicBoolean broken = new AtomicBoolean(true);
    bank(
        b ->
            b.async(
                run -> {
                  if (broken.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                  run.run();
                },
                2));
    for (int i = 0; i < 5; i++) {
      assertHeld(of(async("T" + i)), FULL);
    }
    broken.set(false);
    for (int i = 0; i < 5; i++) {
      assertThat(of(async("T" + i)).outcome()).isEqualTo(Outcome.ALLOW);
    }
  }

  @Test
  @Sentence("Y-3")
  @DisplayName("a store that hangs keeps nobody beyond the budget; a retry finds what it recorded")
  void budgetWhileUnderWay() {
    bank(b -> b);
    hangNext(Call.COMMIT);
    assertHeldFor(underWayAtTheEnd("T1"), Degraded.Cause.BUDGET_SPENT);
    goOn.countDown();
    bank.engine.close();
    assertThat(log.lines()).anyMatch(l -> l.contains("BUDGET_SPENT"));
  }

  @Test
  @Sentence("Y-3")
  @DisplayName(
      "the budget runs while the call waits for a thread, and then it is not begun any more")
  void budgetWhileWaiting() {
    bank(b -> b.async(1, 1));
    hangNext(Call.ATTEMPT);
    CompletionStage<Decision> first = async("T1");
    await(reached);
    Decision held = of(bank.engine.scoreAsync(bank.transfer("T2").build(), Duration.ofMillis(20)));
    assertHeld(held, new Degraded(Degraded.Cause.BUDGET_SPENT, "queue"));
    goOn.countDown();
    of(first);
    bank.engine.close();
    assertThat(bank.store.calls()).filteredOn(c -> c == Call.ATTEMPT).hasSize(1);
    assertThat(log.lines()).filteredOn(l -> l.contains("BUDGET_SPENT")).hasSize(1);
  }

  @Test
  @Sentence("Y-3")
  @DisplayName("what was recorded too late for the caller is the decision when it is asked again")
  void recordedTooLate() {
    bank(b -> b);
    hangNext(Call.COMMIT);
    assertThat(underWayAtTheEnd("T1").isRetry()).isTrue();
    goOn.countDown();
    Decision found = of(async("T1"));
    assertThat(found.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(100);
  }

  /** Scores with a budget that is enough to get to where the store hangs, on any machine. */
  private Decision underWayAtTheEnd(String id) {
    for (long ms = 20; ; ms *= 2) {
      Decision held = of(bank.engine.scoreAsync(bank.transfer(id).build(), Duration.ofMillis(ms)));
      if (reached.getCount() == 0) {
        return held;
      }
    }
  }

  private static void assertHeldFor(Decision decision, Degraded.Cause cause) {
    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.degraded()).extracting(Degraded::cause).containsExactly(cause);
  }

  @Test
  @Sentence("Y-4")
  @DisplayName("closing answers what waits, lets what is under way end, and then holds everything")
  void closing() {
    bank(b -> b.async(1, 5));
    hangNext(Call.ATTEMPT);
    CompletionStage<Decision> first = async("T1");
    await(reached);
    CompletionStage<Decision> second = async("T2");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(bank.engine::close);
    assertHeld(of(second), CLOSING);
    assertThat(closed).isNotDone();
    goOn.countDown();
    closed.join();
    assertThat(of(first).outcome()).isEqualTo(Outcome.ALLOW);
    assertHeld(of(async("T3")), CLOSING);
    assertThat(log.lines()).filteredOn(l -> l.contains("OVERLOADED")).hasSize(1);
  }

  @Test
  @Sentence("Y-4")
  @DisplayName("an engine can be closed by what depends on a decision of its own")
  void closedByItself() {
    CompletionStage<Void> closed = async("T1").thenAccept(d -> bank.engine.close());
    closed.toCompletableFuture().orTimeout(5, TimeUnit.MINUTES).join();
    assertHeld(of(async("T2")), CLOSING);
  }

  @Test
  @Sentence("Y-5")
  @DisplayName(
      "the store is told until when the caller waits, and that one without a budget does not mind")
  void deadlines() {
    Map<String, Long> deadlines = new ConcurrentHashMap<>();
    try (RiskEngine engine =
        RiskEngine.builder()
            .rules(new TestPack().dayLimit(50_000))
            .clock(bank.clock)
            .store(watching(deadlines))
            .build()) {
      long before = System.nanoTime();
      engine.score(bank.transfer("T1").build(), Duration.ofHours(1));
      for (String call : List.of("attempt", "commit")) {
        assertThat(deadlines.get(call) - before)
            .as(call)
            .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos())
            .isLessThan(Duration.ofHours(2).toNanos());
      }
      engine.score(bank.transfer("old").ago(Duration.ofHours(1)).build());
      assertThat(deadlines).containsEntry("attempt", RiskStore.NO_DEADLINE);
      assertThat(deadlines).containsEntry("commit", RiskStore.NO_DEADLINE);
      bank.clock.advance(Duration.ofDays(2));
      Transfer late = bank.transfer("T1").ago(Duration.ofDays(2)).build();
      engine.score(late, Duration.ofHours(1));
      assertThat(deadlines.get("find") - before).isBetween(1L, Duration.ofHours(2).toNanos());
    }
  }

  /** A store that takes down the deadlines that it is told. */
  private static RiskStore watching(Map<String, Long> deadlines) {
    RiskStore store = InMemoryStore.create();
    return (RiskStore)
        Proxy.newProxyInstance(
            RiskStore.class.getClassLoader(),
            new Class<?>[] {RiskStore.class},
            (proxy, method, arguments) -> {
              @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
              List<Class<?>> types = new ArrayList<>(List.of(method.getParameterTypes()));
              if (!types.isEmpty() && types.get(types.size() - 1) == long.class) {
                deadlines.put(method.getName(), (Long) given[given.length - 1]);
              }
              try {
                return method.invoke(store, given);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
