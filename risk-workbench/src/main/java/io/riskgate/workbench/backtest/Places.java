package io.riskgate.workbench.backtest;

import io.riskgate.core.Transfer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened where, as far as the file tells: by country asked from, by the payee's country, and
 * by cells of a grid over the earth. At most {@value #COUNTRIES_MAX} countries and {@value
 * #CELLS_MAX} cells are kept apart.
 */
final class Places {
  /** There are fewer; a file may hold others. */
  static final int COUNTRIES_MAX = 300;

  /** More cells are not seen on a map of this size. */
  static final int CELLS_MAX = 2000;

  /** What is beyond the caps. */
  static final String ELSEWHERE = "(elsewhere)";

  private final Map<String, Cell> origins = new TreeMap<>();
  private final Map<String, Cell> payees = new TreeMap<>();
  private final Map<Grid, Cell> grid = new TreeMap<>();
  private final Cell offGrid = new Cell();

  /**
   * A cell of a degree by a degree.
   *
   * @param latitude its southern edge
   * @param longitude its western edge
   */
  record Grid(int latitude, int longitude) implements Comparable<Grid> {
    @Override
    public int compareTo(Grid other) {
      int byLatitude = Integer.compare(latitude, other.latitude);
      return byLatitude != 0 ? byLatitude : Integer.compare(longitude, other.longitude);
    }
  }

  void add(Transfer transfer, boolean isAlert, boolean isFraud) {
    add(origins, transfer.originCountry(), isAlert, isFraud);
    add(payees, transfer.payeeCountry(), isAlert, isFraud);
    if (transfer.hasLocation()) {
      Grid at =
          new Grid((int) Math.floor(transfer.latitude()), (int) Math.floor(transfer.longitude()));
      Cell cell = grid.get(at);
      if (cell == null) {
        cell = grid.size() < CELLS_MAX ? new Cell() : offGrid;
        if (cell != offGrid) {
          grid.put(at, cell);
        }
      }
      cell.add(isAlert, isFraud);
    }
  }

  private static void add(
      Map<String, Cell> countries, @Nullable String country, boolean isAlert, boolean isFraud) {
    if (country != null) {
      boolean full = countries.size() >= COUNTRIES_MAX && !countries.containsKey(country);
      countries
          .computeIfAbsent(full ? ELSEWHERE : country, name -> new Cell())
          .add(isAlert, isFraud);
    }
  }

  /** By the country that was asked from. */
  Map<String, Cell> origins() {
    return origins;
  }

  /** By the country of the payee's account. */
  Map<String, Cell> payees() {
    return payees;
  }

  /** By where the payer was. */
  Map<Grid, Cell> grid() {
    return grid;
  }

  /** What found no cell of its own. */
  Cell offGrid() {
    return offGrid;
  }
}
