package io.riskgate.workbench;

import io.riskgate.workbench.backtest.FraudKinds;
import io.riskgate.workbench.backtest.PlanOptions;
import io.riskgate.workbench.explain.ExplainJob;
import io.riskgate.workbench.explain.Explained;
import io.riskgate.workbench.explain.ToldLabels;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Settlement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains the decision of one transfer. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Tells in words why a transfer is decided as it is: each rule that fired with its clauses and"
          + " the values that they read, the events behind these values, limits, what was not"
          + " evaluated, what just missed, and the smallest single changes that turn the outcome.",
      "",
      "The files are read twice: to find the transfer, and to replay them up to it as './risk"
          + " score' does, so that its history is right. Every change that is told was decided"
          + " again with it."
    },
    parameterListHeading = "%nFiles:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The decision was explained.",
      "1:Something broke inside, or the output could not be written.",
      "2:Wrong usage, input that cannot be read, or no such transfer, several, or one that is"
          + " rejected."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk explain examples/transfers.csv --id T0097-takeover",
      "  ./risk explain transactions.csv.gz --mapping paysim --id 10245 --rules mypack --json",
      "",
      "How to read it, and the form of the JSON, is in docs/explain.md."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int EVENTS = 10;

  /** That of a backtest. */
  private static final String LABEL_DELAY = "7d";

  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private InputOptions input;

  @Option(
      names = "--id",
      paramLabel = "ID",
      required = true,
      description = "The transfer's id; where the files have none, the number of its row.")
  private String id = "";

  @Option(
      names = "--payer",
      paramLabel = "ACCOUNT",
      description = "The account that pays, where several payers have a transfer of this id.")
  private @Nullable String payer;

  @Option(
      names = "--settle",
      paramLabel = "allowed|completed",
      defaultValue = "allowed",
      description =
          "What history the transfer is decided on. allowed (default, as 'score' does): what the"
              + " pack would have let go. completed (as 'backtest' does): what was completed in"
              + " reality, whatever is decided.")
  private Settlement settlement = Settlement.ALLOWED;

  @Option(
      names = "--label-delay",
      paramLabel = "DURATION",
      description =
          "How long after a fraudulent transfer it is reported to the engine, such as 36h; none:"
              + " never. Default: 7d with '--settle completed', as 'backtest' does, otherwise"
              + " none.")
  private @Nullable String labelDelay;

  @Option(
      names = "--fraud-kinds",
      paramLabel = "FILE",
      description = "As for 'backtest': CSV in which the kinds of fraud are looked up.")
  private @Nullable Path fraudKinds;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "" + EVENTS,
      description = "How many events behind each aggregate are told. Default: " + EVENTS + ".")
  private int events = EVENTS;

  @Option(names = "--json", description = "Tells it as JSON, with everything found.")
  private boolean json;

  ExplainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (events < 0) {
      throw new InputException("--events: give a number from 0 on");
    }
    input.refusePipes("'explain' reads the files twice; save it to a file first");
    ToldLabels labels = labels();
    InputOptions.Opened opened = input.open(environment);
    ExplainJob job =
        new ExplainJob(
            opened.pack(), opened.rates(), opened.intelligence(), settlement, labels, progress());
    Explained explained = job.run(opened.rows(), () -> input.again(opened), id, payer);
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.print(explained.toJson());
    } else {
      explained.print(out, events);
    }
    out.flush();
    return ExitCode.OK;
  }

  private @Nullable ToldLabels labels() {
    boolean isAsBacktest = settlement == Settlement.COMPLETED;
    if (labelDelay == null && !isAsBacktest) {
      return null;
    }
    String delay = labelDelay == null ? LABEL_DELAY : labelDelay;
    return new ToldLabels(
        PlanOptions.parse(settlement, delay, "0s").labelDelay(),
        FraudKinds.of(input.columns().fraudKind(), fraudKinds));
  }

  private @Nullable Progress progress() {
    return environment.terminal() ? new Progress(environment.err()) : null;
  }
}
