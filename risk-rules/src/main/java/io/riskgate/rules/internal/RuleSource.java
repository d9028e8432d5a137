package io.riskgate.rules.internal;

import java.util.List;

/**
 * A rule as it stands in a DRL file.
 *
 * @param name its name
 * @param file the file
 * @param line the line of its first word
 * @param annotations its annotations
 * @param conditions the conditions of its when-part, which must all hold
 * @param sets the flag that its then-part sets; empty where that is empty
 */
public record RuleSource(
    String name,
    String file,
    int line,
    List<Annotation> annotations,
    List<ConditionSource> conditions,
    String sets) {
  /** Copies the lists. */
  public RuleSource {
    annotations = List.copyOf(annotations);
    conditions = List.copyOf(conditions);
  }

  /** Every constraint in it. */
  List<ConstraintSource> constraints() {
    return conditions.stream().flatMap(ConditionSource::constraints).toList();
  }

  /**
   * An annotation.
   *
   * @param name its name, without the @
   * @param value what stands in parentheses, without quotes
   * @param line its line
   */
  public record Annotation(String name, String value, int line) {}

  /**
   * A constraint.
   *
   * @param text its text
   * @param line its line
   */
  public record ConstraintSource(String text, int line) {}
}
