package io.riskgate.workbench.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Figures of a ranking, beside the plainest way to work them out. */
class RankingTest {
  private static final double EXACT = 1e-12;

  private record Case(long day, int rank, boolean fraud) {}

  private static List<Case> cases(long seed) {
    Random random = new Random(seed);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      boolean fraud = random.nextInt(6) == 0;
      // Few ranks, so that there are many ties.
      cases.add(new Case(i / 300, random.nextInt(fraud ? 9 : 6), fraud));
    }
    return cases;
  }

  @RepeatedTest(5)
  @DisplayName("The area under the ROC curve is the share of pairs in the right order, ties half")
  void areaIsTheShareOfPairs(RepetitionInfo run) {
    List<Case> cases = cases(run.getCurrentRepetition());
    Ranking ranking = new Ranking(10);
    cases.forEach(c -> ranking.add(c.rank(), c.fraud()));

    double won = 0;
    double pairs = 0;
    for (Case fraud : cases) {
      for (Case honest : cases) {
        if (fraud.fraud() && !honest.fraud()) {
          pairs++;
          won += fraud.rank() > honest.rank() ? 1 : fraud.rank() == honest.rank() ? 0.5 : 0;
        }
      }
    }
    assertThat(ranking.aucRoc()).isCloseTo(won / pairs, within(EXACT));
  }

  @RepeatedTest(5)
  @DisplayName("Average precision sums precision times the recall that each threshold adds")
  void averagePrecisionSumsOverThresholds(RepetitionInfo run) {
    List<Case> cases = cases(run.getCurrentRepetition());
    Ranking ranking = new Ranking(10);
    cases.forEach(c -> ranking.add(c.rank(), c.fraud()));

    double all = cases.stream().filter(Case::fraud).count();
    double expected = 0;
    double recallBefore = 0;
    for (int threshold = 9; threshold >= 0; threshold--) {
      int from = threshold;
      double alerts = cases.stream().filter(c -> c.rank() >= from).count();
      double caught = cases.stream().filter(c -> c.rank() >= from && c.fraud()).count();
      if (alerts > 0) {
        expected += (caught / all - recallBefore) * caught / alerts;
        recallBefore = caught / all;
      }
    }
    assertThat(ranking.averagePrecision()).isCloseTo(expected, within(EXACT));
  }

  @RepeatedTest(5)
  @DisplayName("A day's hundred places go by rank; those who tie for the last ones share them")
  void placesAreSharedByTies(RepetitionInfo run) {
    List<Case> cases = cases(run.getCurrentRepetition());
    DailyTop top = new DailyTop(10);
    cases.forEach(c -> top.add(c.day(), c.rank(), c.fraud()));

    double places = 0;
    double caught = 0;
    for (Case one : cases) {
      long above =
          cases.stream().filter(c -> c.day() == one.day() && c.rank() > one.rank()).count();
      long beside =
          cases.stream().filter(c -> c.day() == one.day() && c.rank() == one.rank()).count();
      double chance = Math.max(0, Math.min(1, (100.0 - above) / beside));
      places += chance;
      caught += one.fraud() ? chance : 0;
    }
    assertThat(top.precision()).isCloseTo(caught / places, within(EXACT));
  }

  @Test
  @DisplayName("On a day with fewer than a hundred transfers all of them are looked at")
  void aShortDayIsSeenWhole() {
    DailyTop top = new DailyTop(3);
    top.add(1, 2, true);
    top.add(1, 0, false);
    top.add(2, 0, false);
    top.add(2, 0, true);

    assertThat(top.precision()).isEqualTo(0.5);
  }

  @Test
  @DisplayName("Of nothing there is no figure")
  void nothingHasNoFigure() {
    Ranking onlyHonest = new Ranking(2);
    onlyHonest.add(1, false);

    assertThat(onlyHonest.aucRoc()).isNaN();
    assertThat(onlyHonest.averagePrecision()).isNaN();
    assertThat(new DailyTop(2).precision()).isNaN();
  }

  @Test
  @DisplayName("A ranking that is right throughout has the figure 1, one that is wrong has area 0")
  void perfectAndPerverse() {
    Ranking right = new Ranking(4);
    Ranking wrong = new Ranking(4);
    for (int rank : List.of(0, 1, 2, 3).stream().sorted(Comparator.reverseOrder()).toList()) {
      right.add(rank, rank >= 2);
      wrong.add(rank, rank < 2);
    }

    assertThat(right.aucRoc()).isEqualTo(1);
    assertThat(right.averagePrecision()).isEqualTo(1);
    assertThat(wrong.aucRoc()).isZero();
  }
}
