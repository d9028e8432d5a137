package io.riskgate.rules.internal;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.rules.RuleLane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A pack that was read, checked and compiled. */
public final class LoadedPack implements RulePack {
  private final PackIdentity identity;
  private final PackDefinition definition;
  private final Vocabulary vocabulary;
  private final List<RuleSource> sources;
  private final List<Rule> rules;
  private final Messages messages;
  private final Supplier<List<RuleTest>> tests;
  private final List<CheckedRule> checked;
  private final CompiledRules compiled;
  private final Supplier<List<UnderstoodRule>> understood;
  private final List<PackProblem> warnings;
  private final GoingLive goingLive = new GoingLive(this);

  LoadedPack(
      PackIdentity identity,
      PackDefinition definition,
      Vocabulary vocabulary,
      Map<RuleSource, Rule> rules,
      Messages messages,
      Supplier<List<RuleTest>> tests,
      List<CheckedRule> checked,
      CompiledRules compiled,
      Supplier<List<UnderstoodRule>> understood,
      List<PackProblem> warnings) {
    this.identity = identity;
    this.definition = definition;
    this.vocabulary = vocabulary;
    this.sources = List.copyOf(rules.keySet());
    this.rules = List.copyOf(rules.values());
    this.messages = messages;
    this.tests = tests;
    this.checked = List.copyOf(checked);
    this.compiled = compiled;
    this.understood = understood;
    this.warnings = List.copyOf(warnings);
  }

  @Override
  public PackIdentity identity() {
    return identity;
  }

  @Override
  public Policy policy() {
    return definition.policy();
  }

  @Override
  public List<Rule> rules() {
    return rules;
  }

  @Override
  public List<Aggregate> aggregates() {
    return definition.aggregates();
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public TransferFacts newFacts() {
    return compiled.newFacts();
  }

  @Override
  public RuleEvaluator newEvaluator() {
    return compiled.newEvaluator();
  }

  @Override
  public List<PackProblem> problemsReplacing(RulePack current) {
    return goingLive.problems(current);
  }

  /** What its author should look at again. */
  List<PackProblem> warnings() {
    return warnings;
  }

  /** Its rules as they were understood; those that were compiled before are understood anew. */
  List<UnderstoodRule> understood() {
    return understood.get();
  }

  /** The lane of each rule, in the order of the rules. */
  public List<RuleLane> lanes() {
    return compiled.lanes();
  }

  /** Its rule tests. */
  public List<RuleTest> tests() {
    return tests.get();
  }

  /** Where its rules stand, in their order. */
  public List<RuleSource> sources() {
    return sources;
  }

  /** Its rules as an evaluator needs them. */
  List<CheckedRule> checkedRules() {
    return checked;
  }

  CompiledRules compiled() {
    return compiled;
  }

  /** The names that its rules may use. */
  Vocabulary vocabulary() {
    return vocabulary;
  }

  PackDefinition definition() {
    return definition;
  }

  /**
   * The same pack with one parameter changed, for trying out: nothing is compiled or checked.
   *
   * @throws IllegalArgumentException if there is no such parameter, or the value is out of range
   */
  LoadedPack with(String parameter, long value) {
    Parameter before = vocabulary.parameters().get(parameter);
    if (before == null) {
      throw new IllegalArgumentException("No parameter " + parameter + " that is a number");
    }
    Map<String, Parameter> changed = new LinkedHashMap<>(vocabulary.parameters());
    changed.put(
        parameter,
        new Parameter(parameter, before.unit(), value, before.min(), before.max(), before.why()));
    Vocabulary other =
        new Vocabulary(
            vocabulary.facts(),
            vocabulary.aggregates(),
            changed,
            vocabulary.wordLists(),
            vocabulary.enums());
    Map<RuleSource, Rule> both = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      both.put(sources.get(i), rules.get(i));
    }
    return new LoadedPack(
        identity,
        definition,
        other,
        both,
        messages,
        tests,
        checked,
        compiled.with(other),
        understood,
        warnings);
  }

  int indexOf(String code) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).code().equals(code)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No rule " + code);
  }

  @Override
  public String toString() {
    return identity.toString();
  }
}
