package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.MINUTE_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.pays;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was known before an attempt, read again for another schema; and what packs declare. */
abstract class ReadAgainCases extends Theme {
  private static final Window HOUR = Window.trailing(Duration.ofHours(1));
  private static final Aggregate OUTS = Kit.count("outs", Aggregate.Key.PAYER, Direction.OUT, HOUR);
  private static final Aggregate INS = Kit.count("ins", Aggregate.Key.PAYEE, Direction.IN, HOUR);
  private static final Aggregate PAIR =
      Kit.count("pair", Aggregate.Key.PAYER_PAYEE, Direction.OUT, HOUR);
  private static final Aggregate SETTLED =
      new Aggregate(
          "settled",
          Aggregate.Key.PAYER,
          Direction.OUT,
          Measure.SUM,
          null,
          HOUR,
          new Filter(Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0));

  /** A pack that is evaluated beside the one in force. */
  private static final StoreSchema OTHER =
      Kit.schema(Kit.SHANGHAI, List.of(Kit.daily(1_000)), List.of(OUTS, INS, SETTLED, PAIR));

  private Desk desk;

  ReadAgainCases(RiskStoreContract contract) {
    super(contract);
  }

  @BeforeEach
  final void openDesk() {
    desk = desk(Kit.daily(1_000));
    desk.store.declare(List.of(desk.schema, OTHER), desk.nowMs);
  }

  private Desk beside() {
    return desk.beside(OTHER);
  }

  private History read(Transfer t) {
    Desk beside = beside();
    History history = beside.history();
    assertThat(desk.store.read(beside.attemptOf(t), history)).as("%s is read", t).isTrue();
    return history;
  }

  private boolean isRead(Transfer t) {
    Desk beside = beside();
    return desk.store.read(beside.attemptOf(t), beside.history());
  }

  private static long value(History history, Aggregate a) {
    return history.aggregates()[OTHER.aggregates().indexOf(a)];
  }

  private static boolean isCapped(History history, Aggregate a) {
    return history.isCapped(OTHER.aggregates().indexOf(a));
  }

  private Transfer reserved(String id, String payer, String payee, long timeMs) {
    Transfer t = pays(id, payer, payee, 100, timeMs).build();
    desk.reserve(t);
    return t;
  }

  @Test
  @Sentence("X-6")
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
  @Sentence("X-6")
  @DisplayName("what has arrived since with an earlier event time is part of it")
  void arrivedSince() {
    Transfer t = reserved("1", "A", "B", START_MS);
    assertThat(value(read(t), OUTS)).isZero();
    reserved("2", "A", "B", START_MS - MINUTE_MS);
    assertThat(value(read(t), OUTS)).isEqualTo(1);
  }

  @Test
  @Sentence("X-6")
  @DisplayName("events have the state that they are in now, and seen times know what was settled")
  void states() {
    Transfer before = reserved("1", "A", "B", START_MS - MINUTE_MS);
    Transfer t = reserved("2", "A", "B", START_MS);
    assertThat(value(read(t), SETTLED)).isZero();
    assertThat(read(t).pairFirstSeenMs()).isEqualTo(History.NEVER);
    desk.settle(before);
    desk.settle(t);
    assertThat(value(read(t), SETTLED)).isEqualTo(100);
    assertThat(read(t).pairFirstSeenMs()).isEqualTo(START_MS - MINUTE_MS);
    assertThat(read(t).pairLastSeenMs()).as("the transfer itself").isEqualTo(START_MS);
  }

  @Test
  @DisplayName("limits are used by what others have claimed by now")
  void limits() {
    Transfer t = reserved("1", "A", "B", START_MS);
    assertThat(read(t).used()).containsExactly(0);
    Transfer later = pays("2", "A", "B", 250, START_MS).build();
    desk.reserve(later);
    assertThat(read(t).used()).containsExactly(250);
    assertThat(read(later).used()).containsExactly(100);
    desk.cancel(t);
    assertThat(read(t).used()).as("it claims nothing any more").containsExactly(250);
    assertThat(read(later).used()).containsExactly(0);
  }

  @Test
  @DisplayName("a limit that no pack has counted is not used at all")
  void unknownLimit() {
    Transfer t = reserved("1", "A", "B", START_MS);
    reserved("2", "A", "B", START_MS);
    Limit unknown = Kit.limit("new", Limit.Measure.VALUE, Limit.Window.DAY, 1);
    StoreSchema schema = Kit.schema(Kit.SHANGHAI, List.of(unknown), List.of());
    Desk other = desk.beside(schema);
    History history = other.history();
    assertThat(desk.store.read(other.attemptOf(t), history)).isTrue();
    assertThat(history.used()).containsExactly(0);
  }

  @Test
  @DisplayName("an attempt that is not decided yet is read as well")
  void undecided() {
    reserved("1", "A", "B", START_MS - MINUTE_MS);
    Transfer t = pays("2", "A", "B", 100, START_MS).build();
    desk.attempt(t);
    assertThat(value(read(t), OUTS)).isEqualTo(1);
  }

  @Test
  @DisplayName("what is not remembered as an attempt is not read")
  void unknown() {
    Transfer t = reserved("1", "A", "B", START_MS);
    assertThat(isRead(pays("2", "A", "B", 100, START_MS).build())).as("another id").isFalse();
    assertThat(isRead(pays("1", "C", "B", 100, START_MS).build())).as("another owner").isFalse();
    assertThat(isRead(pays("1", "A", "B", 101, START_MS).build())).as("other content").isFalse();
    Transfer movement = pays("3", "A", "B", 100, START_MS).build();
    desk.observe(movement);
    assertThat(isRead(movement)).as("a movement").isFalse();
    assertThat(isRead(t)).isTrue();
  }

  @Test
  @DisplayName("once its payer was forgotten it is not read; once its payee was, as a lower bound")
  void forgotten() {
    reserved("1", "C", "B", START_MS - MINUTE_MS);
    Transfer t = reserved("2", "A", "B", START_MS);
    desk.forget("B");
    History history = read(t);
    assertThat(value(history, INS)).isZero();
    assertThat(isCapped(history, INS)).isTrue();
    assertThat(isCapped(history, PAIR)).isTrue();
    assertThat(isCapped(history, OUTS)).isFalse();
    desk.forget("A");
    assertThat(isRead(t)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVED", "AWAITING_VERIFICATION", "HELD"})
  @DisplayName("reading changes nothing, and at no clock ends what is open")
  void changesNothing(TransferState state) {
    Transfer t = pays("1", "A", "B", 100, START_MS).build();
    StoredTransfer before = desk.decide(t, state);
    desk.at(START_MS + 30 * DAY_MS);
    assertThat(isRead(t)).isTrue();
    desk.at(START_MS);
    read(t);
    assertThat(desk.find(t)).isEqualTo(before);
    assertThat(desk.attempt(pays("2", "A", "B", 1, START_MS).build()).used())
        .containsExactly(state == TransferState.RESERVED ? 100 : 0);
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("A-6")
  @DisplayName("what the first pack asks for is covered since ever")
  void covered(Aggregate.Key key) {
    Desk first = desk(Kit.count("a", key, Direction.OUT, HOUR));
    assertThat(first.store.coveredSinceMs(first.schema))
        .containsExactly(io.riskgate.core.spi.RiskStore.SINCE_EVER_MS);
  }

  @ParameterizedTest
  @EnumSource
  @Sentence({"A-6", "D-4"})
  @DisplayName("what a later pack asks for counts all since the time that is said to be covered")
  void coveredLater(Aggregate.Key key) {
    Desk first = desk(List.of());
    for (int hour = 0; hour < 50; hour++) {
      first.at(START_MS + hour * Kit.HOUR_MS);
      first.observe(full("h" + hour, first.nowMs));
    }
    Window days = Window.trailing(Duration.ofDays(3));
    Direction direction = key == Aggregate.Key.PAYEE ? Direction.IN : Direction.OUT;
    StoreSchema later =
        Kit.schema(Kit.SHANGHAI, List.of(), List.of(Kit.count("a", key, direction, days)));
    long sinceMs = first.nowMs + 1;
    Desk second = first.beside(later).at(sinceMs);
    second.store.declare(List.of(later, first.schema), sinceMs);
    for (int hour = 0; hour < 20; hour++) {
      second.later(Kit.HOUR_MS);
      second.observe(full("i" + hour, second.nowMs));
    }
    long coveredMs = second.store.coveredSinceMs(later)[0];
    History history = second.attempt(full("t", second.nowMs));
    long atLeast = 0;
    for (int hour = 0; hour < 50; hour++) {
      atLeast += START_MS + hour * Kit.HOUR_MS >= coveredMs ? 1 : 0;
    }
    assertThat(coveredMs).isLessThanOrEqualTo(sinceMs);
    assertThat(history.aggregates()[0]).isBetween(20 + atLeast, 70L);
  }

  private static Transfer full(String id, long ms) {
    return pays(id, "A", "B", 1, ms)
        .device("phone")
        .ip("10.0.0.1")
        .customer("ann")
        .merchant("shop")
        .build();
  }
}
