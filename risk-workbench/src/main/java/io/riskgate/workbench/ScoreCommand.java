package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.mapping.Mappings;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.FileRows;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.rows.SortedRows;
import io.riskgate.workbench.score.IntelligenceArguments;
import io.riskgate.workbench.score.OutputFormat;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.RatesFile;
import io.riskgate.workbench.score.ScoreJob;
import io.riskgate.workbench.score.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores files of transfers. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Scores the transfers in CSV files, in the order of their times, as if each were asked for"
          + " now.",
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
      "The columns of the files and of the output are described in docs/csv.md."
    })
final class ScoreCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "CSV in UTF-8, plain or gzipped, with a header. Several files are one stream, in the"
              + " order given.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "The rule pack to score with. Default: the bundled pack cn.")
  private @Nullable Path rules;

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      description =
          "Says what the columns mean, where they are not the canonical ones: a mapping file in"
              + " YAML, or one that is built in: paysim, amlsim, device-ip.")
  private @Nullable String mapping;

  @Option(
      names = "--rates",
      paramLabel = "FILE",
      description =
          "CSV with the columns unit,rate: how much of the pack's base currency one unit of a"
              + " currency or asset is worth.")
  private @Nullable Path rates;

  @Option(
      names = "--intelligence",
      paramLabel = "KIND=FILE",
      description =
          "A database or list of addresses, reported accounts, regions and so on, such as"
              + " tor-exits=tor.txt; may be given several times. The kinds are in"
              + " docs/intelligence.md.")
  private List<String> intelligence = new ArrayList<>();

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

  @Option(
      names = "--sort",
      description =
          "Sorts the rows by time first, in memory. Without it, rows that are not in order of time"
              + " are refused.")
  private boolean sort;

  @Option(names = "--quiet", description = "No summary and no progress bar.")
  private boolean quiet;

  ScoreCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    refuseOverwriting();
    // What is cheap to check comes first: compiling rules takes seconds.
    Mapping columns = mapping == null ? Mapping.CANONICAL : Mappings.find(mapping);
    RateSource rateSource = rates == null ? RateSource.NONE : RatesFile.read(rates);
    IntelligenceSource known = IntelligenceArguments.read(intelligence);
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new InputException(file + ": no such file");
      }
    }
    RulePack pack = pack();
    try (RowSource rows = rows(columns, pack.policy().baseCurrency());
        ScoreJob job =
            new ScoreJob(
                pack,
                rateSource,
                known,
                environment.err(),
                environment.out(),
                out,
                rejects,
                format,
                progress())) {
      Summary summary = job.run(rows);
      if (!quiet) {
        summary.print(environment.err());
      }
      return summary.rejects() == 0 ? ExitCode.OK : ExitCode.SOME_REJECTED;
    }
  }

  private RulePack pack() {
    if (rules != null && !Files.isDirectory(rules)) {
      throw new InputException(rules + ": there is no such folder with a rule pack");
    }
    try {
      return environment.packs().load(rules);
    } catch (UncheckedIOException e) {
      throw new InputException(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  private RowSource rows(Mapping columns, String baseCurrency) {
    RowSource inFileOrder = new FileRows(files, columns, baseCurrency);
    return sort ? new SortedRows(inFileOrder) : inFileOrder;
  }

  /** Shown only where nothing else is written to the terminal meanwhile. */
  private @Nullable Progress progress() {
    return environment.terminal() && !quiet && out != null ? new Progress(environment.err()) : null;
  }

  private void refuseOverwriting() throws IOException {
    for (Path file : files) {
      refuseSame(file, out, "--out");
      refuseSame(file, rejects, "--rejects");
    }
    if (out != null) {
      refuseSame(out, rejects, "--rejects");
    }
  }

  private static void refuseSame(Path file, @Nullable Path output, String option)
      throws IOException {
    if (output == null) {
      return;
    }
    boolean bothExist = Files.exists(output) && Files.exists(file);
    boolean same =
        bothExist
            ? Files.isRegularFile(output) && Files.isSameFile(file, output)
            : output.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
    if (same) {
      throw new InputException(
          option + " " + output + ": would overwrite another file of this run");
    }
  }
}
