package io.riskgate.stores.tck;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mode;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Short forms that the suite's cases share. */
final class Kit {
  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** Ten in the morning in Shanghai. */
  static final long START_MS = ms("2026-03-10T02:00:00Z");

  static final long MINUTE_MS = 60_000;
  static final long HOUR_MS = 60 * MINUTE_MS;
  static final long DAY_MS = 24 * HOUR_MS;

  /** How long an engine keeps what is reserved or waits for verification, and what is held. */
  static final long PENDING_MS = 15 * MINUTE_MS;

  static final Duration REFERENCES_KEPT = Duration.ofDays(3);
  static final String TENANT = Transfer.DEFAULT_TENANT;

  private static final PackIdentity PACK = new PackIdentity("tck", "1", "0".repeat(64));

  private Kit() {}

  static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }

  static long timeMs(Transfer t) {
    return Objects.requireNonNull(t.time(), "the suite's transfers have a time").toEpochMilli();
  }

  static Transfer.Builder pays(String id, String payer, String payee, long minor, long timeMs) {
    return Transfer.builder()
        .id(id)
        .payer(payer)
        .payee(payee)
        .amount(minor, "CNY")
        .time(at(timeMs));
  }

  static Reference reference(Transfer t) {
    return new Reference(t.tenant(), t.payer(), t.id());
  }

  static Moment moment(ZoneId zone, long ms) {
    LocalDate date = LocalDate.ofInstant(at(ms), zone);
    return new Moment(ms, date.toEpochDay(), date.getYear() * 12L + date.getMonthValue());
  }

  static StoreSchema schema(ZoneId zone, List<Limit> limits, List<Aggregate> aggregates) {
    return new StoreSchema(aggregates, limits, zone, REFERENCES_KEPT);
  }

  static Limit limit(String id, Limit.Measure measure, Limit.Window window, long max) {
    return new Limit(id, AssetClass.FIAT, measure, window, max, sms());
  }

  /** A limit on the value that is let go on one calendar day. */
  static Limit daily(long max) {
    return limit("daily", Limit.Measure.VALUE, Limit.Window.DAY, max);
  }

  static Limit monthly(long max) {
    return limit("monthly", Limit.Measure.VALUE, Limit.Window.MONTH, max);
  }

  static Limit suspicious(String id, Limit.Measure measure, Limit.Window window, long max) {
    return new Limit(
        id,
        Set.of(AssetClass.FIAT, AssetClass.VIRTUAL_CURRENCY),
        measure,
        Limit.Counts.SUSPICIOUS,
        window,
        max,
        sms(),
        Demand.NOTHING);
  }

  static Aggregate count(String name, Aggregate.Key key, Direction direction, Window window) {
    return new Aggregate(name, key, direction, Measure.COUNT, null, window, Filter.ALL);
  }

  /** How often the payer has tried to pay. */
  static Aggregate outCount(String name, Duration window) {
    return count(name, Aggregate.Key.PAYER, Direction.OUT, Window.trailing(window));
  }

  static Demand sms() {
    return Demand.verify(VerificationMethod.SMS_CODE);
  }

  static Demand authority() {
    return Demand.hold(ReleasePath.AUTHORITY);
  }

  /** What a transfer in a state asks for. */
  static Demand demandOf(TransferState state) {
    return switch (state) {
      case AWAITING_VERIFICATION -> sms();
      case HELD -> Demand.hold(ReleasePath.BANK);
      case RESERVED, SETTLED, CANCELLED, EXPIRED -> Demand.NOTHING;
    };
  }

  static Verdict verdict(TransferState state) {
    return new Verdict(
        PACK,
        Mode.ENFORCE,
        0,
        List.of(),
        List.of(),
        false,
        List.<Degraded>of(),
        Demand.NOTHING,
        demandOf(state),
        List.of());
  }
}
