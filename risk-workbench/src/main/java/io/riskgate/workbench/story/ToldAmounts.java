package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;

/** Amounts as people read them. */
final class ToldAmounts {
  private ToldAmounts() {}

  /** Whole units with the thousands apart; of an asset no more decimals than it takes. */
  static String told(long minor, int digits) {
    String text = Amounts.format(minor, digits);
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String decimals = point < 0 ? "" : text.substring(point);
    if (digits > 2) {
      decimals = decimals.replaceAll("\\.?0+$", "");
    }
    return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + decimals;
  }
}
