package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.Expr.And;
import io.riskgate.rules.internal.Expr.Arithmetic;
import io.riskgate.rules.internal.Expr.Compare;
import io.riskgate.rules.internal.Expr.Constant;
import io.riskgate.rules.internal.Expr.Negative;
import io.riskgate.rules.internal.Expr.Not;
import io.riskgate.rules.internal.Expr.OneOf;
import io.riskgate.rules.internal.Expr.Or;
import io.riskgate.rules.internal.Expr.Read;
import io.riskgate.rules.internal.Expr.TextTest;
import io.riskgate.rules.internal.Expr.Threshold;
import io.riskgate.rules.internal.Expr.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes up facts where rules are most likely to be misunderstood: at every constant and parameter
 * of their constraints, one beside it, and at the ends of what a fact can be. The same for a seed.
 *
 * <p>Each probe starts from an everyday transfer, takes the facts of one rule to such places, and
 * sometimes others as well.
 */
final class FactProbes {
  /** Ten trillion in minor units: above any real amount, and far from where a long overflows. */
  private static final long EXTREME = 1_000_000_000_000_000L;

  /** The characters that have a full-width form. */
  private static final Pattern WIDE = Pattern.compile("[!-~]");

  private final Vocabulary vocabulary;
  private final Map<String, Object> neutral;
  private final List<Map<FactInfo, List<Object>>> rules = new ArrayList<>();
  private final FactWriter writer = new FactWriter();
  private final SignalProbes signals;
  private final Random random;
  private Map<String, Object> last = Map.of();

  /**
   * Probes for rules.
   *
   * @param vocabulary the names that the rules may use
   * @param neutral the facts of an everyday transfer
   * @param rules the rules
   * @param seed where the random choices begin
   */
  FactProbes(
      Vocabulary vocabulary,
      Map<String, Object> neutral,
      Collection<UnderstoodRule> rules,
      long seed) {
    this.vocabulary = vocabulary;
    this.neutral = neutral;
    this.random = new Random(seed);
    this.signals = new SignalProbes(vocabulary, random);
    Flags flags = new Flags(rules);
    for (UnderstoodRule rule : rules) {
      Map<FactInfo, Set<Object>> places = new LinkedHashMap<>();
      collect(rule, flags, new HashSet<>(), places);
      if (!places.isEmpty()) {
        this.rules.add(listed(places));
      }
    }
  }

  /** The places as lists, of which one is picked at once: word lists have thousands. */
  private static Map<FactInfo, List<Object>> listed(Map<FactInfo, Set<Object>> places) {
    Map<FactInfo, List<Object>> lists = new LinkedHashMap<>();
    places.forEach((fact, set) -> lists.put(fact, List.copyOf(set)));
    return lists;
  }

  /** The places of a rule, and of the rules that set its flags. */
  private void collect(
      UnderstoodRule rule, Flags flags, Set<String> done, Map<FactInfo, Set<Object>> places) {
    if (done.add(rule.name())) {
      rule.constraints().forEach(constraint -> collect(constraint, places));
      if (rule.readsSignals()) {
        signals.want(places);
      }
      rule.reads().stream()
          .flatMap(flag -> flags.setters(flag).stream())
          .forEach(setter -> collect(setter, flags, done, places));
    }
  }

  /** Sets fresh facts to the next probe. */
  void fill(TransferFacts facts) {
    Map<String, Object> values = new LinkedHashMap<>(neutral);
    Map<FactInfo, List<Object>> rule = rules.get(random.nextInt(rules.size()));
    rule.forEach(
        (fact, places) -> {
          if (fact.equals(vocabulary.facts().find(fact.path())) && random.nextInt(8) > 0) {
            values.put(fact.path(), pick(places));
          }
        });
    if (random.nextBoolean()) {
      rules
          .get(random.nextInt(rules.size()))
          .forEach(
              (fact, places) -> {
                if (fact.equals(vocabulary.facts().find(fact.path()))) {
                  values.put(fact.path(), pick(places));
                }
              });
    }
    for (FactInfo fact : vocabulary.facts().all()) {
      Object value = values.get(fact.path());
      if (value != null) {
        writer.write(facts, fact, value);
      }
    }
    if (signals.wanted(rule)) {
      facts.signals().addAll(signals.next(rule));
      values.put("signals", List.copyOf(facts.signals()));
    }
    if (random.nextInt(8) == 0) {
      takeAway(facts, values);
    }
    last = values;
  }

  /** The last probe, as far as it differs from an everyday transfer. */
  @Override
  public String toString() {
    Map<String, Object> odd = new LinkedHashMap<>(last);
    odd.entrySet().removeIf(entry -> entry.getValue().equals(neutral.get(entry.getKey())));
    return odd.toString();
  }

  private void takeAway(TransferFacts facts, Map<String, Object> values) {
    for (DataItem item : DataItem.values()) {
      if (random.nextInt(4) == 0) {
        facts.availability().missing(item);
        values.put("missing " + item, true);
      }
    }
    for (FactInfo fact : vocabulary.facts().all()) {
      if (fact.aggregate() != FactInfo.NO_AGGREGATE && random.nextInt(8) == 0) {
        facts.availability().aggregateUncovered(fact.aggregate());
        values.put("uncovered " + fact.path(), true);
      }
    }
    if (random.nextInt(4) == 0) {
      facts.availability().seenUncovered();
      values.put("uncovered seen", true);
    }
    if (random.nextInt(4) == 0) {
      facts.availability().signalsUncovered();
      values.put("uncovered signals", true);
    }
  }

  private Object pick(List<Object> places) {
    return places.get(random.nextInt(places.size()));
  }

  private void collect(Expr expr, Map<FactInfo, Set<Object>> places) {
    if (expr instanceof And and) {
      collect(and.left(), places);
      collect(and.right(), places);
    } else if (expr instanceof Or or) {
      collect(or.left(), places);
      collect(or.right(), places);
    } else if (expr instanceof Not not) {
      collect(not.condition(), places);
    } else {
      List<Expr> atoms = new ArrayList<>();
      flatten(expr, atoms);
      for (Expr atom : atoms) {
        if (atom instanceof Read read) {
          FactInfo fact = vocabulary.facts().original(read.fact());
          around(fact, atoms, places.computeIfAbsent(fact, f -> new LinkedHashSet<>()));
        }
      }
    }
  }

  /** The facts, parameters and constants in a condition. */
  private static void flatten(Expr expr, List<Expr> atoms) {
    if (expr instanceof Arithmetic arithmetic) {
      flatten(arithmetic.left(), atoms);
      flatten(arithmetic.right(), atoms);
    } else if (expr instanceof Negative negative) {
      flatten(negative.number(), atoms);
    } else if (expr instanceof Compare compare) {
      flatten(compare.left(), atoms);
      flatten(compare.right(), atoms);
    } else if (expr instanceof OneOf in) {
      flatten(in.value(), atoms);
      in.choices().forEach(choice -> flatten(choice, atoms));
    } else if (expr instanceof TextTest test) {
      flatten(test.text(), atoms);
      flatten(test.argument(), atoms);
    } else {
      atoms.add(expr);
    }
  }

  private static void around(FactInfo fact, List<Expr> atoms, Set<Object> places) {
    Class<?> type = fact.type();
    if (type == boolean.class) {
      places.addAll(List.of(true, false));
    } else if (type == SignalKind.class) {
      // There are many: those that the rule names, so that several signals meet a rule at once.
      for (SignalKind kind : SignalKind.values()) {
        if (atoms.stream().anyMatch(atom -> names(atom, kind))) {
          places.add(kind);
        }
      }
    } else if (type.isEnum()) {
      places.addAll(List.of(type.getEnumConstants()));
    } else if (type == String.class) {
      aroundTexts(atoms, places);
    } else {
      aroundNumbers(type, atoms, places);
    }
  }

  private static boolean names(Expr atom, SignalKind kind) {
    return atom instanceof Constant constant
        && constant.source().equals(SignalKind.class.getSimpleName() + "." + kind);
  }

  private static void aroundNumbers(Class<?> type, List<Expr> atoms, Set<Object> places) {
    long end = type == int.class ? Integer.MAX_VALUE : EXTREME;
    places.addAll(List.of(0L, 1L, -1L, end, -end));
    for (Expr atom : atoms) {
      if (atom instanceof Constant constant && constant.type().equals(ValueType.NUMBER)) {
        aroundNumber(Long.decode(constant.source().replaceAll("[lL_]", "")), end, places);
      } else if (atom instanceof Threshold threshold) {
        aroundNumber(threshold.parameter().value(), end, places);
      }
    }
  }

  private static void aroundNumber(long number, long end, Set<Object> places) {
    // Halves and doubles: a fact may be multiplied or added to another before it is compared.
    for (long place :
        new long[] {number - 1, number, number + 1, -number, number / 2, number * 2}) {
      if (place >= -end && place <= end) {
        places.add(place);
      }
    }
  }

  private static void aroundTexts(List<Expr> atoms, Set<Object> places) {
    places.addAll(List.of("", " ", "nothing of the kind", "\n", "\u0130\u212A\uD83D\uDE00"));
    for (Expr atom : atoms) {
      if (atom instanceof Constant constant && constant.type().equals(ValueType.TEXT)) {
        String text = unquoted(constant.source());
        places.add(text);
        // Of a regular expression, the words that it looks for.
        for (String word : text.split("[^\\p{L}\\p{N} ]+", -1)) {
          aroundWord(word, places);
        }
      } else if (atom instanceof Words words) {
        for (String word : words.list().words()) {
          aroundWord(word, places);
          places.add(word.charAt(0) + word); // what began a word goes on with another
          places.add(word.substring(0, word.length() - 1));
          places.add(
              WIDE.matcher(word).replaceAll(c -> "" + (char) (c.group().charAt(0) + 0xFEE0)));
        }
      }
    }
  }

  private static void aroundWord(String word, Set<Object> places) {
    if (!word.isEmpty()) {
      places.addAll(
          List.of(
              word,
              "x" + word + "\ny",
              word.toUpperCase(Locale.ROOT),
              word.toLowerCase(Locale.ROOT),
              word.substring(1)));
    }
  }

  private static String unquoted(String source) {
    String inner = source.substring(1, source.length() - 1);
    try {
      return inner.translateEscapes();
    } catch (IllegalArgumentException e) {
      return inner; // no escape that Java knows
    }
  }
}
