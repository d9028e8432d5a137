package io.riskgate.stores.tck;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
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
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.stores.tck.Step.Pick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The small world in which stories play: few accounts, tight limits, a zone with summer time. */
final class World {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** Two days before the clocks go forward, and four before the month ends. */
  static final long START_MS = Kit.ms("2026-03-27T20:00:00Z");

  static final List<String> TENANTS = List.of(Transfer.DEFAULT_TENANT, "other");

  /** Names of every sort of letters, which a store may pack. */
  static final List<String> ACCOUNTS = List.of("A", "1:b/c", "\u8d26\u6237", "D");

  static final List<String> CUSTOMERS = List.of("cust1", "cust2", "cust3");
  static final int IDS = Pick.ID.choices;

  private static final long[] AMOUNTS = {50, 1, 30, 80, 250};
  private static final long[] OFFSETS_MS = {
    0, 0, 0, -1, -Kit.MINUTE_MS, -Kit.HOUR_MS, -7 * Kit.HOUR_MS, -23 * Kit.HOUR_MS, Kit.MINUTE_MS
  };
  private static final long[] WAITS_MS = {
    1,
    Kit.MINUTE_MS,
    Kit.PENDING_MS,
    Kit.HOUR_MS,
    6 * Kit.HOUR_MS,
    25 * Kit.HOUR_MS,
    Kit.PENDING_MS - 1
  };

  static final List<Limit> LIMITS =
      List.of(
          Kit.limit("single", Limit.Measure.VALUE, Limit.Window.SINGLE, 200),
          Kit.limit("day", Limit.Measure.VALUE, Limit.Window.DAY, 260),
          Kit.limit("times", Limit.Measure.COUNT, Limit.Window.DAY, 4),
          Kit.limit("month", Limit.Measure.VALUE, Limit.Window.MONTH, 600),
          new Limit(
              "coins",
              AssetClass.VIRTUAL_CURRENCY,
              Limit.Measure.VALUE,
              Limit.Window.DAY,
              100,
              Kit.sms()),
          Kit.suspicious("suspiciousDay", Limit.Measure.VALUE, Limit.Window.DAY, 170),
          Kit.suspicious("suspiciousMonth", Limit.Measure.COUNT, Limit.Window.MONTH, 3));

  static final StoreSchema SCHEMA = Kit.schema(ZONE, LIMITS, aggregates());

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ENGLISH).withZone(ZONE);

  private World() {}

  /** A time as a clock on the wall shows it. */
  static String clock(long ms) {
    return ms == History.NEVER ? "never" : CLOCK.format(Instant.ofEpochMilli(ms));
  }

  private static List<Aggregate> aggregates() {
    Filter settled = ofStates(TransferState.SETTLED);
    Filter declined = ofStates(TransferState.CANCELLED, TransferState.EXPIRED, TransferState.HELD);
    Filter largeFiat =
        new Filter(
            Set.of(TransferKind.TRANSFER, TransferKind.PAYMENT),
            Set.of(AssetClass.FIAT),
            Set.of(Channel.MOBILE),
            Set.of(),
            50);
    Window day = Window.calendarDay();
    Window month = Window.calendarMonth();
    List<Aggregate> all = new ArrayList<>();
    add(all, Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, hours(1), Filter.ALL);
    add(all, Aggregate.Key.PAYER, Direction.OUT, Measure.SUM, null, day, settled);
    add(all, Aggregate.Key.PAYER, Direction.IN, Measure.MAX, null, hours(48), Filter.ALL);
    add(
        all,
        Aggregate.Key.PAYER,
        Direction.OUT,
        Measure.DISTINCT,
        Field.PAYEE,
        hours(24),
        Filter.ALL);
    add(all, Aggregate.Key.PAYEE, Direction.IN, Measure.DISTINCT, Field.PAYER, hours(6), declined);
    add(all, Aggregate.Key.PAYEE, Direction.OUT, Measure.SUM, null, month, settled);
    add(all, Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.COUNT, null, hours(24), Filter.ALL);
    add(
        all,
        Aggregate.Key.DEVICE,
        Direction.OUT,
        Measure.DISTINCT,
        Field.PAYER,
        hours(24),
        Filter.ALL);
    add(all, Aggregate.Key.PAYER_DEVICE, Direction.OUT, Measure.MAX, null, hours(24), settled);
    add(all, Aggregate.Key.IP, Direction.OUT, Measure.COUNT, null, hours(1), largeFiat);
    add(all, Aggregate.Key.CUSTOMER, Direction.OUT, Measure.SUM, null, hours(30), Filter.ALL);
    add(all, Aggregate.Key.MERCHANT, Direction.OUT, Measure.COUNT, null, hours(24), Filter.ALL);
    add(
        all,
        Aggregate.Key.PAYER,
        Direction.OUT,
        Measure.DISTINCT,
        Field.PLACE,
        hours(24),
        Filter.ALL);
    add(all, Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, day, declined);
    add(all, Aggregate.Key.PAYER, Direction.OUT, Measure.MEAN, null, hours(24), Filter.ALL);
    add(all, Aggregate.Key.PAYEE, Direction.IN, Measure.LAST, null, hours(6), settled);
    add(
        all,
        Aggregate.Key.PAYER,
        Direction.OUT,
        Measure.COUNT,
        null,
        hours(24 * 14),
        inHours(22, 2));
    add(all, Aggregate.Key.PAYEE, Direction.IN, Measure.SUM, null, hours(72), inHours(3, 3));
    // What differs from another in its values alone, or in its part, is not to be taken for it.
    Filter large = worth(50, 200);
    add(all, Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, hours(24), large);
    add(all, Aggregate.Key.PAYER, Direction.OUT, Measure.COUNT, null, hours(24), worth(0, 80));
    delayed(all, Source.TRANSFERS, Aggregate.Key.PAYER, Direction.OUT, Measure.SHARE, large);
    delayed(all, Source.TRANSFERS, Aggregate.Key.PAYER, Direction.OUT, Measure.SHARE, settled);
    delayed(all, Source.TRANSFERS, Aggregate.Key.DEVICE, Direction.OUT, Measure.COUNT, null);
    delayed(all, Source.REPORTS, Aggregate.Key.PAYEE, Direction.IN, Measure.COUNT, null);
    delayed(all, Source.REPORTS, Aggregate.Key.PAYER, Direction.OUT, Measure.SUM, null);
    delayed(all, Source.REPORTS, Aggregate.Key.PAYER_PAYEE, Direction.OUT, Measure.COUNT, null);
    for (Aggregate.Key key : Aggregate.Key.values()) {
      ofReports(all, key, Direction.OUT);
    }
    ofReports(all, Aggregate.Key.PAYER, Direction.IN);
    return all;
  }

  private static Filter ofStates(TransferState... states) {
    return new Filter(Set.of(), Set.of(), Set.of(), Set.of(states), 0);
  }

  private static Filter worth(long min, long max) {
    return new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), min, max);
  }

  private static Filter inHours(int from, int to) {
    return new Filter(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        0,
        Filter.NO_MAX,
        new Aggregate.Hours(from, to));
  }

  private static Window hours(int hours) {
    return Window.trailing(Duration.ofHours(hours));
  }

  private static void add(
      List<Aggregate> all,
      Aggregate.Key key,
      Direction direction,
      Measure measure,
      @Nullable Field field,
      Window window,
      Filter filter) {
    all.add(new Aggregate("a" + all.size(), key, direction, measure, field, window, filter));
  }

  /** Over three hours, known for two. */
  private static void delayed(
      List<Aggregate> all,
      Source of,
      Aggregate.Key key,
      Direction direction,
      Measure measure,
      @Nullable Filter part) {
    all.add(
        new Aggregate(
            "a" + all.size(),
            of,
            key,
            direction,
            measure,
            null,
            hours(3),
            Duration.ofHours(2),
            Filter.ALL,
            part));
  }

  private static void ofReports(List<Aggregate> all, Aggregate.Key key, Direction direction) {
    all.add(
        new Aggregate(
            "a" + all.size(),
            Source.REPORTS,
            key,
            direction,
            Measure.COUNT,
            null,
            hours(30),
            Duration.ZERO,
            new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 0, 100),
            null));
  }

  /** The transfer that a step is about. */
  static Transfer transfer(Step step, long nowMs) {
    long minor = AMOUNTS[step.pick(Pick.AMOUNT)];
    Transfer.Builder b =
        Kit.pays(
                "2026/t" + step.pick(Pick.ID),
                ACCOUNTS.get(step.pick(Pick.PAYER)),
                // The plainest payee is another than the plainest payer.
                ACCOUNTS.get((step.pick(Pick.PAYEE) + 1) % ACCOUNTS.size()),
                minor,
                nowMs + OFFSETS_MS[step.pick(Pick.OFFSET)])
            .tenant(tenant(step))
            .channel(step.pick(Pick.CHANNEL) == 0 ? Channel.MOBILE : Channel.WEB)
            .kind(TransferKind.values()[Math.max(0, step.pick(Pick.KIND) - 3)])
            .device(some("4.5dev", step.pick(Pick.DEVICE)))
            .ip(some("10.0.0.", step.pick(Pick.IP)))
            .customer(some("cust", step.pick(Pick.CUSTOMER)))
            .merchant(some("shop", step.pick(Pick.MERCHANT)));
    if (step.pick(Pick.ASSET) == Pick.ASSET.choices - 1) {
      b.asset(minor, "BTC", 8, AssetClass.VIRTUAL_CURRENCY);
    }
    int place = step.pick(Pick.PLACE);
    if (place > 0) {
      b.location(50 + place / 30.0, -place / 20.0);
    }
    return b.build();
  }

  static String tenant(Step step) {
    return TENANTS.get(step.pick(Pick.TENANT) == Pick.TENANT.choices - 1 ? 1 : 0);
  }

  private static @Nullable String some(String prefix, int n) {
    return n == 0 ? null : prefix + n;
  }

  static long waitMs(Step step) {
    return WAITS_MS[step.pick(Pick.WAIT)];
  }

  /** What a story's decisions take to be suspicious: a matter of the amount. */
  static boolean isSuspicious(Transfer t) {
    return t.amountMinor() == 80;
  }
}
