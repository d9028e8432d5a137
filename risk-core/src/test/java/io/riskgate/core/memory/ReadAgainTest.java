package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.START_MS;
import static io.riskgate.core.memory.Kit.moment;
import static io.riskgate.core.memory.Kit.reference;
import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What was known before an attempt is read again for another schema: what this store may do
 * otherwise.
 */
class ReadAgainTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Aggregate DEVICE =
      Kit.aggregate("device", Aggregate.Key.DEVICE, Aggregate.Direction.OUT, HOUR);
  private static final Aggregate PAIR =
      Kit.aggregate("pair", Aggregate.Key.PAYER_PAYEE, Aggregate.Direction.OUT, HOUR);

  private static final StoreSchema CHAMPION = Kit.schema(List.of(DAILY));
  private static final StoreSchema OTHER = Kit.schema(List.of(DAILY), DEVICE, PAIR);

  private final InMemoryStore store = InMemoryStore.create();
  private final Direct direct = new Direct(store, CHAMPION);

  private static History history() {
    return new History(new long[OTHER.aggregates().size()], OTHER.limits().size());
  }

  private History read(Transfer t) {
    History history = history();
    assertThat(store.read(Direct.attemptOf(OTHER, t, START_MS), history)).isTrue();
    return history;
  }

  private static long value(History history, Aggregate aggregate) {
    return history.aggregates()[OTHER.aggregates().indexOf(aggregate)];
  }

  private static boolean isCapped(History history, Aggregate aggregate) {
    return history.isCapped(OTHER.aggregates().indexOf(aggregate));
  }

  @Test
  @DisplayName("what the store was not told to keep is a lower bound")
  void notKept() {
    Transfer t = Kit.builder("1", "A", "B", 100, START_MS).device("d").build();
    direct.attemptAndReserve(t, START_MS);
    assertThat(isCapped(read(t), DEVICE)).isTrue();
    assertThat(isCapped(read(t), PAIR)).as("accounts always know whom they paid").isFalse();

    Direct both = new Direct(store, OTHER); // from now on it is told
    Transfer next = Kit.builder("2", "A", "B", 100, START_MS).device("d").build();
    both.attemptAndReserve(next, START_MS);
    assertThat(isCapped(read(next), DEVICE)).isFalse();
    assertThat(isCapped(read(next), PAIR)).isFalse();
    Transfer third = Kit.builder("3", "C", "B", 100, START_MS).device("d").build();
    both.attemptAndReserve(third, START_MS);
    assertThat(value(read(third), DEVICE)).isEqualTo(1);
    assertThat(isCapped(read(t), DEVICE)).as("its own event is missing").isTrue();
  }

  @Test
  @DisplayName("reading is no use: what is dropped first stays what was used least recently")
  void noUse() {
    InMemoryStore small = InMemoryStore.builder().dealingsPerAccountMax(2).build();
    Direct of = new Direct(small, CHAMPION);
    Transfer old = transfer("1", "A", "old", 100, START_MS);
    of.attemptAndReserve(old, START_MS);
    small.settle(reference(old), moment(START_MS));
    Transfer recent = transfer("2", "A", "recent", 100, START_MS);
    of.attemptAndReserve(recent, START_MS);
    small.settle(reference(recent), moment(START_MS));

    small.read(Direct.attemptOf(OTHER, old, START_MS), history());
    of.attemptAndReserve(transfer("3", "A", "new", 100, START_MS), START_MS);

    Transfer again = transfer("4", "A", "recent", 100, START_MS);
    assertThat(of.attempt(again, START_MS).pairFirstSeenMs()).isEqualTo(START_MS);
  }
}
