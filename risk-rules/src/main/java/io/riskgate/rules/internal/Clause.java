package io.riskgate.rules.internal;

import java.util.List;

/**
 * One condition of a rule's when-part, understood. A rule holds where all of its clauses do. What
 * has no clause here is refused when a rule is read.
 */
sealed interface Clause {
  /** Its line. */
  int line();

  /**
   * A condition within a pattern.
   *
   * @param expr what is asked
   * @param line its line
   */
  record Constraint(Expr expr, int line) {}

  /**
   * A fact for which all constraints hold.
   *
   * @param type the transfer's facts or a signal; flags have a clause of their own
   * @param binding the name by which later patterns read it; empty where there is none
   */
  record Pattern(PatternType type, String binding, List<Constraint> constraints, int line)
      implements Clause {
    public Pattern {
      constraints = List.copyOf(constraints);
    }
  }

  /**
   * That there are facts for all of these patterns together, or that there are none.
   *
   * @param negated whether there must be none
   */
  record Group(boolean negated, List<Pattern> patterns, int line) implements Clause {
    public Group {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * How many facts there are for a pattern.
   *
   * @param result the name of the number
   * @param limits what is asked of it
   */
  record Count(Pattern pattern, String result, List<Constraint> limits, int line)
      implements Clause {
    public Count {
      limits = List.copyOf(limits);
    }
  }

  /**
   * That one of some flags is set, or that none of them is. Authors name one; a branch of a rule
   * reads the flags that the branches of the setting rules set.
   *
   * @param negated whether none must be set
   * @param names the flags
   */
  record FlagTest(boolean negated, List<String> names, int line) implements Clause {
    public FlagTest {
      names = List.copyOf(names);
    }
  }
}
