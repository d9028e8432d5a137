package io.riskgate.workbench;

import io.riskgate.workbench.measure.FraudKinds;
import io.riskgate.workbench.measure.MeasureJob;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.OutputFile;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Settlement;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a pack on labelled files. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Replays files in which it is told which transfers were fraudulent, and tells what the pack"
          + " stops of them, and what of the honest ones: for rules alone, limits alone and all"
          + " together, by kind of fraud, by rule and by limit.",
      "",
      "A transfer is stopped when it is to be verified or held. What a label says is counted and"
          + " never looked at by anything that decides."
    },
    parameterListHeading = "%nFiles:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All rows were measured.",
      "1:Something broke inside, or the output could not be written.",
      "2:Wrong usage, or input that cannot be read or is not labelled; there is no output file.",
      "3:Some rows were rejected, each with line and reason; the others were measured."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk measure examples/transfers.csv",
      "  ./risk measure transactions.csv.gz --mapping paysim --out paysim.md",
      "  ./risk measure tx_log.csv.gz --mapping amlsim --fraud-kinds alert_members.csv.gz",
      "",
      "What the figures mean, and what they cannot show, is in docs/effectiveness.md."
    })
final class MeasureCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions input;

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
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the tables go, as Markdown; the file appears whole or not at all. Default:"
              + " standard output.")
  private @Nullable Path out;

  MeasureCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    input.refuseOverwriting(out, "--out");
    if (fraudKinds != null) {
      InputOptions.refuseSame(fraudKinds, out, "--out");
    }
    FraudKinds kinds = FraudKinds.of(input.columns().fraudKind(), fraudKinds);
    InputOptions.Opened opened = input.open(environment);
    MeasureJob job =
        new MeasureJob(
            opened.pack(),
            opened.rates(),
            opened.intelligence(),
            settlement,
            kinds,
            environment.err(),
            progress());
    try (RowSource rows = opened.rows();
        OutputFile file = out == null ? null : OutputFile.create(out)) {
      long rejected = job.run(rows);
      if (file == null) {
        job.report(Commands.out(spec), opened.columns().name());
      } else {
        PrintWriter writer =
            new PrintWriter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8));
        job.report(writer, opened.columns().name());
        if (writer.checkError()) {
          throw new IOException(file + " cannot be written");
        }
        file.finish();
      }
      return rejected == 0 ? ExitCode.OK : ExitCode.SOME_REJECTED;
    }
  }

  private @Nullable Progress progress() {
    return environment.terminal() ? new Progress(environment.err()) : null;
  }
}
