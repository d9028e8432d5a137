package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;
import io.riskgate.core.Decision;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.pack.Limit;
import io.riskgate.workbench.yaml.YamlObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The forms that expectations come in. A word that cannot come true is an error of the story. */
final class Checks {
  /** What an expectation may name; empty where any word may come. */
  @FunctionalInterface
  interface Known extends Function<Reading, Collection<String>> {}

  private Checks() {}

  /** One word must be the very one. */
  static ExpectationKind word(String key, Known known, Function<Decision, String> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          String expected = YamlObject.scalar(value).orElse("");
          return reading.known(value, key, expected, known.apply(reading))
              ? of(
                  decision -> {
                    String is = actual.apply(decision);
                    return unless(is.equals(expected), key, is, expected);
                  })
              : null;
        });
  }

  /** A number must compare so with the one that is expected. */
  static ExpectationKind number(
      String key,
      String relation,
      Function<Decision, Integer> actual,
      BiPredicate<Integer, Integer> holds) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          String text = YamlObject.scalar(value).orElse("");
          if (!text.matches("\\d{1,3}")) {
            reading.problems().add(value, key + " must be a number from 0 to 100");
            return null;
          }
          Integer expected = Integer.valueOf(text);
          return of(
              decision -> {
                Integer is = actual.apply(decision);
                return holds.test(is, expected)
                    ? Optional.empty()
                    : Optional.of("score is " + is + ", expected that it " + relation + " " + text);
              });
        });
  }

  /** All the words must be there, others may. */
  static ExpectationKind includes(
      String key, Known known, Function<Decision, ? extends Collection<String>> actual) {
    return words(
        key,
        known,
        (decision, expected) -> {
          Collection<String> is = actual.apply(decision);
          return unless(is.containsAll(expected), key, shown(is), "with " + shown(expected));
        });
  }

  /** The very words must be there, in whatever order. */
  static ExpectationKind exactly(
      String key, Known known, Function<Decision, ? extends Collection<String>> actual) {
    return words(
        key,
        known,
        (decision, expected) -> {
          Collection<String> is = actual.apply(decision);
          return unless(same(is, expected), key, shown(is), shown(expected));
        });
  }

  /** None of the words may be there. */
  static ExpectationKind excludes(
      String key, Known known, Function<Decision, ? extends Collection<String>> actual) {
    return words(
        key,
        known,
        (decision, expected) -> {
          List<String> both = new ArrayList<>(actual.apply(decision));
          both.retainAll(expected);
          return unless(both.isEmpty(), key, shown(both) + " there", "none of them");
        });
  }

  /** Each of the texts must stand somewhere in what is told to people, in any of its languages. */
  static ExpectationKind contains(String key, Function<Decision, Collection<String>> actual) {
    return words(
        key,
        reading -> List.of(),
        (decision, expected) -> {
          Collection<String> is = actual.apply(decision);
          return unless(
              expected.stream().allMatch(text -> is.stream().anyMatch(t -> t.contains(text))),
              key,
              shown(is),
              "containing " + shown(expected));
        });
  }

  /** Something that is true, false, or not told. */
  static ExpectationKind flag(
      String key, String what, Function<Happening, @Nullable Boolean> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          String text = YamlObject.scalar(value).orElse("");
          if (!reading.known(value, key, text, List.of("true", "false"))) {
            return null;
          }
          return happening -> {
            Boolean is = actual.apply(happening);
            return unless(String.valueOf(is).equals(text), what, told(is, happening), text);
          };
        });
  }

  private static String told(@Nullable Boolean is, Happening happening) {
    return is == null ? "not told" + refusal(happening) : is.toString();
  }

  /** The ids of the very transfers, in whatever order. */
  static ExpectationKind ids(String key, Function<Happening, List<String>> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          List<String> expected = texts(key, value, reading);
          expected.forEach(id -> reading.reference(value, id));
          return happening -> {
            List<String> is = actual.apply(happening);
            return unless(same(is, expected), key, shown(is) + refusal(happening), shown(expected));
          };
        });
  }

  /**
   * How far limits are used, the transfer included: whole units of the base currency, or counts.
   */
  static @Nullable Function<Happening, Optional<String>> used(Node value, Reading reading) {
    YamlObject object = reading.object("used", value);
    Map<String, Long> expected = new LinkedHashMap<>();
    int baseDigits = Amounts.fractionDigits(reading.pack().policy().baseCurrency());
    for (Limit limit : reading.pack().policy().limits()) {
      int digits = limit.measure() == Limit.Measure.VALUE ? baseDigits : 0;
      Long used = reading.minor(object, "used", limit.id(), digits);
      if (used != null) {
        expected.put(limit.id(), used);
      }
    }
    object.refuseOthers();
    return of(
        decision -> {
          List<String> otherwise = new ArrayList<>();
          expected.forEach(
              (id, used) -> usage(decision, id, used, baseDigits).ifPresent(otherwise::add));
          return otherwise.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", otherwise));
        });
  }

  private static Optional<String> usage(Decision decision, String id, long used, int baseDigits) {
    for (LimitUsage usage : decision.limitUsages()) {
      if (usage.limit().id().equals(id)) {
        int digits = usage.limit().measure() == Limit.Measure.VALUE ? baseDigits : 0;
        return unless(
            usage.used() == used,
            "use of " + id,
            Amounts.format(usage.used(), digits),
            Amounts.format(used, digits));
      }
    }
    return Optional.of("limit " + id + " does not apply");
  }

  /** The outcome must be this one or a stronger one. */
  static @Nullable Function<Happening, Optional<String>> outcomeAtLeast(
      Node value, Reading reading) {
    String text = YamlObject.scalar(value).orElse("");
    List<String> names = Arrays.stream(Outcome.values()).map(Outcome::name).toList();
    if (!reading.known(value, "outcomeAtLeast", text, names)) {
      return null;
    }
    Outcome least = Outcome.valueOf(text);
    return of(
        decision ->
            unless(
                decision.outcome().compareTo(least) >= 0,
                "outcome",
                decision.outcome().name(),
                "at least " + text));
  }

  /** The engine must refuse, with words like these. */
  static @Nullable Function<Happening, Optional<String>> refused(Node value, Reading reading) {
    String text = YamlObject.scalar(value).orElse("");
    if (text.isEmpty()) {
      reading.problems().add(value, "refused: give words of the refusal");
      return null;
    }
    return happening -> {
      String refusal = happening.refusal();
      return unless(
          refusal != null && refusal.contains(text),
          "refusal",
          refusal == null ? "none" : "'" + refusal + "'",
          "one that says '" + text + "'");
    };
  }

  /** Compares what a decision holds with what is expected of it. */
  @FunctionalInterface
  private interface Comparison {
    Optional<String> unmet(Decision decision, List<String> expected);
  }

  private static ExpectationKind words(String key, Known known, Comparison comparison) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          List<String> expected = texts(key, value, reading);
          Collection<String> names = known.apply(reading);
          expected.forEach(word -> reading.known(value, key, word, names));
          return of(decision -> comparison.unmet(decision, expected));
        });
  }

  private static List<String> texts(String key, Node value, Reading reading) {
    List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    List<String> texts = new ArrayList<>();
    for (Node node : nodes) {
      YamlObject.scalar(node)
          .ifPresentOrElse(
              texts::add,
              () -> reading.problems().add(node, key + " must be a word or a list of words"));
    }
    return texts;
  }

  private static Function<Happening, Optional<String>> of(
      Function<Decision, Optional<String>> check) {
    return happening -> {
      Decision decision = happening.decision();
      return decision == null
          ? Optional.of("there is no decision" + refusal(happening))
          : check.apply(decision);
    };
  }

  private static String refusal(Happening happening) {
    return happening.refusal() == null ? "" : "; refused: " + happening.refusal();
  }

  private static boolean same(Collection<String> a, Collection<String> b) {
    return new TreeSet<>(a).equals(new TreeSet<>(b));
  }

  private static String shown(Collection<String> words) {
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static Optional<String> unless(boolean met, String what, String is, String expected) {
    return met ? Optional.empty() : Optional.of(what + ": " + is + "; expected " + expected);
  }
}
