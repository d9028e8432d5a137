package io.riskgate.workbench;

import io.riskgate.workbench.imports.ImportJob;
import io.riskgate.workbench.imports.Imported;
import io.riskgate.workbench.rows.RowSource;
import io.riskgate.workbench.score.OutputFile;
import io.riskgate.workbench.score.Progress;
import io.riskgate.workbench.score.Rejects;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports history into a new embedded store. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Imports what has moved into a new embedded store, so that on the first day not every payee"
          + " is new. Nothing is scored.",
      "",
      "Rows that failed in reality are left out. The store appears whole or not at all; an engine"
          + " of the same pack opens it and knows what was in the files."
    },
    parameterListHeading = "%nFiles:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All rows were imported, or had failed in reality.",
      "1:Something broke inside, or the store could not be written.",
      "2:Wrong usage, or input that cannot be read; there is no store.",
      "3:Some rows were rejected, each with line and reason; the others were imported."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk import examples/transfers.csv --store state",
      "  ./risk import 2026-*.csv.gz --mapping core-bank.yaml --store /var/lib/bank/riskgate",
      "",
      "What the store is and does is described in docs/embedded-store.md."
    })
final class ImportCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private InputOptions input;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "DIR",
      description = "The store's folder, which must be empty, or not there.")
  private @Nullable Path store;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Collects all rejected rows as CSV, each with file, line, column, reason and the row"
              + " itself. Without it the first 20 are shown.")
  private @Nullable Path rejects;

  @Option(names = "--quiet", description = "No summary and no progress bar.")
  private boolean quiet;

  ImportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Path dir = Objects.requireNonNull(store, "picocli requires it");
    input.refuseOverwriting(rejects, "--rejects");
    InputOptions.Opened opened = input.open(environment);
    try (RowSource rows = opened.rows();
        OutputFile file = rejects == null ? null : OutputFile.create(rejects)) {
      Rejects bad =
          new Rejects(
              environment.err(),
              file == null
                  ? null
                  : new BufferedWriter(
                      new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8)));
      Progress progress = environment.terminal() && !quiet ? new Progress(environment.err()) : null;
      Imported imported =
          new ImportJob(opened.pack(), opened.rates(), bad, progress).run(rows, dir);
      if (file != null) {
        file.finish();
      }
      if (!quiet) {
        imported.print(environment.err(), dir);
      }
      return imported.rejected() == 0 ? ExitCode.OK : ExitCode.SOME_REJECTED;
    } finally {
      opened.intelligence().close();
    }
  }
}
