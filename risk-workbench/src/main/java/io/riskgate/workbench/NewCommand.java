package io.riskgate.workbench;

import io.riskgate.workbench.pack.StarterPack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a rule pack to begin with. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Makes a small rule pack to begin with: four rules with their thresholds, tests and texts,"
          + " and comments that explain them.",
      "",
      "With --from, copies a pack that comes with the library instead."
    },
    parameterListHeading = "%nFolder:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The pack is there.",
      "1:Something could not be written.",
      "2:Wrong usage, or the folder is not empty."
    },
    footer = {"", "Examples:", "  ./risk new mypack", "  ./risk new mypack --from cn"})
final class NewCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder to make; it may be there if empty.")
  private Path dir = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "PACK",
      description = "The pack to copy; 'cn' is the one that comes with the library.")
  private @Nullable String from;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Commands.out(spec);
    List<String> files = from == null ? StarterPack.write(dir) : StarterPack.copy(from, dir);
    files.forEach(file -> out.println(dir.resolve(file)));
    out.println();
    if (from == null) {
      out.println("Next: read " + dir.resolve("rules/payee.drl") + ", change something, then");
    } else {
      out.println("Next: give it an id and a version of its own in " + dir.resolve("pack.yaml"));
      out.println("and change what you like, then");
    }
    out.println("  ./risk lint " + dir);
    out.println("  ./risk test " + dir);
    return ExitCode.OK;
  }
}
