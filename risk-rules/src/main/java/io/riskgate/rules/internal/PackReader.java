package io.riskgate.rules.internal;

import io.riskgate.core.facts.FactUnit;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RuleReading;
import io.riskgate.rules.RuleReading.Truth;
import io.riskgate.rules.RuleReading.Turn;
import io.riskgate.rules.RuleReading.Value;
import io.riskgate.rules.internal.Clause.Constraint;
import io.riskgate.rules.internal.Clause.Pattern;
import io.riskgate.rules.internal.Expr.And;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the rules of a pack clause by clause on facts. Safe for use by several threads. */
public final class PackReader {
  private final LoadedPack pack;
  private final List<UnderstoodRule> rules;
  private final List<Boolean> direct;
  private final Map<FactInfo, FactReader> readers = new ConcurrentHashMap<>();

  /** A reader of a pack, whose rules may have to be parsed anew. */
  public PackReader(LoadedPack pack) {
    this.pack = pack;
    // In the order of the pack, whatever order they are understood in.
    Map<String, UnderstoodRule> byName = new HashMap<>();
    pack.understood().forEach(rule -> byName.put(rule.name(), rule));
    List<UnderstoodRule> inOrder = new ArrayList<>();
    for (RuleSource source : pack.sources()) {
      UnderstoodRule rule = byName.get(source.name());
      if (rule == null) {
        throw new IllegalStateException("Rule " + source.name() + " cannot be read again");
      }
      inOrder.add(rule);
    }
    rules = List.copyOf(inOrder);
    direct = pack.lanes().stream().map(lane -> lane.direct()).toList();
  }

  /** What every rule makes of facts, in the order of the rules. */
  public List<RuleReading> read(TransferFacts facts) {
    ExprValues values = ExprValues.of(facts, readers);
    List<RuleReading> readings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      UnderstoodRule rule = rules.get(i);
      List<RuleReading.Clause> clauses = new ArrayList<>();
      for (Clause clause : rule.clauses()) {
        read(clause, values, clauses);
      }
      readings.add(
          new RuleReading(
              rule.name(),
              rule.source().file(),
              rule.source().line(),
              direct.get(i),
              clauses,
              Needs.lacking(
                  pack.checkedRules().get(i).branches(), facts.availability(), pack.vocabulary())));
    }
    return List.copyOf(readings);
  }

  private void read(Clause clause, ExprValues values, List<RuleReading.Clause> to) {
    if (clause instanceof Pattern pattern && pattern.type() == PatternType.TRANSFER) {
      for (Constraint constraint : pattern.constraints()) {
        for (Expr part : parts(constraint.expr())) {
          to.add(clause(part, constraint.line(), values));
        }
      }
    } else {
      to.add(
          new RuleReading.Clause(
              ClausePrinter.print(List.of(clause))
                  .replaceFirst("^TransferFacts\\(\\) ", "")
                  .replace("SignalFacts(", "Signal(")
                  .strip(),
              clause.line(),
              Truth.UNKNOWN,
              List.of(),
              List.of()));
    }
  }

  private RuleReading.Clause clause(Expr part, int line, ExprValues values) {
    List<Value> read = values(part, values);
    Truth truth;
    try {
      truth =
          ExprFacts.of(part).anyMatch(FactInfo::isBound)
              ? Truth.UNKNOWN
              : values.test(part) ? Truth.YES : Truth.NO;
    } catch (ArithmeticException e) {
      truth = Truth.FAILS;
    }
    return new RuleReading.Clause(
        ExprPrinter.print(part),
        line,
        truth,
        read,
        truth == Truth.UNKNOWN ? List.of() : new Turns(values).of(part, read));
  }

  /** The parts of a constraint that must all hold. */
  private static List<Expr> parts(Expr expr) {
    if (!(expr instanceof And and)) {
      return List.of(expr);
    }
    List<Expr> parts = new ArrayList<>(parts(and.left()));
    parts.addAll(parts(and.right()));
    return parts;
  }

  /** The changes at which a comparison within some rule turns. */
  public List<Turn> turns(TransferFacts facts) {
    ExprValues values = ExprValues.of(facts, readers);
    Set<Turn> turns = new LinkedHashSet<>();
    for (UnderstoodRule rule : rules) {
      for (Clause clause : rule.clauses()) {
        if (clause instanceof Pattern pattern && pattern.type() == PatternType.TRANSFER) {
          for (Constraint constraint : pattern.constraints()) {
            if (ExprFacts.of(constraint.expr()).noneMatch(FactInfo::isBound)) {
              turns.addAll(
                  new Turns(values).within(constraint.expr(), values(constraint.expr(), values)));
            }
          }
        }
      }
    }
    return List.copyOf(turns);
  }

  private List<Value> values(Expr expr, ExprValues values) {
    Map<String, Value> found = new LinkedHashMap<>();
    ExprFacts.of(expr)
        .filter(fact -> !fact.isBound())
        .forEach(
            fact ->
                found.putIfAbsent(
                    fact.path(),
                    new Value(fact.path(), fact.about(), fact.unit(), values.fact(fact))));
    ExprFacts.parametersOf(expr)
        .forEach(
            parameter ->
                found.putIfAbsent(
                    ExprValues.nameOf(parameter),
                    new Value(
                        ExprValues.nameOf(parameter),
                        parameter.why(),
                        parameter.unit().shownAs(),
                        parameter.value())));
    ExprFacts.wordsOf(expr)
        .forEach(
            words ->
                found.putIfAbsent(
                    "P." + words.name(),
                    new Value(
                        "P." + words.name(),
                        words.why(),
                        FactUnit.NONE,
                        words.words().size() + " words")));
    return List.copyOf(found.values());
  }

  /** The pack with one parameter changed; its rules are compiled already. */
  public RulePack with(String parameter, long value) {
    return pack.with(parameter, value);
  }
}
