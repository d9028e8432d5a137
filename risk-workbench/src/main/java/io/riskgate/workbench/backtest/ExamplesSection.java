package io.riskgate.workbench.backtest;

import io.riskgate.workbench.html.Html;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Transfers to look at: those that two packs decide differently, and those decided wrongly. */
final class ExamplesSection {
  private final Html html;
  private final BacktestResult result;
  private final Shown shown;

  ExamplesSection(Html html, BacktestResult result, Shown shown) {
    this.html = html;
    this.result = result;
    this.shown = shown;
  }

  void write() {
    flips();
    html.element("h2", "Examples", "id", "examples");
    if (!result.isLabelled()) {
      html.element("p", "Without labels nobody can say which decisions were wrong.");
      return;
    }
    Figures figures = result.candidate();
    html.element(
        "p", "Of each sort the " + Examples.MAX + " that are worth most, what fired, and why.");
    examples("Fraud that was let go", figures.missed());
    examples("Honest transfers that were stopped", figures.falseAlarms());
  }

  private void flips() {
    Figures baseline = result.baseline();
    if (baseline == null) {
      return;
    }
    Flips flips = result.flips();
    html.element("h2", "Flips against " + baseline.pack().identity(), "id", "flips");
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "%,d of %,d transfers have another outcome than in the baseline (%s).",
            flips.flipped(),
            flips.compared(),
            Shown.percent(Headline.share(flips.flipped(), flips.compared()))));
    beside(Headline.whole(baseline), Headline.whole(result.candidate()));
    for (Flips.Pair pair : flips.pairs()) {
      String what = pair.from() + " → " + pair.to();
      if (result.isLabelled()) {
        examples(what + ", fraud", pair.fraud());
        examples(what + ", honest", pair.honest());
      } else {
        examples(what, pair.honest());
      }
    }
  }

  private void beside(Headline baseline, Headline now) {
    Table table = Table.plain(html, "", "baseline", "this pack");
    row(table, "VERIFY", baseline.verify(), now.verify());
    row(table, "HOLD", baseline.hold(), now.hold());
    if (result.isLabelled()) {
      row(table, "fraud stopped", baseline.tp(), now.tp());
      row(table, "honest stopped", baseline.fp(), now.fp());
      table
          .row()
          .words("precision")
          .percent(baseline.precision())
          .percent(now.precision())
          .endRow();
      table.row().words("recall").percent(baseline.recall()).percent(now.recall()).endRow();
      table
          .row()
          .words("value saved")
          .percent(baseline.valueRecall())
          .percent(now.valueRecall())
          .endRow();
    }
    table.end();
  }

  private static void row(Table table, String what, long before, long now) {
    table.row().words(what).count(before).count(now).endRow();
  }

  private void examples(String what, Examples examples) {
    if (examples.count() == 0) {
      return;
    }
    html.open("details").element("summary", what + ": " + Shown.count(examples.count())).line();
    examples.kept().forEach(this::example);
    html.close().line();
  }

  private void example(Example example) {
    html.open("details").open("summary");
    if (result.isLabelled()) {
      html.element(
          "span",
          example.isFraud() ? "fraud" : "honest",
          "class",
          example.isFraud() ? "tag fraud" : "tag honest");
    }
    html.text(
        " "
            + shown.money(BigInteger.valueOf(example.value()))
            + ", "
            + shown.time(example.time())
            + ", "
            + example.decided().outcome()
            + " "
            + example.decided().score());
    html.close();
    html.open("dl", "class", "about");
    fact("transfer", example.id() + " (" + example.place() + ")");
    fact("from, to", example.payer() + " → " + example.payee());
    fact("what", example.kind() + " by " + example.channel());
    if (!example.fraudKind().isEmpty()) {
      fact("kind of fraud", example.fraudKind());
    }
    html.close();
    html.open("div", "class", "sides");
    answer("This pack", example.decided());
    if (example.baseline() != null) {
      answer("Baseline", example.baseline());
    }
    html.close().close().line();
  }

  private void answer(String whose, Example.Answer answer) {
    html.open("div");
    html.element("strong", whose + ": " + answer.outcome() + ", score " + answer.score());
    html.open("ul");
    list("rules", answer.hits());
    list("limits passed", answer.limits());
    for (String reason : answer.reasons()) {
      html.element("li", reason);
    }
    html.close().close();
  }

  private void list(String what, List<String> names) {
    if (!names.isEmpty()) {
      html.open("li").text(what + ": ").element("code", String.join(", ", names)).close();
    }
  }

  private void fact(String name, String what) {
    html.element("dt", name).element("dd", what);
  }
}
