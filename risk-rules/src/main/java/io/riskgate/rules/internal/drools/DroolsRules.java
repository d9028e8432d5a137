package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CompiledRules;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Model;
import org.drools.model.Rule;

/** A pack's compiled rules. */
final class DroolsRules implements CompiledRules {
  private final MethodHandle newFacts;
  private final List<CheckedRule> rules;
  private final RuleSet whole;
  private final RuleSet branches;

  DroolsRules(PackLoader loader, List<CheckedRule> rules) {
    this.newFacts = loader.factsConstructor();
    this.rules = List.copyOf(rules);
    Model model = loader.model();
    Map<String, Rule> byName = new HashMap<>();
    model.getRules().forEach(rule -> byName.put(rule.getName(), rule));
    List<Rule> inOrder = new ArrayList<>();
    List<Rule> branchesInOrder = new ArrayList<>();
    for (CheckedRule rule : rules) {
      inOrder.add(take(byName, rule.code()));
      for (int i = 0; rule.branches().size() > 1 && i < rule.branches().size(); i++) {
        branchesInOrder.add(take(byName, rule.code() + ModelCompiler.BRANCH + i));
      }
    }
    if (!byName.isEmpty()) {
      throw new IllegalStateException("Drools compiled more than was asked: " + byName.keySet());
    }
    whole = new RuleSet(model.getName(), inOrder);
    branches = new RuleSet(model.getName(), branchesInOrder);
  }

  private static Rule take(Map<String, Rule> byName, String name) {
    Rule rule = byName.remove(name);
    if (rule == null) {
      throw new IllegalStateException("Drools did not compile rule " + name);
    }
    return rule;
  }

  @Override
  public TransferFacts newFacts() {
    try {
      return (TransferFacts) newFacts.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("The constructor of facts throws nothing checked", e);
    }
  }

  @Override
  public RuleEvaluator newEvaluator() {
    return new SessionEvaluator(rules, whole, branches);
  }
}
