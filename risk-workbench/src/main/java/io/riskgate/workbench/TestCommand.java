package io.riskgate.workbench;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.RulePackTests;
import io.riskgate.workbench.message.InputException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a rule pack's own tests. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Runs the tests of a rule pack: for each rule, when it fires and when it stays quiet.",
      "",
      "Rules that no case sees fire, or stay quiet, are named as warnings."
    },
    parameterListHeading = "%nFolder:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every case passed.",
      "1:Something broke inside.",
      "2:Wrong usage, or a folder that cannot be read.",
      "3:Some cases failed, or the pack has errors."
    },
    footer = {"", "Example:", "  ./risk test mypack"})
final class TestCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder of the rule pack.")
  private Path dir = Path.of("");

  TestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Commands.requirePack(dir);
    PrintWriter out = Commands.out(spec);
    RulePack pack;
    try {
      pack = environment.packs().load(dir);
    } catch (RulePackException e) {
      e.problems().forEach(out::println);
      out.println("0 passed, 0 failed: the pack has errors");
      return ExitCode.SOME_FAILED;
    } catch (UncheckedIOException e) {
      throw new InputException(e.getMessage() + ": " + e.getCause(), e);
    }
    RulePackTests tests = RulePackTests.of(pack);
    List<PackProblem> failed = tests.run();
    failed.forEach(out::println);
    tests.gaps().forEach(out::println);
    out.println(tests.cases().size() - failed.size() + " passed, " + failed.size() + " failed");
    return failed.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
