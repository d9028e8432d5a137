package io.riskgate.core.internal;

import io.riskgate.core.Amounts;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.spi.RateSource;
import java.math.BigDecimal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out the value of transfers in the base currency. */
final class Valuation {
  /** No value can be worked out: there is no rate, or it gives no sensible value. */
  static final long NONE = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Valuation.class);

  private final RateSource rates;

  Valuation(RateSource rates) {
    this.rates = rates;
  }

  /** The value in minor units of the base currency, or {@link #NONE}. */
  long value(Transfer t, String baseCurrency, long eventTimeMs) {
    Long given = t.value();
    if (given != null) {
      return given;
    }
    String currency = t.currency();
    if (baseCurrency.equals(currency)) {
      return t.amountMinor();
    }
    int digits = currency == null ? t.assetScale() : Amounts.fractionDigits(currency);
    try {
      Optional<BigDecimal> rate = rates.rate(unit(t), baseCurrency, eventTimeMs);
      if (rate.isEmpty() || rate.get().signum() <= 0) {
        return NONE;
      }
      return Amounts.convertUp(
          t.amountMinor(), digits, rate.get(), Amounts.fractionDigits(baseCurrency));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.warn(
          "No value for a transfer in {}: the rate could not be used; see to the source of rates",
          unit(t),
          Redacted.of(e));
      return NONE;
    }
  }

  /** The currency or asset that a rate is asked for. */
  static String unit(Transfer t) {
    String currency = t.currency();
    String asset = t.asset();
    return currency != null ? currency : asset != null ? asset : "";
  }
}
