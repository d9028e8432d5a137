package io.riskgate.workbench.score;

import java.io.PrintWriter;
import java.util.Locale;

/** A line on the terminal that says how far the work is. */
public final class Progress {
  private static final int WIDTH = 20;
  private static final long INTERVAL_NANOS = 200_000_000;

  /** Nobody can tell from less. */
  private static final double FRACTION_MIN = 0.001;

  private final PrintWriter terminal;
  private final long startNanos = System.nanoTime();
  private long shownNanos = startNanos;
  private boolean shown;

  /** Creates a progress line on a terminal. */
  public Progress(PrintWriter terminal) {
    this.terminal = terminal;
  }

  /** Brings the line up to date, a few times a second. */
  public void update(double fraction, long rows) {
    long now = System.nanoTime();
    if (now - shownNanos < INTERVAL_NANOS) {
      return;
    }
    shownNanos = now;
    shown = true;
    int filled = (int) (fraction * WIDTH);
    terminal.print(
        String.format(
            Locale.ROOT,
            "\r[%s%s] %3.0f %%  %,d rows  %,.0f rows/s  %s ",
            "=".repeat(filled),
            " ".repeat(WIDTH - filled),
            fraction * 100,
            rows,
            rows / ((now - startNanos) / 1e9),
            left(fraction, now - startNanos)));
    terminal.flush();
  }

  /** How long it takes from here on if it goes on as it went, padded to wipe what stood there. */
  static String left(double fraction, long elapsedNanos) {
    if (fraction < FRACTION_MIN) {
      return " ".repeat("0:00:00 left".length());
    }
    long seconds = Math.round(elapsedNanos / 1e9 * (1 - fraction) / fraction);
    return String.format(
        Locale.ROOT, "%d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Wipes the line, so that other text can follow. */
  public void clear() {
    if (shown) {
      terminal.print("\r" + " ".repeat(WIDTH + 58) + "\r");
      terminal.flush();
      shown = false;
    }
  }
}
