package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.FactUnit;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.RuleTest.Expectation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads rule tests. */
final class RuleTestYaml {
  private static final Pattern THRESHOLD =
      Pattern.compile("P\\.([A-Z0-9_]+)(?:\\s*([+-])\\s*([0-9.]+))?");
  private static final String MISSING = "missing";
  private static final String UNCOVERED = "uncovered";
  private static final String SIGNALS = "signals";

  private final Vocabulary vocabulary;
  private final Money money;
  private final Set<String> codes;
  private final Yaml yaml;

  RuleTestYaml(
      String file, Vocabulary vocabulary, Money money, Set<String> codes, Problems problems) {
    this.vocabulary = vocabulary;
    this.money = money;
    this.codes = codes;
    this.yaml = new Yaml(file, problems);
  }

  List<RuleTest> read(String text) {
    Node root = yaml.parse(text);
    List<RuleTest> tests = new ArrayList<>();
    for (Node item : root == null ? List.<Node>of() : yaml.list(root)) {
      entry(yaml.map(item, "a rule test"), tests);
    }
    return tests;
  }

  private void entry(YamlMap map, List<RuleTest> tests) {
    String rule = map.text("rule", ".+", "the name of a rule");
    if (!rule.isEmpty() && !codes.isEmpty() && !codes.contains(rule)) {
      map.problem(
          map.line("rule"),
          "there is no rule '" + rule + "'" + Suggestions.didYouMean(rule, codes));
    }
    Node given = map.optional("given");
    int before = tests.size();
    for (Expectation expectation : Expectation.values()) {
      Node cases = map.optional(expectation.word());
      for (Node node : cases == null ? List.<Node>of() : yaml.list(cases)) {
        Case facts = new Case();
        if (given != null) {
          facts.read(yaml.map(given, "'given'"));
        }
        facts.read(yaml.map(node, "'" + expectation.word() + "'"));
        tests.add(
            new RuleTest(
                rule,
                yaml.file(),
                Yaml.line(node),
                expectation,
                facts.values,
                List.copyOf(facts.signals),
                facts.missing,
                facts.uncovered));
      }
    }
    if (tests.size() == before) {
      map.problemUnlessBroken("it has none of 'fires', 'quiet' and 'notEvaluated'");
    }
    map.rejectUnknown();
  }

  /** The facts of a case: what is given for all, then its own. */
  private final class Case {
    private final Map<FactInfo, Object> values = new LinkedHashMap<>();
    private final List<SignalFacts> signals = new ArrayList<>();
    private final Set<DataItem> missing = new HashSet<>();
    private final Set<String> uncovered = new HashSet<>();

    void read(YamlMap map) {
      missing.addAll(map.someOf(MISSING, DataItem.class));
      Node gaps = map.optional(UNCOVERED);
      for (Node gap : gaps == null ? List.<Node>of() : yaml.list(gaps)) {
        uncovered(map, gap);
      }
      signals(map);
      for (String path : map.names()) {
        if (List.of(MISSING, UNCOVERED, SIGNALS).contains(path)) {
          continue;
        }
        FactInfo fact = vocabulary.facts().find(path);
        Node node = map.optional(path);
        if (fact == null) {
          map.problem(
              map.line(path), "unknown fact '" + path + "'" + Suggestions.didYouMean(path, keys()));
        } else if (node != null) {
          Object value = value(fact, yaml.text(node, path), node);
          if (value != null) {
            values.put(fact, value);
          }
        }
      }
    }

    /** What a case may name. */
    private List<String> keys() {
      List<String> keys = new ArrayList<>(vocabulary.facts().paths());
      keys.addAll(List.of(MISSING, UNCOVERED, SIGNALS));
      return keys;
    }

    private void signals(YamlMap map) {
      Node list = map.optional(SIGNALS);
      if (list == null) {
        return;
      }
      signals.clear(); // a case's own signals stand for those that are given
      for (Node item : yaml.list(list)) {
        SignalFacts signal = signal(yaml.map(item, "a signal"));
        if (signal != null) {
          signals.add(signal);
        }
      }
      if (signals.size() > TransferFacts.SIGNALS_MAX) {
        map.problem(list, "rules see at most " + TransferFacts.SIGNALS_MAX + " signals");
      }
    }

    private @Nullable SignalFacts signal(YamlMap map) {
      Map<String, Object> read = new LinkedHashMap<>();
      for (FactInfo fact : vocabulary.facts().of(PatternType.SIGNAL).values()) {
        Node node = map.require(fact.path());
        Object value = node == null ? null : value(fact, yaml.text(node, fact.path()), node);
        if (value != null) {
          read.put(fact.path(), value);
        }
      }
      map.rejectUnknown();
      if (!(read.get("kind") instanceof SignalKind kind)
          || !(read.get("ageMinutes") instanceof Long age)) {
        return null;
      }
      if (age < 0) {
        map.problem(map.line("ageMinutes"), "'ageMinutes' must not be negative");
        return null;
      }
      long oldest = TransferFacts.SIGNALS_KEPT.toMinutes();
      if (age > oldest) {
        // Such a case would test what no transfer ever meets.
        map.problem(
            map.line("ageMinutes"),
            "'ageMinutes' must be at most "
                + oldest
                + ", not "
                + age
                + ": rules see the signals of the last "
                + TransferFacts.SIGNALS_KEPT.toDays()
                + " days");
        return null;
      }
      return new SignalFacts(kind, age);
    }

    private void uncovered(YamlMap map, Node gap) {
      String name = yaml.text(gap, map.where(UNCOVERED));
      List<String> known = new ArrayList<>(List.of(RuleTest.SEEN, RuleTest.SIGNALS));
      vocabulary.facts().all().stream()
          .filter(fact -> fact.aggregate() != FactInfo.NO_AGGREGATE)
          .forEach(fact -> known.add(fact.path()));
      if (known.contains(name)) {
        uncovered.add(name);
      } else {
        map.problem(
            gap,
            "'uncovered' names aggregates, 'seen' for first and last seen facts, or 'signals',"
                + " not '"
                + name
                + "'"
                + Suggestions.didYouMean(name, known));
      }
    }
  }

  private @Nullable Object value(FactInfo fact, String text, Node node) {
    try {
      if (fact.valueType().equals(ValueType.NUMBER)) {
        return number(fact, text);
      }
      if (fact.valueType().equals(ValueType.TRUTH)) {
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        }
        return text.equals("true");
      }
      return fact.type() == String.class ? words(text) : constant(fact.type(), text);
    } catch (IllegalArgumentException e) {
      yaml.problem(node, "'" + fact.path() + "' " + e.getMessage());
      return null;
    }
  }

  /** A number, a parameter, or a parameter and a little more or less: where a rule's edge lies. */
  private Long number(FactInfo fact, String text) {
    long number = plainNumber(fact, text);
    if (fact.unit() == FactUnit.PERCENT && (number < 0 || number > 100)) {
      throw new IllegalArgumentException("lies between 0 and 100 percent, and is not " + number);
    }
    return number;
  }

  private long plainNumber(FactInfo fact, String text) {
    NumberForm form = fact.unit() == FactUnit.MONEY ? money.form() : NumberForm.WHOLE;
    Matcher match = THRESHOLD.matcher(text);
    if (!match.matches()) {
      return form.parse(text);
    }
    Parameter parameter = vocabulary.parameters().get(match.group(1));
    if (parameter == null) {
      throw new IllegalArgumentException(
          "names an unknown parameter 'P."
              + match.group(1)
              + "'"
              + Suggestions.didYouMean(match.group(1), vocabulary.parameters().keySet()));
    }
    long step = match.group(3) == null ? 0 : form.parse(match.group(3));
    return "-".equals(match.group(2)) ? parameter.value() - step : parameter.value() + step;
  }

  /** A text stands for itself; a parameter in its place would quietly be no more than its name. */
  private String words(String text) {
    Matcher match = THRESHOLD.matcher(text);
    if (match.matches() && vocabulary.parameterNames().contains(match.group(1))) {
      throw new IllegalArgumentException(
          "is a text, which a parameter does not stand for: write out what '" + text + "' means");
    }
    return text;
  }

  private static Object constant(Class<?> type, String text) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException(
        "must be one of "
            + String.join(", ", names)
            + ", not '"
            + text
            + "'"
            + Suggestions.didYouMean(text, names));
  }
}
