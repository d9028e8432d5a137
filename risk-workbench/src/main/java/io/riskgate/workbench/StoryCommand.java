package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.workbench.score.RunLog;
import io.riskgate.workbench.story.Story;
import io.riskgate.workbench.story.StoryPlayer;
import io.riskgate.workbench.story.StoryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a story. */
@Command(
    name = "story",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    usageHelpWidth = 100,
    description = {
      "Plays a scripted story, such as a day in the life of a bank, on a real engine whose clock"
          + " follows the script: transfers, verifications, signals, controls and what must come of"
          + " them.",
      "",
      "Prints what happens, and at the end every expectation that was not met, by line."
    },
    parameterListHeading = "%nFile:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything came as expected.",
      "1:Something broke inside, or the decision log could not be written.",
      "2:Wrong usage, or a story that cannot be read.",
      "3:Something came otherwise than expected."
    },
    footer = {
      "",
      "Examples:",
      "  ./risk story examples/day-in-the-life.yaml",
      "  ./risk story examples/day-in-the-life.yaml --rules mypack --lang zh",
      "",
      "How to write one is in docs/stories.md."
    })
final class StoryCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The story, in YAML.")
  private Path file = Path.of("");

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "The rule pack to play it with. Default: the bundled pack cn.")
  private @Nullable Path rules;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = "The language of reasons and advice, such as en (default) or zh.")
  private String language = "en";

  @Option(
      names = "--full",
      description =
          "Print every reason, advice and line of a script. Default: up to four of each at a time,"
              + " new ones first.")
  private boolean full;

  @Mixin private LogOptions log;

  StoryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    RulePack pack = Commands.pack(environment, rules);
    Story story = StoryReader.read(file, pack);
    List<String> unmet;
    try (RunLog runLog = log.begin()) {
      unmet =
          new StoryPlayer(
                  story,
                  pack,
                  runLog == null ? DecisionLog.none() : runLog.decisions(),
                  Commands.out(spec),
                  Locale.forLanguageTag(language),
                  full)
              .play();
      if (runLog != null) {
        runLog.requireWhole();
      }
    }
    return unmet.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
