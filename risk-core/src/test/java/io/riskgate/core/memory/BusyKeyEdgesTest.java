package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.HOUR_MS;
import static io.riskgate.core.memory.Kit.MINUTE_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static io.riskgate.core.memory.Kit.moment;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Sentence;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Busy keys where windows end before what is retained, and where event times are equal. */
class BusyKeyEdgesTest {
  private static final Filter SETTLED =
      new Filter(Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0);
  private static final Window H6 = Window.trailing(Duration.ofHours(6));

  private long nowMs = START_MS;

  private static Aggregate of(Measure measure, Window window, Duration delay, Filter filter) {
    return new Aggregate(
        "a" + measure,
        Source.TRANSFERS,
        Aggregate.Key.PAYER,
        Direction.OUT,
        measure,
        null,
        window,
        delay,
        filter,
        null);
  }

  private static InMemoryStore small() {
    return InMemoryStore.builder().eventsPerKeyMax(150).build();
  }

  private Direct direct(InMemoryStore store, Aggregate... aggregates) {
    return new Direct(store, Kit.schema(List.of(), aggregates));
  }

  /** One movement a minute. */
  private void observe(Direct direct, int count) {
    for (int i = 0; i < count; i++) {
      nowMs += MINUTE_MS;
      direct.observe(Kit.transfer("at" + nowMs, "A", "B" + i % 7, 100 + i, nowMs), nowMs);
    }
  }

  @Test
  @Sentence({"H-10", "H-11"})
  @DisplayName("a delayed window that ends before all that is retained has what was counted ahead")
  void delayedBeyondWhatIsRetained() {
    Duration delay = Duration.ofHours(4);
    Direct direct =
        direct(
            small(),
            of(Measure.COUNT, H6, delay, Filter.ALL),
            of(Measure.SUM, H6, delay, SETTLED),
            of(Measure.MAX, H6, delay, Filter.ALL));
    nowMs += MINUTE_MS;
    direct.attempt(Kit.transfer("first", "A", "B", 1, nowMs), nowMs);
    for (int i = 0; i < 900; i++) {
      nowMs += MINUTE_MS;
      direct.observe(Kit.transfer("t" + i, "A", "B", 100, nowMs), nowMs);
      if (i % 60 == 0) {
        direct.attempt(Kit.transfer("u" + i, "A", "B", 1, nowMs), nowMs);
      }
    }
    nowMs += MINUTE_MS;
    History history = direct.attempt(Kit.transfer("last", "A", "B", 1, nowMs), nowMs);
    assertThat(history.isCapped(0)).isFalse();
    assertThat(history.aggregates()[0]).isBetween(355L, 375L); // some of them were scored
    assertThat(history.isCapped(1)).isFalse();
    assertThat(history.aggregates()[1]).isBetween(35_000L, 37_000L);
    assertThat(history.aggregates()[2]).isEqualTo(100);
  }

  @Test
  @Sentence({"T-3", "H-11"})
  @DisplayName("who arrives later than all that is retained finds what was counted ahead")
  void laterThanAllThatIsRetained() {
    Direct direct = direct(small(), of(Measure.COUNT, H6, Duration.ZERO, Filter.ALL));
    observe(direct, 200);
    direct.attempt(Kit.transfer("u", "A", "B", 1, nowMs), nowMs);
    for (int i = 0; i < 700; i++) {
      nowMs += MINUTE_MS;
      direct.observe(Kit.transfer("v" + i, "A", "B", 1, nowMs), nowMs);
    }
    long lateMs = nowMs - 4 * HOUR_MS;
    History history = direct.attempt(Kit.transfer("late", "A", "B", 1, lateMs), nowMs);
    assertThat(history.isCapped(0) || history.aggregates()[0] >= 354)
        .as("%s, unmarked", history.aggregates()[0])
        .isTrue();
    assertThat(history.aggregates()[0]).isLessThanOrEqualTo(367);
  }

  @Test
  @Sentence({"H-9", "T-3"})
  @DisplayName("of a busy key's events at one time, the last value is that of the latest to arrive")
  void lastOfEqualTimes() {
    Direct direct = direct(InMemoryStore.create(), of(Measure.LAST, H6, Duration.ZERO, SETTLED));
    for (int i = 0; i < 200; i++) {
      direct.observe(Kit.transfer("t" + i, "A", "B", 100 + i, nowMs), nowMs);
    }
    History history = direct.attempt(Kit.transfer("u", "A", "B", 1, nowMs), nowMs);
    direct.observe(Kit.transfer("w", "A", "B", 777, nowMs), nowMs);
    assertThat(history.aggregates()[0]).isEqualTo(299);
    assertThat(direct.attempt(Kit.transfer("x", "A", "B", 1, nowMs), nowMs).aggregates()[0])
        .isEqualTo(777);
  }

  @Test
  @Sentence({"H-7", "F-6"})
  @DisplayName("a busy payer's attempt that is repeated without its place leaves the one before it")
  void repeatedWithoutPlace() {
    Direct direct =
        direct(InMemoryStore.create(), of(Measure.COUNT, H6, Duration.ZERO, Filter.ALL));
    observe(direct, 150);
    direct.attempt(Kit.builder("p", "A", "B", 1, nowMs).location(31, 121).build(), nowMs);
    long placeMs = nowMs;
    observe(direct, 20);
    Transfer.Builder undecided = Kit.builder("u", "A", "B", 1, nowMs);
    direct.attempt(undecided.location(22, 114).build(), nowMs);
    long atMs = nowMs;
    observe(direct, 20);
    assertThat(direct.attempt(Kit.transfer("v", "A", "B", 1, nowMs), nowMs).lastPlaceMs())
        .isEqualTo(atMs);
    direct.attempt(Kit.transfer("u", "A", "B", 1, atMs), nowMs);
    History history = direct.attempt(Kit.transfer("w", "A", "B", 1, nowMs), nowMs);
    assertThat(history.lastPlaceMs()).isEqualTo(placeMs);
    assertThat(history.lastLatitude()).isEqualTo(31);
  }

  @Test
  @Sentence({"H-1", "T-3"})
  @DisplayName("read again, a busy key's transfer is no part of its own facts, nor what came later")
  void readAgainAtEqualTimes() {
    Direct direct =
        direct(InMemoryStore.create(), of(Measure.COUNT, H6, Duration.ZERO, Filter.ALL));
    observe(direct, 200);
    Transfer own = Kit.transfer("own", "A", "B", 1, nowMs);
    assertThat(direct.attempt(own, nowMs).aggregates()[0]).isEqualTo(200);
    for (int i = 0; i < 30; i++) {
      direct.attempt(Kit.transfer("u" + i, "A", "B", 1, nowMs), nowMs);
    }
    History again = direct.history();
    assertThat(direct.store.read(Direct.attemptOf(direct.schema, own, nowMs), again)).isTrue();
    assertThat(again.aggregates()[0]).isEqualTo(200);
  }

  @Test
  @Sentence({"H-2", "D-5"})
  @DisplayName("what is settled after all when it has left the record is marked as missing")
  void settledAfterItLeft() {
    Direct direct = direct(small(), of(Measure.COUNT, H6, Duration.ZERO, SETTLED));
    long atMs = nowMs;
    Transfer first = Kit.transfer("first", "A", "B", 1, atMs);
    long revision = direct.attempt(first, nowMs).revision();
    direct.commit(first, revision, TransferState.RESERVED, false, nowMs + MINUTE_MS, nowMs);
    for (int i = 0; i < 140; i++) {
      direct.attempt(Kit.transfer("t" + i, "A", "B", 1, atMs), nowMs);
    }
    nowMs += HOUR_MS;
    direct.attempt(Kit.transfer("v", "A", "B", 1, nowMs), nowMs); // what has ended is counted ahead
    for (int i = 0; i < 20; i++) {
      direct.attempt(Kit.transfer("w" + i, "A", "B", 1, nowMs), nowMs);
    }
    direct.store.settle(Kit.reference(first), moment(nowMs));
    History history = direct.attempt(Kit.transfer("x", "A", "B", 1, nowMs), nowMs);
    assertThat(history.isCapped(0) || history.aggregates()[0] == 1)
        .as("%s, unmarked", history.aggregates()[0])
        .isTrue();
  }

  @Test
  @Sentence("H-11")
  @DisplayName("a month that begins at another half of the hour than the one before is marked")
  void monthAfterHalfAnHour() {
    ZoneId zone = ZoneId.of("Australia/Lord_Howe"); // +11:00 until the fifth of April, then +10:30
    Aggregate month = of(Measure.COUNT, Window.calendarMonth(), Duration.ZERO, Filter.ALL);
    StoreSchema schema = new StoreSchema(List.of(month), List.of(), zone, Duration.ofDays(3));
    Direct direct = new Direct(small(), schema);
    long beginsMs = LocalDate.of(2026, 5, 1).atStartOfDay(zone).toInstant().toEpochMilli();
    nowMs = LocalDate.of(2026, 4, 2).atStartOfDay(zone).toInstant().toEpochMilli();
    int i = 0;
    for (; i < 300; i++) {
      nowMs += MINUTE_MS;
      direct.observe(Kit.transfer("t" + i, "A", "B", 1, nowMs), nowMs);
    }
    direct.attempt(Kit.transfer("u", "A", "B", 1, nowMs), nowMs);
    nowMs = beginsMs - 60 * MINUTE_MS;
    int inMay = 0;
    for (; i < 700; i++) {
      nowMs += MINUTE_MS;
      inMay += nowMs >= beginsMs ? 1 : 0;
      direct.observe(Kit.transfer("t" + i, "A", "B", 1, nowMs), nowMs);
    }
    History history = direct.attempt(Kit.transfer("x", "A", "B", 1, nowMs), nowMs);
    assertThat(history.isCapped(0) || history.aggregates()[0] == inMay)
        .as("%s, not %s", history.aggregates()[0], inMay)
        .isTrue();
    assertThat(nowMs).isLessThan(beginsMs + DAY_MS);
  }
}
