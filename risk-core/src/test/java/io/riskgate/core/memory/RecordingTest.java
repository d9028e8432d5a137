package io.riskgate.core.memory;

import static io.riskgate.core.spi.RiskStore.SINCE_EVER_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Since when the store has everything that an aggregate asks for, as packs come and go. */
class RecordingTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long NEVER = Long.MAX_VALUE;

  private final InMemoryStore store = InMemoryStore.create();

  private static StoreSchema schema(Aggregate... aggregates) {
    return Kit.schema(List.of(), aggregates);
  }

  private static Aggregate over(Aggregate.Key key, int days) {
    return new Aggregate(
        key.name().toLowerCase(java.util.Locale.ROOT) + days,
        key,
        Direction.OUT,
        Measure.COUNT,
        null,
        Window.trailing(Duration.ofDays(days)),
        Filter.ALL);
  }

  private long[] declared(long nowDays, StoreSchema... inForce) {
    store.declare(List.of(inForce), nowDays * DAY);
    return store.coveredSinceMs(inForce[0]);
  }

  @Test
  @DisplayName("what the first schema asks for is there since ever")
  void the_first_schema() {
    assertThat(declared(100, schema(over(Aggregate.Key.PAYER, 90), over(Aggregate.Key.IP, 1))))
        .containsExactly(SINCE_EVER_MS, SINCE_EVER_MS);
  }

  @Test
  @DisplayName("a schema that says the same as one before is found without comparing the two")
  void the_same_again() {
    StoreSchema first = schema(over(Aggregate.Key.PAYER, 90));
    StoreSchema second = schema(over(Aggregate.Key.PAYER, 90));
    declared(100, first);
    declared(101, second, first);

    assertThat(store.plan(second).isFor(second)).isTrue();
  }

  @Test
  @DisplayName("a ring that nobody read is recorded from the declaration on, accounts ever since")
  void a_new_ring() {
    StoreSchema first = schema(over(Aggregate.Key.DEVICE, 30));
    declared(100, first);

    assertThat(
            declared(
                110,
                schema(
                    over(Aggregate.Key.DEVICE, 7),
                    over(Aggregate.Key.IP, 7),
                    over(Aggregate.Key.PAYEE, 7)),
                first))
        .containsExactly(SINCE_EVER_MS, 110 * DAY, SINCE_EVER_MS);
  }

  @Test
  @DisplayName("a ring that went out of force begins anew when it comes back")
  void a_ring_that_was_away() {
    StoreSchema ip = schema(over(Aggregate.Key.IP, 7));
    StoreSchema none = schema();
    declared(100, ip);
    assertThat(declared(110, none, ip)).isEmpty();
    assertThat(store.coveredSinceMs(ip)).containsExactly(SINCE_EVER_MS);
    declared(120, none);
    assertThat(store.coveredSinceMs(ip)).containsExactly(NEVER);

    assertThat(declared(130, ip, none)).containsExactly(130 * DAY);
  }

  @Test
  @DisplayName(
      "a longer window reaches back as far as rings were retained; shorter ones lose nothing")
  void a_longer_window() {
    StoreSchema month = schema(over(Aggregate.Key.PAYER, 30));
    declared(100, month);
    StoreSchema quarter =
        schema(
            over(Aggregate.Key.PAYER, 90),
            over(Aggregate.Key.PAYER, 30),
            over(Aggregate.Key.PAYEE, 31));

    assertThat(declared(200, quarter, month)).containsExactly(170 * DAY, SINCE_EVER_MS, 170 * DAY);
    assertThat(declared(300, quarter))
        .as("the same again changes nothing")
        .containsExactly(170 * DAY, SINCE_EVER_MS, 170 * DAY);
  }

  @Test
  @DisplayName("where windows shrank and grow again, what was let go of in between is missing")
  void a_window_that_shrank() {
    declared(0, schema(over(Aggregate.Key.PAYER, 90)));
    declared(100, schema(over(Aggregate.Key.PAYER, 7)));

    assertThat(declared(200, schema(over(Aggregate.Key.PAYER, 60), over(Aggregate.Key.PAYER, 7))))
        .containsExactly(193 * DAY, SINCE_EVER_MS);
    assertThat(declared(205, schema(over(Aggregate.Key.PAYER, 90), over(Aggregate.Key.PAYER, 60))))
        .containsExactly(193 * DAY, 193 * DAY);
  }

  @Test
  @DisplayName("after very many changes, windows look less covered than they are, never more")
  void many_changes() {
    declared(0, schema(over(Aggregate.Key.PAYER, 1)));
    for (int days = 2; days <= 40; days++) {
      assertThat(declared(days * 10L, schema(over(Aggregate.Key.PAYER, days))))
          .containsExactly((days * 10L - (days - 1)) * DAY);
    }
    assertThat(store.coveredSinceMs(schema(over(Aggregate.Key.PAYER, 5)))[0])
        .isGreaterThanOrEqualTo((50 - 4) * DAY);
    assertThat(store.coveredSinceMs(schema(over(Aggregate.Key.PAYER, 41)))).containsExactly(NEVER);
  }
}
