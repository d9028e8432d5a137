package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.SignalFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One case of a rule test.
 *
 * @param rule the code of the rule it tests
 * @param file the file it stands in
 * @param line its line
 * @param expectation what must come of the rule
 * @param values the facts that it names, with their values
 * @param signals the signals that there are
 * @param missing the data items that are missing
 * @param uncovered the history that is not complete: paths of aggregates, or {@link #SEEN}
 */
public record RuleTest(
    String rule,
    String file,
    int line,
    Expectation expectation,
    Map<FactInfo, Object> values,
    List<SignalFacts> signals,
    Set<DataItem> missing,
    Set<String> uncovered) {
  /** Stands for all first and last seen facts. */
  public static final String SEEN = "seen";

  /** Stands for what is known of signals. */
  public static final String SIGNALS = "signals";

  /** What must come of a rule. */
  public enum Expectation {
    /** It fires. */
    FIRES("fires"),
    /** It is evaluated and does not fire. */
    QUIET("quiet"),
    /** It is not evaluated, for lack of data. */
    NOT_EVALUATED("notEvaluated");

    private final String word;

    Expectation(String word) {
      this.word = word;
    }

    /** How authors write it. */
    public String word() {
      return word;
    }
  }
}
