package io.riskgate.rules.internal;

import java.math.BigDecimal;

/** How a number is written and what it is counted in. */
@FunctionalInterface
interface NumberForm {
  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException with the rest of a sentence that starts with the number's name
   */
  long parse(String text);

  /** Whole things. */
  NumberForm WHOLE =
      text -> {
        if (!text.matches("-?[0-9]{1,15}")) {
          throw new IllegalArgumentException("must be a whole number, not '" + text + "'");
        }
        return Long.parseLong(text);
      };

  /** An amount in whole units of a currency with so many decimals, counted in minor units. */
  static NumberForm money(String currency, int decimals) {
    return text -> {
      if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
        throw new IllegalArgumentException("must be an amount such as 5000.00, not '" + text + "'");
      }
      BigDecimal minor = new BigDecimal(text).movePointRight(decimals);
      if (minor.stripTrailingZeros().scale() > 0) {
        throw new IllegalArgumentException(
            "has more decimals than the " + decimals + " of " + currency + ": '" + text + "'");
      }
      return minor.longValueExact();
    };
  }
}
