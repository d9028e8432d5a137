package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.rules.internal.AnyWord;
import io.riskgate.rules.internal.FactCatalog;
import io.riskgate.rules.internal.Operation;
import io.riskgate.rules.internal.PatternType;
import io.riskgate.rules.internal.Relation;
import io.riskgate.rules.internal.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The Java classes that are compiled along with a pack's rules: {@code P} with the parameters and
 * the comparisons of numbers, {@code History} with a getter for each aggregate, {@code
 * TransferFacts} with the group {@code history}, and {@code Flag}. They are plain enough for both
 * of Drools' compile modes.
 */
final class JavaSources {
  /** The package of everything that is generated. Each pack has a class loader of its own. */
  static final String PACKAGE = "riskpack";

  private JavaSources() {}

  /** The sources by simple class name. */
  static Map<String, String> of(Vocabulary vocabulary) {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("P", parameters(vocabulary));
    sources.put("History", history(vocabulary.aggregates()));
    sources.put(DrlReader.FACTS, facts());
    sources.put(PatternType.FLAG.className(), flag());
    return sources;
  }

  /**
   * The values are asked of the class loader when the class is initialised, for two reasons: the
   * compiler cannot inline them, so that other values need another loader and no compiling; and the
   * JIT sees static finals, so that they cost nothing.
   */
  private static String parameters(Vocabulary vocabulary) {
    StringBuilder source = new StringBuilder(1024);
    source
        .append("package " + PACKAGE + ";\n")
        .append("public final class P {\n")
        .append("  private P() {}\n")
        .append("  @SuppressWarnings(\"unchecked\")\n")
        .append("  private static long value(String name) {\n")
        .append("    ClassLoader loader = P.class.getClassLoader();\n")
        .append("    return loader instanceof java.util.function.ToLongFunction\n")
        .append(
            "        ? ((java.util.function.ToLongFunction<String>) loader).applyAsLong(name)\n")
        // Drools' own loader, while it compiles: it reads types, not values.
        .append("        : 0;\n")
        .append("  }\n");
    for (String name : vocabulary.parameters().keySet()) {
      source.append("  public static final long " + name + " = value(\"" + name + "\");\n");
    }
    int list = 0;
    for (String name : vocabulary.wordLists().keySet()) {
      words(name, "w" + list++, source);
    }
    if (list > 0) {
      words(AnyWord.METHOD, "any", source);
    }
    for (Relation relation : Relation.values()) {
      source
          .append("  public static boolean " + relation.method() + "(long a, long b) {\n")
          .append("    return a " + relation.symbol() + " b;\n")
          .append("  }\n");
    }
    for (Operation operation : Operation.values()) {
      source
          .append("  public static long " + operation.method() + "(long a, long b) {\n")
          .append("    return a " + operation.symbol() + " b;\n")
          .append("  }\n");
    }
    return source.append("}\n").toString();
  }

  /**
   * A method that tells whether a text contains any of a list of words, or of all lists. Who
   * answers is asked of the class loader as well, under a type that needs no module to export
   * anything.
   */
  private static void words(String name, String field, StringBuilder source) {
    String type = "java.util.function.Predicate<String>";
    String loader = "java.util.function.Function";
    source
        .append("  @SuppressWarnings(\"unchecked\")\n")
        .append("  private static final " + type + " " + field + " =\n")
        .append("      P.class.getClassLoader() instanceof " + loader + "\n")
        .append("          ? ((" + loader + "<String, " + type + ">) P.class.getClassLoader())")
        .append(".apply(\"" + name + "\")\n")
        .append("          : text -> false;\n")
        .append("  public static boolean " + name + "(String text) {\n")
        .append("    return " + field + ".test(text);\n")
        .append("  }\n");
  }

  private static String history(List<Aggregate> aggregates) {
    StringBuilder source = new StringBuilder(1024);
    source
        .append("package " + PACKAGE + ";\n")
        .append("public final class History extends " + AggregateValues.class.getName() + " {\n")
        .append("  public History() { super(" + aggregates.size() + "); }\n");
    for (int i = 0; i < aggregates.size(); i++) {
      source
          .append("  public long " + getter(aggregates.get(i).name()) + "()")
          .append(" { return value(" + i + "); }\n");
    }
    return source.append("}\n").toString();
  }

  private static String facts() {
    return "package "
        + PACKAGE
        + ";\n"
        + "public final class "
        + DrlReader.FACTS
        + " extends "
        + TransferFacts.class.getName()
        + " {\n"
        + "  private final History history;\n"
        + "  public TransferFacts() { this(new History()); }\n"
        + "  private TransferFacts(History history) { super(history); this.history = history; }\n"
        + "  public History "
        + getter(FactCatalog.HISTORY)
        + "() { return history; }\n"
        + "}\n";
  }

  private static String flag() {
    String name = PatternType.FLAG.className();
    return "package "
        + PACKAGE
        + ";\npublic final class "
        + name
        + " {\n  private final String name;\n  public "
        + name
        + "(String name) { this.name = name; }\n"
        + "  public String getName() { return name; }\n}\n";
  }

  private static String getter(String property) {
    return "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
  }
}
