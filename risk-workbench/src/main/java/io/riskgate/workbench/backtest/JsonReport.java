package io.riskgate.workbench.backtest;

import io.riskgate.core.Amounts;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a backtest found as JSON. Its members are described in {@code docs/workbench.md};
 * members may be added, none is renamed or removed within a version.
 */
public final class JsonReport {
  private static final int VERSION = 1;

  private final Json json = new Json();
  private final BacktestResult result;
  private final boolean labelled;

  private JsonReport(BacktestResult result) {
    this.result = result;
    labelled = result.isLabelled();
  }

  /**
   * Writes the report.
   *
   * @param columns how the columns are mapped
   * @param files the names of the files
   */
  public static String write(BacktestResult result, String columns, List<String> files) {
    return new JsonReport(result).write(columns, files);
  }

  private String write(String columns, List<String> files) {
    Figures candidate = result.candidate();
    json.object().field("version", VERSION).field("interrupted", result.isInterrupted());
    pack("pack", candidate.pack().identity());
    source(columns, files);
    json.field("labelled", labelled)
        .field("rows", result.rows())
        .field("rejected", result.rejected())
        .field("rows_before_figures", result.leftOut())
        .field("rows_read", result.rowsRead());
    figures(candidate);
    json.field("seconds", result.seconds()).field("rows_per_second", result.rowsPerSecond());
    rules(candidate);
    findings(candidate);
    baseline();
    return json.end().toString();
  }

  private void pack(String name, PackIdentity pack) {
    json.object(name)
        .field("id", pack.id())
        .field("version", pack.version())
        .field("sha256", pack.sha256())
        .end();
  }

  private void source(String columns, List<String> files) {
    BacktestPlan plan = result.plan();
    String currency = result.candidate().pack().policy().baseCurrency();
    json.array("files");
    files.forEach(json::item);
    json.endArray()
        .field("columns", columns)
        .field("history", plan.settlement().name().toLowerCase(Locale.ROOT))
        .field("label_delay", text(plan.labelDelay()))
        .field("warm_up", text(plan.warmUp()))
        .field("from", text(plan.from()))
        .field("to", text(plan.to()))
        .field("first", text(result.first()))
        .field("last", text(result.last()))
        .field("currency", currency)
        .field("decimals", Amounts.fractionDigits(currency));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }

  private void figures(Figures figures) {
    Headline whole = Headline.whole(figures);
    known("positives", whole.positives());
    headline("", whole);
    headline("risk_", Headline.rulesAlone(figures));
  }

  private void headline(String prefix, Headline h) {
    json.object(prefix + "outcomes")
        .field("allow", h.allow())
        .field("verify", h.verify())
        .field("hold", h.hold())
        .end();
    known(prefix + "tp", h.tp());
    known(prefix + "fp", h.fp());
    known(prefix + "fn", h.fn());
    known(prefix + "tn", h.tn());
    known(prefix + "precision", h.precision());
    known(prefix + "recall", h.recall());
    known(prefix + "fpr", h.fpr());
    json.field(prefix + "auc_roc", h.aucRoc()) // not defined where there is no fraud
        .field(prefix + "average_precision", h.averagePrecision());
    known(prefix + "value_recall", h.valueRecall());
    json.field(prefix + "alerts_per_1000", h.alertsPer1000());
    known(prefix + "precision_at_100_per_day", h.precisionAt100());
  }

  /** A figure that without labels is not known. */
  private void known(String name, long figure) {
    if (labelled) {
      json.field(name, figure);
    } else {
      json.absent(name);
    }
  }

  private void known(String name, double figure) {
    json.field(name, labelled ? figure : Double.NaN);
  }

  private void rules(Figures figures) {
    long positives = figures.stops().all().fraud();
    List<Rule> rules = figures.pack().rules();
    json.array("rules");
    for (int i = 0; i < rules.size(); i++) {
      RuleFigures rule = figures.rule(i);
      long tp = rule.fired().fraud();
      json.object().field("code", rules.get(i).code()).field("fired", rule.hits());
      known("tp", tp);
      known("fp", rule.fired().honest());
      known("precision", Headline.share(tp, rule.hits()));
      known("recall", Headline.share(tp, positives));
      if (labelled) {
        json.field("value", rule.fraudValue());
      } else {
        json.absent("value");
      }
      known("sole", rule.sole());
      known("fraud_lost_without", rule.fraudLost());
      known("honest_freed_without", rule.honestFreed());
      json.field("not_evaluated", rule.notEvaluated()).end();
    }
    json.endArray();
  }

  private void findings(Figures figures) {
    json.array("never_fired");
    List<Rule> rules = figures.pack().rules();
    for (int i = 0; i < rules.size(); i++) {
      if (figures.rule(i).hits() == 0) {
        json.item(rules.get(i).code());
      }
    }
    json.endArray().array("overlaps");
    for (Overlaps.Overlap overlap : Overlaps.of(figures)) {
      json.object()
          .field("code", overlap.one())
          .field("other", overlap.other())
          .field("both", overlap.both())
          .field("jaccard", overlap.jaccard())
          .field("contained", overlap.contained())
          .end();
    }
    json.endArray().array("limits");
    for (Map.Entry<String, Tally> limit : figures.limits().entrySet()) {
      Tally passed = limit.getValue();
      json.object().field("id", limit.getKey()).field("passed", passed.fraud() + passed.honest());
      known("tp", passed.fraud());
      known("fp", passed.honest());
      json.end();
    }
    json.endArray().array("fraud_kinds");
    for (Map.Entry<String, Stops> kind : figures.kinds().entrySet()) {
      Stops stops = kind.getValue();
      json.object()
          .field("kind", kind.getKey())
          .field("positives", stops.all().fraud())
          .field("tp", stops.stopped(Means.ALL).fraud())
          .field("risk_tp", stops.stopped(Means.RULES).fraud())
          .end();
    }
    json.endArray().object("degraded");
    figures.degraded().forEach((cause, times) -> json.field(cause, times.longValue()));
    json.end();
  }

  private void baseline() {
    Figures baseline = result.baseline();
    if (baseline == null) {
      json.absent("baseline").absent("flips");
      return;
    }
    json.object("baseline");
    pack("pack", baseline.pack().identity());
    figures(baseline);
    rules(baseline);
    json.end();
    Flips flips = result.flips();
    json.object("flips")
        .field("compared", flips.compared())
        .field("count", flips.flipped())
        .array("pairs");
    for (Flips.Pair pair : flips.pairs()) {
      json.object()
          .field("baseline", pair.from().name())
          .field("outcome", pair.to().name())
          .field("count", pair.count());
      known("fraud", pair.fraud().count());
      known("honest", pair.honest().count());
      json.array("examples");
      pair.fraud().kept().forEach(this::example);
      pair.honest().kept().forEach(this::example);
      json.endArray().end();
    }
    json.endArray().end();
  }

  private void example(Example example) {
    json.object()
        .field("place", example.place())
        .field("id", example.id())
        .field("time", text(example.time()))
        .field("payer", example.payer())
        .field("payee", example.payee())
        .field("value", example.value());
    if (labelled) {
      json.field("fraud", example.isFraud());
    } else {
      json.absent("fraud");
    }
    answer("decided", example.decided());
    if (example.baseline() != null) {
      answer("baseline", example.baseline());
    }
    json.end();
  }

  private void answer(String name, Example.Answer answer) {
    json.object(name)
        .field("outcome", answer.outcome().name())
        .field("score", answer.score())
        .array("reasons");
    answer.hits().forEach(json::item);
    json.endArray().array("limits");
    answer.limits().forEach(json::item);
    json.endArray().end();
  }
}
