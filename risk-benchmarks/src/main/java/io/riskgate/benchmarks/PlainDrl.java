package io.riskgate.benchmarks;

import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of the pack {@code cn} as DRL for plain Drools. The text is derived from that of the
 * pack, rule by rule and condition by condition, so that nothing is left out: parameters become
 * literals and lists of words become calls. Conditions that many rules share come first, because
 * Drools evaluates a common beginning once. That the outcome finds the same hits as the rules
 * written by hand is checked before anything is measured.
 */
final class PlainDrl {
  private static final Pattern COMMENT = Pattern.compile("//.*");
  private static final Pattern RULE =
      Pattern.compile(
          "rule \"(\\w+)\".*?when\\s+TransferFacts\\((.*?)\\)\\s*then end", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?![\\w.])");
  private static final Pattern WORDS = Pattern.compile("purpose contains P\\.(\\w+)_WORDS");
  private static final Pattern PARAMETER = Pattern.compile("P\\.(\\w+)");
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?<![\\w.$])(?:(payer|counterparty|device|origin|merchant|signal|history)\\.(\\w+)"
              + "|(kind|assetClass|channel|value|hour|purpose)\\b)");

  /** The facts of the joined form, in the order in which rules join them. */
  private static final List<String> GROUPS =
      List.of("", "payer", "counterparty", "device", "origin", "merchant", "signal", "history");

  private static final List<String> TYPES =
      List.of(
          "TransferInfo",
          "PayerFacts",
          "CounterpartyFacts",
          "DeviceFacts",
          "OriginFacts",
          "MerchantFacts",
          "SignalAges",
          "HistoryInfo");

  private static final String ANY_WORD = "ScamWords.any(purpose)";
  private static final String HEADER =
      """
      package io.riskgate.benchmarks
      import io.riskgate.core.AssetClass
      import io.riskgate.core.Channel
      import io.riskgate.core.TransferKind
      import io.riskgate.core.facts.CounterpartyFacts
      import io.riskgate.core.facts.DeviceFacts
      import io.riskgate.core.facts.MerchantFacts
      import io.riskgate.core.facts.OriginFacts
      import io.riskgate.core.facts.PayerFacts
      import io.riskgate.core.facts.SignalAges
      global HitBits hits
      """;

  private final Map<String, List<String>> rules = new LinkedHashMap<>();

  PlainDrl() {
    try {
      Path dir = Files.createTempDirectory("plain");
      for (String file : RulePacks.copyBundled("cn", dir)) {
        if (file.startsWith("rules/")) {
          read(Files.readString(dir.resolve(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Integer> uses = new HashMap<>();
    rules.values().forEach(all -> all.forEach(each -> uses.merge(each, 1, Integer::sum)));
    Comparator<String> mostUsed = Comparator.comparing(each -> -uses.getOrDefault(each, 0));
    rules.values().forEach(all -> all.sort(mostUsed));
  }

  private void read(String drl) {
    Matcher matcher = RULE.matcher(COMMENT.matcher(drl).replaceAll(""));
    while (matcher.find()) {
      List<String> conditions = new ArrayList<>();
      for (String each : split(matcher.group(2))) {
        String condition = plain(each);
        if (WORDS.matcher(each).replaceAll("").replaceAll("[|\\s]", "").isEmpty()) {
          conditions.add(ANY_WORD);
        }
        conditions.add(condition);
      }
      rules.put(matcher.group(1), conditions);
    }
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
  private static String plain(String condition) {
    String suffix = condition.contains("hour ") ? "" : "L";
    String text = NUMBER.matcher(condition).replaceAll(number -> number.group() + suffix);
    text =
        WORDS.matcher(text).replaceAll(m -> "ScamWords.has(ScamWords." + m.group(1) + ", purpose)");
    text = PARAMETER.matcher(text).replaceAll(PlainDrl::literal);
    List<String> sides = new ArrayList<>();
    for (String side : text.split("\\|\\|", -1)) {
      sides.add(comparison(side.strip()));
    }
    return String.join(" || ", sides);
  }

  private static String literal(MatchResult parameter) {
    String name = parameter.group(1);
    try {
      long value = Thresholds.class.getDeclaredField(name).getLong(null);
      return name.endsWith("_AGE") ? Long.toString(value) : value + "L";
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

  /** Each rule is a pattern of one fact that has everything. */
  String flat() {
    StringBuilder drl = new StringBuilder(HEADER);
    rules.forEach(
        (code, conditions) ->
            rule(drl, code, List.of("FlatTransfer( " + String.join(", ", conditions) + " )")));
    return drl.toString();
  }

  /**
   * Each rule is a pattern for each fact that it looks at. A condition of several facts stands with
   * the last of them, and those before bind what it reads.
   */
  String joined() {
    StringBuilder drl = new StringBuilder(HEADER);
    rules.forEach((code, conditions) -> rule(drl, code, patterns(conditions)));
    return drl.toString();
  }

  private static List<String> patterns(List<String> conditions) {
    List<Set<String>> inPattern = new ArrayList<>();
    GROUPS.forEach(group -> inPattern.add(new LinkedHashSet<>()));
    for (String condition : conditions) {
      int last =
          PROPERTY.matcher(condition).results().mapToInt(PlainDrl::group).max().orElseThrow();
      inPattern.get(last).add(own(condition, last, inPattern));
    }
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      if (!inPattern.get(i).isEmpty()) {
        patterns.add(TYPES.get(i) + "( " + String.join(", ", inPattern.get(i)) + " )");
      }
    }
    return patterns;
  }

  private static String own(String condition, int last, List<Set<String>> inPattern) {
    return PROPERTY
        .matcher(condition)
        .replaceAll(
            property -> {
              int group = group(property);
              String name = name(property);
              if (group == last) {
                return name;
              }
              String variable = "$" + GROUPS.get(group) + name;
              inPattern.get(group).add(variable + " : " + name);
              return Matcher.quoteReplacement(variable);
            });
  }

  private static int group(MatchResult property) {
    return property.group(1) == null ? 0 : GROUPS.indexOf(property.group(1));
  }

  private static String name(MatchResult property) {
    return property.group(1) == null ? property.group(3) : property.group(2);
  }

  private static void rule(StringBuilder drl, String code, List<String> patterns) {
    drl.append("rule \"" + code + "\" when\n");
    patterns.forEach(pattern -> drl.append("  " + pattern + "\n"));
    drl.append("then\n  hits.hit(" + CnRule.valueOf(code).ordinal() + ");\nend\n");
  }
}
