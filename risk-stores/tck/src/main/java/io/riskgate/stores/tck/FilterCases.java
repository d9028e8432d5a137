package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an aggregate's filter lets through. */
abstract class FilterCases extends Theme {
  FilterCases(RiskStoreContract contract) {
    super(contract);
  }

  private static Aggregate filtered(Filter filter) {
    return new Aggregate(
        "f",
        Aggregate.Key.PAYER,
        Direction.OUT,
        Measure.COUNT,
        null,
        Window.trailing(Duration.ofDays(7)),
        filter);
  }

  private static Filter ofStates(TransferState... states) {
    return new Filter(Set.of(), Set.of(), Set.of(), Set.of(states), 0);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a filter by kind lets that kind through, and no other")
  void kind(TransferKind wanted) {
    Desk desk = desk(filtered(new Filter(Set.of(wanted), Set.of(), Set.of(), Set.of(), 0)));
    for (TransferKind kind : TransferKind.values()) {
      desk.attempt(desk.pays(kind.name(), "A", "B", 1).kind(kind).build());
    }
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a filter by class of asset lets that class through, and no other")
  void assetClass(AssetClass wanted) {
    Desk desk = desk(filtered(new Filter(Set.of(), Set.of(wanted), Set.of(), Set.of(), 0)));
    for (AssetClass assets : AssetClass.values()) {
      Transfer.Builder b = desk.pays(assets.name(), "A", "B", 1);
      desk.attempt((assets == AssetClass.FIAT ? b : b.asset(1, "COIN", 0, assets)).build());
    }
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a filter by channel lets that channel through, and no other")
  void channel(Channel wanted) {
    Desk desk = desk(filtered(new Filter(Set.of(), Set.of(), Set.of(wanted), Set.of(), 0)));
    for (Channel channel : Channel.values()) {
      desk.attempt(desk.pays(channel.name(), "A", "B", 1).channel(channel).build());
    }
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("H-2")
  @DisplayName("a filter by state looks at where an event stands now")
  void state(TransferState wanted) {
    Desk desk = desk(filtered(ofStates(wanted)));
    List<TransferState> reached = new ArrayList<>();
    for (TransferState state : TransferState.values()) {
      bring(desk, desk.pays(state.name(), "A", "B", 1).build(), state);
      reached.add(state);
    }
    desk.attempt(desk.pays("undecided", "A", "B", 1).build());
    assertThat(reached).contains(wanted);
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(1);
  }

  private static void bring(Desk desk, Transfer t, TransferState to) {
    switch (to) {
      case RESERVED, AWAITING_VERIFICATION, HELD -> desk.decide(t, to);
      case SETTLED -> desk.settled(t);
      case CANCELLED -> {
        desk.reserve(t);
        desk.cancel(t);
      }
      case EXPIRED ->
          Desk.stored(desk.deciding(t).expiringAt(desk.nowMs).from(desk.attempt(t)).commit());
    }
  }

  @Test
  @Sentence("H-2")
  @DisplayName("without a filter by state every attempt counts, undecided ones and movements too")
  void anyState() {
    Desk desk = desk(filtered(Filter.ALL));
    for (TransferState state : TransferState.values()) {
      bring(desk, desk.pays(state.name(), "A", "B", 1).build(), state);
    }
    desk.attempt(desk.pays("undecided", "A", "B", 1).build());
    desk.observe(desk.pays("observed", "A", "B", 1).build());
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(8);
  }

  @Test
  @Sentence("H-2")
  @DisplayName("an observed movement is SETTLED")
  void observedIsSettled() {
    Desk desk = desk(filtered(ofStates(TransferState.SETTLED)));
    desk.observe(desk.pays("1", "A", "B", 1).build());
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(1);
  }

  @Test
  @DisplayName("an event moves from state to state as its transfer does")
  void lifeOfAnEvent() {
    Aggregate pending = filtered(ofStates(TransferState.AWAITING_VERIFICATION));
    Desk desk = desk(pending);
    Transfer t = desk.pays("1", "A", "B", 1).build();
    long revision = desk.decide(t, TransferState.AWAITING_VERIFICATION).revision();
    assertThat(desk.value(desk.pays("p1", "A", "B", 1).build())).isEqualTo(1);
    desk.deciding(t).from(revision).commit();
    assertThat(desk.value(desk.pays("p2", "A", "B", 1).build())).isZero();
  }

  @ParameterizedTest(name = "{0} ms after its expiry: open {1}, expired {2}")
  @CsvSource({"-1, 1, 0", "0, 0, 1", "1, 0, 1"})
  @Sentence("S-4")
  @DisplayName("an event is expired from the very instant on, whether or not anybody has looked")
  void expiredEvent(long afterMs, long open, long expired) {
    Aggregate pending = filtered(ofStates(TransferState.AWAITING_VERIFICATION));
    Aggregate over =
        new Aggregate(
            "g",
            Aggregate.Key.PAYEE,
            Direction.IN,
            Measure.COUNT,
            null,
            Window.trailing(Duration.ofDays(1)),
            ofStates(TransferState.EXPIRED));
    Desk desk = desk(pending, over);
    desk.decide(desk.pays("1", "A", "B", 1).build(), TransferState.AWAITING_VERIFICATION);
    desk.at(START_MS + Kit.PENDING_MS + afterMs);
    assertThat(desk.attempt(desk.pays("t", "A", "B", 1).build()).aggregates())
        .containsExactly(open, expired);
  }

  @ParameterizedTest(name = "a value of {0} counts {1}")
  @CsvSource({"49, 0", "50, 1", "51, 1", "199, 1", "200, 1", "201, 0"})
  @DisplayName("a filter by value lets its least and its largest value through")
  void value(long value, long expected) {
    Filter filter = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 50, 200);
    Desk desk = desk(filtered(filter));
    desk.attempt(desk.pays("1", "A", "B", 7).build(), value);
    assertThat(desk.value(desk.pays("t", "A", "B", 100).build())).isEqualTo(expected);
  }

  @Test
  @DisplayName("all parts of a filter must let an event through")
  void together() {
    Filter filter =
        new Filter(
            Set.of(TransferKind.TRANSFER, TransferKind.PAYMENT),
            Set.of(AssetClass.FIAT),
            Set.of(Channel.MOBILE),
            Set.of(TransferState.SETTLED),
            10);
    Desk desk = desk(filtered(filter));
    desk.settled(desk.pays("all", "A", "B", 10).channel(Channel.MOBILE).build());
    desk.settled(desk.pays("value", "A", "B", 9).channel(Channel.MOBILE).build());
    desk.settled(desk.pays("channel", "A", "B", 10).channel(Channel.WEB).build());
    desk.reserve(desk.pays("state", "A", "B", 10).channel(Channel.MOBILE).build());
    desk.settled(
        desk.pays("kind", "A", "B", 10).kind(TransferKind.REFUND).channel(Channel.MOBILE).build());
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(1);
  }

  @Test
  @Sentence("H-9")
  @DisplayName("a share is that of the part among the events that the filter lets through")
  void share() {
    Aggregate large =
        new Aggregate(
            "s",
            Source.TRANSFERS,
            Aggregate.Key.PAYER,
            Direction.OUT,
            Measure.SHARE,
            null,
            Window.trailing(Duration.ofDays(1)),
            Duration.ZERO,
            ofStates(TransferState.SETTLED),
            new Filter(Set.of(), Set.of(), Set.of(), Set.of(), 100));
    Desk desk = desk(large);
    desk.settled(desk.pays("1", "A", "B", 100).build());
    desk.settled(desk.pays("2", "A", "B", 99).build());
    desk.settled(desk.pays("3", "A", "B", 1).build());
    desk.attempt(desk.pays("4", "A", "B", 500).build());
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(33);
  }

  @ParameterizedTest(name = "{0} in {1} from {2} to {3}: {4}")
  @CsvSource({
    "2026-03-10T21:59:59.999, Asia/Shanghai, 22, 5, 0",
    "2026-03-10T22:00, Asia/Shanghai, 22, 5, 1",
    "2026-03-10T23:59:59.999, Asia/Shanghai, 22, 5, 1",
    "2026-03-10T00:00, Asia/Shanghai, 22, 5, 1",
    "2026-03-10T05:59:59.999, Asia/Shanghai, 22, 5, 1",
    "2026-03-10T06:00, Asia/Shanghai, 22, 5, 0",
    "2026-03-10T12:00, Asia/Shanghai, 12, 12, 1",
    "2026-03-10T13:00, Asia/Shanghai, 12, 12, 0",
    "2026-03-10T09:30, Asia/Kolkata, 9, 9, 1",
    "2026-03-10T09:59:59.999, Asia/Kathmandu, 9, 9, 1",
    "2026-03-10T10:00, Asia/Kathmandu, 9, 9, 0",
    "2026-03-29T01:59:59.999, Europe/Berlin, 2, 2, 0",
    "2026-03-29T03:00, Europe/Berlin, 3, 3, 1",
    "2026-10-25T02:30, Europe/Berlin, 2, 2, 1",
    "2026-10-25T03:00, Europe/Berlin, 2, 2, 0",
    "2026-07-01T22:00, Europe/Berlin, 22, 5, 1",
    "2026-12-01T22:00, Europe/Berlin, 22, 5, 1",
    "2026-03-08T03:00, America/New_York, 0, 2, 0",
    "2026-03-08T01:59:59.999, America/New_York, 0, 2, 1"
  })
  @Sentence({"Z-1", "Z-2"})
  @DisplayName("hours of the day are those of the event time on the wall of the pack's zone")
  void hours(String local, ZoneId zone, int from, int to, long expected) {
    long eventMs = LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
    Filter filter =
        new Filter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            0,
            Filter.NO_MAX,
            new Aggregate.Hours(from, to));
    Desk desk = desk(zone, List.of(), filtered(filter)).at(eventMs + 30 * HOUR_MS);
    desk.observe(Kit.pays("1", "A", "B", 1, eventMs).build());
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(expected);
  }

  @Test
  @Sentence("Z-1")
  @DisplayName("both of the hours that a clock set back shows twice are that hour")
  void hourThatIsThereTwice() {
    Filter filter =
        new Filter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            0,
            Filter.NO_MAX,
            new Aggregate.Hours(2, 2));
    long firstMs = Instant.parse("2026-10-25T00:30:00Z").toEpochMilli();
    Desk desk = desk(ZoneId.of("Europe/Berlin"), List.of(), filtered(filter));
    desk.at(firstMs + 10 * HOUR_MS);
    for (int hour = -1; hour <= 2; hour++) { // 1:30, 2:30, 2:30 and 3:30
      desk.observe(Kit.pays("h" + hour, "A", "B", 1, firstMs + hour * HOUR_MS).build());
    }
    assertThat(desk.value(desk.pays("t", "A", "B", 1).build())).isEqualTo(2);
  }
}
