package io.riskgate.workbench.explain;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Masking;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Limit;
import io.riskgate.rules.RuleReading;
import io.riskgate.rules.RuleReading.Clause;
import io.riskgate.rules.RuleReading.Turn;
import io.riskgate.rules.RuleReading.Value;
import io.riskgate.workbench.explain.Explanation.Behind;
import io.riskgate.workbench.explain.Explanation.Change;
import io.riskgate.workbench.explain.Explanation.Counted;
import io.riskgate.workbench.explain.Explanation.Fired;
import io.riskgate.workbench.explain.Explanation.Known;
import io.riskgate.workbench.explain.Explanation.LimitUse;
import io.riskgate.workbench.explain.Explanation.Missed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells an explanation as JSON, in the stable form that {@code docs/explain.md} describes. */
final class JsonReport {
  private static final int VERSION = 1;

  private final Explanation e;

  JsonReport(Explanation explanation) {
    e = explanation;
  }

  String write() {
    Decision d = e.decision();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", VERSION);
    root.put("transfer", transfer());
    root.put("pack", pack());
    root.put("outcome", d.decidedOutcome());
    root.put("score", d.score());
    put(root, "release", d.releasePath());
    root.put("verification", d.verificationMethods().stream().map(Enum::name).sorted().toList());
    root.put("bands", e.pack().policy().bands().stream().map(JsonReport::band).toList());
    root.put("signals", e.signals().stream().map(JsonReport::signal).toList());
    root.put("hits", e.fired().stream().map(this::fired).toList());
    root.put("aggregates", e.aggregates().stream().map(this::counted).toList());
    root.put("limits", e.limits().stream().map(JsonReport::limit).toList());
    root.put("controls", d.controls().stream().map(JsonReport::control).toList());
    root.put("degraded", d.degraded().stream().map(Degraded::toString).toList());
    List<Object> notEvaluated = new ArrayList<>();
    e.notEvaluated()
        .forEach(
            (why, codes) -> {
              Map<String, Object> group = new LinkedHashMap<>();
              group.put("why", why);
              group.put("rules", codes);
              notEvaluated.add(group);
            });
    root.put("notEvaluated", notEvaluated);
    root.put("missed", e.missed().stream().map(JsonReport::missed).toList());
    root.put("changes", e.changes().stream().map(JsonReport::change).toList());
    return Json.of(root);
  }

  private Map<String, Object> transfer() {
    Transfer t = e.transfer();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", t.id());
    json.put("row", e.place());
    json.put("time", Objects.requireNonNull(t.time()).toString());
    json.put("payer", Masking.mask(t.payer()));
    json.put("payee", Masking.mask(t.payee()));
    json.put("amount", t.amountMinor());
    put(json, "currency", t.currency());
    put(json, "asset", t.asset());
    json.put("value", e.decision().value());
    json.put("baseCurrency", e.pack().policy().baseCurrency());
    json.put("kind", t.kind());
    json.put("channel", t.channel());
    json.put("laterRows", e.later());
    return json;
  }

  private Map<String, Object> pack() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", e.decision().pack().id());
    json.put("version", e.decision().pack().version());
    json.put("sha256", e.decision().pack().sha256());
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static Map<String, Object> band(Band band) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", band.from());
    json.put("outcome", band.demand().outcome());
    return json;
  }

  private static Map<String, Object> signal(Known signal) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", signal.kind());
    json.put("ageMinutes", signal.ageMinutes());
    return json;
  }

  private Map<String, Object> fired(Fired fired) {
    RuleReading reading = fired.reading();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", reading.code());
    json.put("points", fired.hit().rule().points());
    json.put("group", fired.hit().rule().group());
    json.put("outcome", fired.hit().rule().demand().outcome());
    json.put("text", fired.text());
    json.put("file", reading.file());
    json.put("line", reading.line());
    json.put("lane", reading.direct() ? "direct" : "session");
    json.put("clauses", reading.clauses().stream().map(JsonReport::clause).toList());
    return json;
  }

  private static Map<String, Object> clause(Clause clause) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", clause.text());
    json.put("line", clause.line());
    json.put("truth", clause.truth());
    json.put("values", clause.values().stream().map(JsonReport::value).toList());
    return json;
  }

  private static Map<String, Object> value(Value value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", value.name());
    json.put("value", value.value());
    json.put("unit", value.unit());
    json.put("about", value.about());
    return json;
  }

  private Map<String, Object> counted(Counted counted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", "history." + counted.aggregate().name());
    json.put("about", Words.of(counted.aggregate()));
    json.put("value", counted.value());
    json.put("unit", counted.aggregate().unit());
    json.put("complete", counted.complete());
    json.put("events", counted.events().stream().map(JsonReport::event).toList());
    return json;
  }

  private static Map<String, Object> event(Behind event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", event.time().toString());
    json.put("id", event.id());
    json.put("value", event.value());
    json.put("counterpart", event.counterpart());
    json.put("outgoing", event.outgoing());
    put(json, "state", event.state());
    return json;
  }

  private static Map<String, Object> limit(LimitUse use) {
    Limit limit = use.usage().limit();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", limit.id());
    json.put("measure", limit.measure());
    json.put("window", limit.window());
    json.put("usedBefore", use.before());
    json.put("own", use.own());
    json.put("max", use.usage().max());
    json.put("remaining", Math.max(0, use.left()));
    json.put("passed", use.usage().isPassed());
    return json;
  }

  private static Map<String, Object> control(Control control) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", control.kind());
    json.put("id", control.id());
    return json;
  }

  private static Map<String, Object> missed(Missed missed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", missed.reading().code());
    json.put("points", missed.points());
    json.put("clause", clause(missed.clause()));
    Turn nearest = missed.nearest();
    if (nearest != null) {
      json.put("nearest", turn(nearest));
    }
    return json;
  }

  private static Map<String, Object> turn(Turn turn) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", turn.value().name());
    json.put("unit", turn.value().unit());
    json.put("from", turn.value().value());
    json.put("to", turn.to());
    return json;
  }

  private static Map<String, Object> change(Change change) {
    Map<String, Object> json = turn(change.turn());
    json.put("outcome", change.outcome());
    json.put("score", change.score());
    json.put("because", change.why());
    return json;
  }
}
