package io.riskgate.workbench.story;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Rule;
import io.riskgate.workbench.yaml.YamlObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Every kind of expectation, described in {@code docs/stories.md}. */
final class Expectations {
  private static final String NO_PATH = "none";

  private static final List<ExpectationKind> OF_DECISIONS =
      List.of(
          Checks.word(Subject.DECISION, "outcome", Expectations::outcomes, d -> d.outcome().name()),
          new ExpectationKind("outcomeAtLeast", Checks::outcomeAtLeast),
          Checks.word(
              Subject.DECISION, "decided", Expectations::outcomes, d -> d.decidedOutcome().name()),
          Checks.word(
              Subject.DECISION, "state", r -> names(TransferState.values()), d -> d.state().name()),
          Checks.word(Subject.DECISION, "release", r -> paths(), Expectations::path),
          Checks.number(
              Subject.DECISION, "score", "is", Decision::score, (is, said) -> is.equals(said)),
          Checks.number(
              Subject.DECISION,
              "scoreAtLeast",
              "is at least",
              Decision::score,
              (is, said) -> is >= said),
          Checks.number(
              Subject.DECISION,
              "scoreAtMost",
              "is at most",
              Decision::score,
              (is, said) -> is <= said),
          Checks.includes(Subject.DECISION, "hits", Expectations::rules, Expectations::hits),
          Checks.exactly(Subject.DECISION, "hitsExactly", Expectations::rules, Expectations::hits),
          Checks.excludes(Subject.DECISION, "hitsNot", Expectations::rules, Expectations::hits),
          Checks.exactly(Subject.DECISION, "passes", Expectations::limits, Expectations::passed),
          Checks.exactly(
              Subject.DECISION,
              "methods",
              r -> names(VerificationMethod.values()),
              Expectations::methods),
          Checks.includes(Subject.DECISION, "scams", Reading::scams, Decision::suspectedScams),
          Checks.includes(
              Subject.DECISION, "labels", r -> r.pack().policy().labels(), Decision::labels),
          Checks.includes(
              Subject.DECISION,
              "controls",
              r -> names(Control.Kind.values()),
              Expectations::controls),
          Checks.exactly(Subject.DECISION, "marks", r -> names(Mark.values()), Expectations::marks),
          Checks.includes(Subject.DECISION, "degraded", r -> List.of(), Expectations::degraded),
          Checks.contains(Subject.DECISION, "advice", Expectations::advice),
          Checks.contains(Subject.DECISION, "reasons", Expectations::reasons),
          Checks.flag("repeat", "the answer is a repeat", Expectations::isRepeat),
          Checks.flag("changed", "something changed", Happening::changed),
          Checks.ids("moved", h -> h.moved().stream().map(Reference::id).toList()),
          new ExpectationKind("used", Checks::used),
          new ExpectationKind("refused", Checks::refused));

  /** The kinds. */
  static final List<ExpectationKind> ALL =
      Stream.of(OF_DECISIONS, AlertExpectations.ALL, AccountExpectations.ALL)
          .flatMap(List::stream)
          .toList();

  private Expectations() {}

  /** Reads what is expected of a step; one word alone is the outcome. */
  static List<Expectation> read(Node node, Reading reading) {
    List<Expectation> expectations = new ArrayList<>();
    if (YamlObject.scalar(node).isPresent()) {
      add(expectations, ALL.get(0), node, reading);
      return expectations;
    }
    YamlObject object = reading.object("expect", node);
    for (ExpectationKind kind : ALL) {
      Node value = object.take(kind.key());
      if (value != null) {
        add(expectations, kind, value, reading);
      }
    }
    object.refuseOthers();
    return expectations;
  }

  private static void add(List<Expectation> to, ExpectationKind kind, Node value, Reading reading) {
    var check = kind.reader().read(value, reading);
    if (check != null) {
      to.add(new Expectation(YamlObject.line(value), check));
    }
  }

  /** The names of an enumeration. */
  static List<String> names(Enum<?>[] values) {
    List<String> names = new ArrayList<>();
    Arrays.stream(values).map(Enum::name).forEach(names::add);
    return names;
  }

  private static List<String> outcomes(Reading reading) {
    return names(Outcome.values());
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>(names(ReleasePath.values()));
    paths.add(NO_PATH);
    return paths;
  }

  private static String path(Decision decision) {
    ReleasePath path = decision.releasePath();
    return path == null ? NO_PATH : path.name();
  }

  private static List<String> rules(Reading reading) {
    return reading.pack().rules().stream().map(Rule::code).toList();
  }

  private static List<String> hits(Decision decision) {
    return decision.hits().stream().map(Hit::code).toList();
  }

  private static List<String> limits(Reading reading) {
    return reading.pack().policy().limits().stream().map(Limit::id).toList();
  }

  private static List<String> passed(Decision decision) {
    return decision.limitUsages().stream()
        .filter(LimitUsage::isPassed)
        .map(usage -> usage.limit().id())
        .toList();
  }

  private static List<String> methods(Decision decision) {
    return decision.verificationMethods().stream().sorted().map(Enum::name).toList();
  }

  private static List<String> controls(Decision decision) {
    return decision.controls().stream().map(control -> control.kind().name()).toList();
  }

  private static List<String> marks(Decision decision) {
    return decision.marks().stream().sorted().map(Enum::name).toList();
  }

  private static List<String> degraded(Decision decision) {
    return decision.degraded().stream().map(Degraded::toString).toList();
  }

  private static Collection<String> advice(Decision decision) {
    return inEveryLanguage(decision::advice);
  }

  private static Collection<String> reasons(Decision decision) {
    return inEveryLanguage(decision::reasons);
  }

  /** Texts in every language in which they may be expected. */
  static List<String> inEveryLanguage(Function<Locale, List<String>> texts) {
    List<String> all = new ArrayList<>(texts.apply(Locale.CHINESE));
    all.addAll(texts.apply(Locale.ENGLISH));
    return all;
  }

  private static @Nullable Boolean isRepeat(Happening happening) {
    Decision decision = happening.decision();
    return decision == null ? null : decision.isRepeat();
  }
}
