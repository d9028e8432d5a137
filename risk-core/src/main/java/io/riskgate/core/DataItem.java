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
  MERCHANT;

  /** Returns the bit of this item in a set of items kept as a {@code long}. */
  public long bit() {
    return 1L << ordinal();
  }
}
