package io.riskgate.stores.remote;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Aggregate;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fraud report as the records of its subjects know it: names as hashes, which are compared and
 * counted and not told.
 *
 * @param payer the payer as aggregates look for it; 0 where nobody said it or it was forgotten
 * @param payee the same of the payee
 * @param payerCounted the payer as values are counted by it
 * @param payeeCounted the same of the payee
 * @param payerName the payer, in records of accounts until it is forgotten: so it can be found
 * @param payeeName the same of the payee
 */
record Report(
    String id,
    long knownAtMs,
    long payer,
    long payee,
    long payerCounted,
    long payeeCounted,
    long device,
    long ip,
    long customer,
    long merchant,
    long value,
    @Nullable String scam,
    @Nullable String payerName,
    @Nullable String payeeName) {
  static Report of(FraudReport r, @Nullable Transfer of, long ofValue) {
    Instant known = Objects.requireNonNull(r.knownAt(), "a valid report has a time");
    Long said = r.value();
    String payerName = r.payer() == null && of != null ? of.payer() : r.payer();
    long payer = hash(payerName);
    long payee = hash(r.payee());
    return new Report(
        r.id(),
        known.toEpochMilli(),
        payer,
        payee,
        payer,
        payee,
        hash(r.device() == null && of != null ? of.device() : r.device()),
        hash(r.ip() == null && of != null ? of.ip() : r.ip()),
        hash(r.customer() == null && of != null ? of.customer() : r.customer()),
        hash(r.merchant() == null && of != null ? of.merchant() : r.merchant()),
        said != null ? said : ofValue,
        r.scam(),
        payerName,
        r.payee());
  }

  /** A hash of 64 bits, 0 for what nobody said. */
  static long hash(@Nullable String name) {
    if (name == null) {
      return 0;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }

  Report without(String account) {
    long gone = hash(account);
    return new Report(
        id,
        knownAtMs,
        payer == gone ? 0 : payer,
        payee == gone ? 0 : payee,
        payerCounted,
        payeeCounted,
        device,
        ip,
        customer,
        merchant,
        value,
        scam,
        account.equals(payerName) ? null : payerName,
        account.equals(payeeName) ? null : payeeName);
  }

  /** The same for a record that is of no account. */
  Report withoutNames() {
    return new Report(
        id,
        knownAtMs,
        payer,
        payee,
        payerCounted,
        payeeCounted,
        device,
        ip,
        customer,
        merchant,
        value,
        scam,
        null,
        null);
  }

  boolean passes(Aggregate.Filter f) {
    return (f.scams().isEmpty() || (scam != null && f.scams().contains(scam)))
        && value >= f.valueMin()
        && value <= f.valueMax();
  }

  @Nullable Object field(Aggregate.Field field) {
    long found =
        switch (field) {
          case PAYER -> payerCounted;
          case PAYEE -> payeeCounted;
          case DEVICE -> device;
          case IP -> ip;
          case CUSTOMER -> customer;
          case ORIGIN_COUNTRY, PLACE ->
              throw new IllegalArgumentException("Not of reports: " + field);
        };
    return found == 0 ? null : found;
  }

  void write(WireOut out) {
    out.putText(id);
    out.putSigned(knownAtMs);
    out.putLong(payer);
    out.putLong(payee);
    out.putLong(payerCounted);
    out.putLong(payeeCounted);
    out.putLong(device);
    out.putLong(ip);
    out.putLong(customer);
    out.putLong(merchant);
    out.putSigned(value);
    put(out, scam);
    put(out, payerName);
    put(out, payeeName);
  }

  private static void put(WireOut out, @Nullable String text) {
    out.putText(text == null ? "" : "=" + text);
  }

  private static @Nullable String next(WireIn in) {
    String text = in.nextText();
    return text.isEmpty() ? null : text.substring(1);
  }

  static Report read(WireIn in) {
    String id = in.nextText();
    long knownAtMs = in.nextSigned();
    long payer = in.nextLong();
    long payee = in.nextLong();
    long payerCounted = in.nextLong();
    long payeeCounted = in.nextLong();
    long device = in.nextLong();
    long ip = in.nextLong();
    long customer = in.nextLong();
    long merchant = in.nextLong();
    long value = in.nextSigned();
    return new Report(
        id,
        knownAtMs,
        payer,
        payee,
        payerCounted,
        payeeCounted,
        device,
        ip,
        customer,
        merchant,
        value,
        next(in),
        next(in),
        next(in));
  }
}
