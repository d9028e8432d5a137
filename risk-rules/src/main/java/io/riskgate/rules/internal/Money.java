package io.riskgate.rules.internal;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/**
 * Amounts of a pack's base currency as people write and read them.
 *
 * @param currency its ISO 4217 code
 * @param decimals how many decimals it has
 */
record Money(String currency, int decimals) {
  /** Stands in where the base currency is unknown. */
  static final Money UNKNOWN = new Money("CNY", 2);

  /**
   * Looks a currency up.
   *
   * @throws IllegalArgumentException if there is no such currency, or it has no minor unit
   */
  static Money of(String currency) {
    int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
    if (decimals < 0) {
      throw new IllegalArgumentException(currency + " is no currency to pay with");
    }
    return new Money(currency, decimals);
  }

  NumberForm form() {
    return NumberForm.money(currency, decimals);
  }

  /** An amount such as 12,000.00: no sign of the currency, the same in every language. */
  String show(long minor) {
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(decimals);
    return format.format(BigDecimal.valueOf(minor, decimals));
  }
}
