package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.MINUTE_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static io.riskgate.core.memory.Kit.moment;
import static io.riskgate.core.memory.Kit.reference;
import static io.riskgate.core.memory.Kit.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was known before an attempt is read again for another schema. */
class ReadAgainTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Aggregate OUTS = Kit.outCount("outs", HOUR);
  private static final Aggregate INS =
      Kit.aggregate("ins", Aggregate.Key.PAYEE, Aggregate.Direction.IN, HOUR);
  private static final Aggregate SETTLED =
      new Aggregate(
          "settled",
          Aggregate.Key.PAYER,
          Aggregate.Direction.OUT,
          Aggregate.Measure.SUM,
          null,
          Aggregate.Window.trailing(HOUR),
          new Aggregate.Filter(Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0));
  private static final Aggregate DEVICE =
      Kit.aggregate("device", Aggregate.Key.DEVICE, Aggregate.Direction.OUT, HOUR);
  private static final Aggregate PAIR =
      Kit.aggregate("pair", Aggregate.Key.PAYER_PAYEE, Aggregate.Direction.OUT, HOUR);

  private static final StoreSchema CHAMPION = Kit.schema(List.of(DAILY));
  private static final StoreSchema OTHER =
      Kit.schema(List.of(DAILY), OUTS, INS, SETTLED, DEVICE, PAIR);

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

  private boolean isKnown(Transfer t) {
    return store.read(Direct.attemptOf(OTHER, t, START_MS), history());
  }

  private static long value(History history, Aggregate aggregate) {
    return history.aggregates()[OTHER.aggregates().indexOf(aggregate)];
  }

  private static boolean isCapped(History history, Aggregate aggregate) {
    return history.isCapped(OTHER.aggregates().indexOf(aggregate));
  }

  private Transfer reserved(String id, String payer, String payee, long timeMs) {
    Transfer t = transfer(id, payer, payee, 100, timeMs);
    direct.attemptAndReserve(t, START_MS);
    return t;
  }

  @Test
  @DisplayName("the transfer is no part of it, nor is what comes after it")
  void before() {
    reserved("1", "A", "B", START_MS - MINUTE_MS);
    Transfer t = reserved("2", "A", "B", START_MS);
    reserved("3", "A", "B", START_MS); // the same time, and arrived later
    reserved("4", "A", "B", START_MS + MINUTE_MS);

    History history = read(t);

    assertThat(value(history, OUTS)).isEqualTo(1);
    assertThat(value(history, INS)).isEqualTo(1);
    assertThat(isCapped(history, OUTS)).isFalse();
  }

  @Test
  @DisplayName("what has arrived since with an earlier event time is part of it")
  void arrivedSince() {
    Transfer t = reserved("1", "A", "B", START_MS);
    assertThat(value(read(t), OUTS)).isZero();
    reserved("2", "A", "B", START_MS - MINUTE_MS);
    assertThat(value(read(t), OUTS)).isEqualTo(1);
  }

  @Test
  @DisplayName("events have the state that they are in now, and seen times know what was settled")
  void states() {
    Transfer before = reserved("1", "A", "B", START_MS - MINUTE_MS);
    Transfer t = reserved("2", "A", "B", START_MS);
    assertThat(value(read(t), SETTLED)).isZero();
    assertThat(read(t).pairFirstSeenMs()).isEqualTo(History.NEVER);

    store.settle(reference(before), moment(START_MS));
    store.settle(reference(t), moment(START_MS));

    assertThat(value(read(t), SETTLED)).isEqualTo(100);
    assertThat(read(t).pairFirstSeenMs()).isEqualTo(START_MS - MINUTE_MS);
    assertThat(read(t).pairLastSeenMs()).as("the transfer itself").isEqualTo(START_MS);
  }

  @Test
  @DisplayName("limits are used by what others have claimed by now")
  void limits() {
    Transfer t = reserved("1", "A", "B", START_MS);
    Transfer later = transfer("2", "A", "B", 250, START_MS);
    assertThat(read(t).used()).containsExactly(0);
    direct.attemptAndReserve(later, START_MS);
    assertThat(read(t).used()).containsExactly(250);
    assertThat(read(later).used()).containsExactly(100);
    store.cancel(reference(t), moment(START_MS));
    assertThat(read(t).used()).as("it claims nothing any more").containsExactly(250);
    assertThat(read(later).used()).containsExactly(0);
    Limit unknown =
        new Limit("new", AssetClass.FIAT, DAILY.measure(), DAILY.window(), 1, DAILY.whenPassed());
    History history = new History(new long[0], 1);
    StoreSchema schema = Kit.schema(List.of(unknown));
    assertThat(store.read(Direct.attemptOf(schema, t, START_MS), history)).isTrue();
    assertThat(history.used()).containsExactly(0);
  }

  @Test
  @DisplayName("an attempt that is not decided yet is read as well")
  void undecided() {
    reserved("1", "A", "B", START_MS - MINUTE_MS);
    Transfer t = transfer("2", "A", "B", 100, START_MS);
    direct.attempt(t, START_MS);
    assertThat(value(read(t), OUTS)).isEqualTo(1);
  }

  @Test
  @DisplayName("what is not remembered as an attempt is not read")
  void unknown() {
    Transfer t = reserved("1", "A", "B", START_MS);
    assertThat(isKnown(transfer("2", "A", "B", 100, START_MS))).as("another id").isFalse();
    assertThat(isKnown(transfer("1", "C", "B", 100, START_MS))).as("another owner").isFalse();
    assertThat(isKnown(transfer("1", "A", "B", 101, START_MS))).as("other content").isFalse();
    Transfer movement = transfer("3", "A", "B", 100, START_MS);
    direct.observe(movement, START_MS);
    assertThat(isKnown(movement)).as("a movement").isFalse();
    assertThat(isKnown(t)).isTrue();
  }

  @Test
  @DisplayName(
      "after its payer was forgotten it is not read; after its payee was, as a lower bound")
  void forgotten() {
    reserved("1", "C", "B", START_MS - MINUTE_MS);
    Transfer t = reserved("2", "A", "B", START_MS);

    store.forget(Transfer.DEFAULT_TENANT, "B", moment(START_MS));
    assertThat(value(read(t), INS)).isZero();
    assertThat(isCapped(read(t), INS)).isTrue();
    assertThat(isCapped(read(t), PAIR)).isTrue();
    assertThat(isCapped(read(t), OUTS)).isFalse();

    store.forget(Transfer.DEFAULT_TENANT, "A", moment(START_MS));
    assertThat(isKnown(t)).isFalse();
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

  @Test
  @DisplayName("a month later, reading at the attempt's moment ends nothing that is open")
  void endsNothing() {
    Transfer t = reserved("1", "A", "B", START_MS);
    Attempt later = Direct.attemptOf(OTHER, t, START_MS + 30 * DAY_MS);
    assertThat(store.read(later, history())).isTrue();
    assertThat(direct.find(t, START_MS).state()).isEqualTo(TransferState.RESERVED);
  }
}
