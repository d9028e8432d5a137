package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;
import io.riskgate.core.Decision;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.pack.Limit;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
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
  static <T> ExpectationKind word(
      Subject<T> subject, String key, Known known, Function<T, String> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          String expected = YamlObject.scalar(value).orElse("");
          return reading.known(value, key, expected, known.apply(reading))
              ? subject.check(
                  found -> {
                    String is = actual.apply(found);
                    return unless(is.equals(expected), key, is, expected);
                  })
              : null;
        });
  }

  /** A number must compare so with the one that is expected. */
  static <T> ExpectationKind number(
      Subject<T> subject,
      String key,
      String relation,
      Function<T, Integer> actual,
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
          return subject.check(
              found -> {
                Integer is = actual.apply(found);
                return holds.test(is, expected)
                    ? Optional.empty()
                    : Optional.of(
                        "%s is %d, expected that it %s %s"
                            .formatted(told(key), is, relation, text));
              });
        });
  }

  /** All the words must be there, others may. */
  static <T> ExpectationKind includes(
      Subject<T> subject,
      String key,
      Known known,
      Function<T, ? extends Collection<String>> actual) {
    return words(
        subject,
        key,
        known,
        (found, expected) -> {
          Collection<String> is = actual.apply(found);
          return unless(is.containsAll(expected), key, shown(is), "with " + shown(expected));
        });
  }

  /** The very words must be there, in that order. */
  static <T> ExpectationKind inOrder(
      Subject<T> subject, String key, Function<T, List<String>> actual) {
    return words(
        subject,
        key,
        reading -> List.of(),
        (found, expected) -> {
          List<String> is = actual.apply(found);
          return unless(is.equals(expected), key, shown(is), shown(expected));
        });
  }

  /** As many texts must be there as are expected, and contain them one after the other. */
  static <T> ExpectationKind lines(
      Subject<T> subject, String key, Function<T, List<String>> actual) {
    return words(
        subject,
        key,
        reading -> List.of(),
        (found, expected) -> {
          List<String> is = actual.apply(found);
          boolean met = is.size() == expected.size();
          for (int i = 0; met && i < is.size(); i++) {
            met = is.get(i).contains(expected.get(i));
          }
          return unless(
              met, key, listed(is), "one after the other, containing " + listed(expected));
        });
  }

  /** A time must be the very one. */
  static <T> ExpectationKind time(Subject<T> subject, String key, Function<T, Instant> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          String text = YamlObject.scalar(value).orElse("");
          Instant expected = reading.time(value, key, text, reading.now());
          if (expected == null) {
            return null;
          }
          String told = reading.told(expected);
          return subject.check(
              found -> {
                Instant is = actual.apply(found);
                return unless(is.equals(expected), key, reading.told(is), told);
              });
        });
  }

  /** An amount of the base currency must be the very one. */
  static <T> ExpectationKind money(Subject<T> subject, String key, Function<T, Long> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          Long expected = reading.money(value, key);
          int digits = Amounts.fractionDigits(reading.pack().policy().baseCurrency());
          return expected == null
              ? null
              : subject.check(
                  found -> {
                    Long is = actual.apply(found);
                    return unless(
                        is.equals(expected),
                        key,
                        Amounts.format(is, digits),
                        Amounts.format(expected, digits));
                  });
        });
  }

  /** Numbers by name must be the very ones; what is not named may be any. */
  static <T> ExpectationKind numbers(
      Subject<T> subject, String key, Map<String, Function<T, String>> actual) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          YamlObject object = reading.object(key, value);
          Map<String, String> expected = new LinkedHashMap<>();
          for (String name : actual.keySet()) {
            String text = object.text(name);
            if (text != null && !text.matches("\\d{1,9}|none")) {
              reading.problems().add(value, key + ": " + name + " must be a number, or none");
            } else if (text != null) {
              expected.put(name, text);
            }
          }
          object.refuseOthers();
          return subject.check(
              found -> {
                List<String> otherwise = new ArrayList<>();
                expected.forEach(
                    (name, number) -> {
                      String is = Objects.requireNonNull(actual.get(name)).apply(found);
                      unless(is.equals(number), name, is, number).ifPresent(otherwise::add);
                    });
                return otherwise.isEmpty()
                    ? Optional.empty()
                    : Optional.of(String.join("; ", otherwise));
              });
        });
  }

  /** The very words must be there, in whatever order. */
  static <T> ExpectationKind exactly(
      Subject<T> subject,
      String key,
      Known known,
      Function<T, ? extends Collection<String>> actual) {
    return words(
        subject,
        key,
        known,
        (found, expected) -> {
          Collection<String> is = actual.apply(found);
          return unless(same(is, expected), key, shown(is), shown(expected));
        });
  }

  /** None of the words may be there. */
  static <T> ExpectationKind excludes(
      Subject<T> subject,
      String key,
      Known known,
      Function<T, ? extends Collection<String>> actual) {
    return words(
        subject,
        key,
        known,
        (found, expected) -> {
          List<String> both = new ArrayList<>(actual.apply(found));
          both.retainAll(expected);
          return unless(both.isEmpty(), key, shown(both) + " there", "none of them");
        });
  }

  /** Each of the texts must stand somewhere in what is told to people, in any of its languages. */
  static <T> ExpectationKind contains(
      Subject<T> subject, String key, Function<T, Collection<String>> actual) {
    return words(
        subject,
        key,
        reading -> List.of(),
        (found, expected) -> {
          Collection<String> is = actual.apply(found);
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
    return Subject.DECISION.check(
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
    return Subject.DECISION.check(
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

  /** Compares what something holds with what is expected of it. */
  @FunctionalInterface
  private interface Comparison<T> {
    Optional<String> unmet(T found, List<String> expected);
  }

  private static <T> ExpectationKind words(
      Subject<T> subject, String key, Known known, Comparison<T> comparison) {
    return new ExpectationKind(
        key,
        (value, reading) -> {
          List<String> expected = texts(key, value, reading);
          Collection<String> names = known.apply(reading);
          expected.forEach(word -> reading.known(value, key, word, names));
          return subject.check(found -> comparison.unmet(found, expected));
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

  /** Why the engine refused, as an addition; empty where it did not. */
  static String refusal(Happening happening) {
    return happening.refusal() == null ? "" : "; refused: " + happening.refusal();
  }

  /** A key as it is told: that of a score is the score. */
  private static String told(String key) {
    return key.startsWith("score") ? "score" : key;
  }

  private static String listed(List<String> texts) {
    return texts.isEmpty()
        ? "none"
        : texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
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
