package io.riskgate.intel;

import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is in use at a moment, for any number of threads to look up. Made anew when a source
 * changes or becomes stale.
 *
 * <p>A source that has failed or is stale degrades the transfers that it would have been asked
 * about, and no others: without an address, nothing about addresses is asked.
 */
final class Tables {
  private static final int OF_PLACES = SourceKind.HIGH_RISK_REGIONS.bit();

  private final List<SourceUse> uses;
  private final List<NameList.Names> accounts;
  private final List<NameList.Names> devices;
  private final List<PhoneNumbers> numbers;
  private final List<Regions> regions;
  private final AddressTables addresses;
  private final Intelligence nothing;
  private final String dialCode;
  private final boolean tellsPlaces;

  /** The kinds of which a file was never read, and of which one is old. */
  private final int failed;

  private final int stale;
  private final long validUntilMs;

  Tables(List<SourceUse> uses, String dialCode, long nowMs) {
    this.uses = List.copyOf(uses);
    this.dialCode = dialCode;
    int usable = 0;
    int none = 0;
    int old = 0;
    long until = Long.MAX_VALUE;
    for (SourceUse use : uses) {
      int bit = use.kind();
      if (use.table() == null) {
        none |= bit;
        continue;
      }
      usable |= bit;
      if (use.isKept() || nowMs >= use.staleFromMs()) {
        old |= bit;
      } else {
        until = Math.min(until, use.staleFromMs());
      }
    }
    failed = none;
    stale = old;
    validUntilMs = until;
    accounts = SourceUse.tables(uses, SourceKind.REPORTED_ACCOUNTS, NameList.Names.class);
    devices = SourceUse.tables(uses, SourceKind.REPORTED_DEVICES, NameList.Names.class);
    numbers = SourceUse.tables(uses, SourceKind.REPORTED_NUMBERS, PhoneNumbers.class);
    regions = SourceUse.tables(uses, SourceKind.HIGH_RISK_REGIONS, Regions.class);
    nothing = new Intelligence(items(usable), "", 0, 0, List.of());
    addresses = new AddressTables(uses, usable, regions, nothing);
    tellsPlaces = (SourceUse.kinds(uses) & AddressTables.PLACES) != 0;
  }

  /** The same at a later time, when some of it may be stale. */
  Tables at(long nowMs) {
    return new Tables(uses, dialCode, nowMs);
  }

  /** Up to when, by the clock in milliseconds, none of the sources in use becomes stale. */
  long validUntilMs() {
    return validUntilMs;
  }

  /** The kinds that rest on old data, as the union of their bits. */
  int stale() {
    return stale;
  }

  /** The data items that can be told from sources of these kinds. */
  static long items(int kinds) {
    int anonymous = SourceKind.ANONYMOUS_IP.bit();
    return item(DataItem.TOR_EXITS, kinds, SourceKind.TOR_EXITS.bit() | anonymous)
        | item(DataItem.VPN_ADDRESSES, kinds, SourceKind.VPN.bit() | anonymous)
        | item(DataItem.HOSTING_ADDRESSES, kinds, SourceKind.HOSTING.bit() | anonymous)
        | item(DataItem.IP_NETWORKS, kinds, SourceKind.ASN.bit())
        | item(DataItem.REPORTED_ACCOUNTS, kinds, SourceKind.REPORTED_ACCOUNTS.bit())
        | item(DataItem.REPORTED_DEVICES, kinds, SourceKind.REPORTED_DEVICES.bit())
        | item(DataItem.REPORTED_NUMBERS, kinds, SourceKind.REPORTED_NUMBERS.bit())
        | item(DataItem.HIGH_RISK_REGIONS, kinds, SourceKind.HIGH_RISK_REGIONS.bit());
  }

  private static long item(DataItem item, int kinds, int anyOf) {
    return (kinds & anyOf) == 0 ? 0 : item.bit();
  }

  Intelligence lookUp(Transfer t) {
    int asked = SourceKind.REPORTED_ACCOUNTS.bit();
    int broken = failed;
    Intelligence plain = nothing;
    String ip = t.ip();
    if (ip != null) {
      AddressTables.Known address = addresses.find(ip);
      plain = address.plain();
      broken |= address.failed();
      asked |= AddressTables.KINDS | (tellsPlaces ? OF_PLACES : 0);
    }
    long known = plain.known();
    long findings = plain.findings();
    findings |= isIn(accounts, t.payee(), Finding.ACCOUNT_REPORTED);
    String device = t.device();
    if (device != null) {
      asked |= SourceKind.REPORTED_DEVICES.bit();
      findings |= isIn(devices, device, Finding.DEVICE_REPORTED);
    }
    String phone = t.payeePhone();
    if (phone != null) {
      asked |= SourceKind.REPORTED_NUMBERS.bit();
      long number = PhoneNumbers.number(phone, dialCode);
      if (number == PhoneNumbers.NONE) {
        known &= ~DataItem.REPORTED_NUMBERS.bit(); // it could not have been found
      } else {
        findings |= isNumberIn(number);
      }
    }
    asked |= t.payeeCountry() != null || t.originCountry() != null ? OF_PLACES : 0;
    findings |= isIn(regions, t.payeeCountry()) ? Finding.PAYEE_HIGH_RISK.bit() : 0;
    findings |= isIn(regions, t.originCountry()) ? Finding.ORIGIN_HIGH_RISK.bit() : 0;
    if (findings == plain.findings() && known == plain.known() && ((broken | stale) & asked) == 0) {
      return plain;
    }
    return new Intelligence(
        known, plain.country(), plain.asn(), findings, degraded(broken & asked, stale & asked));
  }

  private static long isIn(List<NameList.Names> lists, String name, Finding finding) {
    for (int i = 0; i < lists.size(); i++) {
      if (lists.get(i).names().contains(name)) {
        return finding.bit();
      }
    }
    return 0;
  }

  private long isNumberIn(long number) {
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i).contains(number)) {
        return Finding.NUMBER_REPORTED.bit();
      }
    }
    return 0;
  }

  static boolean isIn(List<Regions> lists, @Nullable String code) {
    if (code != null) {
      for (int i = 0; i < lists.size(); i++) {
        if (lists.get(i).contains(code)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Degraded> degraded(int failed, int stale) {
    List<Degraded> degraded = new ArrayList<>();
    for (SourceKind kind : SourceKind.values()) {
      if ((failed & kind.bit()) != 0) {
        degraded.add(new Degraded(Degraded.Cause.LOOKUP_FAILED, kind.title()));
      }
      if ((stale & kind.bit()) != 0) {
        degraded.add(new Degraded(Degraded.Cause.LOOKUP_STALE, kind.title()));
      }
    }
    return degraded;
  }
}
