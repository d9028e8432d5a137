package io.riskgate.workbench;

import io.riskgate.workbench.pack.StarterPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a rule pack to begin with. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description =
        "Makes a small rule pack to begin with: four rules with their thresholds, tests and texts,"
            + " and comments that explain them.",
    parameterListHeading = "%nFolder:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The pack is there.",
      "1:Something could not be written.",
      "2:Wrong usage, or the folder is not empty."
    },
    footer = {"", "Example:", "  ./risk new mypack"})
final class NewCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder to make; it may be there if empty.")
  private Path dir = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Commands.out(spec);
    StarterPack.write(dir).forEach(file -> out.println(dir.resolve(file)));
    out.println();
    out.println("Next: read " + dir.resolve("rules/payee.drl") + ", change something, then");
    out.println("  ./risk lint " + dir);
    out.println("  ./risk test " + dir);
    return ExitCode.OK;
  }
}
