package io.riskgate.stores.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One step of a story: what is done, and a pick for everything that it could be about. 0 is the
 * plainest pick, so that a story is made plainer by making picks smaller.
 */
final class Step {
  /** What is done. */
  enum Act {
    DECIDE(6),
    ATTEMPT(1),
    COMMIT(2),
    SETTLE(2),
    CANCEL(1),
    OBSERVE(1),
    REPORT(2),
    SIGNAL(1),
    IMPOSE(1),
    LIFT(1),
    NOTICE(1),
    CHANGE_NOTICE(1),
    FORGET(1),
    WAIT(2);

    private final int weight;

    Act(int weight) {
      this.weight = weight;
    }
  }

  /** What a step could be about, with how many choices there are. */
  enum Pick {
    TENANT(5),
    PAYER(4),
    PAYEE(4),
    ID(6),
    AMOUNT(5),
    OFFSET(9),
    WAIT(7),
    AGAIN(2),
    DECISION(6),
    KIND(10),
    CHANNEL(2),
    DEVICE(4),
    IP(10),
    CUSTOMER(4),
    MERCHANT(2),
    ASSET(4),
    PLACE(9),
    LEFT_OUT(128),
    CONTROL(6),
    UNTIL(3),
    NAME(3);

    final int choices;

    Pick(int choices) {
      this.choices = choices;
    }
  }

  final Act act;
  private final int[] picks;

  private Step(Act act, int[] picks) {
    this.act = act;
    this.picks = picks;
  }

  int pick(Pick of) {
    return picks[of.ordinal()];
  }

  /** A story of at most so many steps. */
  static List<Step> story(SplittableRandom random, int max) {
    List<Act> acts = new ArrayList<>();
    for (Act act : Act.values()) {
      for (int i = 0; i < act.weight; i++) {
        acts.add(act);
      }
    }
    List<Step> story = new ArrayList<>();
    int steps = 1 + random.nextInt(max);
    for (int i = 0; i < steps; i++) {
      int[] picks = new int[Pick.values().length];
      for (Pick of : Pick.values()) {
        picks[of.ordinal()] = random.nextInt(of.choices);
      }
      story.add(new Step(acts.get(random.nextInt(acts.size())), picks));
    }
    return story;
  }

  /** The same step, each with one pick made plainer: the plainest first. */
  List<Step> plainer() {
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < picks.length; i++) {
      if (picks[i] > 0) {
        all.add(with(i, 0));
      }
    }
    for (int i = 0; i < picks.length; i++) {
      for (int smaller = 1; smaller < picks[i] && smaller <= 8; smaller++) {
        all.add(with(i, smaller));
      }
    }
    return all;
  }

  /** The same step, where it picks a value of something, with another in its place. */
  Step instead(Pick of, int pick, int other) {
    return pick(of) == pick ? with(of.ordinal(), other) : this;
  }

  private Step with(int index, int pick) {
    int[] changed = Arrays.copyOf(picks, picks.length);
    changed[index] = pick;
    return new Step(act, changed);
  }
}
