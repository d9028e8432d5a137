package io.riskgate.workbench.backtest;

import io.riskgate.workbench.html.HeatMap;
import io.riskgate.workbench.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where things happened, as far as the file tells. */
final class PlacesSection {
  /** More rows or columns of a map would be too small to see. */
  private static final int MAP_CELLS = 40;

  private static final int CELL = 20;

  private final Html html;
  private final BacktestResult result;
  private final Places places;

  PlacesSection(Html html, BacktestResult result) {
    this.html = html;
    this.result = result;
    places = result.candidate().places();
  }

  void write() {
    html.element("h2", "Places", "id", "places");
    if (places.origins().isEmpty() && places.payees().isEmpty() && places.grid().isEmpty()) {
      html.element("p", "The file tells no country and no location.");
      return;
    }
    map();
    countries("Country asked from", places.origins());
    countries("Country of the payee account", places.payees());
  }

  private void countries(String title, Map<String, Cell> countries) {
    if (countries.isEmpty()) {
      return;
    }
    html.element("h3", title);
    Table table =
        result.isLabelled()
            ? Table.sortable(
                html,
                "country",
                "transfers",
                "alerts",
                "alerts a 1,000",
                "frauds",
                "frauds a 1,000",
                "stopped of these")
            : Table.sortable(html, "country", "transfers", "alerts", "alerts a 1,000");
    countries.entrySet().stream()
        .sorted(
            (one, other) -> Long.compare(other.getValue().transfers(), one.getValue().transfers()))
        .forEach(
            entry -> {
              Cell cell = entry.getValue();
              table
                  .row()
                  .words(entry.getKey())
                  .count(cell.transfers())
                  .count(cell.alerts())
                  .cell(Shown.rate(cell.perThousand(cell.alerts())), per1000(cell, cell.alerts()));
              if (result.isLabelled()) {
                table
                    .count(cell.fraud())
                    .cell(Shown.rate(cell.perThousand(cell.fraud())), per1000(cell, cell.fraud()))
                    .percent(Headline.share(cell.caught(), cell.fraud()));
              }
              table.endRow();
            });
    table.end();
  }

  private static String per1000(Cell cell, long number) {
    return Double.toString(cell.perThousand(number));
  }

  private void map() {
    if (places.grid().isEmpty()) {
      return;
    }
    html.element("h3", "Where the payer was");
    html.open("div", "class", "charts").line();
    map("Alerts by place", "alerts a 1,000 transfers", Cell::alerts);
    if (result.isLabelled()) {
      map("Fraud by place", "frauds a 1,000 transfers", Cell::fraud);
    }
    html.close().line();
    if (places.offGrid().transfers() > 0) {
      html.element(
          "p",
          Shown.count(places.offGrid().transfers())
              + " transfers are from places beyond the first "
              + Shown.count(Places.CELLS_MAX)
              + ", and on no map.");
    }
  }

  /** Cells of as many degrees as fit what there is onto a map that can be seen. */
  private void map(String title, String unit, ToLongFunction<Cell> part) {
    int south = 90;
    int north = -90;
    int west = 180;
    int east = -180;
    for (Places.Grid at : places.grid().keySet()) {
      south = Math.min(south, at.latitude());
      north = Math.max(north, at.latitude());
      west = Math.min(west, at.longitude());
      east = Math.max(east, at.longitude());
    }
    int degrees = 1;
    while (Math.max(north - south, east - west) / degrees >= MAP_CELLS) {
      degrees++;
    }
    int rows = (north - south) / degrees + 1;
    int columns = (east - west) / degrees + 1;
    Cell[][] cells = new Cell[rows][columns];
    for (Map.Entry<Places.Grid, Cell> entry : places.grid().entrySet()) {
      int row = (north - entry.getKey().latitude()) / degrees;
      int column = (entry.getKey().longitude() - west) / degrees;
      Cell cell = cells[row][column];
      if (cell == null) {
        cell = new Cell();
        cells[row][column] = cell;
      }
      cell.add(entry.getValue());
    }
    List<String> beside = new ArrayList<>();
    List<List<HeatMap.Value>> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int latitude = north - row * degrees;
      beside.add(row % 3 == 0 ? degrees(latitude, "N", "S") : "");
      List<HeatMap.Value> line = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        line.add(value(cells[row][column], part));
      }
      values.add(line);
    }
    List<String> below = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      below.add(column % 3 == 0 ? degrees(west + column * degrees, "E", "W") : "");
    }
    new HeatMap(title, unit, CELL)
        .draw(
            html,
            beside,
            below,
            "longitude, a cell is " + degrees + (degrees == 1 ? " degree" : " degrees"),
            values);
  }

  private static HeatMap.Value value(@Nullable Cell cell, ToLongFunction<Cell> part) {
    if (cell == null) {
      return new HeatMap.Value(Double.NaN, "no transfers");
    }
    long number = part.applyAsLong(cell);
    return new HeatMap.Value(
        cell.perThousand(number),
        String.format(Locale.ROOT, "%,d of %,d transfers", number, cell.transfers()));
  }

  private static String degrees(int value, String positive, String negative) {
    return Math.abs(value) + "°" + (value < 0 ? negative : positive);
  }
}
