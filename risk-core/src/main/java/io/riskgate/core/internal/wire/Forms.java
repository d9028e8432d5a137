package io.riskgate.core.internal.wire;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Reference;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is no record is written as one: as its form. */
final class Forms {
  private Forms() {}

  /** A transfer, of which everything is kept. */
  record TransferForm(
      String tenant,
      String id,
      @Nullable Instant time,
      String payer,
      String payee,
      @Nullable String customer,
      @Nullable String merchant,
      long amountMinor,
      @Nullable String currency,
      @Nullable String asset,
      int assetScale,
      AssetClass assetClass,
      @Nullable Long value,
      TransferKind kind,
      Channel channel,
      @Nullable String device,
      @Nullable String ip,
      boolean hasLocation,
      long latitudeBits,
      long longitudeBits,
      @Nullable String originCountry,
      @Nullable String payeeCountry,
      @Nullable Long payerBalance,
      int payerAge,
      @Nullable String purpose,
      @Nullable Set<CustomerSegment> payerSegments,
      @Nullable Boolean payerRealNameVerified,
      @Nullable String payeePhone,
      @Nullable Boolean orderAddressMatches,
      Set<DataItem> declaredAbsent) {
    static TransferForm of(Transfer t) {
      return new TransferForm(
          t.tenant(),
          t.id(),
          t.time(),
          t.payer(),
          t.payee(),
          t.customer(),
          t.merchant(),
          t.amountMinor(),
          t.currency(),
          t.asset(),
          t.assetScale(),
          t.assetClass(),
          t.value(),
          t.kind(),
          t.channel(),
          t.device(),
          t.ip(),
          t.hasLocation(),
          Double.doubleToRawLongBits(t.latitude()),
          Double.doubleToRawLongBits(t.longitude()),
          t.originCountry(),
          t.payeeCountry(),
          t.payerBalance(),
          t.payerAge(),
          t.purpose(),
          t.payerSegments(),
          t.payerRealNameVerified(),
          t.payeePhone(),
          t.orderAddressMatches(),
          t.declaredAbsent());
    }

    Transfer transfer() {
      Transfer.Builder b =
          Transfer.builder()
              .tenant(tenant)
              .id(id)
              .payer(payer)
              .payee(payee)
              .customer(customer)
              .merchant(merchant)
              .value(value)
              .kind(kind)
              .channel(channel)
              .device(device)
              .ip(ip)
              .originCountry(originCountry)
              .payeeCountry(payeeCountry)
              .payerBalance(payerBalance)
              .purpose(purpose)
              .payerSegments(payerSegments)
              .payerRealNameVerified(payerRealNameVerified)
              .payeePhone(payeePhone)
              .orderAddressMatches(orderAddressMatches)
              .declaredAbsent(declaredAbsent);
      if (time != null) {
        b.time(time);
      }
      if (currency != null) {
        b.amount(amountMinor, currency);
      } else if (asset != null) {
        b.asset(amountMinor, asset, assetScale, assetClass);
      }
      if (hasLocation) {
        b.location(Double.longBitsToDouble(latitudeBits), Double.longBitsToDouble(longitudeBits));
      }
      if (payerAge >= 0) {
        b.payerAge(payerAge);
      }
      return b.build();
    }
  }

  /** A fraud report. */
  record ReportForm(
      String tenant,
      String id,
      @Nullable Instant knownAt,
      String payee,
      @Nullable Reference reference,
      @Nullable String payer,
      @Nullable String customer,
      @Nullable String merchant,
      @Nullable String device,
      @Nullable String ip,
      @Nullable Long value,
      @Nullable String scam) {
    static ReportForm of(FraudReport r) {
      return new ReportForm(
          r.tenant(),
          r.id(),
          r.knownAt(),
          r.payee(),
          r.reference(),
          r.payer(),
          r.customer(),
          r.merchant(),
          r.device(),
          r.ip(),
          r.value(),
          r.scam());
    }

    FraudReport report() {
      FraudReport.Builder b =
          FraudReport.builder()
              .tenant(tenant)
              .id(id)
              .payee(payee)
              .reference(reference)
              .payer(payer)
              .customer(customer)
              .merchant(merchant)
              .device(device)
              .ip(ip)
              .value(value)
              .scam(scam);
      if (knownAt != null) {
        b.knownAt(knownAt);
      }
      return b.build();
    }
  }

  /** A stop-payment notice. */
  record NoticeForm(
      String number,
      String tenant,
      String account,
      String authority,
      @Nullable Instant receivedAt,
      String reason,
      @Nullable String victim) {
    static NoticeForm of(StopPaymentNotice n) {
      return new NoticeForm(
          n.number(),
          n.tenant(),
          n.account(),
          n.authority(),
          n.receivedAt(),
          n.reason(),
          n.victim());
    }

    StopPaymentNotice notice() {
      StopPaymentNotice.Builder b =
          StopPaymentNotice.builder()
              .number(number)
              .tenant(tenant)
              .account(account)
              .authority(authority)
              .reason(reason)
              .victim(victim);
      if (receivedAt != null) {
        b.receivedAt(receivedAt);
      }
      return b.build();
    }
  }

  /** The form of what is no record; anything else stays what it is. */
  static Object formOf(Object value) {
    if (value instanceof Transfer t) {
      return TransferForm.of(t);
    }
    if (value instanceof FraudReport r) {
      return ReportForm.of(r);
    }
    return value instanceof StopPaymentNotice n ? NoticeForm.of(n) : value;
  }

  /** What a form is of; anything else stays what it is. */
  static Object ofForm(Object value) {
    if (value instanceof TransferForm f) {
      return f.transfer();
    }
    if (value instanceof ReportForm f) {
      return f.report();
    }
    return value instanceof NoticeForm f ? f.notice() : value;
  }
}
