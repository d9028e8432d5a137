package io.riskgate.intel;

import java.util.Locale;

/** What a file of intelligence tells. */
public enum SourceKind {
  /** A database of the country that an address is in. */
  COUNTRY,
  /** A database of the country and its subdivision that an address is in. */
  CITY,
  /** A database of the autonomous system that an address belongs to. */
  ASN,
  /** A database of the addresses of anonymisers, Tor and data centres. */
  ANONYMOUS_IP,
  /** A list of the addresses of exits of the Tor network. */
  TOR_EXITS,
  /** A list of the addresses of virtual private networks and other anonymisers. */
  VPN,
  /** A list of the addresses of data centres. */
  HOSTING,
  /** A list of reported accounts. */
  REPORTED_ACCOUNTS,
  /** A list of reported devices. */
  REPORTED_DEVICES,
  /** A list of reported telephone numbers. */
  REPORTED_NUMBERS,
  /** A list of regions of high risk. */
  HIGH_RISK_REGIONS;

  /** Its name in decisions, logs and files: small letters with hyphens, such as tor-exits. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The bit of this kind in a set of kinds kept as an {@code int}. */
  int bit() {
    return 1 << ordinal();
  }
}
