package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * An owner is swept while a thread that has found it waits for its lock: what the thread records is
 * recorded in the owner's next state, not in the one that has left.
 */
class SweepInterleavingTest {
  private static final long MUCH_LATER_MS = START_MS + 1_000 * DAY_MS;

  private final InMemoryStore store = InMemoryStore.create();
  private final Direct direct =
      new Direct(
          store,
          Kit.schema(
              List.of(DAILY),
              Kit.outCount("payerOut", Duration.ofHours(1)),
              Kit.aggregate(
                  "payeeIn", Aggregate.Key.PAYEE, Aggregate.Direction.IN, Duration.ofHours(1)),
              Kit.aggregate(
                  "device", Aggregate.Key.DEVICE, Aggregate.Direction.OUT, Duration.ofHours(1))));

  private static Transfer transfer(String id) {
    return Kit.builder(id, "A", "B", 5, START_MS).device("D").build();
  }

  private KeyMap<?> owners() throws ReflectiveOperationException {
    Field owners = InMemoryStore.class.getDeclaredField("owners");
    owners.setAccessible(true);
    Field states = Owners.class.getDeclaredField("states");
    states.setAccessible(true);
    return (KeyMap<?>) states.get(owners.get(store));
  }

  /** Runs an action that comes to wait for a key's state, and sweeps the state meanwhile. */
  private void whileSwept(String key, Runnable action) throws Exception {
    KeyMap<?> map = owners();
    KeyState state =
        Objects.requireNonNull(map.getOrCreate(Transfer.DEFAULT_TENANT, key, START_MS));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(action, "acts on " + key);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    synchronized (state) {
      thread.start();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (thread.getState() != Thread.State.BLOCKED) {
        assertThat(System.nanoTime()).as("never waits for " + key).isLessThan(deadline);
        Thread.onSpinWait();
      }
      for (int i = 0; !state.removed; i++) {
        assertThat(i).as("not swept: " + key).isLessThan(1_000);
        map.getOrCreate("others", "owner" + i, MUCH_LATER_MS);
      }
    }
    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(thrown.get()).isNull();
    assertThat(map.get(Transfer.DEFAULT_TENANT, key)).isNotNull().isNotSameAs(state);
  }

  private History probe() {
    return direct.attempt(transfer("probe"), START_MS);
  }

  @Test
  @DisplayName("an attempt finds the owner swept")
  void attemptAtOwner() throws Exception {
    whileSwept("A", () -> direct.attempt(transfer("1"), START_MS));
    assertThat(direct.reserve(transfer("1"), 0, START_MS).status()).isEqualTo(Status.COMMITTED);
    assertThat(probe().aggregates()).containsExactly(1, 1, 1);
  }

  @Test
  @DisplayName("an observation finds the owner swept")
  void observation() throws Exception {
    whileSwept("A", () -> direct.observe(transfer("1"), START_MS));
    assertThat(direct.used("A", 0, START_MS)).isEqualTo(5);
    assertThat(direct.observe(transfer("1"), START_MS)).isFalse();
    History history = probe();
    assertThat(history.aggregates()[1]).isEqualTo(1);
    assertThat(history.payeeFirstSeenMs()).isEqualTo(START_MS);
  }
}
