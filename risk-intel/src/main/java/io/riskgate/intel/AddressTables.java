package io.riskgate.intel;

import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import io.riskgate.intel.AddressDatabase.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All that tells something of addresses. What an address is does not change while these tables
 * live, so what was found of the latest ones is kept in {@value #CACHE_SLOTS} slots, with the whole
 * answer to a transfer of which nothing else is found: for an address met lately nothing is looked
 * up and nothing made. A first meeting makes its entry, and what MaxMind's reader makes.
 */
final class AddressTables {
  /** A power of two. */
  static final int CACHE_SLOTS = 8_192;

  /** The kinds that tell something of addresses, and those of them that tell where they are. */
  static final int KINDS =
      SourceKind.COUNTRY.bit()
          | SourceKind.CITY.bit()
          | SourceKind.ASN.bit()
          | SourceKind.ANONYMOUS_IP.bit()
          | SourceKind.TOR_EXITS.bit()
          | SourceKind.VPN.bit()
          | SourceKind.HOSTING.bit();

  static final int PLACES = SourceKind.COUNTRY.bit() | SourceKind.CITY.bit();

  /**
   * What is known of an address.
   *
   * @param ip the address as it was written
   * @param failed the kinds of sources in which it could not be looked up
   * @param plain the answer to a transfer of which nothing else is found
   */
  record Known(String ip, int failed, Intelligence plain) {}

  private record Database(SourceFile<?> source, AddressDatabase content) {}

  private final int configured;
  private final int usable;
  private final List<IpRanges> torExits;
  private final List<IpRanges> vpn;
  private final List<IpRanges> hosting;

  /** City databases before country ones: they are the finer. */
  private final List<Database> places;

  private final List<Database> networks;
  private final List<Database> anonymous;
  private final List<Regions> regions;
  private final Intelligence nothing;
  private final AtomicReferenceArray<@Nullable Known> cache =
      new AtomicReferenceArray<>(CACHE_SLOTS);

  /**
   * Makes tables of what is in use.
   *
   * @param usable the kinds that have something to go by
   * @param nothing the answer to a transfer of which nothing at all is found
   */
  AddressTables(List<SourceUse> uses, int usable, List<Regions> regions, Intelligence nothing) {
    this.nothing = nothing;
    this.configured = SourceUse.kinds(uses) & KINDS;
    this.usable = usable;
    this.regions = regions;
    torExits = SourceUse.tables(uses, SourceKind.TOR_EXITS, IpRanges.class);
    vpn = SourceUse.tables(uses, SourceKind.VPN, IpRanges.class);
    hosting = SourceUse.tables(uses, SourceKind.HOSTING, IpRanges.class);
    places = new ArrayList<>(databases(uses, SourceKind.CITY));
    places.addAll(databases(uses, SourceKind.COUNTRY));
    networks = databases(uses, SourceKind.ASN);
    anonymous = databases(uses, SourceKind.ANONYMOUS_IP);
  }

  private static List<Database> databases(List<SourceUse> uses, SourceKind kind) {
    List<Database> databases = new ArrayList<>();
    for (SourceUse use : uses) {
      if (use.kind() == kind.bit() && use.table() instanceof AddressDatabase database) {
        databases.add(new Database(use.source(), database));
      }
    }
    return databases;
  }

  Known find(String ip) {
    int hash = ip.hashCode();
    int slot = (hash ^ hash >>> 16) & (CACHE_SLOTS - 1);
    Known kept = cache.getAcquire(slot);
    if (kept != null && kept.ip().equals(ip)) {
      return kept;
    }
    IpAddress address = IpAddress.parse(ip);
    Known found =
        address == null
            ? known(ip, "", 0, 0, configured) // whatever it is, it is not clean
            : new LookUp(address).of(ip);
    if (found.failed() == 0) { // what failed may succeed the next time
      cache.setRelease(slot, found);
    }
    return found;
  }

  private Known known(String ip, String country, long asn, long findings, int failed) {
    if (country.isEmpty() && asn == 0 && findings == 0 && failed == 0) {
      return new Known(ip, 0, nothing);
    }
    long items = Tables.items(usable & ~failed);
    return new Known(ip, failed, new Intelligence(items, country, asn, findings, List.of()));
  }

  /** One look-up of one address. */
  private final class LookUp {
    private final IpAddress address;
    private String country = "";
    private long asn;
    private long findings;
    private int failed;

    LookUp(IpAddress address) {
      this.address = address;
    }

    Known of(String ip) {
      findings |= in(torExits) ? Finding.TOR.bit() : 0;
      findings |= in(vpn) ? Finding.VPN.bit() : 0;
      findings |= in(hosting) ? Finding.HOSTING.bit() : 0;
      for (Database database : places) {
        place(ask(database));
      }
      for (Database database : networks) {
        Answer answer = ask(database);
        asn = asn == 0 ? answer.asn() : asn;
      }
      for (Database database : anonymous) {
        findings |= ask(database).findings();
      }
      return known(ip, country, asn, findings, failed);
    }

    private boolean in(List<IpRanges> lists) {
      for (int i = 0; i < lists.size(); i++) {
        if (lists.get(i).contains(address)) {
          return true;
        }
      }
      return false;
    }

    private void place(Answer answer) {
      if (country.isEmpty()) {
        country = answer.country();
      }
      boolean isHighRisk = Tables.isIn(regions, answer.country());
      for (String subdivision : answer.subdivisions()) {
        isHighRisk |= Tables.isIn(regions, subdivision);
      }
      findings |= isHighRisk ? Finding.ORIGIN_HIGH_RISK.bit() : 0;
    }

    private Answer ask(Database database) {
      try {
        return database.content().find(address.toInet());
      } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
        database.source().lookUpFailed(e);
        failed |= database.source().kind().bit();
        return Answer.NOTHING;
      }
    }
  }
}
