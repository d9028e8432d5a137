package io.riskgate.rules;

import io.riskgate.core.facts.FactUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one rule makes of the facts of one transfer, clause by clause.
 *
 * @param code the rule's code
 * @param file the file that it stands in, relative to the pack
 * @param line its line there
 * @param direct whether it takes the direct lane; otherwise it runs in a Drools session
 * @param clauses what must hold, all of it, in the order of the file
 * @param lacking what it, or an alternative of it, lacks so that it can be evaluated, in words;
 *     empty where nothing is lacking. A rule may have been evaluated by another alternative
 */
public record RuleReading(
    String code, String file, int line, boolean direct, List<Clause> clauses, String lacking) {
  /** Copies the list. */
  public RuleReading {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(file, "file");
    clauses = List.copyOf(clauses);
    Objects.requireNonNull(lacking, "lacking");
  }

  /**
   * Whether all clauses hold; empty where one is not known, or cannot be worked out, and none is
   * known to fail.
   */
  public Optional<Boolean> holds() {
    if (clauses.stream().anyMatch(clause -> clause.truth() == Truth.NO)) {
      return Optional.of(false);
    }
    return clauses.stream().allMatch(clause -> clause.truth() == Truth.YES)
        ? Optional.of(true)
        : Optional.empty();
  }

  /** Whether a clause holds. */
  public enum Truth {
    /** It holds. */
    YES,
    /** It does not. */
    NO,
    /** It divides by zero: the rule fails. */
    FAILS,
    /** It is about signals or flags, which a Drools session decides. */
    UNKNOWN
  }

  /**
   * One thing that must hold.
   *
   * @param text the clause as its author may write it
   * @param line its line in the file
   * @param truth whether it holds
   * @param values what it reads: facts as they were, and parameters as {@code P.NAME}; each once
   * @param turns the single changes of a fact or parameter that would make it hold where it does
   *     not, or not where it does; the nearest of each in either direction
   */
  public record Clause(String text, int line, Truth truth, List<Value> values, List<Turn> turns) {
    /** Copies the lists. */
    public Clause {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(truth, "truth");
      values = List.copyOf(values);
      turns = List.copyOf(turns);
    }
  }

  /**
   * A fact or parameter that a clause reads.
   *
   * @param name the fact's path such as {@code device.ageHours}, or {@code P.NAME}
   * @param about what it says, in one sentence
   * @param unit in what it is counted
   * @param value a Long, a Boolean, a String, or the name of a constant; of a list of words, how
   *     many there are
   */
  public record Value(String name, String about, FactUnit unit, Object value) {
    /** Checks that nothing is null. */
    public Value {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(about, "about");
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * A change of one value.
   *
   * @param value what is changed, as it is
   * @param to what it is changed to: a Long or a Boolean
   */
  public record Turn(Value value, Object to) {
    /** Checks that nothing is null. */
    public Turn {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(to, "to");
    }
  }
}
