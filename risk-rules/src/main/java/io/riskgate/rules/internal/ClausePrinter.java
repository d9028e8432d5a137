package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Clause.Constraint;
import io.riskgate.rules.internal.Clause.Count;
import io.riskgate.rules.internal.Clause.FlagTest;
import io.riskgate.rules.internal.Clause.Group;
import io.riskgate.rules.internal.Clause.Pattern;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Prints when-parts as DRL. */
final class ClausePrinter {
  private final StringBuilder drl;
  private final IntConsumer moveTo;
  private final boolean asWritten;
  private final boolean toCheck;
  private boolean toRun;

  /**
   * A printer.
   *
   * @param drl where to append
   * @param moveTo is told the line on which what comes next stood
   */
  ClausePrinter(StringBuilder drl, IntConsumer moveTo) {
    this(drl, moveTo, false, false);
  }

  private ClausePrinter(StringBuilder drl, IntConsumer moveTo, boolean asWritten, boolean toCheck) {
    this.drl = drl;
    this.moveTo = moveTo;
    this.asWritten = asWritten;
    this.toCheck = toCheck;
  }

  /** Clauses on one line. */
  static String print(List<Clause> clauses) {
    StringBuilder drl = new StringBuilder();
    new ClausePrinter(drl, line -> {}).all(clauses);
    return drl.toString();
  }

  /**
   * As above, in the form that the lanes are checked against.
   *
   * @param asWritten whether each pattern is as its author has it
   */
  static String printToCheck(List<Clause> clauses, boolean asWritten) {
    StringBuilder drl = new StringBuilder();
    new ClausePrinter(drl, line -> {}, asWritten, true).all(clauses);
    return drl.toString();
  }

  /**
   * Prints clauses that must all hold. The first pattern is always one over the transfer's facts,
   * which are new to the session for every transfer: a rule of {@code not} alone would fire for the
   * first transfer and, with nothing new to match, never again.
   *
   * <p>A signal that nothing reads further on is asked to exist: see {@link SignalJoins}.
   *
   * <p>Only a pattern over the transfer that stands alone is printed in the form that is run: it
   * may take the direct lane, and the executable model does not understand the calls of that form
   * everywhere.
   */
  void all(List<Clause> clauses) {
    toRun =
        !toCheck
            && clauses.size() == 1
            && clauses.get(0) instanceof Pattern only
            && only.type() == PatternType.TRANSFER;
    if (!(clauses.get(0) instanceof Pattern first && first.type() == PatternType.TRANSFER)) {
      drl.append(PatternType.TRANSFER.className() + "() ");
    }
    for (Clause clause : clauses) {
      moveTo.accept(clause.line());
      print(isOneAsGoodAsAnother(clause, clauses) ? exists((Pattern) clause) : clause);
      drl.append(' ');
    }
  }

  private boolean isOneAsGoodAsAnother(Clause clause, List<Clause> clauses) {
    return !asWritten
        && clause instanceof Pattern pattern
        && pattern.type() == PatternType.SIGNAL
        && !SignalJoins.isRead(pattern.binding(), clauses);
  }

  private static Group exists(Pattern pattern) {
    Pattern unnamed = new Pattern(pattern.type(), "", pattern.constraints(), pattern.line());
    return new Group(false, List.of(unnamed), pattern.line());
  }

  private void print(Clause clause) {
    if (clause instanceof Pattern pattern) {
      pattern(pattern);
    } else if (clause instanceof Group group) {
      drl.append(group.negated() ? "not( " : "exists( ");
      for (int i = 0; i < group.patterns().size(); i++) {
        drl.append(i == 0 ? "" : " and ");
        pattern(group.patterns().get(i));
      }
      drl.append(" )");
    } else if (clause instanceof Count count) {
      drl.append("accumulate( ");
      pattern(count.pattern());
      drl.append("; " + count.result() + " : count(); ");
      constraints(count.limits());
      drl.append(" )");
    } else if (clause instanceof FlagTest flags) {
      drl.append(flags.negated() ? "not " : "")
          .append(PatternType.FLAG.className() + "( name ")
          .append(flags.names().size() == 1 ? "== " : "in ( ")
          .append(flags.names().stream().map(TextLiteral::of).collect(Collectors.joining(", ")))
          .append(flags.names().size() == 1 ? " )" : " ) )");
    }
  }

  private void pattern(Pattern pattern) {
    drl.append(pattern.binding().isEmpty() ? "" : pattern.binding() + " : ")
        .append(pattern.type().className() + "( ");
    if (toRun && AnyWord.follows(pattern.constraints())) {
      drl.append(AnyWord.CONDITION + ", ");
    }
    constraints(pattern.constraints());
    drl.append(" )");
  }

  private void constraints(List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      drl.append(i == 0 ? "" : ", ");
      moveTo.accept(constraints.get(i).line());
      Expr expr = constraints.get(i).expr();
      drl.append(toRun ? ExprPrinter.toRun(expr) : ExprPrinter.toCheck(expr));
    }
  }
}
