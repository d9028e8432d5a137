package io.riskgate.core;

/**
 * A piece of data about a transfer that not every channel has. A rule that reads a fact made from
 * an item is not evaluated when the item is missing.
 */
public enum DataItem {
  /** The device's identifier. */
  DEVICE,
  /** The IP address. */
  IP,
  /** Latitude and longitude of the payer. */
  LOCATION,
  /** The country the payer asks from. */
  ORIGIN_COUNTRY,
  /** The payer's available balance before the transfer. */
  PAYER_BALANCE,
  /** The paying customer's age in years. */
  PAYER_AGE,
  /** The country of the payee's account. */
  PAYEE_COUNTRY,
  /** The purpose text. */
  PURPOSE,
  /** The customer behind the payer account. */
  CUSTOMER,
  /** The merchant that is paid. */
  MERCHANT,
  /** The segments that the paying customer belongs to. */
  SEGMENTS,
  /** Whether the payer account's real name has been verified. */
  REAL_NAME,
  /** The payee's telephone number. */
  PAYEE_PHONE,
  /** Whether the order's delivery address is the customer's. */
  ORDER_ADDRESS,
  /** Which addresses are exits of the Tor network. */
  TOR_EXITS,
  /** Which addresses are those of virtual private networks and other anonymisers. */
  VPN_ADDRESSES,
  /** Which addresses are those of data centres. */
  HOSTING_ADDRESSES,
  /** Which network an address belongs to. */
  IP_NETWORKS,
  /** Which accounts were reported. */
  REPORTED_ACCOUNTS,
  /** Which devices were reported. */
  REPORTED_DEVICES,
  /** Which telephone numbers were reported. */
  REPORTED_NUMBERS,
  /** Which regions are of high risk. */
  HIGH_RISK_REGIONS;

  /** Returns the bit of this item in a set of items kept as a {@code long}. */
  public long bit() {
    return 1L << ordinal();
  }
}
