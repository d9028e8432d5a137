package io.riskgate.workbench.explain;

import io.riskgate.core.Amounts;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Masking;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.FactUnit;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.rules.RuleReading;
import io.riskgate.rules.RuleReading.Clause;
import io.riskgate.rules.RuleReading.Truth;
import io.riskgate.rules.RuleReading.Turn;
import io.riskgate.rules.RuleReading.Value;
import io.riskgate.workbench.explain.Explanation.Behind;
import io.riskgate.workbench.explain.Explanation.Change;
import io.riskgate.workbench.explain.Explanation.Counted;
import io.riskgate.workbench.explain.Explanation.Fired;
import io.riskgate.workbench.explain.Explanation.Known;
import io.riskgate.workbench.explain.Explanation.LimitUse;
import io.riskgate.workbench.explain.Explanation.Missed;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells an explanation in words. */
final class TextReport {
  /** How many rules that missed, and how many changes, are told; JSON has them all. */
  private static final int SHOWN_MAX = 10;

  private static final int LINE_CHARS = 110;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final PrintWriter to;
  private final Explanation e;
  private final Words words;
  private final ZoneId zone;
  private final int eventsMax;
  private final Set<String> explained = new HashSet<>();

  TextReport(PrintWriter to, Explanation explanation, int eventsMax) {
    this.to = to;
    this.e = explanation;
    this.eventsMax = eventsMax;
    words = new Words(explanation.pack().policy());
    zone = explanation.pack().policy().zone();
  }

  void write() {
    head();
    fired();
    score();
    limits();
    controls();
    signals();
    history();
    notEvaluated();
    missed();
    changes();
  }

  private void head() {
    Transfer t = e.transfer();
    Decision d = e.decision();
    to.printf("transfer %s, %s%n", t.id(), e.place());
    to.printf(
        "  %s  %s -> %s  %s  %s, %s%n",
        time(Objects.requireNonNull(t.time())),
        Masking.mask(t.payer()),
        Masking.mask(t.payee()),
        asked(t, d),
        t.kind(),
        t.channel());
    ReleasePath path = d.releasePath();
    to.printf(
        Locale.ROOT,
        "  %s, score %d%s%s  (%s)%n",
        d.decidedOutcome(),
        d.score(),
        path == null ? "" : ", released by " + path,
        d.verificationMethods().isEmpty()
            ? ""
            : ", " + String.join(" and ", new TreeSet<>(names(d.verificationMethods()))),
        d.pack());
    if (e.later() > 0) {
      to.printf(
          Locale.ROOT,
          "  %,d later row(s) with this id and payer repeat or contradict it, and are rejected%n",
          e.later());
    }
  }

  private static List<String> names(Iterable<? extends Enum<?>> values) {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(value.name()));
    return names;
  }

  private String asked(Transfer t, Decision d) {
    String unit = t.currency() == null ? String.valueOf(t.asset()) : t.currency();
    if (unit.equals(e.pack().policy().baseCurrency())) {
      return words.money(d.value());
    }
    int digits = t.currency() == null ? t.assetScale() : Amounts.fractionDigits(t.currency());
    return Words.amount(t.amountMinor(), digits) + " " + unit + " = " + words.money(d.value());
  }

  private String time(Instant time) {
    return TIME.format(time.atZone(zone));
  }

  private void title(String title) {
    to.println();
    to.println(title);
  }

  private void fired() {
    title(e.fired().isEmpty() ? "No rule fired" : "Rules that fired");
    for (Fired fired : e.fired()) {
      RuleReading reading = fired.reading();
      Demand demand = fired.hit().rule().demand();
      to.printf(
          Locale.ROOT,
          "  %s  %+d points in group %s%s  (%s:%d)%n",
          reading.code(),
          fired.hit().rule().points(),
          fired.hit().rule().group(),
          demand.outcome() == Outcome.ALLOW ? "" : ", asks for " + demand.outcome(),
          reading.file(),
          reading.line());
      if (!fired.text().isEmpty()) {
        to.println("    \"" + fired.text() + "\"");
      }
      reading.clauses().forEach(this::clause);
      if (!reading.direct()) {
        to.println("    (It ran in a Drools session, which decided about signals and flags.)");
      }
    }
  }

  private void clause(Clause clause) {
    to.println("    " + clause.text() + (clause.truth() == Truth.YES ? "" : "  " + truth(clause)));
    for (Value value : clause.values()) {
      to.println("      " + isValue(value) + about(value));
    }
  }

  private static String truth(Clause clause) {
    return switch (clause.truth()) {
      case YES -> "(holds)";
      case NO -> "(does not hold)";
      case FAILS -> "(divides by zero)";
      case UNKNOWN -> "(decided by the session)";
    };
  }

  private String isValue(Value value) {
    return value.name() + " is " + words.value(value);
  }

  /** What a fact says, the first time; a parameter's name says enough, and JSON has the rest. */
  private String about(Value value) {
    if (value.name().startsWith("P.") || !explained.add(value.name())) {
      return "";
    }
    String about = fact(value);
    return about.isEmpty() ? "" : "  (" + about + ")";
  }

  private String fact(Value value) {
    return e.pack().aggregates().stream()
        .filter(aggregate -> value.name().equals("history." + aggregate.name()))
        .findFirst()
        .map(Words::of)
        .orElse(value.about());
  }

  private void score() {
    Map<String, Integer> groups = new LinkedHashMap<>();
    int deductions = 0;
    for (Fired fired : e.fired()) {
      int points = fired.hit().rule().points();
      if (points > 0) {
        groups.merge(fired.hit().rule().group(), points, Math::max);
      } else {
        deductions -= points;
      }
    }
    List<String> parts = new ArrayList<>();
    groups.forEach((group, points) -> parts.add(points + " " + group));
    if (parts.isEmpty() && deductions == 0) {
      return;
    }
    title("Score");
    to.printf(
        Locale.ROOT,
        "  %s%s = %d%n",
        parts.isEmpty() ? "0" : String.join(" + ", parts),
        deductions == 0 ? "" : " - " + deductions + " deductions",
        e.decision().score());
    for (Band band : e.pack().policy().bands()) {
      to.printf(
          Locale.ROOT,
          "  %s from %d: %s%n",
          band.demand().outcome(),
          band.from(),
          e.decision().score() >= band.from()
              ? "reached"
              : "not reached, by " + (band.from() - e.decision().score()));
    }
  }

  private void limits() {
    title(e.limits().isEmpty() ? "No limit applies" : "Limits");
    for (LimitUse use : e.limits()) {
      Limit limit = use.usage().limit();
      to.printf(
          "  %s  used before %s + this transfer %s = %s of %s: %s%n",
          limit.id(),
          of(limit, use.before()),
          of(limit, use.own()),
          of(limit, use.usage().used()),
          of(limit, use.usage().max()),
          use.usage().isPassed()
              ? "passed by " + of(limit, -use.left()) + ", asks for " + outcome(limit)
              : of(limit, use.left()) + " remain");
    }
  }

  private static String outcome(Limit limit) {
    Outcome plain = limit.whenPassed().outcome();
    Outcome abnormal = limit.whenAbnormal().outcome();
    return plain == abnormal ? plain.name() : plain + ", where the pattern is abnormal " + abnormal;
  }

  private String of(Limit limit, long amount) {
    return words.value(
        limit.measure() == Limit.Measure.VALUE ? FactUnit.MONEY : FactUnit.COUNT, amount);
  }

  private void controls() {
    List<Control> controls = e.decision().controls();
    if (!controls.isEmpty()) {
      title("Controls that stop it");
      for (Control control : controls) {
        to.println("  " + control.kind() + " " + control.id());
      }
    }
    if (!e.decision().degraded().isEmpty()) {
      title("Degraded");
      for (Degraded cause : e.decision().degraded()) {
        to.println("  " + cause);
      }
    }
  }

  private void signals() {
    if (!e.signals().isEmpty()) {
      title("Signals about the payer in the 30 days before");
      for (Known signal : e.signals()) {
        to.printf(
            "  %s  %s before%n", signal.kind(), words.value(FactUnit.MINUTES, signal.ageMinutes()));
      }
    }
  }

  private void history() {
    if (e.aggregates().isEmpty()) {
      return;
    }
    title("History that these rules read");
    for (Counted counted : e.aggregates()) {
      to.printf(
          "  history.%s is %s: %s%n",
          counted.aggregate().name(),
          words.value(counted.aggregate().unit(), counted.value()),
          Words.of(counted.aggregate()));
      List<Behind> events = counted.events();
      for (Behind event : events.subList(0, Math.min(eventsMax, events.size()))) {
        to.printf(
            "    %s  %s  %s %s  %s  %s%n",
            time(event.time()),
            words.money(event.value()),
            event.outgoing() ? "to" : "from",
            event.counterpart(),
            event.state() == null ? "" : event.state(),
            event.id());
      }
      if (events.size() > eventsMax) {
        to.printf(Locale.ROOT, "    … and %,d more%n", events.size() - eventsMax);
      }
      if (counted.aggregate().of() == Aggregate.Source.REPORTS) {
        to.println("    (Reports are no transfers, and are not listed.)");
      } else if (!counted.complete()) {
        to.println("    (These events are not all that was counted: see docs/explain.md.)");
      }
    }
  }

  private void notEvaluated() {
    if (e.notEvaluated().isEmpty()) {
      return;
    }
    title("Rules that were not evaluated");
    e.notEvaluated().forEach((why, codes) -> wrapped("  " + why + ":", codes));
  }

  /** Names behind a beginning, on as many lines as it takes. */
  private void wrapped(String beginning, List<String> names) {
    StringBuilder line = new StringBuilder(beginning);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) + (i < names.size() - 1 ? "," : "");
      if (line.length() + 1 + name.length() > LINE_CHARS) {
        to.println(line);
        line.setLength(0);
        line.append("     ");
      }
      line.append(' ').append(name);
    }
    to.println(line);
  }

  private void missed() {
    if (e.missed().isEmpty()) {
      return;
    }
    title("Rules that just missed: all but one clause held");
    for (Missed missed : e.missed().subList(0, Math.min(SHOWN_MAX, e.missed().size()))) {
      to.printf(
          Locale.ROOT,
          "  %s  %+d points: %s%n",
          missed.reading().code(),
          missed.points(),
          missed.clause().text());
      to.println("      " + values(missed.clause()) + would(missed.nearest()));
    }
    more(e.missed().size());
  }

  private String values(Clause clause) {
    return clause.values().stream().map(this::isValue).collect(Collectors.joining(", "));
  }

  /** The smallest change with which the rule would fire. */
  private String would(@Nullable Turn turn) {
    if (turn == null) {
      return "";
    }
    Value value = turn.value();
    String what =
        "; it would fire with " + value.name() + " " + words.value(value.unit(), turn.to());
    if (turn.to() instanceof Long to
        && value.value() instanceof Long from
        && !Words.isNoSignal(value)) {
      long by = to - from;
      what += ", " + words.value(value.unit(), Math.abs(by)) + (by > 0 ? " more" : " less");
    }
    return what;
  }

  private void changes() {
    title(
        e.changes().isEmpty()
            ? "No single change of a value or parameter turns the outcome"
            : "Single changes that turn the outcome, each decided again");
    for (Change change : e.changes().subList(0, Math.min(SHOWN_MAX, e.changes().size()))) {
      Value value = change.turn().value();
      to.printf(
          Locale.ROOT,
          "  %s, score %d: %s %s in place of %s  (%s)%n",
          change.outcome(),
          change.score(),
          value.name(),
          words.value(value.unit(), change.turn().to()),
          words.value(value),
          String.join(", ", change.why()));
    }
    more(e.changes().size());
  }

  private void more(int all) {
    if (all > SHOWN_MAX) {
      to.printf(Locale.ROOT, "  … and %,d more; --json has them all%n", all - SHOWN_MAX);
    }
  }
}
