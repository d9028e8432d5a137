package io.riskgate.rules.internal;

import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * One condition of a rule's when-part as it stands in a DRL file; all of them must hold.
 *
 * @param kind what is asked of the patterns
 * @param patterns one pattern; {@code not} and {@code exists} may have several, joined by {@code
 *     and}
 * @param result the name of a count; empty where nothing is counted
 * @param limits what a count is compared with
 * @param line its line
 */
public record ConditionSource(
    Kind kind,
    List<PatternSource> patterns,
    String result,
    List<ConstraintSource> limits,
    int line) {
  /** Copies the lists. */
  public ConditionSource {
    patterns = List.copyOf(patterns);
    limits = List.copyOf(limits);
  }

  /** One plain pattern. */
  public static ConditionSource of(PatternSource pattern) {
    return new ConditionSource(Kind.HOLDS, List.of(pattern), "", List.of(), pattern.line());
  }

  /** What is asked of patterns. */
  public enum Kind {
    /** A fact that it can bind. */
    HOLDS,
    /** That there is none. */
    NOT,
    /** That there is one. */
    EXISTS,
    /** How many there are. */
    COUNT
  }

  /**
   * A pattern.
   *
   * @param type what it looks at
   * @param binding the name before the colon; empty where there is none
   * @param constraints its constraints, which must all hold
   * @param line its line
   */
  public record PatternSource(
      PatternType type, String binding, List<ConstraintSource> constraints, int line) {
    /** Copies the list. */
    public PatternSource {
      constraints = List.copyOf(constraints);
    }
  }

  /** Every constraint in it. */
  Stream<ConstraintSource> constraints() {
    return Stream.concat(
        patterns.stream().flatMap(pattern -> pattern.constraints().stream()), limits.stream());
  }
}
