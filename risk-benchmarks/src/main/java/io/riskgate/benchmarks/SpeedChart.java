package io.riskgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of the table of speed as an SVG picture: bars on a logarithmic scale, part by part,
 * with the spread of the rounds as a whisker. A shorter bar is faster.
 */
final class SpeedChart {
  private static final int WIDTH = 960;
  private static final int LEFT = 330;
  private static final int RIGHT = 90;
  private static final int TOP = 56;
  private static final int LINE = 22;
  private static final int BAR = 14;
  private static final int HEADING = 34;
  private static final int BOTTOM = 46;
  private static final String OURS = "#1f6f8b";
  private static final String OTHERS = "#b8bdc4";
  private static final String INK = "#22272e";

  private final StringBuilder svg = new StringBuilder();
  private final double least;
  private final double decades;

  private SpeedChart(List<SpeedRow> rows) {
    double low = 1;
    double high = 10;
    for (SpeedRow row : rows) {
      low = Math.min(low, row.ratio().least());
      high = Math.max(high, row.ratio().most());
    }
    least = Math.floor(Math.log10(low));
    decades = Math.max(1, Math.ceil(Math.log10(high)) - least);
  }

  /** A picture of the lines that have a ratio. */
  static String of(List<SpeedRow> rows, String where) {
    List<SpeedRow> compared = new ArrayList<>();
    for (SpeedRow row : rows) {
      if (!Double.isNaN(row.ratio().median())) {
        compared.add(row);
      }
    }
    return new SpeedChart(compared).draw(compared, where);
  }

  private String draw(List<SpeedRow> rows, String where) {
    long parts = rows.stream().map(SpeedRow::part).distinct().count();
    int height = (int) (TOP + rows.size() * LINE + parts * HEADING + BOTTOM);
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"13\" fill=\"%s\">%n",
            WIDTH,
            height,
            WIDTH,
            height,
            INK));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(16, 24, "start", "17", "How many times as long as the first line of each part");
    scale(height);
    int y = TOP;
    String part = "";
    for (SpeedRow row : rows) {
      if (!row.part().equals(part)) {
        part = row.part();
        text(16, y + HEADING - 10, "start", "14", part);
        y += HEADING;
      }
      bar(row, y);
      y += LINE;
    }
    text(16, height - 12, "start", "11", where);
    return svg.append("</svg>\n").toString();
  }

  private double x(double ratio) {
    return LEFT + (Math.log10(ratio) - least) / decades * (WIDTH - LEFT - RIGHT);
  }

  private void scale(int height) {
    for (int i = 0; i <= decades; i++) {
      double ratio = Math.pow(10, least + i);
      line(x(ratio), TOP, x(ratio), height - BOTTOM + 6, ratio == 1 ? "#8a9099" : "#e3e6ea", 1);
      text(
          x(ratio),
          height - BOTTOM + 20,
          "middle",
          "11",
          String.format(Locale.ROOT, ratio < 1 ? "%.1f" : "%,.0f", ratio));
    }
  }

  private void bar(SpeedRow row, int y) {
    Spread ratio = row.ratio();
    double from = x(Math.pow(10, least));
    double middle = y + BAR / 2.0;
    text(LEFT - 8, middle + 4.5, "end", "13", row.name());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            from,
            y,
            Math.max(1, x(ratio.median()) - from),
            BAR,
            row.name().startsWith("Riskgate") ? OURS : OTHERS));
    line(x(ratio.least()), middle, x(ratio.most()), middle, INK, 1.5);
    line(x(ratio.least()), middle - 3, x(ratio.least()), middle + 3, INK, 1.5);
    line(x(ratio.most()), middle - 3, x(ratio.most()), middle + 3, INK, 1.5);
    text(x(ratio.most()) + 7, middle + 4.5, "start", "12", SpeedTable.ratio(ratio.median()));
  }

  private void line(double x1, double y1, double x2, double y2, String colour, double width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                + " stroke-width=\"%.1f\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  private void text(double x, double y, String anchor, String size, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }
}
