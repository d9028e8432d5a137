package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.pack.DutyRows;
import io.riskgate.workbench.pack.PackTexts;
import io.riskgate.workbench.pack.RuleReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a reference of a pack's rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Prints a reference of a pack's rules in Markdown: what each asks, what it reads, its"
          + " parameters, score and outcome; then all parameters, windows and limits.",
      "",
      "Without a folder, of the pack that comes with the library."
    },
    parameterListHeading = "%nFolder:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The reference is printed.",
      "1:Something broke inside.",
      "2:Wrong usage, or a pack that cannot be used."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk rules mypack > rules.md",
      "  ./risk rules --duties docs/duties.md > docs/rules-cn.md"
    })
final class RulesCommand implements Callable<Integer> {
  private static final String BUNDLED = "cn";

  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder of the rule pack.")
  private @Nullable Path dir;

  @Option(
      names = "--duties",
      paramLabel = "FILE",
      description = "A page with a table of duties that names rules: each rule tells its rows.")
  private @Nullable Path duties;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      description = "The language of the rules' texts, such as en (default) or zh.")
  private String language = "en";

  RulesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (dir != null) {
      Commands.requirePack(dir);
    }
    DutyRows rows = duties == null ? DutyRows.NONE : read(duties);
    RulePack pack = Commands.pack(environment, dir);
    PrintWriter out = Commands.out(spec);
    out.print(new RuleReference(pack, texts(), rows).toMarkdown());
    out.flush();
    return ExitCode.OK;
  }

  private static DutyRows read(Path page) {
    try {
      return DutyRows.read(page);
    } catch (IOException e) {
      throw new InputException(page + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private PackTexts texts() throws IOException {
    if (dir != null) {
      return PackTexts.in(dir, language);
    }
    Path copy = Files.createTempDirectory("riskgate-rules");
    try {
      RulePacks.copyBundled(BUNDLED, copy);
      return PackTexts.in(copy, language);
    } finally {
      remove(copy);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
