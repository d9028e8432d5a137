package io.riskgate.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules as DRL for plain Drools, condition by condition. Those that many rules share come first,
 * because Drools evaluates a common beginning once. That the outcome finds the same hits as the
 * rules in Java is checked before anything is measured.
 */
final class PlainDrl {
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

  private final List<RuleTexts.Rule> rules = new ArrayList<>();

  PlainDrl(RuleTexts texts) {
    Map<String, Integer> uses = new HashMap<>();
    for (RuleTexts.Rule rule : texts.rules()) {
      rule.conditions().forEach(each -> uses.merge(each, 1, Integer::sum));
    }
    Comparator<String> mostUsed = Comparator.comparing(each -> -uses.getOrDefault(each, 0));
    for (RuleTexts.Rule rule : texts.rules()) {
      List<String> sorted = rule.conditions().stream().sorted(mostUsed).toList();
      rules.add(new RuleTexts.Rule(rule.code(), rule.number(), sorted));
    }
  }

  /** Each rule is a pattern of one fact that has everything. */
  String flat() {
    StringBuilder drl = new StringBuilder(HEADER);
    for (RuleTexts.Rule rule : rules) {
      rule(drl, rule, List.of("FlatTransfer( " + String.join(", ", rule.conditions()) + " )"));
    }
    return drl.toString();
  }

  /**
   * Each rule is a pattern for each fact that it looks at. A condition of several facts stands with
   * the last of them, and those before bind what it reads.
   */
  String joined() {
    StringBuilder drl = new StringBuilder(HEADER);
    for (RuleTexts.Rule rule : rules) {
      rule(drl, rule, patterns(rule.conditions()));
    }
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

  private static void rule(StringBuilder drl, RuleTexts.Rule rule, List<String> patterns) {
    drl.append("rule \"" + rule.code() + "\" when\n");
    patterns.forEach(pattern -> drl.append("  " + pattern + "\n"));
    drl.append("then\n  hits.hit(" + rule.number() + ");\nend\n");
  }
}
