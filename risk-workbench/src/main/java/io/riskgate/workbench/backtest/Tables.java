package io.riskgate.workbench.backtest;

import io.riskgate.core.Amounts;
import io.riskgate.core.Outcome;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.score.Settlement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what a backtest found as Markdown. The terms are defined in {@code docs/effectiveness.md}.
 */
public final class Tables {
  /** Where a share has nothing to be a share of. */
  private static final String NONE = "–";

  private final PrintWriter to;
  private final BacktestResult result;
  private final Figures found;
  private final RulePack pack;
  private final Tally all;

  private Tables(PrintWriter to, BacktestResult result) {
    this.to = to;
    this.result = result;
    found = result.candidate();
    pack = found.pack();
    all = found.stops().all();
  }

  /**
   * Writes the tables.
   *
   * @param columns how the columns are mapped
   */
  public static void write(PrintWriter to, BacktestResult result, String columns) {
    new Tables(to, result).write(columns);
  }

  /**
   * The tables as one text.
   *
   * @param columns how the columns are mapped
   */
  public static String text(BacktestResult result, String columns) {
    StringWriter text = new StringWriter();
    write(new PrintWriter(text), result, columns);
    return text.toString();
  }

  private void write(String columns) {
    if (result.isInterrupted()) {
      to.println("**Stopped before the end of the files: this is what had been done by then.**");
      to.println();
    }
    to.printf(
        Locale.ROOT,
        "Rule pack %s, columns %s, history: %s%n%n",
        pack.identity(),
        columns,
        result.plan().settlement() == Settlement.ALLOWED
            ? "what was allowed"
            : "what was completed in reality");
    if (result.isLabelled()) {
      to.printf(
          Locale.ROOT,
          "%,d transfers: %,d fraudulent, worth %s %s; %,d honest; %,d rows rejected",
          result.rows(),
          all.fraud(),
          money(all.fraudValue()),
          pack.policy().baseCurrency(),
          all.honest(),
          result.rejected());
    } else {
      to.printf(
          Locale.ROOT,
          "%,d transfers, of which it is not told which were fraudulent; %,d rows rejected",
          result.rows(),
          result.rejected());
    }
    if (result.leftOut() > 0) {
      to.printf(Locale.ROOT, "; %,d before the figures begin", result.leftOut());
    }
    to.println();
    to.println();
    if (result.isLabelled()) {
      means();
      ranked();
      kinds();
      hits("rule that fired", fired());
      hits("limit that was passed", found.limits());
    } else {
      outcomes();
      counts("rule that fired", fired());
      counts("limit that was passed", found.limits());
    }
    flips();
    to.flush();
  }

  private Map<String, Tally> fired() {
    Map<String, Tally> fired = new TreeMap<>();
    for (int i = 0; i < pack.rules().size(); i++) {
      if (found.rule(i).hits() > 0) {
        fired.put(pack.rules().get(i).code(), found.rule(i).fired());
      }
    }
    return fired;
  }

  private void means() {
    head(
        "stopped by",
        "outcome",
        "fraud stopped",
        "honest stopped",
        "precision",
        "recall",
        "share of honest stopped",
        "share of fraud value saved");
    for (Means means : Means.values()) {
      means(means, "VERIFY or HOLD", found.stops().stopped(means));
      means(means, "HOLD", found.stops().held(means));
    }
    to.println();
  }

  private void means(Means means, String outcome, Tally stopped) {
    row(
        means.words(),
        outcome,
        count(stopped.fraud()),
        count(stopped.honest()),
        share(stopped.fraud(), stopped.fraud() + stopped.honest()),
        share(stopped.fraud(), all.fraud()),
        share(stopped.honest(), all.honest()),
        share(stopped.fraudValue(), all.fraudValue()));
  }

  private void ranked() {
    head("ranked by", "area under the ROC curve", "average precision", "precision at 100 a day");
    row(
        "outcome, then score",
        decimal(found.ranking().aucRoc()),
        decimal(found.ranking().averagePrecision()),
        decimal(found.dailyTop().precision()));
    row(
        "score alone",
        decimal(found.riskRanking().aucRoc()),
        decimal(found.riskRanking().averagePrecision()),
        decimal(found.riskDailyTop().precision()));
    to.println();
  }

  private static String decimal(double figure) {
    return Double.isNaN(figure) ? NONE : String.format(Locale.ROOT, "%.4f", figure);
  }

  private void outcomes() {
    head("decided by", "ALLOW", "VERIFY", "HOLD", "share stopped");
    for (Means means : Means.values()) {
      long allowed = found.outcomes(means, Outcome.ALLOW);
      row(
          means.words(),
          count(allowed),
          count(found.outcomes(means, Outcome.VERIFY)),
          count(found.outcomes(means, Outcome.HOLD)),
          share(result.rows() - allowed, result.rows()));
    }
    to.println();
  }

  private void counts(String what, Map<String, Tally> tallies) {
    if (!tallies.isEmpty()) {
      head(what, "transfers");
      tallies.forEach((name, hit) -> row("`" + name + "`", count(hit.fraud() + hit.honest())));
      to.println();
    }
  }

  private void flips() {
    Figures baseline = result.baseline();
    if (baseline == null) {
      return;
    }
    to.printf(
        Locale.ROOT,
        "Beside %s: %,d of %,d transfers have another outcome%n%n",
        baseline.pack().identity(),
        result.flips().flipped(),
        result.flips().compared());
    if (result.flips().flipped() > 0) {
      head("baseline", "this pack", "transfers", "fraud", "honest");
      for (Flips.Pair pair : result.flips().pairs()) {
        row(
            pair.from().name(),
            pair.to().name(),
            count(pair.count()),
            result.isLabelled() ? count(pair.fraud().count()) : NONE,
            result.isLabelled() ? count(pair.honest().count()) : NONE);
      }
      to.println();
    }
  }

  private void kinds() {
    if (found.kinds().isEmpty()) {
      return;
    }
    head(
        "kind of fraud",
        "transfers",
        "stopped (recall)",
        "held",
        "by rules alone",
        "by limits alone",
        "share of value saved");
    found
        .kinds()
        .forEach(
            (kind, stops) -> {
              long transfers = stops.all().fraud();
              row(
                  kind,
                  count(transfers),
                  share(stops.stopped(Means.ALL).fraud(), transfers),
                  share(stops.held(Means.ALL).fraud(), transfers),
                  share(stops.stopped(Means.RULES).fraud(), transfers),
                  share(stops.stopped(Means.LIMITS).fraud(), transfers),
                  share(stops.stopped(Means.ALL).fraudValue(), stops.all().fraudValue()));
            });
    to.println();
  }

  private void hits(String what, Map<String, Tally> tallies) {
    if (tallies.isEmpty()) {
      return;
    }
    head(what, "fraud hit", "honest hit", "precision", "recall");
    List<Map.Entry<String, Tally>> byFraud =
        tallies.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Tally> e) -> -e.getValue().fraud())
                    .thenComparingLong(e -> e.getValue().honest())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    byFraud.forEach(
        e -> {
          Tally hit = e.getValue();
          row(
              "`" + e.getKey() + "`",
              count(hit.fraud()),
              count(hit.honest()),
              share(hit.fraud(), hit.fraud() + hit.honest()),
              share(hit.fraud(), all.fraud()));
        });
    to.println();
  }

  private void head(String... names) {
    row(names);
    to.print("|---|");
    to.println("---:|".repeat(names.length - 1));
  }

  private void row(String... cells) {
    StringBuilder line = new StringBuilder("|");
    for (String cell : cells) {
      // A kind of fraud is a file's own text: it may not break the table.
      line.append(' ').append(cell.replaceAll("[|\\p{Cntrl}]", "/")).append(" |");
    }
    to.println(line);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String money(BigInteger minor) {
    int digits = Amounts.fractionDigits(pack.policy().baseCurrency());
    return String.format(
        Locale.ROOT, "%,." + digits + "f", new BigDecimal(minor).movePointLeft(digits));
  }

  private static String share(long part, long whole) {
    return share(BigInteger.valueOf(part), BigInteger.valueOf(whole));
  }

  private static String share(BigInteger part, BigInteger whole) {
    if (whole.signum() == 0) {
      return NONE;
    }
    return new BigDecimal(part)
            .movePointRight(2)
            .divide(new BigDecimal(whole), 2, RoundingMode.HALF_UP)
        + " %";
  }
}
