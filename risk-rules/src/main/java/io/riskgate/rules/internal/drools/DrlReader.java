package io.riskgate.rules.internal.drools;

import io.riskgate.rules.internal.ConditionSource;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.RuleSource;
import io.riskgate.rules.internal.RuleSource.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules in one DRL file. A file holds rules and nothing else, and the then-part of a rule
 * is empty or sets a flag: everything else is reported.
 */
final class DrlReader {
  /**
   * The class of the transfer's facts. A constant of the compiler's, so that who reads it at run
   * time loads no parser.
   */
  static final String FACTS = "TransferFacts";

  private static final String FORM =
      "a rule is: rule \"NAME\" @points(…) when " + FACTS + "( … ) then end";

  /** How many annotations a rule may have: more than there are. */
  private static final int ANNOTATIONS_MAX = 20;

  /** All that a then-part may say. It is matched as a whole, and what is compiled is ours. */
  private static final Pattern SETS_FLAG =
      Pattern.compile("\\s*flag\\s*\\(\\s*\"([^\"\\\\]{1,100})\"\\s*\\)\\s*;?\\s*");

  private static final Pattern STUMBLED = Pattern.compile("mismatched input '([^']+)'");

  private final String file;
  private final String text;
  private final List<String> lines;
  private final Problems problems;

  DrlReader(String file, String text, Problems problems) {
    this.file = file;
    this.text = text;
    this.lines = List.of(text.split("\n", -1));
    this.problems = problems;
  }

  List<RuleSource> rules() {
    DrlParser parser = new DrlParser();
    PackageDescr parsed;
    try {
      parsed = parser.parse(false, text);
    } catch (DroolsParserException e) {
      problems.add(file, 0, "this is not DRL: " + e.getMessage());
      return List.of();
    } catch (StackOverflowError e) {
      // The parser calls itself for every level. Nothing but its own objects was touched.
      problems.add(file, 0, "the rules nest too deep to be read");
      return List.of();
    }
    for (DroolsError error : parser.getErrors()) {
      int[] lines = error.getLines();
      problems.add(file, lines.length == 0 ? 0 : Math.max(0, lines[0]), syntax(error.getMessage()));
    }
    if (parser.hasErrors() || parsed == null) {
      return List.of();
    }
    refuseAllButRules(parsed);
    List<RuleSource> rules = new ArrayList<>();
    for (RuleDescr rule : parsed.getRules()) {
      RuleSource source = rule(rule);
      if (source != null) {
        rules.add(source);
      }
    }
    return rules;
  }

  /** Drops Drools' error code and the position, which stands before the message already. */
  private static String syntax(String message) {
    String bare =
        message.replaceFirst("^\\[ERR \\d+\\] (Line \\d+:\\d+ )?", "").replaceAll("\\s+", " ");
    return "this is not DRL: " + bare + slip(bare);
  }

  /** What an author has most likely overlooked, going by the word where the parser stumbled. */
  private static String slip(String message) {
    Matcher stumbled = STUMBLED.matcher(message);
    if (!stumbled.lookingAt()) {
      return "";
    }
    String word = stumbled.group(1);
    return switch (word) {
      case "=" -> "; to compare, write ==";
      case "and" -> "; write && or a comma";
      case "or" -> "; write ||";
      case "in" -> "; its choices stand in parentheses, as in kind in ( … )";
      case "," -> "; no comma stands between two conditions such as Signal( … )";
      case "then" -> "; a ')' may be missing before it";
      case "end" -> "; 'then' may be missing before it";
      default ->
          word.matches("\"[A-Z][A-Z0-9_]*\"")
              ? "; 'then end' may be missing at the end of the rule before it"
              : word.matches("[a-z]+") && message.contains("in rule")
                  ? "; a comma may be missing before it"
                  : "";
    };
  }

  private void refuseAllButRules(PackageDescr parsed) {
    if (!parsed.getName().isEmpty()) {
      problem(lineOf(1, "package"), "no 'package' here: the pack supplies it");
    }
    refuse(parsed.getImports(), "import", "the pack supplies the imports");
    refuse(parsed.getFunctionImports(), "import", "the pack supplies the imports");
    refuse(parsed.getAccumulateImports(), "import", "the pack supplies the imports");
    refuse(parsed.getGlobals(), "global", "rules see the facts and the parameters");
    refuse(parsed.getFunctions(), "function", "rules see the facts and the parameters");
    refuse(parsed.getTypeDeclarations(), "declare", "the facts are given");
    refuse(parsed.getEnumDeclarations(), "declare", "the facts are given");
    refuse(parsed.getEntryPointDeclarations(), "declare", "the facts are given");
    refuse(parsed.getWindowDeclarations(), "declare", "declare an aggregate in pack.yaml");
    if (!parsed.getAttributes().isEmpty()) {
      problem(
          parsed.getAttributes().get(0).getLine(),
          "no attributes here: rules have no order, and say everything by annotations");
    }
    if (parsed.getUnit() != null) {
      problem(lineOf(1, "unit"), "no 'unit' here: the pack supplies the facts");
    }
  }

  private void refuse(Collection<? extends BaseDescr> found, String word, String why) {
    for (BaseDescr descr : found) {
      int line = descr.getLine() > 0 ? descr.getLine() : lineOf(1, word);
      problem(line, "no '" + word + "' here: " + why);
    }
  }

  private @Nullable RuleSource rule(RuleDescr rule) {
    int before = problems.count();
    if (!rule.isRule()) {
      problem(rule.getLine(), "queries are not supported; " + FORM);
      return null;
    }
    if (rule.getParentName() != null) {
      problem(rule.getLine(), "'extends' is not supported: repeat the constraints");
    }
    rule.getAttributes().values().stream()
        .min(Comparator.comparing(attribute -> attribute.getName()))
        .ifPresent(
            attribute ->
                problem(
                    attribute.getLine() > 0 ? attribute.getLine() : rule.getLine(),
                    "'"
                        + attribute.getName()
                        + "' is not supported: rules have no order, and say everything by"
                        + " annotations"));
    if (!rule.getNamedConsequences().isEmpty()) {
      problem(rule.getConsequenceLine(), "a rule has one then-part; write two rules");
    }
    String sets = sets(rule);
    List<ConditionSource> conditions = conditions(rule);
    List<Annotation> annotations = annotations(rule);
    return problems.count() > before
        ? null
        : new RuleSource(rule.getName(), file, rule.getLine(), annotations, conditions, sets);
  }

  /** The flag that the then-part sets; empty where it is empty. */
  private String sets(RuleDescr rule) {
    String then = Objects.toString(rule.getConsequence(), "");
    if (then.isBlank()) {
      return "";
    }
    Matcher match = SETS_FLAG.matcher(then);
    if (!match.matches()) {
      problem(
          rule.getConsequenceLine(),
          "the then-part of rule " + rule.getName() + " must be empty, or only flag(\"NAME\");");
      return "";
    }
    return match.group(1);
  }

  private List<ConditionSource> conditions(RuleDescr rule) {
    List<ConditionSource> conditions = new ArrayList<>();
    ConditionReader reader =
        new ConditionReader((why, line) -> problem(line > 0 ? line : rule.getLine(), why));
    for (BaseDescr descr : ConditionReader.flat(rule.getLhs())) {
      ConditionSource condition = reader.read(descr);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    List<? extends BaseDescr> all = rule.getLhs().getDescrs();
    if (all.stream()
        .allMatch(
            descr ->
                descr instanceof PatternDescr pattern
                    && FACTS.equals(pattern.getObjectType())
                    && pattern.getSource() == null
                    && pattern.getDescrs().isEmpty())) {
      problem(
          all.isEmpty() ? rule.getLine() : all.get(0).getLine(),
          "rule " + rule.getName() + " has no constraint: it would fire for every transfer");
    }
    return conditions;
  }

  private List<Annotation> annotations(RuleDescr rule) {
    List<Annotation> annotations = new ArrayList<>();
    if (rule.getAnnotations().size() > ANNOTATIONS_MAX) {
      // Looking for the line of each would take long.
      problem(
          rule.getLine(),
          "rule " + rule.getName() + " has more than " + ANNOTATIONS_MAX + " annotations");
      return annotations;
    }
    for (AnnotationDescr descr : rule.getAnnotations()) {
      int line = lineOf(rule.getLine(), "@" + descr.getName());
      if (descr.isDuplicated()) {
        problem(line, "'@" + descr.getName() + "' stands twice");
      }
      if (descr.getSingleValue() != null && !(descr.getSingleValue() instanceof String)) {
        problem(line, "'@" + descr.getName() + "' takes one word or number");
      }
      String value = Objects.toString(descr.getSingleValueAsString(), "");
      annotations.add(new Annotation(descr.getName(), unquoted(value), line));
    }
    annotations.sort(Comparator.comparingInt(Annotation::line).thenComparing(Annotation::name));
    return annotations;
  }

  private static String unquoted(String value) {
    String text = value.strip();
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /**
   * The first line from a line on that holds a word: Drools does not tell where annotations are.
   */
  private int lineOf(int from, String word) {
    for (int i = Math.max(0, from - 1); i < lines.size(); i++) {
      if (lines.get(i).contains(word)) {
        return i + 1;
      }
    }
    return from;
  }

  private void problem(int line, String message) {
    problems.add(file, Math.max(0, line), message);
  }
}
