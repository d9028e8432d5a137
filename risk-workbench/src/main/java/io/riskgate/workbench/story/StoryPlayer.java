package io.riskgate.workbench.story;

import io.riskgate.core.AlertClosedException;
import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.ExtensionRefusedException;
import io.riskgate.core.InvalidReportException;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.ReleaseRefusedException;
import io.riskgate.core.UnknownAlertException;
import io.riskgate.core.UnknownNoticeException;
import io.riskgate.core.UnknownReferenceException;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.DecisionLog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plays a story: does what each step says, prints what came of it, and compares. */
public final class StoryPlayer {
  private final Story story;
  private final RulePack pack;
  private final DecisionLog log;
  private final Timeline timeline;
  private final List<String> unmet = new ArrayList<>();
  private int expectations;

  /**
   * Prepares a story.
   *
   * @param pack the pack with which it was read
   * @param log where decisions are logged; closed at the end of the story
   * @param language the language of reasons and advice
   * @param full whether every reason and advice is printed, not only a few of each
   */
  public StoryPlayer(
      Story story, RulePack pack, DecisionLog log, PrintWriter to, Locale language, boolean full) {
    this.story = story;
    this.pack = pack;
    this.log = log;
    timeline = new Timeline(new Page(to), story, pack, language, full);
  }

  /**
   * Plays it, on an engine of its own with an empty history.
   *
   * @return every expectation that was not met, with file and line
   */
  public List<String> play() {
    timeline.begin(story, pack);
    try (Stage stage = new Stage(story, pack, log)) {
      for (Step step : story.steps()) {
        stage.goOnTo(step.at());
        Happening happening = stage.told(happening(step, stage));
        timeline.print(step, happening, compare(step, happening));
      }
    }
    timeline.end(story.steps().size(), expectations, unmet);
    return List.copyOf(unmet);
  }

  private static Happening happening(Step step, Stage stage) {
    try {
      return step.action().play(stage);
    } catch (InvalidTransferException
        | InvalidReportException
        | ConflictingTransferException
        | ReleaseRefusedException
        | ExtensionRefusedException
        | AlertClosedException
        | UnknownReferenceException
        | UnknownNoticeException
        | UnknownAlertException
        | IllegalArgumentException e) {
      return Happening.refused(String.valueOf(e.getMessage()));
    }
  }

  private List<String> compare(Step step, Happening happening) {
    List<String> otherwise = new ArrayList<>();
    boolean explained = happening.refusal() == null;
    for (Expectation expectation : step.expectations()) {
      expectations++;
      var difference = expectation.unmet(happening);
      difference.ifPresent(
          what -> otherwise.add(story.file() + ":" + expectation.line() + ": " + what));
      explained |= difference.isEmpty();
    }
    if (!explained && otherwise.isEmpty()) {
      otherwise.add(story.file() + ":" + step.line() + ": refused: " + happening.refusal());
    }
    unmet.addAll(otherwise);
    return otherwise;
  }
}
