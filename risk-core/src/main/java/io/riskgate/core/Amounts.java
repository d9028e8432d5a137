package io.riskgate.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Exact conversions between decimal text and minor units. */
public final class Amounts {
  /** Longer text is no amount of money. */
  private static final int TEXT_CHARS_MAX = 40;

  private Amounts() {}

  /**
   * Returns the number of decimals of a currency, or -1 if there is no such currency or it has none
   * that money is counted in (such as gold).
   */
  public static int fractionDigits(String iso4217) {
    try {
      return Currency.getInstance(iso4217).getDefaultFractionDigits();
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /**
   * Reads an amount greater than zero.
   *
   * @param decimal digits with at most one decimal point, such as {@code 1234.50}; no sign, no
   *     exponent, no grouping
   * @param digits how many decimals there may be
   * @return minor units, 1 to {@link Transfer#AMOUNT_MINOR_MAX}
   * @throws IllegalArgumentException saying what is wrong
   */
  public static long parseMinor(String decimal, int digits) {
    String text = decimal.strip();
    if (text.startsWith("-")) {
      throw new IllegalArgumentException("an amount is greater than zero");
    }
    if (text.length() > TEXT_CHARS_MAX || !isPlainDecimal(text)) {
      throw new IllegalArgumentException("not an amount: write digits and a point, like 1234.50");
    }
    BigDecimal value = new BigDecimal(text);
    if (value.signum() == 0) {
      throw new IllegalArgumentException("an amount is greater than zero");
    }
    BigDecimal minor = value.movePointRight(digits);
    if (minor.compareTo(BigDecimal.valueOf(Transfer.AMOUNT_MINOR_MAX)) > 0) {
      throw new IllegalArgumentException(
          "too large: at most " + format(Transfer.AMOUNT_MINOR_MAX, digits));
    }
    if (value.scale() > digits) { // zeros too: 1.000 may well mean a thousand
      throw new IllegalArgumentException("too many decimals: at most " + digits);
    }
    return minor.longValueExact();
  }

  private static boolean isPlainDecimal(String text) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        points++;
      } else {
        return false;
      }
    }
    return digits > 0 && points <= 1;
  }

  /** Writes minor units as plain decimal text, such as {@code 1234.50}. */
  public static String format(long minor, int digits) {
    return BigDecimal.valueOf(minor, digits).toPlainString();
  }

  /**
   * Converts an amount by a rate, rounding up, so that a limit is never passed by rounding.
   *
   * @param amountMinor minor units at {@code fromDigits} decimals
   * @param rate how much of the target one whole unit is worth, greater than zero
   * @return minor units at {@code toDigits} decimals
   * @throws ArithmeticException if the result is larger than {@link Transfer#AMOUNT_MINOR_MAX}
   */
  public static long convertUp(long amountMinor, int fromDigits, BigDecimal rate, int toDigits) {
    BigDecimal exact = BigDecimal.valueOf(amountMinor, fromDigits).multiply(rate);
    BigDecimal minor = exact.movePointRight(toDigits).setScale(0, RoundingMode.CEILING);
    if (minor.compareTo(BigDecimal.valueOf(Transfer.AMOUNT_MINOR_MAX)) > 0) {
      throw new ArithmeticException("value too large");
    }
    return minor.longValueExact();
  }

  /** Adds, staying at the largest long instead of overflowing; for sums compared with limits. */
  public static long addSaturating(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? Long.MAX_VALUE : sum;
  }
}
