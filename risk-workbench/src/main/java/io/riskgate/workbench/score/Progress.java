package io.riskgate.workbench.score;

import java.io.PrintWriter;
import java.util.Locale;

/** A line on the terminal that says how far the work is. */
public final class Progress {
  private static final int WIDTH = 30;
  private static final long INTERVAL_NANOS = 200_000_000;

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
            "\r[%s%s] %3.0f %%  %,d rows  %,.0f rows/s ",
            "=".repeat(filled),
            " ".repeat(WIDTH - filled),
            fraction * 100,
            rows,
            rows / ((now - startNanos) / 1e9)));
    terminal.flush();
  }

  /** Wipes the line, so that other text can follow. */
  public void clear() {
    if (shown) {
      terminal.print("\r" + " ".repeat(WIDTH + 50) + "\r");
      terminal.flush();
      shown = false;
    }
  }
}
