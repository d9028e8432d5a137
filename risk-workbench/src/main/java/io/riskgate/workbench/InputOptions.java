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
import io.riskgate.workbench.score.RatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of transfers of a command, how to read them, and what to decide them with. */
final class InputOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "CSV in UTF-8 with a header, or ISO 20022 messages (pacs.008, pain.001), plain or"
              + " gzipped. Several files are one stream, in the order given.")
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
      names = "--sort",
      description =
          "Sorts the rows by time first, in memory. Without it, rows that are not in order of time"
              + " are refused.")
  private boolean sort;

  /**
   * What the options mean.
   *
   * @param columns what the columns of the files mean
   * @param rates the rates
   * @param intelligence what is known of addresses and accounts; whoever replays closes it
   * @param pack the rule pack
   * @param rows the rows, opened
   */
  record Opened(
      Mapping columns,
      RateSource rates,
      IntelligenceSource intelligence,
      RulePack pack,
      RowSource rows) {}

  /** What the columns mean. */
  Mapping columns() {
    return mapping == null ? Mapping.CANONICAL : Mappings.find(mapping);
  }

  /** The names of the files, without their folders. */
  List<String> fileNames() {
    return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
  }

  /** Reads what is cheap to check, then the pack, then opens the rows. */
  Opened open(Environment environment) {
    Mapping columns = columns();
    RateSource rateSource = rates == null ? RateSource.NONE : RatesFile.read(rates);
    IntelligenceSource known = IntelligenceArguments.read(intelligence);
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new InputException(file + ": no such file");
      }
    }
    RulePack pack = Commands.pack(environment, rules);
    return new Opened(
        columns,
        rateSource,
        known,
        pack,
        rows(columns, pack, note -> environment.err().println("note: " + note)));
  }

  private RowSource rows(Mapping columns, RulePack pack, Consumer<String> notes) {
    RowSource inFileOrder =
        new FileRows(files, columns, pack.policy().baseCurrency(), pack.policy().zone(), notes);
    return sort ? new SortedRows(inFileOrder) : inFileOrder;
  }

  /** Opens the same rows once more, from the beginning. */
  RowSource again(Opened opened) {
    return rows(opened.columns(), opened.pack(), note -> {}); // what is odd has been said
  }

  /** Ends the command where a file can be read only once. */
  void refusePipes(String why) {
    for (Path file : files) {
      if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
        throw new InputException(file + ": can be read only once, and " + why);
      }
    }
  }

  /** Ends the command where an output would overwrite an input. */
  void refuseOverwriting(@Nullable Path output, String option) throws IOException {
    for (Path file : files) {
      refuseSame(file, output, option);
    }
  }

  /** Ends the command where an output would overwrite another file of the run. */
  static void refuseSame(Path file, @Nullable Path output, String option) throws IOException {
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
