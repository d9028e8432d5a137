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

  /**
   * A printer.
   *
   * @param drl where to append
   * @param moveTo is told the line on which what comes next stood
   */
  ClausePrinter(StringBuilder drl, IntConsumer moveTo) {
    this.drl = drl;
    this.moveTo = moveTo;
  }

  /** Clauses on one line. */
  static String print(List<Clause> clauses) {
    StringBuilder drl = new StringBuilder();
    new ClausePrinter(drl, line -> {}).all(clauses);
    return drl.toString();
  }

  /**
   * Prints clauses that must all hold. The first pattern is always one over the transfer's facts,
   * which are new to the session for every transfer: a rule of {@code not} alone would fire for the
   * first transfer and, with nothing new to match, never again.
   */
  void all(List<Clause> clauses) {
    if (!(clauses.get(0) instanceof Pattern first && first.type() == PatternType.TRANSFER)) {
      drl.append(PatternType.TRANSFER.className() + "() ");
    }
    for (Clause clause : clauses) {
      moveTo.accept(clause.line());
      print(clause);
      drl.append(' ');
    }
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
    constraints(pattern.constraints());
    drl.append(" )");
  }

  private void constraints(List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      drl.append(i == 0 ? "" : ", ");
      moveTo.accept(constraints.get(i).line());
      drl.append(ExprPrinter.print(constraints.get(i).expr()));
    }
  }
}
