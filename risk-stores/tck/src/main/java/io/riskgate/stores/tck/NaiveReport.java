package io.riskgate.stores.tck;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the naive store knows of one fraud report: null is what nobody said. */
final class NaiveReport {
  final String tenant;
  final String id;
  final long knownAtMs;
  final String payee;
  final @Nullable String payer;
  @Nullable String device;
  final @Nullable String ip;
  @Nullable String customer;
  final @Nullable String merchant;
  final long value;
  final @Nullable String scam;

  /** The accounts that were forgotten since. */
  final Set<String> forgotten = new HashSet<>();

  /**
   * Takes a report.
   *
   * @param of the transfer that it is about, or null where that is not known
   * @param ofValue its value
   */
  NaiveReport(FraudReport r, @Nullable Transfer of, long ofValue) {
    tenant = r.tenant();
    id = r.id();
    knownAtMs = Objects.requireNonNull(r.knownAt(), "a valid report has a time").toEpochMilli();
    payee = r.payee();
    payer = r.payer() == null && of != null ? of.payer() : r.payer();
    device = r.device() == null && of != null ? of.device() : r.device();
    ip = r.ip() == null && of != null ? of.ip() : r.ip();
    customer = r.customer() == null && of != null ? of.customer() : r.customer();
    merchant = r.merchant() == null && of != null ? of.merchant() : r.merchant();
    Long said = r.value();
    value = said != null ? said : ofValue;
    scam = r.scam();
  }

  boolean isSame(FraudReport report) {
    return tenant.equals(report.tenant()) && id.equals(report.id());
  }

  /** Whether an aggregate's key, as a transfer has it, is a subject of this report. */
  boolean isAbout(Aggregate a, Transfer t) {
    boolean out = a.direction() == Direction.OUT;
    return switch (a.key()) {
      case PAYER -> isAccount(t.payer(), out);
      case PAYEE -> isAccount(t.payee(), out);
      case PAYER_PAYEE -> isAccount(t.payer(), true) && isAccount(t.payee(), false);
      case DEVICE -> isSame(t.device(), device);
      case PAYER_DEVICE -> isAccount(t.payer(), true) && isSame(t.device(), device);
      case IP -> isSame(t.ip(), ip);
      case CUSTOMER -> isSame(t.customer(), customer);
      case MERCHANT -> isSame(t.merchant(), merchant);
    };
  }

  private boolean isAccount(String account, boolean asPayer) {
    return !forgotten.contains(account) && account.equals(asPayer ? payer : payee);
  }

  private static boolean isSame(@Nullable String asked, @Nullable String reported) {
    return asked != null && asked.equals(reported);
  }

  boolean passes(Aggregate.Filter f) {
    return (f.scams().isEmpty() || (scam != null && f.scams().contains(scam)))
        && value >= f.valueMin()
        && value <= f.valueMax();
  }

  @Nullable String field(Aggregate.Field field) {
    return switch (field) {
      case PAYER -> payer;
      case PAYEE -> payee;
      case DEVICE -> device;
      case IP -> ip;
      case CUSTOMER -> customer;
      case ORIGIN_COUNTRY, PLACE -> throw new AssertionError("Not of reports: " + field);
    };
  }
}
