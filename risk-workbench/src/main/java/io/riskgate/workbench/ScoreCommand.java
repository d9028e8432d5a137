package io.riskgate.workbench;

import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.OutputFormat;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.RunLog;
import io.riskgate.workbench.score.ScoreJob;
import io.riskgate.workbench.score.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores files of transfers. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Scores the transfers in CSV files or ISO 20022 messages, in the order of their times, as if"
          + " each were asked for now.",
      "",
      "A transfer that is allowed is settled at once, or cancelled where the file says that it"
          + " failed; one that is to be verified or held stays so. The first row is the beginning"
          + " of the world."
    },
    parameterListHeading = "%nFiles:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All rows were scored.",
      "1:Something broke inside, or the output could not be written.",
      "2:Wrong usage, or input that cannot be read; there is no output file.",
      "3:Some rows were rejected, each with line and reason; the others were scored."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk score examples/transfers.csv",
      "  ./risk score january.csv.gz february.csv.gz --out decisions.csv --rejects rejects.csv",
      "  ./risk score transactions.csv.gz --mapping paysim --out decisions.csv",
      "",
      "The columns of the files and of the output are described in docs/csv.md, messages in"
          + " docs/iso20022.md."
    })
final class ScoreCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private InputOptions input;

  @Mixin private LogOptions log;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where decisions go; the file appears whole or not at all. Default: standard output.")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      defaultValue = "csv",
      description = "The form of the decisions: csv (default), or jsonl, with everything found.")
  private OutputFormat format = OutputFormat.CSV;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Collects all rejected rows as CSV, each with file, line, column, reason and the row"
              + " itself. Without it the first 20 are shown.")
  private @Nullable Path rejects;

  @Option(names = "--quiet", description = "No summary and no progress bar.")
  private boolean quiet;

  ScoreCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    refuseOverwriting();
    // What is cheap to check comes first: compiling rules takes seconds.
    InputOptions.Opened opened = input.open(environment);
    try (RowSource rows = opened.rows();
        RunLog runLog = log.begin();
        ScoreJob job =
            new ScoreJob(
                opened.pack(),
                opened.rates(),
                opened.intelligence(),
                environment.err(),
                environment.out(),
                out,
                rejects,
                format,
                runLog,
                progress())) {
      Summary summary = job.run(rows);
      if (!quiet) {
        summary.print(environment.err());
        if (runLog != null) {
          environment.err().println("decision log: " + runLog);
        }
      }
      return summary.rejects() == 0 ? ExitCode.OK : ExitCode.SOME_REJECTED;
    }
  }

  /** Shown only where nothing else is written to the terminal meanwhile. */
  private @Nullable Progress progress() {
    return environment.terminal() && !quiet && out != null ? new Progress(environment.err()) : null;
  }

  private void refuseOverwriting() throws IOException {
    input.refuseOverwriting(out, "--out");
    input.refuseOverwriting(rejects, "--rejects");
    if (out != null) {
      InputOptions.refuseSame(out, rejects, "--rejects");
    }
  }
}
