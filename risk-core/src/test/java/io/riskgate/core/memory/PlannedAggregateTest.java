package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Sentence;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlannedAggregateTest {
  private static final Transfer ASKED = Kit.transfer("t", "A", "B", 1, Kit.START_MS);

  private static Aggregate aggregate(
      String name, Source of, Aggregate.Key key, Measure measure, Duration delay) {
    return new Aggregate(
        name,
        of,
        key,
        Direction.OUT,
        measure,
        null,
        Window.trailing(Duration.ofDays(1)),
        delay,
        Filter.ALL,
        measure == Measure.SHARE ? Filter.ALL : null);
  }

  private static long mean(long... values) {
    PlannedAggregate mean =
        new PlannedAggregate(
            0,
            aggregate("mean", Source.TRANSFERS, Aggregate.Key.PAYER, Measure.MEAN, Duration.ZERO),
            Kit.SHANGHAI,
            new ZoneHours(Kit.SHANGHAI));
    KeyStripe stripe = new KeyStripe(new CapHits());
    int address = stripe.add(1, 1, "A", AccountRecord.HEADER_LONGS, Kit.START_MS);
    AccountRecord record = new AccountRecord(stripe, address);
    long event = EventBits.event(ASKED, Kit.START_MS, true);
    for (int i = 0; i < values.length; i++) {
      record.add(event, values[i], 7, 1 + i, Integer.MAX_VALUE);
    }
    Asked asked = new Asked(ASKED, Kit.START_MS, Kit.START_MS, 0, new Scratch());
    return mean.value(record, record.size() - 1, 0, 3, asked, new Journal());
  }

  @Test
  @Sentence("H-9")
  @DisplayName("a mean is exact, however large the sum")
  void exactMean() {
    assertThat(mean(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(mean(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1))
        .isEqualTo(Long.MAX_VALUE - 1);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      long[] values = new long[1 + random.nextInt(70)];
      Arrays.setAll(values, i -> random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63));
      BigInteger sum =
          LongStream.of(values)
              .mapToObj(BigInteger::valueOf)
              .reduce(BigInteger.ZERO, BigInteger::add);

      assertThat(mean(values))
          .isEqualTo(sum.divide(BigInteger.valueOf(values.length)).longValueExact());
    }
  }

  @Test
  @Sentence("D-5")
  @DisplayName(
      "a report that found no room for its device marks what counts devices, while it matters")
  void noRoomForASubject() {
    AggregatePlan plan =
        new AggregatePlan(
            Kit.schema(
                java.util.List.of(),
                aggregate(
                    "n", Source.REPORTS, Aggregate.Key.DEVICE, Measure.COUNT, Duration.ofDays(2))));
    Reports reports = new Reports(10, 1, 10, new CapHits());
    reports.record(report("R1", "a"), null, 0, Kit.START_MS);
    assertThat(isCapped(plan, reports, "b", Kit.START_MS)).isFalse();

    reports.record(report("R2", "b"), null, 0, Kit.START_MS); // one device is all there is room for

    assertThat(isCapped(plan, reports, "b", Kit.START_MS)).isTrue();
    assertThat(isCapped(plan, reports, "b", Kit.START_MS + 3 * Kit.DAY_MS)).isTrue();
    assertThat(isCapped(plan, reports, "b", Kit.START_MS + 3 * Kit.DAY_MS + 1)).isFalse();
    assertThat(isCapped(plan, reports, "a", Kit.START_MS)).isFalse();
  }

  private static FraudReport report(String id, String device) {
    return FraudReport.builder()
        .id(id)
        .payee("B")
        .device(device)
        .knownAt(Instant.ofEpochMilli(Kit.START_MS))
        .build();
  }

  private static boolean isCapped(AggregatePlan plan, Reports reports, String device, long ms) {
    History history = new History(new long[1], 0);
    Transfer t = Kit.builder("t", "A", "C", 1, ms).device(device).build();
    reports.read(plan, new Asked(t, ms, ms, 0, new Scratch()), history);
    return history.isCapped(0);
  }
}
