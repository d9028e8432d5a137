package io.riskgate.workbench.backtest;

import io.riskgate.core.Amounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures are shown to people. */
final class Shown {
  /** Where there is no figure. */
  static final String NONE = "–";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final String currency;
  private final int digits;
  private final ZoneId zone;

  Shown(String currency, ZoneId zone) {
    this.currency = currency;
    this.zone = zone;
    digits = Amounts.fractionDigits(currency);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String percent(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  static String decimal(double figure) {
    return Double.isNaN(figure) ? NONE : String.format(Locale.ROOT, "%.4f", figure);
  }

  static String rate(double figure) {
    return Double.isNaN(figure) ? NONE : String.format(Locale.ROOT, "%,.1f", figure);
  }

  /** An amount in the base currency, with its name. */
  String money(BigInteger minor) {
    return amount(minor) + " " + currency;
  }

  String amount(BigInteger minor) {
    return String.format(
        Locale.ROOT, "%,." + digits + "f", new BigDecimal(minor).movePointLeft(digits));
  }

  String time(@Nullable Instant time) {
    return time == null ? NONE : TIME.format(time.atZone(zone));
  }

  ZoneId zone() {
    return zone;
  }
}
