package io.riskgate.workbench.measure;

import io.riskgate.core.Amounts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.score.Settlement;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was measured as Markdown. The terms are defined in {@code docs/effectiveness.md}. */
final class Report {
  /** Where a share has nothing to be a share of. */
  private static final String NONE = "–";

  private final PrintWriter to;
  private final RulePack pack;
  private final Effectiveness found;
  private final Tally all;

  Report(PrintWriter to, RulePack pack, Effectiveness found) {
    this.to = to;
    this.pack = pack;
    this.found = found;
    all = found.stops().all();
  }

  /**
   * Writes the report.
   *
   * @param columns how the columns are mapped
   * @param rejected how many rows were no valid transfers, and are in no figure
   */
  void write(String columns, Settlement settlement, long rejected) {
    to.printf(
        Locale.ROOT,
        "Rule pack %s, columns %s, history: %s%n%n",
        pack.identity(),
        columns,
        settlement == Settlement.ALLOWED ? "what was allowed" : "what was completed in reality");
    to.printf(
        Locale.ROOT,
        "%,d transfers: %,d fraudulent, worth %s %s; %,d honest; %,d rows rejected%n%n",
        all.fraud() + all.honest(),
        all.fraud(),
        money(all.fraudValue()),
        pack.policy().baseCurrency(),
        all.honest(),
        rejected);
    means();
    kinds();
    hits("rule that fired", found.rules());
    hits("limit that was passed", found.limits());
    to.flush();
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
