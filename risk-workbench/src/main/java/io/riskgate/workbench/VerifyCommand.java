package io.riskgate.workbench;

import io.riskgate.workbench.log.LogInput;
import io.riskgate.workbench.log.VerifyJob;
import io.riskgate.workbench.score.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies a decision log. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Finds out whether a decision log is as it was written: every record that was changed,"
          + " removed, put in or moved, by file and line.",
      "",
      "It needs no rule pack and no key, and may read a log that is being written."
    },
    parameterListHeading = "%nLog:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The log is intact, as far as can be seen.",
      "1:Something broke inside, or the log or the output could not be read or written.",
      "2:Wrong usage, or there is no log.",
      "3:Something was found; no checkpoint is written."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk verify log",
      "  ./risk verify log --export monday.json      # keep it where the log's writers cannot",
      "  ./risk verify log --checkpoint monday.json",
      "",
      "What is proved, and how to verify without Riskgate, is in docs/decision-log.md."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogInput input;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Writes a checkpoint of how far the log has come, where it is intact.")
  private @Nullable Path export;

  VerifyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Progress progress = environment.terminal() ? new Progress(environment.err()) : null;
    return VerifyJob.run(input, export, Commands.out(spec), progress)
        ? ExitCode.OK
        : ExitCode.SOME_FAILED;
  }
}
