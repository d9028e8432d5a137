package io.riskgate.workbench;

import io.riskgate.core.Amounts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.backtest.AlertsFile;
import io.riskgate.workbench.backtest.BacktestJob;
import io.riskgate.workbench.backtest.BacktestPlan;
import io.riskgate.workbench.backtest.BacktestResult;
import io.riskgate.workbench.backtest.FraudKinds;
import io.riskgate.workbench.backtest.HtmlReport;
import io.riskgate.workbench.backtest.Interruption;
import io.riskgate.workbench.backtest.JsonReport;
import io.riskgate.workbench.backtest.PlanOptions;
import io.riskgate.workbench.backtest.Tables;
import io.riskgate.workbench.score.OutputFile;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Rejects;
import io.riskgate.workbench.score.Settlement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a pack would have done to past transfers. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Replays past transfers through the real engine, each on the history that there was at its"
          + " time, and tells what the pack would have stopped: of fraud and of the honest, by"
          + " rule, by limit, by kind of fraud, beside another pack if you like.",
      "",
      "A transfer is stopped when it is to be verified or held. Whatever is decided, what was"
          + " completed in reality is settled, and what failed is an attempt. Labels reach the"
          + " engine as fraud reports, --label-delay after the transfer, and in no other way."
    },
    parameterListHeading = "%nFiles:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All rows were replayed.",
      "1:Something broke inside, or the output could not be written.",
      "2:Wrong usage, or input that cannot be read; there is no output file.",
      "3:Some rows were rejected, each with line and reason; the others were replayed.",
      "130:Stopped by Ctrl-C; the output files hold what had been done, and say so."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk backtest examples/transfers.csv --report report.html",
      "  ./risk backtest transactions.csv.gz --mapping paysim --rules mypack --baseline livepack",
      "        --report report.html --json figures.json --alerts alerts.csv",
      "  ./risk backtest tx_log.csv.gz --mapping amlsim --fraud-kinds alert_members.csv.gz",
      "",
      "From a file to a better pack: docs/workbench.md. What the figures can and cannot show:",
      "docs/effectiveness.md."
    })
final class BacktestCommand implements Callable<Integer> {
  private static final int BUFFER_CHARS = 1 << 16;

  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions input;

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      description =
          "Another rule pack, such as the one that is live: tells every transfer that the two"
              + " decide differently. It has an engine and a history of its own.")
  private @Nullable Path baseline;

  @Option(
      names = "--label-delay",
      paramLabel = "DURATION",
      defaultValue = "7d",
      description =
          "How long after a fraudulent transfer it is reported to the engine: 7d (default), 36h,"
              + " 0s; none: never.")
  private String labelDelay = "7d";

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description =
          "For how long after the first row nothing is counted, since history is short; such as"
              + " 30d. Default: 0s.")
  private String warmUp = "0s";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Counts from this time on, such as 2026-03-01 or 2026-03-01T12:00:00+08:00. Earlier rows"
              + " are replayed as history. A date is in the pack's zone.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Ends before the first row at this time or later.")
  private @Nullable String to;

  @Option(
      names = "--settle",
      paramLabel = "completed|allowed",
      defaultValue = "completed",
      description =
          "What history each transfer is decided on. completed (default): what was completed in"
              + " reality, whatever is decided. allowed: what the pack would have let go.")
  private Settlement settlement = Settlement.COMPLETED;

  @Option(
      names = "--fraud-kinds",
      paramLabel = "FILE",
      description =
          "CSV in which the kinds of fraud are looked up, where the mapping's 'fraud_kind' says"
              + " so.")
  private @Nullable Path fraudKinds;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "The report for people: one HTML file that needs no network.")
  private @Nullable Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "The figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "Every transfer that is to be verified or held, as CSV.")
  private @Nullable Path alerts;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the tables go, as Markdown. Default: standard output.")
  private @Nullable Path out;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Collects all rejected rows as CSV, each with file, line, column, reason and the row"
              + " itself. Without it the first 20 are shown.")
  private @Nullable Path rejects;

  BacktestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    refuseOverwriting();
    PlanOptions options = PlanOptions.parse(settlement, labelDelay, warmUp);
    FraudKinds kinds = FraudKinds.of(input.columns().fraudKind(), fraudKinds);
    // What is cheap to check comes first: compiling rules takes seconds.
    InputOptions.Opened opened = input.open(environment);
    BacktestPlan plan = options.between(from, to, opened.pack().policy().zone());
    RulePack beside = baseline == null ? null : Commands.pack(environment, baseline);
    try (Interruption interruption = new Interruption();
        Outputs outputs = new Outputs(interruption)) {
      BacktestResult result =
          new BacktestJob(
                  opened.pack(),
                  beside,
                  opened.rates(),
                  opened.intelligence(),
                  plan,
                  kinds,
                  new Rejects(environment.err(), outputs.rejects()),
                  outputs.alerts(opened.pack()),
                  environment.terminal() ? new Progress(environment.err()) : null,
                  interruption)
              .run(opened.rows());
      outputs.write(result, opened.columns().name());
      if (result.isInterrupted()) {
        environment
            .err()
            .println(
                "risk: stopped after "
                    + Commands.count(result.rowsRead(), "row")
                    + "; what is written tells of these");
        environment.err().flush();
      }
      return result.rejected() == 0 ? ExitCode.OK : ExitCode.SOME_REJECTED;
    }
  }

  private void refuseOverwriting() throws IOException {
    List<Path> outputs = new ArrayList<>();
    refuseOverwriting(report, "--report", outputs);
    refuseOverwriting(json, "--json", outputs);
    refuseOverwriting(alerts, "--alerts", outputs);
    refuseOverwriting(out, "--out", outputs);
    refuseOverwriting(rejects, "--rejects", outputs);
  }

  private void refuseOverwriting(@Nullable Path output, String option, List<Path> others)
      throws IOException {
    if (output == null) {
      return;
    }
    input.refuseOverwriting(output, option);
    if (fraudKinds != null) {
      InputOptions.refuseSame(fraudKinds, output, option);
    }
    for (Path other : others) {
      InputOptions.refuseSame(other, output, option);
    }
    others.add(output);
  }

  /** The files of a run: they appear when everything is written, or not at all. */
  private final class Outputs implements AutoCloseable {
    private final List<OutputFile> files = new ArrayList<>();
    private final @Nullable Writer reportTo;
    private final @Nullable Writer jsonTo;
    private final @Nullable Writer alertsTo;
    private final @Nullable Writer tablesTo;
    private final @Nullable Writer rejectsTo;
    private @Nullable AlertsFile alertsFile;

    Outputs(Interruption interruption) throws IOException {
      boolean opened = false;
      try {
        reportTo = create(report, interruption);
        jsonTo = create(json, interruption);
        alertsTo = create(alerts, interruption);
        tablesTo = create(out, interruption);
        rejectsTo = create(rejects, interruption);
        opened = true;
      } finally {
        if (!opened) {
          close();
        }
      }
    }

    private @Nullable Writer create(@Nullable Path path, Interruption interruption) {
      if (path == null) {
        return null;
      }
      OutputFile file = OutputFile.create(path, interruption::awaitEnd);
      files.add(file);
      return new BufferedWriter(
          new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8), BUFFER_CHARS);
    }

    @Nullable Writer rejects() {
      return rejectsTo;
    }

    @Nullable AlertsFile alerts(RulePack pack) {
      if (alertsTo != null) {
        alertsFile = new AlertsFile(alertsTo, Amounts.fractionDigits(pack.policy().baseCurrency()));
      }
      return alertsFile;
    }

    void write(BacktestResult result, String columns) throws IOException {
      if (alertsFile != null) {
        alertsFile.flush();
      }
      if (jsonTo != null) {
        jsonTo.write(JsonReport.write(result, columns, input.fileNames()));
        jsonTo.flush();
      }
      if (reportTo != null) {
        reportTo.write(HtmlReport.write(result, columns, input.fileNames()));
        reportTo.flush();
      }
      if (tablesTo == null) {
        Tables.write(Commands.out(spec), result, columns);
      } else {
        tablesTo.write(Tables.text(result, columns));
        tablesTo.flush();
      }
      for (OutputFile file : files) {
        file.finish();
      }
    }

    @Override
    public void close() throws IOException {
      for (OutputFile file : files) {
        file.close();
      }
    }
  }
}
