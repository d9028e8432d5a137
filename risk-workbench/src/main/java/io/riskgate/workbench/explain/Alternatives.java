package io.riskgate.workbench.explain;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.facts.FactUnit;
import io.riskgate.core.log.WhatIf;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RuleReader;
import io.riskgate.rules.RuleReading.Turn;
import io.riskgate.rules.RuleReading.Value;
import io.riskgate.workbench.explain.Explanation.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the smallest single changes that turn an outcome. Between two places at which some
 * comparison turns nothing changes, so these places are all that need be tried; each is decided
 * again, by the evaluator and the policy, and told only where the outcome is another.
 */
final class Alternatives {
  private static final String PARAMETER = "P.";
  private static final String VALUE = "value";

  /** How the id of a restriction begins that a rule has imposed; its code follows. */
  private static final String IMPOSED = "rule-";

  /** Larger than the change of any number that is there. */
  private static final double NO_SIGNAL = 1e15;

  private static final String PURPOSE = "purpose";

  private final WhatIf record;
  private final RuleReader rules;
  private final Decision decision;
  private final List<Value> values;
  private final Set<String> controlsBefore;

  /**
   * Prepares to look.
   *
   * @param values what the rules read
   * @param controlsBefore the controls on the payer before the transfer was scored
   */
  Alternatives(
      WhatIf record,
      RuleReader rules,
      Decision decision,
      List<Value> values,
      Set<String> controlsBefore) {
    this.controlsBefore = controlsBefore;
    this.record = record;
    this.rules = rules;
    this.decision = decision;
    this.values = values;
  }

  /** What was found, the smallest change first. */
  List<Change> find(Map<String, Long> usedBefore) {
    Map<String, List<Turn>> tries = new LinkedHashMap<>();
    Set<Turn> turns = new LinkedHashSet<>(rules.turns(record.facts()));
    turns.addAll(ofLimits(usedBefore));
    purpose().ifPresent(turns::add);
    for (Turn turn : turns) {
      String way = turn.value().name() + (isMore(turn) ? "+" : "-");
      tries.computeIfAbsent(way, name -> new ArrayList<>()).add(turn);
    }
    List<Change> found = new ArrayList<>();
    tries.values().forEach(sameWay -> nearest(sameWay, found));
    found.sort(Comparator.comparingDouble(change -> size(change.turn())));
    return found;
  }

  /** Of the changes of one value in one direction, the first to each other outcome. */
  private void nearest(List<Turn> sameWay, List<Change> found) {
    sameWay.sort(Comparator.comparingDouble(Alternatives::size));
    Set<Outcome> seen = EnumSet.of(decision.decidedOutcome());
    for (Turn turn : sameWay) {
      Optional<Decision> other = decide(turn);
      if (other.isPresent() && seen.add(other.get().decidedOutcome())) {
        found.add(
            new Change(turn, other.get().decidedOutcome(), other.get().score(), why(other.get())));
      }
      if (seen.size() == Outcome.values().length) {
        return;
      }
    }
  }

  private Optional<Decision> decide(Turn turn) {
    String name = turn.value().name();
    if (!name.startsWith(PARAMETER)) {
      return Optional.of(decide(record, Map.of(name, turn.to())));
    }
    RulePack pack;
    try {
      pack = rules.with(name.substring(PARAMETER.length()), (Long) turn.to());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // beyond what the pack lets the parameter be
    }
    try (WhatIf other = record.by(pack)) {
      return Optional.of(decide(other, Map.of()));
    }
  }

  /**
   * Decides again. A restriction that a rule imposed with this very decision would not be there had
   * the rule missed.
   */
  private Decision decide(WhatIf with, Map<String, Object> changes) {
    Decision other = with.decide(changes);
    Set<String> lifted = new HashSet<>();
    for (Control control : other.controls()) {
      boolean imposed = control.id().startsWith(IMPOSED) && !controlsBefore.contains(control.id());
      String code = control.id().substring(Math.min(IMPOSED.length(), control.id().length()));
      if (imposed && other.hits().stream().noneMatch(hit -> hit.code().equals(code))) {
        lifted.add(control.id());
      }
    }
    return lifted.isEmpty() ? other : with.decide(changes, lifted);
  }

  /** The largest value that passes no limit, and the least that passes one. */
  private List<Turn> ofLimits(Map<String, Long> usedBefore) {
    List<Turn> turns = new ArrayList<>();
    Value value = new Value(VALUE, "value in the base currency", FactUnit.MONEY, decision.value());
    for (Value known : values) {
      if (known.name().equals(VALUE)) {
        value = known;
      }
    }
    for (LimitUsage usage : decision.limitUsages()) {
      Limit limit = usage.limit();
      long most = usage.max() - usedBefore.getOrDefault(limit.id(), 0L);
      if (limit.measure() == Limit.Measure.VALUE && most > 0) {
        turns.add(new Turn(value, usage.isPassed() ? most : most + 1));
      }
    }
    return turns;
  }

  /** Another purpose: there is no nearest one, so none at all is tried. */
  private Optional<Turn> purpose() {
    return values.stream()
        .filter(value -> value.name().equals(PURPOSE) && !value.value().equals(""))
        .findFirst()
        .map(value -> new Turn(value, ""));
  }

  private List<String> why(Decision other) {
    List<String> before = causes(decision);
    List<String> after = causes(other);
    List<String> why = new ArrayList<>();
    before.stream().filter(cause -> !after.contains(cause)).forEach(c -> why.add("-" + c));
    after.stream().filter(cause -> !before.contains(cause)).forEach(c -> why.add("+" + c));
    return why;
  }

  private static List<String> causes(Decision decision) {
    List<String> causes = new ArrayList<>();
    decision.hits().stream().map(Hit::code).forEach(causes::add);
    decision.limitUsages().stream()
        .filter(LimitUsage::isPassed)
        .forEach(usage -> causes.add("limit " + usage.limit().id()));
    return causes;
  }

  private static boolean isMore(Turn turn) {
    return turn.to() instanceof Long to && to > (Long) turn.value().value();
  }

  /**
   * How large a change is beside the value itself; a yes or no, or a text, changes as a whole. That
   * there had been a signal is not a small change of how long ago none was.
   */
  static double size(Turn turn) {
    if (Words.isNoSignal(turn.value())) {
      return NO_SIGNAL;
    }
    if (turn.to() instanceof Long to && turn.value().value() instanceof Long from) {
      return Math.abs((double) to - from) / Math.max(1, Math.abs(from));
    }
    return 1;
  }
}
