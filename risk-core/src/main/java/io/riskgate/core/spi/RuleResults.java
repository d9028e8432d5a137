package io.riskgate.core.spi;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

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
  private final Supplier<?>[] arguments;
  private int hits;
  private int gaps;

  /** Creates results for so many rules. */
  public RuleResults(int rules) {
    results = new byte[rules];
    arguments = new Supplier<?>[rules];
  }

  /** Forgets everything. */
  public void clear() {
    if (hits > 0 || gaps > 0) {
      Arrays.fill(results, QUIET);
      Arrays.fill(arguments, null);
      hits = 0;
      gaps = 0;
    }
  }

  /** Reports that a rule fired and stands. Reporting it again changes nothing. */
  public void hit(int rule) {
    set(rule, HIT);
  }

  /** Reports that a rule fired and stands, with the values its message names. */
  public void hit(int rule, List<Object> messageArguments) {
    hit(rule, () -> messageArguments);
  }

  /**
   * Reports that a rule fired and stands, and what reads the values its message names. It is asked
   * only where somebody wants them, and reads them from the facts: while those are still the same.
   */
  public void hit(int rule, Supplier<List<Object>> messageArguments) {
    hit(rule);
    arguments[rule] = messageArguments;
  }

  /** Reports that a rule could not be evaluated for lack of data. */
  public void notEvaluated(int rule) {
    set(rule, NOT_EVALUATED);
  }

  /** Reports that a rule threw. */
  public void failed(int rule) {
    set(rule, FAILED);
  }

  /** Takes back what was reported of a rule: it is as if it had stayed quiet. */
  public void dismiss(int rule) {
    set(rule, QUIET);
    arguments[rule] = null;
  }

  private void set(int rule, byte result) {
    count(results[rule], -1);
    results[rule] = result;
    count(result, 1);
  }

  private void count(byte result, int by) {
    if (result == HIT) {
      hits += by;
    } else if (result != QUIET) {
      gaps += by;
    }
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
    return gaps > 0;
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

  /**
   * The values a hit's message names; empty when it names none. To be asked before the facts of the
   * transfer are changed.
   */
  @SuppressWarnings("unchecked") // only hit(int, Supplier<List<Object>>) writes here
  public List<Object> arguments(int rule) {
    Supplier<?> found = arguments[rule];
    return found == null ? List.of() : (List<Object>) found.get();
  }
}
