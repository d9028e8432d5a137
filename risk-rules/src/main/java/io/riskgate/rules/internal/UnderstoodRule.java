package io.riskgate.rules.internal;

import io.riskgate.rules.internal.Clause.Constraint;
import io.riskgate.rules.internal.Clause.Count;
import io.riskgate.rules.internal.Clause.FlagTest;
import io.riskgate.rules.internal.Clause.Group;
import io.riskgate.rules.internal.Clause.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A rule that was read and understood.
 *
 * @param source where it stands, and which flag it sets
 * @param clauses its when-part
 */
record UnderstoodRule(RuleSource source, List<Clause> clauses) {
  UnderstoodRule {
    clauses = List.copyOf(clauses);
  }

  String name() {
    return source.name();
  }

  boolean readsSignals() {
    return clauses.stream().anyMatch(UnderstoodRule::readsSignals);
  }

  /** The flags that it reads. */
  Set<String> reads() {
    return reads(clauses);
  }

  /** Every constraint, except those that test a flag. */
  Stream<Expr> constraints() {
    return clauses.stream().flatMap(UnderstoodRule::constraints).map(Constraint::expr);
  }

  /** Every constraint of a clause, except one that tests a flag. */
  static Stream<Constraint> constraints(Clause clause) {
    if (clause instanceof Pattern pattern) {
      return pattern.constraints().stream();
    }
    if (clause instanceof Group group) {
      return group.patterns().stream().flatMap(pattern -> pattern.constraints().stream());
    }
    return clause instanceof Count count
        ? Stream.concat(count.pattern().constraints().stream(), count.limits().stream())
        : Stream.empty();
  }

  /** The flags that clauses read. */
  static Set<String> reads(List<Clause> clauses) {
    Set<String> flags = new LinkedHashSet<>();
    for (Clause clause : clauses) {
      if (clause instanceof FlagTest test) {
        flags.addAll(test.names());
      }
    }
    return flags;
  }

  /** Why it runs in a session, for its author; empty where nothing asks for one. */
  String whySession() {
    List<String> why = new ArrayList<>();
    if (readsSignals()) {
      why.add("it reads Signals");
    }
    Set<String> reads = reads();
    if (!reads.isEmpty()) {
      why.add("it reads " + flags(reads));
    }
    if (!source.sets().isEmpty()) {
      why.add("it sets the flag " + source.sets());
    }
    if (why.isEmpty() && clauses.size() > 1) {
      why.add("it has several patterns over TransferFacts; one would do");
    }
    return String.join(", ", why);
  }

  private static String flags(Set<String> names) {
    return (names.size() == 1 ? "the flag " : "the flags ") + String.join(" and ", names);
  }

  private static boolean readsSignals(Clause clause) {
    return clause instanceof Pattern pattern
        ? pattern.type() == PatternType.SIGNAL
        : !(clause instanceof FlagTest);
  }
}
