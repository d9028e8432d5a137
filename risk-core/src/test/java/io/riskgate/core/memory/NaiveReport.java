package io.riskgate.core.memory;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What the naive store knows of one fraud report: everything null that nobody said. */
record NaiveReport(
    String tenant,
    String id,
    long knownAtMs,
    String payee,
    @Nullable String payer,
    @Nullable String device,
    @Nullable String ip,
    @Nullable String customer,
    @Nullable String merchant,
    long value,
    @Nullable String scam) {

  static NaiveReport of(FraudReport r, @Nullable Transfer of) {
    boolean known = of != null;
    return new NaiveReport(
        r.tenant(),
        r.id(),
        Objects.requireNonNull(r.knownAt()).toEpochMilli(),
        r.payee(),
        r.payer() == null && known ? of.payer() : r.payer(),
        r.device() == null && known ? of.device() : r.device(),
        r.ip() == null && known ? of.ip() : r.ip(),
        r.customer() == null && known ? of.customer() : r.customer(),
        r.merchant() == null && known ? of.merchant() : r.merchant(),
        r.value() != null ? r.value() : known ? of.amountMinor() : 0,
        r.scam());
  }

  boolean isSame(FraudReport report) {
    return tenant.equals(report.tenant()) && id.equals(report.id());
  }

  /** The value of an aggregate of reports for a transfer. */
  static long aggregate(Aggregate a, Transfer t, List<NaiveReport> all, long fromMs, long toMs) {
    boolean out = a.direction() == Direction.OUT;
    Predicate<NaiveReport> key =
        switch (a.key()) {
          case PAYER -> r -> t.payer().equals(out ? r.payer : r.payee);
          case PAYEE -> r -> t.payee().equals(out ? r.payer : r.payee);
          case PAYER_PAYEE -> r -> t.payer().equals(r.payer) && t.payee().equals(r.payee);
          case DEVICE -> r -> t.device() != null && t.device().equals(r.device);
          case PAYER_DEVICE ->
              r -> t.device() != null && t.device().equals(r.device) && t.payer().equals(r.payer);
          case IP -> r -> t.ip() != null && t.ip().equals(r.ip);
          case CUSTOMER -> r -> t.customer() != null && t.customer().equals(r.customer);
          case MERCHANT -> r -> t.merchant() != null && t.merchant().equals(r.merchant);
        };
    Aggregate.Filter f = a.filter();
    List<NaiveReport> counted =
        all.stream()
            .filter(r -> r.tenant.equals(t.tenant()) && key.test(r))
            .filter(r -> r.knownAtMs >= fromMs && r.knownAtMs <= Math.min(toMs, timeMs(t)))
            .filter(r -> f.scams().isEmpty() || (r.scam != null && f.scams().contains(r.scam)))
            .filter(r -> r.value >= f.valueMin() && r.value <= f.valueMax())
            .toList();
    LongStream values = counted.stream().mapToLong(r -> r.value);
    return switch (a.measure()) {
      case COUNT -> counted.size();
      case SUM -> values.sum();
      case MAX -> values.max().orElse(0);
      case DISTINCT ->
          counted.stream()
              .map(r -> r.field(Objects.requireNonNull(a.field())))
              .filter(Objects::nonNull)
              .distinct()
              .count();
      case MEAN, LAST, SHARE -> throw new AssertionError("not of reports: " + a);
    };
  }

  private static long timeMs(Transfer t) {
    return NaiveStore.timeMs(t);
  }

  private @Nullable String field(Aggregate.Field field) {
    return switch (field) {
      case PAYER -> payer;
      case PAYEE -> payee;
      case DEVICE -> device;
      case IP -> ip;
      case CUSTOMER -> customer;
      case ORIGIN_COUNTRY, PLACE -> throw new AssertionError("not of reports: " + field);
    };
  }
}
