package io.riskgate.workbench.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells of bad rows: the first ones in full, the others by number, and all of them in a file. */
public final class Rejects {
  private static final int SHOWN_MAX = 20;

  private final PrintWriter screen;
  private final @Nullable Writer file;
  private final @Nullable CsvWriter csv;
  private long rows;

  /**
   * Starts without rejects.
   *
   * @param file where to collect them all, or null
   */
  public Rejects(PrintWriter screen, @Nullable Writer file) {
    this.screen = screen;
    this.file = file;
    csv = file == null ? null : CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
    if (csv != null) {
      csv.writeRecord("file", "line", "column", "value", "reason", "row");
    }
  }

  /** Tells of a bad row. */
  public void add(InputRow row, List<RowProblem> problems) {
    rows++;
    if (rows <= SHOWN_MAX) {
      for (RowProblem problem : problems) {
        screen.println(row.place() + ": " + problem);
      }
    }
    if (csv != null) {
      String raw = raw(row);
      for (RowProblem problem : problems) {
        csv.writeRecord(
            row.file().toString(),
            Long.toString(row.line()),
            problem.column(),
            problem.value(),
            problem.why(),
            raw);
      }
    }
  }

  /** The row as CSV, to be mended and scored again. */
  private static String raw(InputRow row) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(row.cells());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no string refuses text
    }
    return text.toString().stripTrailing();
  }

  /** Tells how many there were, and hands on what was written. */
  public void finish() throws IOException {
    if (rows > SHOWN_MAX) {
      screen.printf(
          Locale.ROOT,
          "… and %,d more rejected rows%s%n",
          rows - SHOWN_MAX,
          file == null ? "; --rejects FILE collects them all" : "");
    }
    if (csv != null && file != null) {
      csv.flush();
      file.flush();
    }
  }
}
