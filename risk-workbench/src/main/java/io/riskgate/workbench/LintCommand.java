package io.riskgate.workbench;

import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.rules.RulePackLint;
import io.riskgate.workbench.message.InputException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a rule pack. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Checks a rule pack and tells every problem with file and line.",
      "",
      "A rule may read facts and parameters and nothing else; docs/sandbox.md says what that"
          + " promises."
    },
    parameterListHeading = "%nFolder:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The pack can be used; there may be warnings.",
      "1:Something broke inside.",
      "2:Wrong usage, or a folder that cannot be read.",
      "3:The pack has errors."
    },
    footer = {"", "Example:", "  ./risk lint mypack --notes"})
final class LintCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder of the rule pack.")
  private Path dir = Path.of("");

  @Option(
      names = "--notes",
      description = "Tells of each rule what data it needs and which lane it takes, and why.")
  private boolean notes;

  @Override
  public Integer call() {
    Commands.requirePack(dir);
    RulePackLint lint;
    try {
      lint = RulePackLint.lint(dir);
    } catch (UncheckedIOException e) {
      throw new InputException(e.getMessage() + ": " + e.getCause(), e);
    }
    PrintWriter out = Commands.out(spec);
    lint.problems().forEach(out::println);
    if (notes) {
      lint.notes().forEach(out::println);
    }
    long errors = lint.problems().stream().filter(p -> p.severity() == Severity.ERROR).count();
    if (lint.notes().isEmpty()) {
      out.println("The rules were not checked: mend what stands above first.");
    }
    out.println(
        lint.identity().map(id -> id.id() + " " + id.version()).orElse(dir.toString())
            + ": "
            + Commands.count(lint.notes().size(), "rule")
            + ", "
            + Commands.count(errors, "error")
            + ", "
            + Commands.count(lint.problems().size() - errors, "warning"));
    return lint.passed() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
