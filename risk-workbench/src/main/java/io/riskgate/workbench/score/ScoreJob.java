package io.riskgate.workbench.score;

import io.riskgate.core.Decision;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowSource;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores rows and writes what came of them. */
public final class ScoreJob implements Closeable {
  private static final int BUFFER_CHARS = 1 << 16;
  private static final int ROWS_BETWEEN_UPDATES = 256;

  private final RulePack pack;
  private final RateSource rates;
  private final IntelligenceSource intelligence;
  private final PrintWriter messages;
  private final OutputStream output;
  private final @Nullable OutputFile outputFile;
  private final @Nullable OutputFile rejectsFile;
  private final OutputFormat format;
  private final @Nullable RunLog log;
  private final @Nullable Progress progress;

  /**
   * Prepares a run; that its files can be written is known from here on.
   *
   * @param standardOutput where decisions go without an output file
   * @param out the output file, or null
   * @param rejects the file that collects rejected rows, or null
   * @param log where the run's decisions are logged, or null; closed with the run
   * @param progress what shows the progress, or null
   */
  public ScoreJob(
      RulePack pack,
      RateSource rates,
      IntelligenceSource intelligence,
      PrintWriter messages,
      OutputStream standardOutput,
      @Nullable Path out,
      @Nullable Path rejects,
      OutputFormat format,
      @Nullable RunLog log,
      @Nullable Progress progress) {
    this.pack = pack;
    this.rates = rates;
    this.intelligence = intelligence;
    this.messages = messages;
    this.format = format;
    this.log = log;
    this.progress = progress;
    outputFile = out == null ? null : OutputFile.create(out);
    rejectsFile = rejects == null ? null : OutputFile.create(rejects);
    output = outputFile == null ? standardOutput : outputFile.stream();
  }

  /**
   * Scores all rows.
   *
   * @throws io.riskgate.workbench.message.InputException if the rows cannot all be read; there are
   *     then no files
   * @throws IOException if what came of them cannot be written
   */
  public Summary run(RowSource rows) throws IOException {
    Summary summary = new Summary(pack.identity());
    Rejects rejects =
        new Rejects(messages, rejectsFile == null ? null : writer(rejectsFile.stream()));
    try (Replay replay =
            new Replay(
                pack,
                rates,
                intelligence,
                Settlement.ALLOWED,
                log == null ? DecisionLog.none() : log.decisions(),
                (row, problems) -> {
                  clearProgress();
                  summary.rejected();
                  rejects.add(row, problems);
                });
        DecisionWriter writer = format.writer(writer(output))) {
      int untilUpdate = ROWS_BETWEEN_UPDATES;
      for (InputRow row = rows.next(); row != null; row = rows.next()) {
        Optional<Decision> decision = replay.score(row);
        if (decision.isPresent()) {
          writer.write(decision.get());
          summary.decided(decision.get());
          replay.conclude(row, decision.get());
        }
        if (progress != null && --untilUpdate == 0) {
          progress.update(rows.fractionRead(), summary.rows());
          untilUpdate = ROWS_BETWEEN_UPDATES;
        }
      }
    } finally {
      clearProgress();
    }
    if (log != null) {
      log.requireWhole();
    }
    rejects.finish();
    if (rejectsFile != null) {
      rejectsFile.finish();
    }
    if (outputFile != null) {
      outputFile.finish();
    }
    return summary;
  }

  private void clearProgress() {
    if (progress != null) {
      progress.clear();
    }
  }

  private static Writer writer(OutputStream stream) {
    return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER_CHARS);
  }

  @Override
  public void close() throws IOException {
    try {
      if (rejectsFile != null) {
        rejectsFile.close();
      }
    } finally {
      if (outputFile != null) {
        outputFile.close();
      }
    }
  }
}
