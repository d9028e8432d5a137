package io.riskgate.workbench.backtest;

import io.riskgate.workbench.html.Axis;
import io.riskgate.workbench.html.BarChart;
import io.riskgate.workbench.html.HeatMap;
import io.riskgate.workbench.html.Html;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** When things happened. */
final class TimesSection {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 210;
  private static final int LABELS = 8;
  private static final int CELL = 22;
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

  private final Html html;
  private final BacktestResult result;
  private final Figures figures;
  private final Shown shown;

  TimesSection(Html html, BacktestResult result, Shown shown) {
    this.html = html;
    this.result = result;
    this.shown = shown;
    figures = result.candidate();
  }

  void write() {
    html.element("h2", "Times", "id", "times");
    overTime();
    html.element("h3", "By hour and weekday, " + shown.zone());
    html.open("div", "class", "charts").line();
    week("Alerts", "alerts a 1,000 transfers", Cell::alerts);
    if (result.isLabelled()) {
      week("Fraud", "frauds a 1,000 transfers", Cell::fraud);
    }
    html.close().line();
  }

  private void overTime() {
    List<Cell> cells = figures.timeline().cells();
    if (cells.isEmpty()) {
      html.element("p", "There is no transfer in the figures.");
      return;
    }
    long hours = figures.timeline().hours();
    String stretch =
        hours == 1
            ? "hour"
            : hours < 24 ? hours + " hours" : hours == 24 ? "day" : hours / 24 + " days";
    long alerts = 1;
    long fraud = 1;
    for (Cell cell : cells) {
      alerts = Math.max(alerts, cell.alerts());
      fraud = Math.max(fraud, cell.fraud());
    }
    chart(
        "Alerts over time",
        "alerts per " + stretch,
        alerts,
        result.isLabelled() ? List.of("fraud", "honest") : List.of("alerts"),
        result.isLabelled() ? List.of("caught", "honest") : List.of("honest"),
        cells,
        true);
    if (result.isLabelled()) {
      chart(
          "Fraud over time",
          "frauds per " + stretch,
          fraud,
          List.of("stopped", "missed"),
          List.of("caught", "missed"),
          cells,
          false);
    }
  }

  private void chart(
      String title,
      String unit,
      long most,
      List<String> names,
      List<String> styles,
      List<Cell> cells,
      boolean ofAlerts) {
    int each = Math.max(1, (cells.size() + LABELS - 1) / LABELS);
    List<BarChart.Bars> places = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String from = shown.time(figures.timeline().start(i));
      String meaning =
          from
              + ": "
              + Shown.count(cell.transfers())
              + " transfers, "
              + Shown.count(cell.alerts())
              + " alerts"
              + (result.isLabelled()
                  ? ", "
                      + Shown.count(cell.fraud())
                      + " frauds, "
                      + Shown.count(cell.caught())
                      + " of them stopped"
                  : "");
      double caught = (double) cell.caught();
      double other = (double) ((ofAlerts ? cell.alerts() : cell.fraud()) - cell.caught());
      // A label needs the room of several bars; the last ones have none to their right.
      boolean labelled = i % each == 0 && i + each / 2 < cells.size();
      places.add(
          new BarChart.Bars(
              labelled ? DAY.format(figures.timeline().start(i).atZone(shown.zone())) : "",
              meaning,
              names.size() == 1 ? List.of(other) : List.of(caught, other)));
    }
    new BarChart(
            title,
            WIDTH,
            HEIGHT,
            BarChart.Arrangement.STACKED,
            "time, " + shown.zone(),
            Axis.upTo(unit, (double) most))
        .draw(html, names, styles, places);
  }

  private void week(String title, String unit, ToLongFunction<Cell> part) {
    List<List<HeatMap.Value>> values = new ArrayList<>();
    for (int day = 0; day < DAYS.size(); day++) {
      List<HeatMap.Value> row = new ArrayList<>();
      for (int hour = 0; hour < 24; hour++) {
        Cell cell = figures.hourOfWeek(day, hour);
        long number = part.applyAsLong(cell);
        row.add(
            new HeatMap.Value(
                cell.transfers() == 0 ? Double.NaN : cell.perThousand(number),
                String.format(
                    Locale.ROOT,
                    "%s %02d:00: %,d of %,d transfers",
                    DAYS.get(day),
                    hour,
                    number,
                    cell.transfers())));
      }
      values.add(row);
    }
    List<String> hours = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      hours.add(hour % 3 == 0 ? String.valueOf(hour) : "");
    }
    new HeatMap(title + " by hour and weekday", unit, CELL)
        .draw(html, DAYS, hours, "hour of the day", values);
  }
}
