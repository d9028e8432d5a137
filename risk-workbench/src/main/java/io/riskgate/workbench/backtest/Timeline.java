package io.riskgate.workbench.backtest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened when. At most {@value #CELLS_MAX} stretches of time of the same length are kept
 * apart: an hour each at first, longer ones where the file goes on.
 */
final class Timeline {
  /** More do not fit into a chart. */
  static final int CELLS_MAX = 400;

  /** Each is a multiple of the one before, so that stretches are joined and never cut. */
  private static final long[] HOURS = {1, 6, 24, 7 * 24, 28 * 24, 364 * 24, 3640 * 24, 36400 * 24};

  private static final long SECONDS_AN_HOUR = 3600;

  private final ZoneId zone;
  private List<Cell> cells = new ArrayList<>();
  private int step;
  private long originSecond;

  Timeline(ZoneId zone) {
    this.zone = zone;
  }

  /** Adds a transfer; times do not go back. */
  void add(Instant time, boolean isAlert, boolean isFraud) {
    if (cells.isEmpty()) {
      originSecond = time.atZone(zone).toLocalDate().atStartOfDay(zone).toEpochSecond();
    }
    int index = index(time);
    while (index >= CELLS_MAX && step < HOURS.length - 1) {
      widen();
      index = index(time);
    }
    while (cells.size() <= index) {
      cells.add(new Cell());
    }
    cells.get(index).add(isAlert, isFraud);
  }

  private int index(Instant time) {
    long index = (time.getEpochSecond() - originSecond) / (HOURS[step] * SECONDS_AN_HOUR);
    return (int) Math.max(0, Math.min(index, Integer.MAX_VALUE));
  }

  private void widen() {
    int joined = (int) (HOURS[step + 1] / HOURS[step]);
    step++;
    List<Cell> wider = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (i % joined == 0) {
        wider.add(new Cell());
      }
      wider.get(i / joined).add(cells.get(i));
    }
    cells = wider;
  }

  /** The stretches, those in which nothing happened included. */
  List<Cell> cells() {
    return cells;
  }

  /** How long a stretch is. */
  long hours() {
    return HOURS[step];
  }

  /** When a stretch begins. */
  Instant start(int index) {
    return Instant.ofEpochSecond(originSecond + index * HOURS[step] * SECONDS_AN_HOUR);
  }
}
