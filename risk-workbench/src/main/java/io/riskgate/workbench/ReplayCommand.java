package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.log.LogInput;
import io.riskgate.workbench.log.ReplayJob;
import io.riskgate.workbench.score.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides what a decision log holds once more. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Decides every record of a decision log once more, from what the record holds and a rule"
          + " pack and nothing else, and tells what comes out differently. Verifies the log too.",
      "",
      "With the pack that decided, nothing may be different; with another, it shows what that"
          + " would have decided on the same facts."
    },
    parameterListHeading = "%nLog:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The log is intact, and everything came out the same by the packs that decided.",
      "1:Something broke inside, or the log could not be read.",
      "2:Wrong usage, a pack that cannot be used, or there is no log.",
      "3:Something is different, was decided by another pack, or is not intact."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk score examples/transfers.csv --out decisions.csv --log log",
      "  ./risk replay log",
      "  ./risk replay log --rules mypack --all",
      "",
      "What a record holds is in docs/decision-log.md."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private LogInput input;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "The rule pack to decide with. May be given several times: each record is decided with"
              + " the one that decided it, and with the first where none did. Default: the bundled"
              + " pack cn.")
  private List<Path> rules = new ArrayList<>();

  @Option(names = "--all", description = "Tell every difference. Default: the first 20.")
  private boolean all;

  ReplayCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    input.requireLog(); // before seconds are spent on compiling rules
    List<RulePack> packs = new ArrayList<>();
    for (Path dir : rules) {
      packs.add(Commands.pack(environment, dir));
    }
    if (packs.isEmpty()) {
      packs.add(Commands.pack(environment, null));
    }
    Progress progress = environment.terminal() ? new Progress(environment.err()) : null;
    return new ReplayJob(packs, all, Commands.out(spec), progress).run(input)
        ? ExitCode.OK
        : ExitCode.SOME_FAILED;
  }
}
