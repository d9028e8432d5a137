package io.riskgate.workbench.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * One axis of a chart.
 *
 * @param title what it shows, with the unit
 * @param min the value at its beginning
 * @param max the value at its end
 * @param ticks the values that are written at it
 * @param label how a value is written
 * @param logarithmic whether equal factors are equally far apart; values below 1 are then at its
 *     beginning
 */
public record Axis(
    String title,
    double min,
    double max,
    List<Double> ticks,
    DoubleFunction<String> label,
    boolean logarithmic) {
  private static final int TICKS_AIMED_AT = 5;
  private static final double THOUSAND = 1e3;
  private static final double TEN_THOUSAND = 1e4;
  private static final double MILLION = 1e6;

  /** Copies the ticks. */
  public Axis {
    ticks = List.copyOf(ticks);
  }

  /** An axis from 0 to 100 percent. */
  public static Axis percent(String title) {
    return new Axis(
        title,
        0,
        100,
        List.of(0.0, 25.0, 50.0, 75.0, 100.0),
        value -> String.format(Locale.ROOT, "%.0f %%", value),
        false);
  }

  /** An axis of scores. */
  public static Axis score(String title) {
    return new Axis(
        title,
        0,
        100,
        List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0),
        value -> String.format(Locale.ROOT, "%.0f", value),
        false);
  }

  /**
   * An axis from 0 to a round number that is no less than the largest value; to 1 where there is
   * nothing above 0.
   */
  public static Axis upTo(String title, double largest) {
    double step = largest > 0 ? step(largest) : 1;
    int steps = Math.max(1, (int) Math.ceil(largest / step - 1e-9));
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      ticks.add(i * step);
    }
    return new Axis(title, 0, steps * step, ticks, Axis::plain, false);
  }

  /** An axis of counts in powers of ten; no count is at its beginning. */
  public static Axis powersOfTen(String title, double largest) {
    List<Double> ticks = new ArrayList<>();
    double tick = 1;
    while (tick < Math.max(10, largest)) {
      ticks.add(tick);
      tick *= 10;
    }
    ticks.add(tick);
    // Half a decade below 1, so that a bar of 1 is seen.
    return new Axis(title, 1 / Math.sqrt(10), tick, ticks, Axis::plain, true);
  }

  private static double step(double largest) {
    double raw = Math.max(largest, 1e-9) / TICKS_AIMED_AT;
    double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (raw <= factor * magnitude * (1 + 1e-9)) {
        return factor * magnitude;
      }
    }
    return 10 * magnitude;
  }

  /** Short enough to stand beside an axis: thousands as k, millions as M. */
  private static String plain(double value) {
    if (value >= MILLION) {
      return trimmed(value / MILLION) + " M";
    }
    return value >= TEN_THOUSAND ? trimmed(value / THOUSAND) + " k" : trimmed(value);
  }

  private static String trimmed(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }

  /** Where a value is, from 0 at the beginning to 1 at the end. */
  double at(double value) {
    double at =
        logarithmic
            ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
            : (value - min) / (max - min);
    return Math.max(0, Math.min(1, at));
  }
}
