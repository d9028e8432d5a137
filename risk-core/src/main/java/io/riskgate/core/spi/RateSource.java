package io.riskgate.core.spi;

import java.math.BigDecimal;
import java.util.Optional;

/** Where the engine learns what one unit of another currency or asset is worth. */
@FunctionalInterface
public interface RateSource {
  /** Knows no rates: only transfers in the base currency, or with a value, can be scored. */
  RateSource NONE = (unit, baseCurrency, eventTimeMs) -> Optional.empty();

  /**
   * Returns how much of the base currency one whole unit is worth.
   *
   * @param unit an ISO 4217 currency or an asset code
   * @param baseCurrency the pack's base currency
   * @param eventTimeMs the transfer's event time, milliseconds since the epoch
   * @return a rate greater than zero, or empty when there is none or it is stale
   * @throws RuntimeException if the look-up failed; the transfer is then held, path RETRY
   */
  Optional<BigDecimal> rate(String unit, String baseCurrency, long eventTimeMs);
}
