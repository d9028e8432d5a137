package io.riskgate.workbench.backtest;

import io.riskgate.core.Outcome;
import io.riskgate.core.pack.Rule;
import io.riskgate.workbench.html.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What each rule and each limit did. */
final class RulesSection {
  private final Html html;
  private final BacktestResult result;
  private final Figures figures;
  private final Shown shown;
  private final List<Rule> rules;

  RulesSection(Html html, BacktestResult result, Shown shown) {
    this.html = html;
    this.result = result;
    this.shown = shown;
    figures = result.candidate();
    rules = figures.pack().rules();
  }

  void write() {
    html.element("h2", "Rules", "id", "rules");
    fired();
    limits();
    silent();
    overlaps();
  }

  private void fired() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (figures.rule(i).hits() > 0) {
        order.add(i);
      }
    }
    order.sort(
        Comparator.comparingLong((Integer i) -> -figures.rule(i).fired().fraud())
            .thenComparingLong(i -> -figures.rule(i).hits()));
    if (order.isEmpty()) {
      html.element("p", "No rule fired.");
      return;
    }
    html.element(
        "p", "Rules that fired, whatever was decided. A click on a head sorts by its column.");
    Table table =
        result.isLabelled()
            ? Table.sortable(
                html,
                "rule",
                "points",
                "fired",
                "fraud",
                "honest",
                "precision",
                "recall",
                "fraud value",
                "alone",
                "lost without",
                "freed without",
                "lacked data")
            : Table.sortable(html, "rule", "points", "fired", "lacked data");
    for (int i : order) {
      row(table, rules.get(i), figures.rule(i));
    }
    table.end();
  }

  private void row(Table table, Rule rule, RuleFigures did) {
    long fraud = did.fired().fraud();
    String required = rule.demand().outcome() == Outcome.ALLOW ? "" : " " + rule.demand().outcome();
    table
        .row()
        .code(rule.code())
        .cell(rule.points() + required, Integer.toString(rule.points()))
        .count(did.hits());
    if (result.isLabelled()) {
      table
          .count(fraud)
          .count(did.fired().honest())
          .percent(Headline.share(fraud, did.hits()))
          .percent(Headline.share(fraud, figures.stops().all().fraud()))
          .cell(shown.amount(did.fraudValue()), did.fraudValue().toString())
          .count(did.sole())
          .count(did.fraudLost())
          .count(did.honestFreed());
    }
    table.count(did.notEvaluated()).endRow();
  }

  private void limits() {
    if (figures.limits().isEmpty()) {
      return;
    }
    html.element("h3", "Limits that were passed");
    Table table =
        result.isLabelled()
            ? Table.sortable(
                html, "limit", "passed", "fraud", "honest", "precision", "recall", "fraud value")
            : Table.sortable(html, "limit", "passed");
    for (Map.Entry<String, Tally> limit : figures.limits().entrySet()) {
      Tally passed = limit.getValue();
      long all = passed.fraud() + passed.honest();
      table.row().code(limit.getKey()).count(all);
      if (result.isLabelled()) {
        table
            .count(passed.fraud())
            .count(passed.honest())
            .percent(Headline.share(passed.fraud(), all))
            .percent(Headline.share(passed.fraud(), figures.stops().all().fraud()))
            .cell(shown.amount(passed.fraudValue()), passed.fraudValue().toString());
      }
      table.endRow();
    }
    table.end();
  }

  private void silent() {
    List<String> quiet = new ArrayList<>();
    List<String> blind = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (figures.rule(i).hits() == 0) {
        boolean never = result.rows() > 0 && figures.rule(i).notEvaluated() == result.rows();
        (never ? blind : quiet).add(rules.get(i).code());
      }
    }
    html.element("h3", "Rules that never fired");
    if (quiet.isEmpty() && blind.isEmpty()) {
      html.element("p", "Every rule fired.");
    }
    codes(quiet.size() + " could have fired and did not", quiet);
    codes(
        blind.size() + " could not: the file lacks the data that they need in every transfer",
        blind);
  }

  private void codes(String what, List<String> codes) {
    if (codes.isEmpty()) {
      return;
    }
    html.open("details").element("summary", what).open("ul", "class", "codes");
    for (String code : codes) {
      html.open("li").element("code", code).close();
    }
    html.close().close().line();
  }

  private void overlaps() {
    html.element("h3", "Redundant and overlapping rules");
    List<Overlaps.Overlap> overlaps = Overlaps.of(figures);
    if (overlaps.isEmpty()) {
      html.element(
          "p", "No two rules fired in the same transfers more often than one of them alone.");
      return;
    }
    html.element(
        "p",
        "Pairs of which at least half of the transfers are the same, or of which one finds hardly"
            + " anything that the other does not.");
    Table table =
        Table.sortable(html, "rule", "and", "both fired", "overlap (Jaccard)", "contained");
    for (Overlaps.Overlap overlap : overlaps) {
      table
          .row()
          .code(overlap.one())
          .code(overlap.other())
          .count(overlap.both())
          .percent(overlap.jaccard())
          .percent(overlap.contained())
          .endRow();
    }
    table.end();
  }
}
