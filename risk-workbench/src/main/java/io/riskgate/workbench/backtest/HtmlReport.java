package io.riskgate.workbench.backtest;

import io.riskgate.core.pack.Policy;
import io.riskgate.workbench.html.Html;
import io.riskgate.workbench.score.Settlement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a backtest found as one HTML file that needs no network: styles, script and charts
 * stand in it.
 */
public final class HtmlReport {
  private final Html html = new Html();
  private final BacktestResult result;
  private final Figures figures;
  private final Shown shown;

  private HtmlReport(BacktestResult result) {
    this.result = result;
    figures = result.candidate();
    Policy policy = figures.pack().policy();
    shown = new Shown(policy.baseCurrency(), policy.zone());
  }

  /**
   * Writes the report.
   *
   * @param columns how the columns are mapped
   * @param files the names of the files
   */
  public static String write(BacktestResult result, String columns, List<String> files) {
    return new HtmlReport(result).write(columns, files);
  }

  private String write(String columns, List<String> files) {
    String title = "Backtest of " + figures.pack().identity();
    html.open("html", "lang", "en").line().open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.element("title", title).line();
    html.trusted("style", resource("report.css")).line().close();
    html.open("body").line().element("h1", title);
    if (result.isInterrupted()) {
      html.element(
          "p",
          "Stopped before the end of the files. All figures are of what had been replayed by then.",
          "class",
          "notice");
    }
    about(columns, files);
    contents();
    headline();
    new CurvesSection(html, result).write();
    new RulesSection(html, result, shown).write();
    new TimesSection(html, result, shown).write();
    new PlacesSection(html, result).write();
    new ExamplesSection(html, result, shown).write();
    terms();
    html.trusted("script", resource("report.js"));
    html.close().close();
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void about(String columns, List<String> files) {
    BacktestPlan plan = result.plan();
    html.open("dl", "class", "about");
    fact("Files", String.join(", ", files) + " (columns: " + columns + ")");
    fact(
        "Time",
        shown.time(result.first()) + " to " + shown.time(result.last()) + ", " + shown.zone());
    if (result.baseline() != null) {
      fact("Beside", result.baseline().pack().identity().toString());
    }
    fact(
        "History",
        (plan.settlement() == Settlement.ALLOWED
                ? "what the pack would have let go"
                : "what was completed in reality, whatever is decided")
            + (result.leftOut() == 0
                ? ""
                : "; "
                    + Shown.count(result.leftOut())
                    + " earlier transfers are history and in no figure"));
    fact(
        "Labels",
        !result.isLabelled()
            ? "none: nothing can be said about fraud"
            : plan.labelDelay() == null
                ? "never told to the engine"
                : "told to the engine as fraud reports, " + told(plan.labelDelay()) + " later");
    fact(
        "Rows",
        Shown.count(result.rowsRead()) + " read, " + Shown.count(result.rejected()) + " rejected");
    html.close().line();
  }

  private static String told(Duration delay) {
    return delay.toSeconds() % 86400 == 0 && !delay.isZero()
        ? delay.toDays() + (delay.toDays() == 1 ? " day" : " days")
        : String.format(Locale.ROOT, "%.1f hours", delay.toSeconds() / 3600.0);
  }

  private void fact(String name, String what) {
    html.element("dt", name).element("dd", what);
  }

  private void contents() {
    html.open("nav");
    String[][] sections = {
      {"headline", "Headline"}, {"curves", "Curves"}, {"rules", "Rules"}, {"times", "Times"},
      {"places", "Places"}, {"flips", "Flips"}, {"examples", "Examples"}, {"terms", "Terms"}
    };
    for (String[] section : sections) {
      if (!section[0].equals("flips") || result.baseline() != null) {
        html.element("a", section[1], "href", "#" + section[0]);
      }
    }
    html.close().line();
  }

  private void headline() {
    html.element("h2", "Headline", "id", "headline");
    Headline now = Headline.whole(figures);
    Headline beside = result.baseline() == null ? null : Headline.whole(result.baseline());
    Tally all = figures.stops().all();
    html.open("div", "class", "tiles");
    tile("transfers", Shown.count(now.rows()), "in the figures");
    if (result.isLabelled()) {
      tile("fraudulent", Shown.count(now.positives()), shown.money(all.fraudValue()));
    }
    tile(
        "alerts",
        Shown.count(now.verify() + now.hold()),
        Shown.count(now.verify()) + " VERIFY, " + Shown.count(now.hold()) + " HOLD");
    tile("alerts a 1,000", Shown.rate(now.alertsPer1000()), rate(beside));
    if (result.isLabelled()) {
      tile("fraud stopped (recall)", Shown.percent(now.recall()), percent(beside, 0));
      tile("of its value", Shown.percent(now.valueRecall()), percent(beside, 1));
      tile("alerts that are right", Shown.percent(now.precision()), percent(beside, 2));
      tile("of the honest stopped", Shown.percent(now.fpr()), percent(beside, 3));
      tile(
          "area under the ROC curve",
          Shown.decimal(now.aucRoc()),
          beside == null ? "0.5 is chance" : "baseline " + Shown.decimal(beside.aucRoc()));
      tile(
          "average precision",
          Shown.decimal(now.averagePrecision()),
          beside == null
              ? "chance is " + Shown.decimal(Headline.share(now.positives(), now.rows()))
              : "baseline " + Shown.decimal(beside.averagePrecision()));
      tile(
          "precision at 100 a day",
          Shown.percent(now.precisionAt100()),
          beside == null ? "" : "baseline " + Shown.percent(beside.precisionAt100()));
    }
    html.close().line();
    means();
  }

  private static String rate(@Nullable Headline baseline) {
    return baseline == null ? "" : "baseline " + Shown.rate(baseline.alertsPer1000());
  }

  private static String percent(@Nullable Headline baseline, int which) {
    if (baseline == null) {
      return "";
    }
    double figure =
        switch (which) {
          case 0 -> baseline.recall();
          case 1 -> baseline.valueRecall();
          case 2 -> baseline.precision();
          default -> baseline.fpr();
        };
    return "baseline " + Shown.percent(figure);
  }

  private void tile(String name, String figure, String beside) {
    html.open("div", "class", "tile")
        .element("div", name, "class", "name")
        .element("div", figure, "class", "figure")
        .element("div", beside, "class", "beside")
        .close();
  }

  private void means() {
    html.element("h3", "What stops them");
    Tally all = figures.stops().all();
    if (!result.isLabelled()) {
      Table table = Table.plain(html, "by", "stopped", "of these held");
      for (Means means : Means.values()) {
        Tally stopped = figures.stops().stopped(means);
        Tally held = figures.stops().held(means);
        table.row().words(means.words()).count(stopped.honest()).count(held.honest()).endRow();
      }
      table.end();
      degraded();
      return;
    }
    Table table =
        Table.plain(
            html,
            "by",
            "fraud stopped",
            "of these held",
            "honest stopped",
            "of these held",
            "precision",
            "recall",
            "value saved");
    for (Means means : Means.values()) {
      Tally stopped = figures.stops().stopped(means);
      Tally held = figures.stops().held(means);
      table
          .row()
          .words(means.words())
          .count(stopped.fraud())
          .count(held.fraud())
          .count(stopped.honest())
          .count(held.honest())
          .percent(Headline.share(stopped.fraud(), stopped.fraud() + stopped.honest()))
          .percent(Headline.share(stopped.fraud(), all.fraud()))
          .percent(Headline.share(stopped.fraudValue(), all.fraudValue()))
          .endRow();
    }
    table.end();
    kinds();
    degraded();
  }

  private void kinds() {
    if (figures.kinds().isEmpty()) {
      return;
    }
    html.element("h3", "By kind of fraud");
    Table table =
        Table.sortable(
            html,
            "kind",
            "transfers",
            "stopped",
            "recall",
            "by rules alone",
            "by limits alone",
            "missed",
            "missed value");
    figures
        .kinds()
        .forEach(
            (kind, stops) -> {
              Tally of = stops.all();
              Tally stopped = stops.stopped(Means.ALL);
              BigInteger missed = of.fraudValue().subtract(stopped.fraudValue());
              table
                  .row()
                  .words(kind)
                  .count(of.fraud())
                  .count(stopped.fraud())
                  .percent(Headline.share(stopped.fraud(), of.fraud()))
                  .percent(Headline.share(stops.stopped(Means.RULES).fraud(), of.fraud()))
                  .percent(Headline.share(stops.stopped(Means.LIMITS).fraud(), of.fraud()))
                  .count(of.fraud() - stopped.fraud())
                  .cell(shown.amount(missed), missed.toString())
                  .endRow();
            });
    table.end();
  }

  private void degraded() {
    if (figures.degraded().isEmpty()) {
      return;
    }
    html.element("h3", "Decisions that rested on less than they should");
    Table table = Table.sortable(html, "cause", "decisions");
    figures.degraded().forEach((cause, times) -> table.row().words(cause).count(times).endRow());
    table.end();
  }

  private void terms() {
    html.element("h2", "Terms", "id", "terms");
    html.open("ul");
    String[] terms = {
      "An alert is a transfer that is to be verified or held; stopped means the same. Fraud is what"
          + " the file labels so; every other transfer is honest.",
      "Precision: of the alerts, how many are fraud. Recall: of the fraud, how much has an alert."
          + " Value saved: the same by value, as if a customer who is asked to verify always turned"
          + " back.",
      "Ranked by outcome, then score. The area under the ROC curve is the chance that a fraudulent"
          + " transfer ranks above an honest one, a tie counting half. Average precision is the"
          + " precision over all places of the ranking at which fraud is found, ties taken"
          + " together.",
      "Precision at 100 a day: of the 100 highest ranked transfers of each calendar day, how many"
          + " are fraud; where a tie is cut, its transfers share the places.",
      "Rules alone: what rules, bands and missing data ask for. Limits alone: what limits ask for"
          + " that are passed.",
      "Alone, of a rule: fraud in which no other rule fired that counts. Lost without: fraud that"
          + " is stopped and would not be without the rule, everything else the same. Freed"
          + " without: the same of honest transfers.",
      "Overlap (Jaccard) of two rules: transfers in which both fired, of those in which either did."
          + " Contained: of those in which the first fired.",
    };
    for (String term : terms) {
      html.element("li", term);
    }
    html.close();
    html.element(
        "footer",
        "Account numbers are masked and the customers' own words are left out. Written by Riskgate;"
            + " this file loads nothing.");
  }
}
