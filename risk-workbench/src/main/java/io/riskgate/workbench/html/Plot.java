package io.riskgate.workbench.html;

import java.util.Locale;

/** The area of a chart between its axes, drawn as SVG in a page. */
final class Plot {
  private static final int LEFT = 64;
  private static final int RIGHT = 24;
  private static final int BOTTOM = 46;
  private static final int TITLE_GAP = 14;
  private static final int WIDE = 600;

  private final Html html;
  private final int width;
  private final int height;
  private final int top;

  /**
   * Begins a drawing.
   *
   * @param top how much room there is above the area
   * @param title what the chart shows, for those who cannot see it
   */
  Plot(Html html, int width, int height, int top, String title) {
    this.html = html;
    this.width = width;
    this.height = height;
    this.top = top;
    html.open(
        "svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "role",
        "img",
        "aria-label",
        title,
        "style",
        // A wide one is scrolled on a telephone, so that it can be read.
        (width > WIDE ? "min-width:" + width * 3 / 4 + "px;" : "")
            + ("max-width:" + width * 3 / 2 + "px"));
  }

  void end() {
    html.close().line();
  }

  double x(double at) {
    return LEFT + at * (width - LEFT - RIGHT);
  }

  double y(double at) {
    return height - BOTTOM - at * (height - BOTTOM - top);
  }

  double left() {
    return x(0);
  }

  double right() {
    return x(1);
  }

  double bottom() {
    return y(0);
  }

  double top() {
    return top;
  }

  void xAxis(Axis axis) {
    for (double tick : axis.ticks()) {
      double x = x(axis.at(tick));
      line(x, bottom(), x, bottom() + 4, "axis");
      label(x, bottom() + 17, "middle", axis.label().apply(tick));
    }
    xAxis(axis.title());
  }

  void xAxis(String title) {
    line(left(), bottom(), right(), bottom(), "axis");
    label((left() + right()) / 2, height - 8, "middle", title);
  }

  void yAxis(Axis axis) {
    for (double tick : axis.ticks()) {
      double y = y(axis.at(tick));
      line(left(), y, right(), y, "grid");
      label(left() - 6, y + 4, "end", axis.label().apply(tick));
    }
    double middle = (top() + bottom()) / 2;
    html.element(
        "text",
        axis.title(),
        "text-anchor",
        "middle",
        "transform",
        "translate(" + TITLE_GAP + " " + number(middle) + ") rotate(-90)");
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    html.empty(
        "line",
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2),
        "class",
        style);
  }

  void label(double x, double y, String anchor, String text) {
    html.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
  }

  /** A rectangle that says what it means when it is pointed at. */
  void rect(double x, double y, double w, double h, String style, String opacity, String meaning) {
    html.open(
            "rect",
            "x",
            number(x),
            "y",
            number(y),
            "width",
            number(w),
            "height",
            number(h),
            "class",
            style,
            "fill-opacity",
            opacity)
        .element("title", meaning)
        .close();
  }

  void path(String points, String style) {
    html.empty("polyline", "points", points, "class", style);
  }

  void dot(double x, double y, String style, String meaning) {
    html.open("circle", "cx", number(x), "cy", number(y), "r", "5", "class", style)
        .element("title", meaning)
        .close();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
