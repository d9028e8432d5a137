package io.riskgate.core;

/** What kind of thing is transferred. */
public enum AssetClass {
  /** Money with an ISO 4217 currency. */
  FIAT,
  /** A virtual currency, named by its asset code. */
  VIRTUAL_CURRENCY,
  /** A game's own currency, named by its asset code. */
  GAME_CURRENCY
}
