package io.riskgate.workbench.html;

import java.util.List;

/** Bars, of which several may stand side by side or on each other. */
public final class BarChart {
  /** How the bars of one place are arranged. */
  public enum Arrangement {
    /** Side by side. */
    GROUPED,
    /** On each other, the first at the bottom. */
    STACKED
  }

  private static final int TOP = 14;
  private static final double GAP = 0.15;

  private final String title;
  private final int width;
  private final int height;
  private final Arrangement arrangement;
  private final String acrossTitle;
  private final Axis up;

  /**
   * The bars of one place.
   *
   * @param label what stands below, or empty
   * @param meaning what it says when it is pointed at
   * @param values how high each is
   */
  public record Bars(String label, String meaning, List<Double> values) {
    /** Copies the values. */
    public Bars {
      values = List.copyOf(values);
    }
  }

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param acrossTitle what the places are, with the unit
   */
  public BarChart(
      String title, int width, int height, Arrangement arrangement, String acrossTitle, Axis up) {
    this.title = title;
    this.width = width;
    this.height = height;
    this.arrangement = arrangement;
    this.acrossTitle = acrossTitle;
    this.up = up;
  }

  /**
   * Draws the chart.
   *
   * @param names what each of several bars shows
   * @param styles the class of each
   */
  public void draw(Html html, List<String> names, List<String> styles, List<Bars> places) {
    html.open("figure").element("figcaption", title);
    if (names.size() > 1) {
      html.open("p", "class", "key");
      for (int i = 0; i < names.size(); i++) {
        html.open("span", "class", "block " + styles.get(i)).close();
        html.text(names.get(i) + "  ");
      }
      html.close();
    }
    html.open("div", "class", "wide");
    Plot plot = new Plot(html, width, height, TOP, title);
    plot.yAxis(up);
    double step = (plot.right() - plot.left()) / Math.max(1, places.size());
    for (int i = 0; i < places.size(); i++) {
      Bars bars = places.get(i);
      double x = plot.left() + i * step;
      if (!bars.label().isEmpty()) {
        plot.label(x + step / 2, plot.bottom() + 17, "middle", bars.label());
      }
      if (arrangement == Arrangement.STACKED) {
        stack(plot, x, step, bars, styles);
      } else {
        group(plot, x, step, bars, styles);
      }
    }
    plot.xAxis(acrossTitle);
    plot.end();
    html.close().close().line();
  }

  private void group(Plot plot, double x, double step, Bars bars, List<String> styles) {
    double barWidth = step * (1 - GAP) / bars.values().size();
    for (int i = 0; i < bars.values().size(); i++) {
      double y = plot.y(up.at(bars.values().get(i)));
      plot.rect(
          x + step * GAP / 2 + i * barWidth,
          y,
          barWidth,
          plot.bottom() - y,
          styles.get(i),
          "1",
          bars.meaning());
    }
  }

  private void stack(Plot plot, double x, double step, Bars bars, List<String> styles) {
    double below = 0;
    for (int i = 0; i < bars.values().size(); i++) {
      double value = bars.values().get(i);
      if (value > 0) {
        double bottom = plot.y(up.at(below));
        double y = plot.y(up.at(below + value));
        plot.rect(x, y, step * (1 - GAP), bottom - y, styles.get(i), "1", bars.meaning());
        below += value;
      }
    }
  }
}
