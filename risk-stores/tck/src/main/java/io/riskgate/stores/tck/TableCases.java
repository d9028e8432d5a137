package io.riskgate.stores.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Aggregate.WindowKind;
import io.riskgate.core.spi.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every key with every direction, measure, field and window, over one life of many events. */
abstract class TableCases extends Theme {
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
      new Filter(Set.of(TransferKind.REFUND), Set.of(), Set.of(), Set.of(TransferState.SETTLED), 0);
  private static final Filter LOANS =
      new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("FAKE_LOAN"), 0, 900);

  TableCases(RiskStoreContract contract) {
    super(contract);
  }

  private static List<Aggregate> every(Source of) {
    List<Aggregate> all = new ArrayList<>();
    for (Aggregate.Key key : Aggregate.Key.values()) {
      boolean isAccount = key == Aggregate.Key.PAYER || key == Aggregate.Key.PAYEE;
      for (Direction direction : Direction.values()) {
        if (direction == Direction.OUT || isAccount) {
          for (Measure measure : Measure.values()) {
            declare(all, of, key, direction, measure);
          }
        }
      }
    }
    return all;
  }

  private static void declare(
      List<Aggregate> all, Source of, Aggregate.Key key, Direction direction, Measure measure) {
    boolean ofTransfers = of == Source.TRANSFERS;
    if (!ofTransfers
        && (measure == Measure.MEAN || measure == Measure.LAST || measure == Measure.SHARE)) {
      return;
    }
    Filter[] filters =
        ofTransfers ? new Filter[] {Filter.ALL, MOST, AT_NIGHT} : new Filter[] {Filter.ALL, LOANS};
    for (Window window :
        List.of(
            Window.trailing(Duration.ofHours(9)), Window.calendarDay(), Window.calendarMonth())) {
      for (Duration delay : List.of(Duration.ZERO, Duration.ofHours(5))) {
        if (delay.isZero() || window.kind() == WindowKind.TRAILING) {
          for (Filter filter : filters) {
            for (Field field : fields(measure, ofTransfers)) {
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
  }

  private static List<@Nullable Field> fields(Measure measure, boolean ofTransfers) {
    if (measure != Measure.DISTINCT) {
      return Arrays.asList((Field) null);
    }
    return Arrays.stream(Field.values())
        .filter(f -> ofTransfers || (f != Field.ORIGIN_COUNTRY && f != Field.PLACE))
        .<@Nullable Field>map(f -> f)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("each is what the naive store says, and each is more than nothing at some time")
  void sameAsNaive(Source of) {
    List<Aggregate> declared = every(of);
    Desk store = desk(declared.toArray(new Aggregate[0]));
    Desk naive = new Desk(new NaiveStore(), store.schema);
    BitSet counted = new BitSet();
    SplittableRandom random = new SplittableRandom(20260310);
    for (int step = 0; step < STEPS; step++) {
      long waitMs = (1 + random.nextInt(50)) * Kit.MINUTE_MS;
      Transfer t = transfer(step, random, store.later(waitMs).nowMs);
      FraudReport report = report(t, random);
      int what = random.nextInt(10);
      History expected = tell(naive.later(waitMs), t, report, what);
      History got = tell(store, t, report, what);
      if (expected != null && got != null) {
        for (int i = 0; i < declared.size(); i++) {
          assertThat(got.aggregates()[i])
              .as("%s at step %s", declared.get(i), step)
              .isEqualTo(expected.aggregates()[i]);
          counted.set(i, counted.get(i) || expected.aggregates()[i] != 0);
        }
      }
    }
    List<Aggregate> neverCounted = new ArrayList<>();
    for (int i = counted.nextClearBit(0); i < declared.size(); i = counted.nextClearBit(i + 1)) {
      neverCounted.add(declared.get(i));
    }
    assertThat(neverCounted).isEmpty();
  }

  /** Tells one desk what happens; what an attempt has read, or null where there was none. */
  private static @Nullable History tell(Desk desk, Transfer t, FraudReport report, int what) {
    if (what < 2) {
      desk.observe(t);
      return null;
    }
    if (what < 5) {
      desk.store.report(report, desk.moment());
      return null;
    }
    History history = desk.attempt(t);
    if (what < 9) { // the others stay attempts
      desk.deciding(t).from(history).commit();
      if (what < 7) {
        desk.settle(t);
      }
    }
    return history;
  }

  private static Transfer transfer(int step, SplittableRandom random, long nowMs) {
    String[] accounts = {"A", "B", "C"};
    TransferKind[] kinds = {TransferKind.TRANSFER, TransferKind.REFUND};
    return Kit.pays(
            "t" + step,
            accounts[random.nextInt(3)],
            accounts[random.nextInt(3)],
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
  private static FraudReport report(Transfer t, SplittableRandom random) {
    boolean whole = random.nextBoolean();
    return FraudReport.builder()
        .id("r" + random.nextInt(1_000))
        .knownAt(Kit.at(Kit.timeMs(t)))
        .payee(t.payee())
        .payer(whole || random.nextBoolean() ? t.payer() : null)
        .device(whole ? t.device() : null)
        .ip(t.ip())
        .customer(whole ? t.customer() : null)
        .merchant(t.merchant())
        .value(random.nextInt(4) > 0 ? t.amountMinor() : null)
        .scam(pick(random, "FAKE_LOAN", "FAKE_LOAN", "TASK_REBATE", null))
        .build();
  }

  private static @Nullable String pick(SplittableRandom random, @Nullable String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
