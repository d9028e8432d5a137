package io.riskgate.core.spi;

import java.util.Arrays;
import java.util.List;

/**
 * Collects what came of evaluating each of a pack's rules. Reused; not safe for use by several
 * threads at once.
 */
public final class RuleResults {
  private static final byte QUIET = 0;
  private static final byte HIT = 1;
  private static final byte NOT_EVALUATED = 2;
  private static final byte FAILED = 3;

  private final byte[] results;
  private final List<?>[] arguments;
  private int hits;
  private boolean anyOther;

  /** Creates results for so many rules. */
  public RuleResults(int rules) {
    results = new byte[rules];
    arguments = new List<?>[rules];
  }

  /** Forgets everything. */
  public void clear() {
    if (hits > 0 || anyOther) {
      Arrays.fill(results, QUIET);
      Arrays.fill(arguments, null);
      hits = 0;
      anyOther = false;
    }
  }

  /** Reports that a rule fired and stands. Reporting it again changes nothing. */
  public void hit(int rule) {
    if (results[rule] != HIT) {
      results[rule] = HIT;
      hits++;
    }
  }

  /** Reports that a rule fired and stands, with the values its message names. */
  public void hit(int rule, List<Object> messageArguments) {
    hit(rule);
    arguments[rule] = messageArguments;
  }

  /** Reports that a rule could not be evaluated for lack of data. */
  public void notEvaluated(int rule) {
    results[rule] = NOT_EVALUATED;
    anyOther = true;
  }

  /** Reports that a rule threw. */
  public void failed(int rule) {
    results[rule] = FAILED;
    anyOther = true;
  }

  /** How many rules there are. */
  public int size() {
    return results.length;
  }

  /** How many rules hit. */
  public int hits() {
    return hits;
  }

  /** Whether some rule was not evaluated or failed. */
  public boolean hasGaps() {
    return anyOther;
  }

  /** Whether a rule hit. */
  public boolean isHit(int rule) {
    return results[rule] == HIT;
  }

  /** Whether a rule lacked data. */
  public boolean isNotEvaluated(int rule) {
    return results[rule] == NOT_EVALUATED;
  }

  /** Whether a rule threw. */
  public boolean isFailed(int rule) {
    return results[rule] == FAILED;
  }

  /** The values a hit's message names; empty when it names none. */
  @SuppressWarnings("unchecked") // only hit(int, List<Object>) writes here
  public List<Object> arguments(int rule) {
    List<?> found = arguments[rule];
    return found == null ? List.of() : (List<Object>) found;
  }
}
