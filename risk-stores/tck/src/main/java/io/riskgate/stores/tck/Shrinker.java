package io.riskgate.stores.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a story that fails short and plain: leaves out runs of steps, long ones first, and then
 * makes the picks of those that remain plainer, for as long as the story goes on failing.
 */
final class Shrinker {
  private final Predicate<List<Step>> fails;
  private int triesLeft;

  Shrinker(Predicate<List<Step>> fails, int triesMax) {
    this.fails = fails;
    this.triesLeft = triesMax;
  }

  /** A story that fails as the given one does, of which no single step can be left out. */
  List<Step> shrink(List<Step> failing) {
    List<Step> story = leaveOut(failing);
    boolean changed = true;
    while (changed && triesLeft > 0) {
      List<Step> plainer = leaveOut(makePlainer(renameTogether(story)));
      changed = !plainer.equals(story);
      story = plainer;
    }
    return story;
  }

  private boolean stillFails(List<Step> story) {
    return triesLeft-- > 0 && fails.test(story);
  }

  private List<Step> leaveOut(List<Step> failing) {
    List<Step> story = failing;
    for (int length = Math.max(1, story.size() / 2); length >= 1; length /= 2) {
      int at = 0;
      while (at < story.size()) {
        List<Step> shorter = new ArrayList<>(story.subList(0, at));
        shorter.addAll(story.subList(Math.min(story.size(), at + length), story.size()));
        if (stillFails(shorter)) {
          story = shorter;
        } else {
          at += length;
        }
      }
    }
    return story;
  }

  /** Exchanges a pick for a plainer one in all steps at once: who pays must be who cancels. */
  private List<Step> renameTogether(List<Step> failing) {
    List<Step> story = failing;
    for (Step.Pick of : Step.Pick.values()) {
      for (int pick = Math.min(of.choices, 10) - 1; pick > 0; pick--) {
        for (int plainer = 0; plainer < pick; plainer++) {
          List<Step> renamed = renamed(story, of, pick, plainer);
          if (!renamed.equals(story) && stillFails(renamed)) {
            story = renamed;
            break;
          }
        }
      }
    }
    return story;
  }

  private static List<Step> renamed(List<Step> story, Step.Pick of, int pick, int plainer) {
    return story.stream().map(step -> step.instead(of, pick, plainer)).toList();
  }

  private List<Step> makePlainer(List<Step> failing) {
    List<Step> story = new ArrayList<>(failing);
    for (int i = 0; i < story.size(); i++) {
      boolean changed = true;
      while (changed) {
        changed = false;
        Step step = story.get(i);
        for (Step plainer : step.plainer()) {
          story.set(i, plainer);
          if (stillFails(story)) {
            changed = true;
            break;
          }
          story.set(i, step);
        }
      }
    }
    return story;
  }
}
