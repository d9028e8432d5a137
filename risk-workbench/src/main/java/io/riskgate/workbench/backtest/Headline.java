package io.riskgate.workbench.backtest;

import io.riskgate.core.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The figures that sum up what a pack did. An alert is a transfer that is to be verified or held. A
 * share of nothing is NaN. Each is defined in {@code docs/workbench.md}.
 *
 * @param rows the transfers
 * @param positives the fraud among them
 * @param allow how many were allowed
 * @param verify how many were to be verified
 * @param hold how many were held
 * @param tp fraud with an alert
 * @param fp honest transfers with an alert
 * @param fn fraud without an alert
 * @param tn honest transfers without an alert
 * @param aucRoc the area under the ROC curve
 * @param averagePrecision the average precision
 * @param valueRecall the share of the fraud's value that has an alert
 * @param precisionAt100 the share of fraud in the 100 highest ranked transfers of each day
 */
record Headline(
    long rows,
    long positives,
    long allow,
    long verify,
    long hold,
    long tp,
    long fp,
    long fn,
    long tn,
    double aucRoc,
    double averagePrecision,
    double valueRecall,
    double precisionAt100) {
  /** What the pack decided, ranked by outcome, then score. */
  static Headline whole(Figures figures) {
    return of(figures, Means.ALL, figures.ranking(), figures.dailyTop());
  }

  /** What rules and bands ask for, limits left out, ranked by score. */
  static Headline rulesAlone(Figures figures) {
    return of(figures, Means.RULES, figures.riskRanking(), figures.riskDailyTop());
  }

  private static Headline of(Figures figures, Means means, Ranking ranking, DailyTop dailyTop) {
    Tally all = figures.stops().all();
    Tally stopped = figures.stops().stopped(means);
    return new Headline(
        all.fraud() + all.honest(),
        all.fraud(),
        figures.outcomes(means, Outcome.ALLOW),
        figures.outcomes(means, Outcome.VERIFY),
        figures.outcomes(means, Outcome.HOLD),
        stopped.fraud(),
        stopped.honest(),
        all.fraud() - stopped.fraud(),
        all.honest() - stopped.honest(),
        ranking.aucRoc(),
        ranking.averagePrecision(),
        share(stopped.fraudValue(), all.fraudValue()),
        dailyTop.precision());
  }

  double precision() {
    return share(tp, tp + fp);
  }

  double recall() {
    return share(tp, positives);
  }

  /** The share of honest transfers that have an alert. */
  double fpr() {
    return share(fp, rows - positives);
  }

  double alertsPer1000() {
    return 1000 * share(verify + hold, rows);
  }

  static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  static double share(BigInteger part, BigInteger whole) {
    return whole.signum() == 0
        ? Double.NaN
        : new BigDecimal(part).divide(new BigDecimal(whole), MathContext.DECIMAL64).doubleValue();
  }
}
