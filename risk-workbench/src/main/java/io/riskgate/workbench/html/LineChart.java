package io.riskgate.workbench.html;

import java.util.ArrayList;
import java.util.List;

/** Lines over a common axis, with marks at values of it. */
public final class LineChart {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 300;
  private static final int TOP = 34;
  private static final int LINE_HEIGHT = 13;

  private final String title;
  private final Axis across;
  private final Axis up;
  private final List<Series> lines = new ArrayList<>();
  private final List<Point> marks = new ArrayList<>();
  private final List<Point> dots = new ArrayList<>();

  /**
   * A point, and what stands beside it.
   *
   * @param x across
   * @param y up
   * @param label what it means
   */
  public record Point(double x, double y, String label) {}

  /**
   * A line.
   *
   * @param name what it shows
   * @param style its class: {@code s1} to {@code s4}
   * @param points its points; where one has no number, the line is broken
   */
  public record Series(String name, String style, List<Point> points) {
    /** Copies the points. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A chart without lines.
   *
   * @param title what it shows
   */
  public LineChart(String title, Axis across, Axis up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /** Adds a line. */
  public LineChart line(Series series) {
    lines.add(series);
    return this;
  }

  /** Marks a value across. */
  public LineChart mark(double x, String label) {
    marks.add(new Point(x, 0, label));
    return this;
  }

  /** Marks a point. */
  public LineChart dot(double x, double y, String label) {
    dots.add(new Point(x, y, label));
    return this;
  }

  /** Draws the chart with its title and what its lines mean. */
  public void draw(Html html) {
    html.open("figure").element("figcaption", title);
    if (lines.size() > 1) {
      html.open("p", "class", "key");
      for (Series line : lines) {
        html.open("span", "class", "swatch " + line.style()).close();
        html.text(line.name() + "  ");
      }
      html.close();
    }
    Plot plot = new Plot(html, WIDTH, HEIGHT, TOP, title);
    plot.yAxis(up);
    plot.xAxis(across);
    int level = 0;
    for (Point mark : marks) {
      double x = plot.x(across.at(mark.x()));
      plot.line(x, plot.top(), x, plot.bottom(), "mark");
      // One above the other, so that marks beside each other can be read.
      plot.label(
          Math.min(x, plot.right() - 24),
          plot.top() - 4 - LINE_HEIGHT * (level % 2),
          "middle",
          mark.label());
      level++;
    }
    for (Series line : lines) {
      draw(plot, line);
    }
    dots(plot);
    plot.end();
    html.close().line();
  }

  /** Labels of points that are close together stand one below the other. */
  private void dots(Plot plot) {
    double beforeX = Double.NaN;
    double beforeY = Double.NaN;
    for (Point dot : dots) {
      double x = plot.x(across.at(dot.x()));
      double y = plot.y(up.at(dot.y()));
      plot.dot(x, y, "dot", dot.label());
      boolean toTheLeft = across.at(dot.x()) > 0.6;
      double labelY = Math.max(plot.top() + 10, y - 7);
      if (Math.abs(x - beforeX) < 70 && Math.abs(labelY - beforeY) < LINE_HEIGHT) {
        labelY = beforeY + LINE_HEIGHT + 1;
      }
      plot.label(toTheLeft ? x - 9 : x + 9, labelY, toTheLeft ? "end" : "start", dot.label());
      beforeX = x;
      beforeY = labelY;
    }
  }

  private void draw(Plot plot, Series line) {
    StringBuilder points = new StringBuilder();
    for (Point point : line.points()) {
      if (Double.isNaN(point.x()) || Double.isNaN(point.y())) {
        finish(plot, points, line);
      } else {
        points
            .append(points.isEmpty() ? "" : " ")
            .append(Plot.number(plot.x(across.at(point.x()))))
            .append(',')
            .append(Plot.number(plot.y(up.at(point.y()))));
      }
    }
    finish(plot, points, line);
  }

  private static void finish(Plot plot, StringBuilder points, Series line) {
    if (!points.isEmpty()) {
      plot.path(points.toString(), "line " + line.style());
      points.setLength(0);
    }
  }
}
