package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.Availability;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.FactReader;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a pack's rules in Drools sessions that are used again for every transfer. */
final class SessionEvaluator implements RuleEvaluator {
  private final List<CheckedRule> rules;
  private final RuleRunner runner;
  private final RuleRunner branchRunner;
  private final int[] firstBranch;
  private final FactReader[][] arguments;
  private boolean branchesRun;
  private boolean closed;

  SessionEvaluator(List<CheckedRule> rules, RuleSet whole, RuleSet branches) {
    this.rules = rules;
    runner = new RuleRunner(whole);
    branchRunner = new RuleRunner(branches);
    firstBranch = new int[rules.size()];
    arguments = new FactReader[rules.size()][];
    int branch = 0;
    for (int i = 0; i < rules.size(); i++) {
      CheckedRule rule = rules.get(i);
      firstBranch[i] = branch;
      branch += rule.branches().size() > 1 ? rule.branches().size() : 0;
      arguments[i] = rule.arguments().stream().map(FactReader::new).toArray(FactReader[]::new);
    }
  }

  @Override
  public void evaluate(TransferFacts facts, RuleResults results) {
    if (closed) {
      throw new IllegalStateException("This evaluator is closed");
    }
    runner.run(facts);
    branchesRun = false;
    boolean complete = facts.availability().isComplete();
    for (int rule = 0; rule < firstBranch.length; rule++) {
      if (complete) {
        report(rule, runner.fired(rule), runner.failed(rule), facts, results);
      } else {
        judge(rule, facts, results);
      }
    }
  }

  /** Reports a rule whose data is not all there. */
  private void judge(int rule, TransferFacts facts, RuleResults results) {
    Availability availability = facts.availability();
    List<CheckedRule.Branch> branches = rules.get(rule).branches();
    int met = 0;
    for (CheckedRule.Branch branch : branches) {
      met += branch.needs().areMet(availability) ? 1 : 0;
    }
    boolean fired = runner.fired(rule);
    boolean failed = runner.failed(rule);
    if (met == branches.size()) {
      report(rule, fired, failed, facts, results);
      return;
    }
    if (met > 0 && (fired || failed)) {
      // It may have fired, or failed, through a branch whose data is missing: ask the others.
      runBranches(facts);
      fired = false;
      failed = false;
      for (int i = 0; i < branches.size(); i++) {
        if (branches.get(i).needs().areMet(availability)) {
          fired |= branchRunner.fired(firstBranch[rule] + i);
          failed |= branchRunner.failed(firstBranch[rule] + i);
        }
      }
      if (fired || failed) {
        report(rule, fired, failed, facts, results);
        return;
      }
    }
    results.notEvaluated(rule);
  }

  private void runBranches(TransferFacts facts) {
    if (!branchesRun) {
      branchRunner.run(facts);
      branchesRun = true;
    }
  }

  private void report(
      int rule, boolean fired, boolean failed, TransferFacts facts, RuleResults results) {
    if (fired) {
      hit(rule, facts, results);
    } else if (failed) {
      results.failed(rule);
    }
  }

  private void hit(int rule, TransferFacts facts, RuleResults results) {
    FactReader[] readers = arguments[rule];
    if (readers.length == 0) {
      results.hit(rule);
      return;
    }
    List<Object> values = new ArrayList<>(readers.length);
    for (FactReader reader : readers) {
      values.add(reader.read(facts));
    }
    results.hit(rule, values);
  }

  @Override
  public void close() {
    closed = true;
    runner.close();
    branchRunner.close();
  }
}
