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
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the rules of a pack clause by clause on facts. Safe for use by several threads. */
public final class PackReader {
  private final LoadedPack pack;
  private final List<UnderstoodRule> rules;
  private final List<Boolean> direct;
  private final ExprCache cache = new ExprCache();

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
    return read(facts, true);
  }

  /**
   * What every rule makes of facts, in the order of the rules.
   *
   * @param turns whether what would turn clauses is looked for, which takes most of the time
   */
  List<RuleReading> read(TransferFacts facts, boolean turns) {
    ExprValues values = ExprValues.of(facts, cache);
    List<RuleReading> readings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      UnderstoodRule rule = rules.get(i);
      List<RuleReading.Clause> clauses = new ArrayList<>();
      for (Clause clause : rule.clauses()) {
        read(clause, values, turns, clauses);
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

  private void read(Clause clause, ExprValues values, boolean turns, List<RuleReading.Clause> to) {
    if (clause instanceof Pattern pattern && pattern.type() == PatternType.TRANSFER) {
      for (Constraint constraint : pattern.constraints()) {
        for (Expr part : parts(constraint.expr())) {
          to.add(clause(part, constraint.line(), values, turns));
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

  private RuleReading.Clause clause(Expr part, int line, ExprValues values, boolean turns) {
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
        turns && truth != Truth.UNKNOWN ? new Turns(values).of(part, read) : List.of());
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

  /** The changes at which a comparison within some rule turns, and with it what a rule comes to. */
  public List<Turn> turns(TransferFacts facts) {
    ExprValues values = ExprValues.of(facts, cache);
    List<Constraint> known = rules.stream().flatMap(PackReader::known).toList();
    Set<Turn> turns = new LinkedHashSet<>();
    for (Constraint constraint : known) {
      turns.addAll(new Turns(values).within(constraint.expr(), values(constraint.expr(), values)));
    }
    // Most turn a comparison in a rule that does not hold for other reasons.
    List<BitSet> now = outcome(values);
    Set<String> bound = boundNames();
    turns.removeIf(
        turn ->
            !bound.contains(turn.value().name())
                && outcome(values.with(turn.value().name(), turn.to())).equals(now));
    return List.copyOf(turns);
  }

  /** Which rules hold, as far as it is known here, and which fail. */
  private List<BitSet> outcome(ExprValues values) {
    BitSet holding = new BitSet();
    BitSet failing = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      try {
        holding.set(i, known(rules.get(i)).allMatch(constraint -> values.test(constraint.expr())));
      } catch (ArithmeticException e) {
        failing.set(i);
      }
    }
    return List.of(holding, failing);
  }

  /** What a rule says about the transfer alone. */
  private static Stream<Constraint> known(UnderstoodRule rule) {
    return rule.clauses().stream()
        .filter(clause -> clause instanceof Pattern p && p.type() == PatternType.TRANSFER)
        .flatMap(UnderstoodRule::constraints)
        .filter(constraint -> ExprFacts.of(constraint.expr()).noneMatch(FactInfo::isBound));
  }

  /** What is compared where a session decides: whatever changes there must be decided again. */
  private Set<String> boundNames() {
    Set<String> names = new HashSet<>();
    for (UnderstoodRule rule : rules) {
      if (rule.clauses().size() > 1 || rule.readsSignals()) {
        rule.constraints()
            .filter(expr -> known(rule).noneMatch(constraint -> constraint.expr().equals(expr)))
            .forEach(
                expr -> {
                  ExprFacts.of(expr)
                      .forEach(fact -> names.add(pack.vocabulary().facts().original(fact).path()));
                  ExprFacts.parametersOf(expr)
                      .forEach(parameter -> names.add(ExprValues.nameOf(parameter)));
                });
      }
    }
    return names;
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
