package io.riskgate.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.memory.NaiveStore.Item;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Aggregate.WindowKind;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every key with every direction, measure, field and window, over one life of many events. */
class AggregateTableTest {
  private static final String[] ACCOUNTS = {"A", "B", "C"};
  private static final int STEPS = 260;

  private static final Filter MOST =
      new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 20, 900);

  private static final Filter AT_NIGHT =
      new Filter(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          0,
          Filter.NO_MAX,
          new Aggregate.Hours(22, 5));

  private static final Filter SETTLED_REFUNDS =
      new Filter(
          Set.of(TransferKind.REFUND),
          Set.of(),
          Set.of(),
          Set.of(TransferState.SETTLED),
          Set.of(),
          0,
          Filter.NO_MAX);

  private static final Filter LOANS =
      new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("FAKE_LOAN"), 0, 900);

  private static List<Aggregate> every(Source of) {
    List<Aggregate> all = new ArrayList<>();
    for (Aggregate.Key key : Aggregate.Key.values()) {
      for (Direction direction : Direction.values()) {
        if (direction == Direction.OUT
            || key == Aggregate.Key.PAYER
            || key == Aggregate.Key.PAYEE) {
          for (Measure measure : measures(of)) {
            for (Field field : measure == Measure.DISTINCT ? fields(of) : new Field[] {null}) {
              declare(all, of, key, direction, measure, field);
            }
          }
        }
      }
    }
    return all;
  }

  private static Measure[] measures(Source of) {
    return of == Source.TRANSFERS
        ? Measure.values()
        : new Measure[] {Measure.COUNT, Measure.SUM, Measure.MAX, Measure.DISTINCT};
  }

  private static Field[] fields(Source of) {
    return of == Source.TRANSFERS
        ? Field.values()
        : new Field[] {Field.PAYER, Field.PAYEE, Field.DEVICE, Field.IP, Field.CUSTOMER};
  }

  private static void declare(
      List<Aggregate> all,
      Source of,
      Aggregate.Key key,
      Direction direction,
      Measure measure,
      Field field) {
    Window[] windows = {
      Window.trailing(Duration.ofHours(9)), Window.calendarDay(), Window.calendarMonth()
    };
    for (Window window : windows) {
      for (Duration delay : new Duration[] {Duration.ZERO, Duration.ofHours(5)}) {
        if (delay.isZero() || window.kind() == WindowKind.TRAILING) {
          Filter[] filters =
              of == Source.TRANSFERS
                  ? new Filter[] {Filter.ALL, MOST, AT_NIGHT}
                  : new Filter[] {Filter.ALL, LOANS};
          for (Filter filter : filters) {
            all.add(
                new Aggregate(
                    "a" + all.size(),
                    of,
                    key,
                    direction,
                    measure,
                    field,
                    window,
                    delay,
                    filter,
                    measure == Measure.SHARE ? SETTLED_REFUNDS : null));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("each is what the naive store says, and each is more than nothing at some time")
  void sameAsNaive(Source of) {
    List<Aggregate> declared = every(of);
    StoreSchema schema = Kit.schema(List.of(), declared.toArray(new Aggregate[0]));
    Direct direct = new Direct(InMemoryStore.create(), schema);
    NaiveStore naive = new NaiveStore(schema);
    BitSet counted = new BitSet();
    Random random = new Random(20260310);
    long nowMs = Kit.START_MS;
    for (int step = 0; step < STEPS; step++) {
      nowMs += (1 + random.nextInt(50)) * Kit.MINUTE_MS;
      naive.at(nowMs);
      Transfer t = transfer(step, random, nowMs);
      switch (random.nextInt(5)) {
        case 0 -> {
          assertThat(direct.observe(t, nowMs)).isTrue();
          naive.observed(naive.add(t, nowMs));
        }
        case 1 -> {
          FraudReport report = report(t, random);
          assertThat(direct.store.report(report, Kit.moment(nowMs)))
              .isEqualTo(naive.report(report));
        }
        default -> {
          History history = direct.attempt(t, nowMs);
          Item item = naive.add(t, nowMs);
          for (int i = 0; i < declared.size(); i++) {
            assertThat(history.aggregates()[i])
                .as("%s at step %s", declared.get(i), step)
                .isEqualTo(naive.aggregate(declared.get(i), item, true));
            if (history.aggregates()[i] != 0) {
              counted.set(i);
            }
          }
          decide(direct, naive, item, history, random, nowMs);
        }
      }
    }
    List<Aggregate> neverCounted = new ArrayList<>(declared);
    neverCounted.removeIf(a -> counted.get(declared.indexOf(a)));
    assertThat(neverCounted).isEmpty();
  }

  private static void decide(
      Direct direct, NaiveStore naive, Item item, History history, Random random, long nowMs) {
    if (random.nextInt(4) == 0) {
      return; // it stays an attempt
    }
    direct.reserve(item.t, history.revision(), nowMs);
    naive.reserve(item, nowMs);
    item.expiresAtMs = nowMs + 15 * Kit.MINUTE_MS;
    if (random.nextBoolean()) {
      direct.store.settle(Kit.reference(item.t), Kit.moment(nowMs));
      naive.settle(item, nowMs);
    }
  }

  private static Transfer transfer(int step, Random random, long nowMs) {
    TransferKind[] kinds = {TransferKind.TRANSFER, TransferKind.REFUND};
    return Kit.builder(
            "t" + step,
            pick(random, ACCOUNTS),
            pick(random, ACCOUNTS),
            1 + random.nextInt(1_000),
            nowMs - random.nextInt(3) * Kit.HOUR_MS)
        .kind(kinds[random.nextInt(2)])
        .device(pick(random, "phone", "tablet", null))
        .ip(pick(random, "10.0.0.1", "10.0.0.2", null))
        .customer(pick(random, "ann", "ben", null))
        .merchant(pick(random, "shop", null))
        .originCountry(pick(random, "CN", "SG", null))
        .location(random.nextInt(3), random.nextInt(3))
        .build();
  }

  /** Known at the transfer's time, with what the transfer says, or with some of it left out. */
  private static FraudReport report(Transfer t, Random random) {
    boolean whole = random.nextBoolean();
    return FraudReport.builder()
        .id("r" + random.nextInt(200))
        .knownAt(Instant.ofEpochMilli(NaiveStore.timeMs(t)))
        .payee(t.payee())
        .payer(whole || random.nextBoolean() ? t.payer() : null)
        .device(whole ? t.device() : null)
        .ip(t.ip())
        .customer(whole ? t.customer() : null)
        .merchant(t.merchant())
        .value(random.nextBoolean() ? t.amountMinor() : null)
        .scam(pick(random, "FAKE_LOAN", "TASK_REBATE", null))
        .build();
  }

  private static String pick(Random random, String... choices) {
    return Arrays.asList(choices).get(random.nextInt(choices.length));
  }
}
