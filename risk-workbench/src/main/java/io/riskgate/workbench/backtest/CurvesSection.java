package io.riskgate.workbench.backtest;

import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Policy;
import io.riskgate.workbench.html.Axis;
import io.riskgate.workbench.html.BarChart;
import io.riskgate.workbench.html.Html;
import io.riskgate.workbench.html.LineChart;
import io.riskgate.workbench.html.LineChart.Point;
import io.riskgate.workbench.html.LineChart.Series;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What another threshold of the score would have done, and how scores are spread. */
final class CurvesSection {
  private static final int WIDTH = 440;
  private static final int HEIGHT = 300;

  private final Html html;
  private final BacktestResult result;
  private final Figures figures;

  CurvesSection(Html html, BacktestResult result) {
    this.html = html;
    this.result = result;
    figures = result.candidate();
  }

  /**
   * What would be stopped from a score on, by score alone.
   *
   * @param score the threshold
   * @param precision the share of fraud in it, NaN where nothing is stopped
   * @param recall the share of all fraud in it
   * @param value the share of all fraud's value in it
   * @param honest the share of all honest transfers in it
   */
  private record Threshold(
      int score, double precision, double recall, double value, double honest) {}

  void write() {
    html.element("h2", "Curves", "id", "curves");
    if (!result.isLabelled()) {
      html.element("p", "Without labels there is only the spread of scores.");
      html.open("div", "class", "charts");
      histogram();
      html.close().line();
      return;
    }
    html.element(
        "p",
        "What would be stopped if everything from a score on were, by score alone: limits, and"
            + " outcomes that rules require whatever the score, are left out. The dashed lines are"
            + " where the pack's bands begin.");
    List<Threshold> thresholds = thresholds();
    html.open("div", "class", "charts").line();
    marked(
        new LineChart(
                "Precision and recall over the threshold",
                Axis.score("score from which on a transfer is stopped"),
                Axis.percent("share of transfers, %"))
            .line(new Series("precision", "s1", points(thresholds, 0)))
            .line(new Series("recall", "s2", points(thresholds, 1))));
    marked(
        new LineChart(
                "Value saved over the threshold",
                Axis.score("score from which on a transfer is stopped"),
                Axis.percent("share, %"))
            .line(new Series("fraud value saved", "s3", points(thresholds, 2)))
            .line(new Series("honest transfers stopped", "s4", points(thresholds, 3))));
    precisionRecall(thresholds);
    histogram();
    html.close().line();
  }

  private List<Threshold> thresholds() {
    Ranking ranking = figures.riskRanking();
    Tally all = figures.stops().all();
    List<Threshold> thresholds = new ArrayList<>();
    long fraud = 0;
    long honest = 0;
    BigInteger value = BigInteger.ZERO;
    for (int score = Figures.SCORES - 1; score >= 1; score--) {
      fraud += ranking.fraud(score);
      honest += ranking.honest(score);
      value = value.add(figures.fraudValue(score));
      thresholds.add(
          0,
          new Threshold(
              score,
              Headline.share(fraud, fraud + honest),
              Headline.share(fraud, all.fraud()),
              Headline.share(value, all.fraudValue()),
              Headline.share(honest, all.honest())));
    }
    return thresholds;
  }

  private static List<Point> points(List<Threshold> thresholds, int which) {
    List<Point> points = new ArrayList<>();
    for (Threshold at : thresholds) {
      double share =
          switch (which) {
            case 0 -> at.precision();
            case 1 -> at.recall();
            case 2 -> at.value();
            default -> at.honest();
          };
      points.add(new Point(at.score(), 100 * share, ""));
    }
    return points;
  }

  private void marked(LineChart chart) {
    for (Band band : bands()) {
      chart.mark(band.from(), label(band));
    }
    chart.draw(html);
  }

  private List<Band> bands() {
    Policy policy = figures.pack().policy();
    return policy.bands();
  }

  private static String label(Band band) {
    return band.demand().outcome() + " " + band.from();
  }

  private void precisionRecall(List<Threshold> thresholds) {
    List<Point> points = new ArrayList<>();
    double most = 0;
    for (Threshold at : thresholds) {
      points.add(new Point(100 * at.recall(), 100 * at.precision(), ""));
      most = Double.isNaN(at.precision()) ? most : Math.max(most, 100 * at.precision());
    }
    LineChart chart =
        new LineChart(
                "Precision against recall, a point a threshold",
                Axis.percent("recall, % of the fraud"),
                // Where fraud is rare, a good precision is a small one.
                Axis.upTo("precision, % of the alerts", most))
            .line(new Series("rules alone", "s1", points));
    for (Band band : bands()) {
      Threshold at = thresholds.get(band.from() - 1);
      if (!Double.isNaN(at.precision()) && !Double.isNaN(at.recall())) {
        chart.dot(100 * at.recall(), 100 * at.precision(), label(band));
      }
    }
    chart.draw(html);
  }

  private void histogram() {
    Ranking ranking = figures.riskRanking();
    List<BarChart.Bars> places = new ArrayList<>();
    long most = 1;
    int from = 0;
    while (from < Figures.SCORES) {
      int to = from == 0 ? 0 : from + 9;
      long fraud = 0;
      long honest = 0;
      for (int score = from; score <= to; score++) {
        fraud += ranking.fraud(score);
        honest += ranking.honest(score);
      }
      most = Math.max(most, Math.max(fraud, honest));
      String range = from == to ? "0" : from + "–" + to;
      List<Double> values =
          result.isLabelled() ? List.of((double) honest, (double) fraud) : List.of((double) honest);
      String meaning =
          "score "
              + range
              + ": "
              + (result.isLabelled()
                  ? Shown.count(honest) + " honest, " + Shown.count(fraud) + " fraudulent"
                  : Shown.count(honest) + " transfers");
      places.add(new BarChart.Bars(from == 0 ? "0" : String.valueOf(to), meaning, values));
      from = to + 1;
    }
    new BarChart(
            "Scores by label",
            WIDTH,
            HEIGHT,
            BarChart.Arrangement.GROUPED,
            "score: 0, then up to",
            Axis.powersOfTen("transfers, powers of ten", (double) most))
        .draw(
            html,
            result.isLabelled() ? List.of("honest", "fraud") : List.of("transfers"),
            List.of("honest", "fraud"),
            places);
  }
}
