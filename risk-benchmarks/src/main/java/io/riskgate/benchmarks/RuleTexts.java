package io.riskgate.benchmarks;

import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of one pattern each as text for the variants that are not ours: the conditions of the
 * pack's DRL, in its order, with parameters as literals and lists of words as calls. They are
 * derived, so that nothing is left out where the pack changes; that they say the same is checked by
 * the hits.
 */
final class RuleTexts {
  /** Says of a text whether it contains any word at all. */
  static final String ANY_WORD = "ScamWords.any(purpose)";

  private static final Pattern COMMENT = Pattern.compile("//.*");
  private static final Pattern RULE =
      Pattern.compile(
          "rule \"(\\w+)\".*?when\\s+TransferFacts\\((.*?)\\)\\s*then end", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?![\\w.])");
  private static final Pattern WORDS = Pattern.compile("purpose contains P\\.(\\w+)_WORDS");
  private static final Pattern PARAMETER = Pattern.compile("P\\.(\\w+)");

  private final List<Rule> rules = new ArrayList<>();

  /**
   * One rule.
   *
   * @param number the bit that stands for it
   */
  record Rule(String code, int number, List<String> conditions) {}

  private RuleTexts() {}

  /** The rules of the pack {@code cn}; their numbers are those of {@link CnRule}. */
  static RuleTexts cn() {
    RuleTexts texts = new RuleTexts();
    try {
      Path dir = Files.createTempDirectory("plain");
      for (String file : RulePacks.copyBundled("cn", dir)) {
        if (file.startsWith("rules/")) {
          texts.read(Files.readString(dir.resolve(file)), RuleTexts::threshold);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** So many rules of {@link GeneratedPack}, in its order. */
  static RuleTexts generated(int rules) {
    RuleTexts texts = new RuleTexts();
    texts.read(
        GeneratedPack.drl(0, rules),
        name -> {
          Long amount = GeneratedPack.amount(name);
          return amount == null ? threshold(name) : amount;
        });
    return texts;
  }

  List<Rule> rules() {
    return rules;
  }

  private void read(String drl, ToLongFunction<String> parameters) {
    Matcher matcher = RULE.matcher(COMMENT.matcher(drl).replaceAll(""));
    while (matcher.find()) {
      List<String> conditions = new ArrayList<>();
      for (String each : split(matcher.group(2))) {
        String condition = plain(each, parameters);
        if (WORDS.matcher(each).replaceAll("").replaceAll("[|\\s]", "").isEmpty()) {
          conditions.add(ANY_WORD);
        }
        conditions.add(condition);
      }
      String code = matcher.group(1);
      rules.add(new Rule(code, number(code), List.copyOf(conditions)));
    }
  }

  /** The bit that stands for a rule. */
  static int number(String code) {
    Integer generated = GeneratedPack.number(code);
    return generated == null ? CnRule.valueOf(code).ordinal() : generated;
  }

  /** The conditions between commas that are in no brackets. */
  private static List<String> split(String pattern) {
    List<String> conditions = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        conditions.add(pattern.substring(from, i).strip());
        from = i + 1;
      }
    }
    conditions.add(pattern.substring(from).strip());
    return conditions;
  }

  /** A condition with literals, which are ints where what they are compared with is one. */
  private static String plain(String condition, ToLongFunction<String> parameters) {
    String suffix = condition.contains("hour ") || condition.contains("customerAge") ? "" : "L";
    String text = NUMBER.matcher(condition).replaceAll(number -> number.group() + suffix);
    text =
        WORDS.matcher(text).replaceAll(m -> "ScamWords.has(ScamWords." + m.group(1) + ", purpose)");
    text = PARAMETER.matcher(text).replaceAll(parameter -> literal(parameter, parameters));
    List<String> sides = new ArrayList<>();
    for (String side : text.split("\\|\\|", -1)) {
      sides.add(comparison(side.strip()));
    }
    return String.join(" || ", sides);
  }

  private static String literal(MatchResult parameter, ToLongFunction<String> parameters) {
    String name = parameter.group(1);
    return parameters.applyAsLong(name) + (name.endsWith("_AGE") ? "" : "L");
  }

  private static long threshold(String name) {
    try {
      return Thresholds.class.getDeclaredField(name).getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("There is no threshold " + name, e);
    }
  }

  private static String comparison(String side) {
    if (side.startsWith("!")) {
      return side.substring(1) + " == false";
    }
    return side.matches("[\\w.]+") ? side + " == true" : side;
  }
}
