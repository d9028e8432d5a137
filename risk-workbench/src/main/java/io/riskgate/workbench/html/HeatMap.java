package io.riskgate.workbench.html;

import java.util.List;
import java.util.Locale;

/** A table whose cells are the darker the higher their value. */
public final class HeatMap {
  private static final int LABELS_WIDTH = 44;
  private static final int TOP = 6;
  private static final int BOTTOM = 40;

  private final String title;
  private final String unit;
  private final int cell;

  /**
   * Cells that are not filled yet.
   *
   * @param title what it shows
   * @param unit of what the values are a number
   * @param cell how wide and high a cell is
   */
  public HeatMap(String title, String unit, int cell) {
    this.title = title;
    this.unit = unit;
    this.cell = cell;
  }

  /**
   * One value.
   *
   * @param value how much; NaN where there is nothing to say
   * @param meaning what it says when it is pointed at
   */
  public record Value(double value, String meaning) {}

  /**
   * Draws it.
   *
   * @param rows what stands beside each row
   * @param columns what stands below each column; may be empty
   * @param across what the columns are
   * @param values by row and column
   */
  public void draw(
      Html html, List<String> rows, List<String> columns, String across, List<List<Value>> values) {
    double most = 0;
    for (List<Value> row : values) {
      for (Value value : row) {
        most = Double.isNaN(value.value()) ? most : Math.max(most, value.value());
      }
    }
    int width = LABELS_WIDTH + columns.size() * cell + 6;
    int height = TOP + rows.size() * cell + BOTTOM;
    html.open("figure").element("figcaption", title);
    html.open("p", "class", "key").text("none ");
    for (int i = 0; i <= 5; i++) {
      html.open("span", "class", "block heat", "style", "opacity:" + opacity(i, 5)).close();
    }
    html.text(String.format(Locale.ROOT, most < 10 ? " %,.2f %s" : " %,.0f %s", most, unit))
        .close();
    html.open("div", "class", "wide");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "role",
        "img",
        "aria-label",
        title,
        "style",
        "min-width:" + width * 4 / 5 + "px;max-width:" + width * 3 / 2 + "px");
    for (int i = 0; i < rows.size(); i++) {
      text(html, LABELS_WIDTH - 5, TOP + i * cell + cell / 2.0 + 4, "end", rows.get(i));
      for (int j = 0; j < columns.size(); j++) {
        Value value = values.get(i).get(j);
        html.open(
                "rect",
                "x",
                String.valueOf(LABELS_WIDTH + j * cell),
                "y",
                String.valueOf(TOP + i * cell),
                "width",
                String.valueOf(cell - 1),
                "height",
                String.valueOf(cell - 1),
                "class",
                Double.isNaN(value.value()) ? "nothing" : "heat",
                "fill-opacity",
                Double.isNaN(value.value()) ? "1" : opacity(value.value(), most))
            .element("title", value.meaning())
            .close();
      }
    }
    double below = TOP + rows.size() * cell + 14.0;
    for (int j = 0; j < columns.size(); j++) {
      if (!columns.get(j).isEmpty()) {
        text(html, LABELS_WIDTH + j * cell + cell / 2.0, below, "middle", columns.get(j));
      }
    }
    text(html, LABELS_WIDTH + columns.size() * cell / 2.0, height - 6.0, "middle", across);
    html.close().close().close().line();
  }

  private static void text(Html html, double x, double y, String anchor, String text) {
    html.element("text", text, "x", Plot.number(x), "y", Plot.number(y), "text-anchor", anchor);
  }

  /** By the square root, so that what is rare is seen beside what is frequent. */
  private static String opacity(double value, double most) {
    double share = most == 0 ? 0 : Math.sqrt(value / most);
    return String.format(Locale.ROOT, "%.2f", 0.05 + 0.95 * share);
  }
}
