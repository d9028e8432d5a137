package io.riskgate.workbench.rows;

import io.riskgate.core.Amounts;
import io.riskgate.core.Transfer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads decimal numbers, exactly. Every refusal says what is wrong. */
final class Decimals {
  private static final int TEXT_CHARS_MAX = 40;
  private static final BigDecimal IPV4_MAX = BigDecimal.valueOf(0xffff_ffffL);

  private Decimals() {}

  /** A plain decimal number: no exponent, no grouping, neither NaN nor infinite. */
  static BigDecimal plain(String text) {
    if (text.length() > TEXT_CHARS_MAX || !isPlain(text)) {
      throw new IllegalArgumentException("not a number: write digits and a point, like 1234.50");
    }
    return new BigDecimal(text);
  }

  private static boolean isPlain(String text) {
    int digits = 0;
    int points = 0;
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
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

  /** An amount greater than zero in minor units; where it is scaled, rounded up. */
  static long amountMinor(String text, @Nullable BigDecimal scale, int digits) {
    if (scale == null) {
      return Amounts.parseMinor(text, digits);
    }
    BigDecimal amount = plain(text);
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("an amount is greater than zero");
    }
    return minor(amount, scale, digits);
  }

  /** A balance, which may be overdrawn, in minor units; where it is scaled, rounded up. */
  static long balanceMinor(String text, @Nullable BigDecimal scale, int digits) {
    BigDecimal balance = plain(text);
    if (scale != null) {
      return minor(balance, scale, digits);
    }
    if (balance.stripTrailingZeros().scale() > digits) {
      throw new IllegalArgumentException("too many decimals: at most " + digits);
    }
    return minor(balance, BigDecimal.ONE, digits);
  }

  private static long minor(BigDecimal number, BigDecimal scale, int digits) {
    BigDecimal minor =
        number.multiply(scale).movePointRight(digits).setScale(0, RoundingMode.CEILING);
    if (minor.abs().compareTo(BigDecimal.valueOf(Transfer.AMOUNT_MINOR_MAX)) > 0) {
      throw new IllegalArgumentException(
          "too large: at most " + Amounts.format(Transfer.AMOUNT_MINOR_MAX, digits));
    }
    return minor.longValueExact();
  }

  /** A number of degrees. */
  static double degrees(String text) {
    return plain(text).doubleValue();
  }

  /** A small number without decimals. */
  static int whole(String text) {
    try {
      return plain(text).intValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
  }

  /**
   * An IPv4 address written as one decimal number, of which what is behind the point is ignored.
   */
  static String ipv4(String text) {
    BigDecimal number = plain(text).setScale(0, RoundingMode.FLOOR);
    if (number.signum() < 0 || number.compareTo(IPV4_MAX) > 0) {
      throw new IllegalArgumentException("not an IPv4 address as a number, 0 to " + IPV4_MAX);
    }
    long ip = number.longValueExact();
    return (ip >> 24) + "." + ((ip >> 16) & 255) + "." + ((ip >> 8) & 255) + "." + (ip & 255);
  }
}
