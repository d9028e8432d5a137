package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.MINUTE_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trailing windows, at their edges, of every key, direction, measure, field and delay. */
abstract class WindowCases extends Theme {
  private static final long NOON_MS = START_MS + 2 * HOUR_MS;
  private static final long HOUR_BEFORE_MS = NOON_MS - HOUR_MS;

  WindowCases(RiskStoreContract contract) {
    super(contract);
  }

  /** A transfer that every key can be told from. */
  private static Transfer.Builder full(String id, long minor, long timeMs) {
    return Kit.pays(id, "A", "B", minor, timeMs)
        .device("phone")
        .ip("10.0.0.1")
        .customer("ann")
        .merchant("shop");
  }

  /** A transfer that a key and direction of the full one at noon would count. */
  private static Transfer counted(Aggregate.Key key, Direction direction, String id, long timeMs) {
    Transfer.Builder b =
        Kit.pays(id, "X", "Y", 1, timeMs).device("d").ip("9.9.9.9").customer("c").merchant("m");
    boolean out = direction == Direction.OUT;
    Transfer.Builder like =
        switch (key) {
          case PAYER -> out ? b.payer("A") : b.payee("A");
          case PAYEE -> out ? b.payer("B") : b.payee("B");
          case PAYER_PAYEE -> b.payer("A").payee("B");
          case DEVICE -> b.device("phone");
          case PAYER_DEVICE -> b.payer("A").device("phone");
          case IP -> b.ip("10.0.0.1");
          case CUSTOMER -> b.customer("ann");
          case MERCHANT -> b.merchant("shop");
        };
    return like.build();
  }

  static List<Arguments> keys() {
    List<Arguments> all = new ArrayList<>();
    for (Aggregate.Key key : Aggregate.Key.values()) {
      all.add(arguments(key, Direction.OUT));
      if (key == Aggregate.Key.PAYER || key == Aggregate.Key.PAYEE) {
        all.add(arguments(key, Direction.IN));
      }
    }
    return all;
  }

  private static Aggregate overAnHour(Aggregate.Key key, Direction direction) {
    return Kit.count("n", key, direction, Window.trailing(Duration.ofHours(1)));
  }

  static List<Arguments> edges() {
    List<Arguments> all = new ArrayList<>();
    for (Arguments key : keys()) {
      Object[] k = key.get();
      all.add(arguments(k[0], k[1], "1 ms before the window", HOUR_BEFORE_MS - 1, 0));
      all.add(arguments(k[0], k[1], "where the window begins", HOUR_BEFORE_MS, 1));
      all.add(arguments(k[0], k[1], "1 ms after it begins", HOUR_BEFORE_MS + 1, 1));
      all.add(arguments(k[0], k[1], "1 ms before the transfer", NOON_MS - 1, 1));
      all.add(arguments(k[0], k[1], "at the transfer's time", NOON_MS, 1));
      all.add(arguments(k[0], k[1], "1 ms after the transfer", NOON_MS + 1, 0));
    }
    return all;
  }

  @ParameterizedTest(name = "{0} {1}, {2}: {4}")
  @MethodSource("edges")
  @Sentence({"T-3", "T-4"})
  @DisplayName("of each key, an attempt counts from where the window begins to the transfer's time")
  void attemptAtEdge(
      Aggregate.Key key, Direction direction, String where, long eventMs, long expected) {
    Desk desk = desk(overAnHour(key, direction)).at(NOON_MS);
    desk.attempt(counted(key, direction, "0", eventMs));
    assertThat(desk.value(full("1", 10, NOON_MS).build())).as(where).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}, {2}: {4}")
  @MethodSource("edges")
  @DisplayName("of each key, an observed movement counts in the same way")
  void movementAtEdge(
      Aggregate.Key key, Direction direction, String where, long eventMs, long expected) {
    Desk desk = desk(overAnHour(key, direction)).at(NOON_MS);
    desk.observe(counted(key, direction, "0", eventMs));
    assertThat(desk.value(full("1", 10, NOON_MS).build())).as(where).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}, {2}: {4}")
  @MethodSource("edges")
  @Sentence("B-2")
  @DisplayName("of each key, a fraud report counts at the time when it became known")
  void reportAtEdge(
      Aggregate.Key key, Direction direction, String where, long knownMs, long expected) {
    Aggregate reports =
        new Aggregate(
            "n",
            Source.REPORTS,
            key,
            direction,
            Measure.COUNT,
            null,
            Window.trailing(Duration.ofHours(1)),
            Duration.ZERO,
            Filter.ALL,
            null);
    Desk desk = desk(reports).at(NOON_MS);
    Transfer like = counted(key, direction, "r", knownMs);
    desk.store.report(
        FraudReport.builder()
            .id("r")
            .knownAt(Kit.at(knownMs))
            .payer(like.payer())
            .payee(like.payee())
            .device(like.device())
            .ip(like.ip())
            .customer(like.customer())
            .merchant(like.merchant())
            .build(),
        desk.moment());
    assertThat(desk.value(full("1", 10, NOON_MS).build())).as(where).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("keys")
  @DisplayName("of each key, nothing counts that is another's")
  void others(Aggregate.Key key, Direction direction) {
    Desk desk = desk(overAnHour(key, direction)).at(NOON_MS);
    Transfer other =
        Kit.pays("0", "X", "Y", 1, NOON_MS)
            .device("tablet")
            .ip("10.0.0.2")
            .customer("ben")
            .merchant("kiosk")
            .build();
    desk.attempt(other);
    desk.attempt(Kit.pays("1", "X", "Y", 1, NOON_MS).build());
    assertThat(desk.value(full("2", 10, NOON_MS).build())).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"DEVICE", "PAYER_DEVICE", "IP", "CUSTOMER", "MERCHANT"})
  @DisplayName("a transfer that does not name the key counts nothing, and is counted nowhere")
  void keyLeftOut(Aggregate.Key key) {
    Desk desk = desk(overAnHour(key, Direction.OUT)).at(NOON_MS);
    desk.attempt(full("0", 1, NOON_MS).build());
    assertThat(desk.value(Kit.pays("1", "A", "B", 1, NOON_MS).build())).isZero();
    assertThat(desk.value(full("2", 1, NOON_MS).build())).isEqualTo(1);
  }

  @Test
  @DisplayName("between an account's two directions and two parts, nothing is mixed up")
  void directions() {
    Aggregate payerOut = Kit.count("po", Aggregate.Key.PAYER, Direction.OUT, hours(1));
    Aggregate payerIn = Kit.count("pi", Aggregate.Key.PAYER, Direction.IN, hours(1));
    Aggregate payeeOut = Kit.count("eo", Aggregate.Key.PAYEE, Direction.OUT, hours(1));
    Aggregate payeeIn = Kit.count("ei", Aggregate.Key.PAYEE, Direction.IN, hours(1));
    Desk desk = desk(payerOut, payerIn, payeeOut, payeeIn);
    send(desk, "A", "X", 1);
    send(desk, "X", "A", 2);
    send(desk, "B", "X", 3);
    send(desk, "X", "B", 4);
    assertThat(desk.attempt(desk.pays("t", "A", "B", 1).build()).aggregates())
        .containsExactly(1, 2, 3, 4);
    assertThat(desk.attempt(desk.pays("u", "B", "A", 1).build()).aggregates())
        .containsExactly(3, 5, 2, 2);
  }

  private static void send(Desk desk, String payer, String payee, int times) {
    for (int i = 0; i < times; i++) {
      desk.observe(desk.pays(payer + payee + i, payer, payee, 1).build());
    }
  }

  private static Window hours(int hours) {
    return Window.trailing(Duration.ofHours(hours));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({"COUNT, 3", "SUM, 60", "MAX, 30", "MEAN, 20", "LAST, 10", "DISTINCT, 2", "SHARE, 66"})
  @Sentence("H-9")
  @DisplayName("each measure is computed over what lies in the window, and nothing else")
  void measures(Measure measure, long expected) {
    Desk desk = desk(measured(measure, Duration.ZERO)).at(NOON_MS);
    desk.attempt(Kit.pays("before", "A", "P", 1_000, HOUR_BEFORE_MS - 1).build());
    desk.attempt(Kit.pays("1", "A", "B", 20, HOUR_BEFORE_MS).build());
    desk.attempt(Kit.pays("2", "A", "B", 30, NOON_MS - 5).build());
    desk.attempt(Kit.pays("3", "A", "C", 10, NOON_MS).build());
    desk.attempt(Kit.pays("after", "A", "Q", 2_000, NOON_MS + 1).build());
    assertThat(desk.value(Kit.pays("t", "A", "B", 5, NOON_MS).build())).isEqualTo(expected);
  }

  /** Of a share, the part is that of at least 20. */
  private static Aggregate measured(Measure measure, Duration delay) {
    return new Aggregate(
        "m",
        Source.TRANSFERS,
        Aggregate.Key.PAYER,
        Direction.OUT,
        measure,
        measure == Measure.DISTINCT ? Field.PAYEE : null,
        hours(1),
        delay,
        Filter.ALL,
        measure == Measure.SHARE ? new Filter(Set.of(), Set.of(), Set.of(), Set.of(), 20) : null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"COUNT", "SUM", "MAX", "MEAN", "LAST", "DISTINCT", "SHARE"})
  @DisplayName("each measure of nothing is 0")
  void measureOfNothing(Measure measure) {
    Desk desk = desk(measured(measure, Duration.ZERO)).at(NOON_MS);
    desk.attempt(Kit.pays("before", "A", "B", 7, HOUR_BEFORE_MS - 1).build());
    assertThat(desk.value(Kit.pays("t", "A", "B", 5, NOON_MS).build())).isZero();
  }

  @ParameterizedTest(name = "an event {0} ms before the transfer counts {1}")
  @CsvSource({
    "0, 0",
    "7199999, 0",
    "7200000, 1",
    "7200001, 1",
    "10799999, 1",
    "10800000, 1",
    "10800001, 0"
  })
  @DisplayName("a delayed window of an hour, two hours ago, ends and begins that much earlier")
  void delayed(long agoMs, long expected) {
    Desk desk = desk(measured(Measure.COUNT, Duration.ofHours(2))).at(NOON_MS);
    desk.attempt(Kit.pays("0", "A", "B", 7, NOON_MS - agoMs).build());
    assertThat(desk.value(Kit.pays("t", "A", "B", 5, NOON_MS).build())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({"SUM, 50", "MAX, 30", "MEAN, 25", "LAST, 30", "DISTINCT, 1", "SHARE, 100"})
  @DisplayName("each measure can be delayed")
  void delayedMeasures(Measure measure, long expected) {
    Desk desk = desk(measured(measure, Duration.ofHours(2))).at(NOON_MS);
    desk.attempt(Kit.pays("before", "A", "P", 1_000, NOON_MS - 3 * HOUR_MS - 1).build());
    desk.attempt(Kit.pays("1", "A", "B", 20, NOON_MS - 3 * HOUR_MS).build());
    desk.attempt(Kit.pays("2", "A", "B", 30, NOON_MS - 2 * HOUR_MS).build());
    desk.attempt(Kit.pays("after", "A", "Q", 2_000, NOON_MS - 2 * HOUR_MS + 1).build());
    assertThat(desk.value(Kit.pays("t", "A", "B", 5, NOON_MS).build())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} different in {1}")
  @CsvSource({
    "3, PAYER",
    "2, PAYEE",
    "2, DEVICE",
    "2, IP",
    "2, CUSTOMER",
    "2, ORIGIN_COUNTRY",
    "2, PLACE"
  })
  @DisplayName("DISTINCT counts the values of a field; who leaves it out is not counted")
  void distinct(long expected, Field field) {
    Aggregate ofMerchant =
        new Aggregate(
            "d",
            Aggregate.Key.MERCHANT,
            Direction.OUT,
            Measure.DISTINCT,
            field,
            hours(1),
            Filter.ALL);
    Desk desk = desk(ofMerchant).at(NOON_MS);
    for (int i = 0; i < 2; i++) { // each twice
      desk.attempt(
          visit("a" + i, "A", "B")
              .device("d1")
              .ip("10.0.0.1")
              .customer("ann")
              .originCountry("CN")
              .location(31.21, 121.41)
              .build());
      desk.attempt(
          visit("b" + i, "C", "D")
              .device("d2")
              .ip("10.0.0.2")
              .customer("ben")
              .originCountry("SG")
              .location(31.31, 121.41)
              .build());
      desk.attempt(visit("c" + i, "E", "B").build());
    }
    assertThat(desk.value(visit("t", "A", "B").build())).isEqualTo(expected);
  }

  private static Transfer.Builder visit(String id, String payer, String payee) {
    return Kit.pays(id, payer, payee, 1, NOON_MS).merchant("shop");
  }

  @ParameterizedTest(name = "{0}, {1} and {2}, {3}: {4}")
  @CsvSource({
    "31.20, 121.40, 31.29, 121.49, 1",
    "31.20, 121.40, 31.30, 121.40, 2",
    "31.20, 121.49, 31.20, 121.50, 2",
    "-0.01, 10.0, 0.01, 10.0, 2",
    "-31.21, -58.41, -31.29, -58.49, 1"
  })
  @DisplayName("places are told apart by a grid of a tenth of a degree")
  void places(double lat1, double lon1, double lat2, double lon2, long expected) {
    Aggregate places =
        new Aggregate(
            "d",
            Aggregate.Key.PAYER,
            Direction.OUT,
            Measure.DISTINCT,
            Field.PLACE,
            hours(1),
            Filter.ALL);
    Desk desk = desk(places).at(NOON_MS);
    desk.attempt(visit("1", "A", "B").location(lat1, lon1).build());
    desk.attempt(visit("2", "A", "B").location(lat2, lon2).build());
    assertThat(desk.value(visit("t", "A", "B").build())).isEqualTo(expected);
  }

  @Test
  @Sentence("T-3")
  @DisplayName("at equal times events come in order of arrival")
  void equalTimes() {
    Desk desk = desk(measured(Measure.LAST, Duration.ZERO), Kit.outCount("n", Duration.ofHours(1)));
    for (int i = 0; i < 5; i++) {
      History history = desk.attempt(desk.pays("t" + i, "A", "B", 10 + i).build());
      assertThat(history.aggregates()).containsExactly(i == 0 ? 0 : 9 + i, i);
    }
  }

  @ParameterizedTest(name = "{0} minutes ago there were {1}, the last of {2}")
  @CsvSource({"0, 5, 1", "10, 5, 11", "31, 3, 60", "60, 2, 62", "91, 0, 0"})
  @Sentence({"T-3", "T-4"})
  @DisplayName("events that arrive out of order are counted by their event times")
  void outOfOrder(long minutesAgo, long count, long last) {
    Desk desk =
        desk(Kit.outCount("n", Duration.ofHours(1)), measured(Measure.LAST, Duration.ZERO))
            .at(NOON_MS);
    for (long m : new long[] {30, 90, 10, 59, 61, 0, 20}) {
      desk.attempt(Kit.pays("t" + m, "A", "B", m + 1, ago(m)).build());
    }
    assertThat(desk.attempt(Kit.pays("t", "A", "B", 7, ago(minutesAgo)).build()).aggregates())
        .containsExactly(count, last);
  }

  private static long ago(long minutes) {
    return NOON_MS - minutes * MINUTE_MS;
  }

  @Test
  @DisplayName("an event with any time that the bounds let through is counted where it belongs")
  void farOutOfOrder() {
    Desk desk = desk(Kit.outCount("n", Duration.ofDays(2))).at(NOON_MS);
    desk.attempt(Kit.pays("ahead", "A", "B", 1, NOON_MS + 2 * MINUTE_MS).build());
    desk.attempt(Kit.pays("behind", "A", "B", 1, NOON_MS - DAY_MS).build());
    assertThat(desk.value(Kit.pays("t", "A", "B", 1, NOON_MS).build())).isEqualTo(1);
    assertThat(desk.value(Kit.pays("u", "A", "B", 1, NOON_MS + 2 * MINUTE_MS).build()))
        .isEqualTo(3);
  }

  @Test
  @DisplayName("movements of long before the clock, as an import brings them, are counted")
  void imported() {
    Desk desk = desk(Kit.outCount("n", Duration.ofDays(30))).at(NOON_MS);
    for (int day = 1; day <= 40; day++) {
      desk.observe(Kit.pays("d" + day, "A", "B", 1, NOON_MS - day * DAY_MS).build());
    }
    assertThat(desk.value(Kit.pays("t", "A", "B", 1, NOON_MS).build())).isEqualTo(30);
  }

  @ParameterizedTest(name = "a window of {0} s")
  @CsvSource({"1", "60", "3600", "86400", "2592000", "31622400"})
  @DisplayName("a window of any length counts at its edge and not before it")
  void lengths(long seconds) {
    Desk desk = desk(Kit.outCount("n", Duration.ofSeconds(seconds))).at(NOON_MS);
    desk.observe(Kit.pays("0", "A", "B", 1, NOON_MS - seconds * 1_000 - 1).build());
    assertThat(desk.value(Kit.pays("1", "A", "B", 1, NOON_MS).build())).isZero();
    desk.observe(Kit.pays("2", "A", "B", 1, NOON_MS - seconds * 1_000).build());
    assertThat(desk.value(Kit.pays("3", "A", "B", 1, NOON_MS).build())).isEqualTo(2);
  }

  @Test
  @DisplayName("a sum that would overflow stays at the largest number, a mean stays exact")
  void overflow() {
    Desk desk = desk(measured(Measure.SUM, Duration.ZERO), measured(Measure.MEAN, Duration.ZERO));
    desk.attempt(desk.pays("1", "A", "B", 1).build(), Long.MAX_VALUE);
    desk.attempt(desk.pays("2", "A", "B", 1).build(), Long.MAX_VALUE);
    desk.attempt(desk.pays("3", "A", "B", 1).build(), Long.MAX_VALUE - 3);
    assertThat(desk.attempt(desk.pays("t", "A", "B", 1).build()).aggregates())
        .containsExactly(Long.MAX_VALUE, Long.MAX_VALUE - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Sentence({"H-9", "T-3"})
  @DisplayName(
      "of a busy key's events at one time the last to arrive is last, whichever ends first")
  void lastOfOneTime(boolean ofSettled) {
    Filter filter =
        ofSettled
            ? new Filter(Set.of(), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0)
            : Filter.ALL;
    Window day = Window.trailing(Duration.ofDays(1));
    Desk desk =
        desk(
            new Aggregate(
                "n", Aggregate.Key.PAYER, Direction.OUT, Measure.LAST, null, day, filter));
    for (int i = 0; i < 150; i++) {
      desk.observe(desk.pays("o" + i, "A", "B", 1).build());
    }
    desk.later(1);
    // At this time 30 arrive, of which every third waits to be settled while the others are.
    List<Transfer> waiting = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Transfer t = desk.pays("t" + i, "A", "B", 1_000 + i).build();
      desk.reserve(t);
      if (i % 3 == 0) {
        waiting.add(t);
      } else {
        desk.settle(t);
      }
    }
    long last = 1_029;
    for (int round = 0; !waiting.isEmpty(); round++) {
      // What is refused shows up in neither aggregate of settled transfers, and ages the others.
      for (int i = 0; i < 10; i++) {
        Transfer in = Kit.pays("in" + round + "-" + i, "C", "A", 1, desk.nowMs).build();
        desk.observe(in);
      }
      Transfer probe = desk.pays("probe" + round, "A", "B", 5).build();
      assertThat(desk.value(probe)).as("round %s", round).isEqualTo(last);
      last = ofSettled ? last : 5;
      desk.settle(waiting.remove(waiting.size() - 1));
    }
    assertThat(desk.value(desk.pays("p", "A", "B", 5).build())).isEqualTo(last);
  }
}
