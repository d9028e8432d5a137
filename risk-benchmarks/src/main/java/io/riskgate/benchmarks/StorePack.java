package io.riskgate.benchmarks;

import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.RulePacks;
import java.time.Duration;
import java.util.List;

/** What the store is asked for in a measurement. */
public enum StorePack {
  /** The whole pack {@code cn}, in the direct lane. */
  CN,
  /** The aggregates, limits and policy of {@code cn}, but no rule: the store alone, fully asked. */
  HISTORY,
  /** No rule, no aggregate, no limit: what it costs to record and remember. */
  EMPTY;

  /** The longest window of the aggregates of {@code cn}, over which histories are spread. */
  static Duration longestWindow() {
    return RulePacks.bundled("cn").aggregates().stream()
        .map(Aggregate::reach)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  RulePack load() {
    return switch (this) {
      case CN -> RulePacks.bundled("cn");
      case HISTORY -> {
        RulePack cn = RulePacks.bundled("cn");
        yield new WithoutRules("history", cn.policy(), cn.aggregates(), cn.messages());
      }
      case EMPTY ->
          new WithoutRules("empty", Policy.builder("CNY").build(), List.of(), Messages.NONE);
    };
  }

  private record WithoutRules(
      String name, Policy policy, List<Aggregate> aggregates, Messages messages)
      implements RulePack {
    @Override
    public PackIdentity identity() {
      return new PackIdentity(name, "1", "0".repeat(64));
    }

    @Override
    public List<Rule> rules() {
      return List.of();
    }

    @Override
    public TransferFacts newFacts() {
      return new TransferFacts(new AggregateValues(aggregates.size()) {}) {};
    }

    @Override
    public RuleEvaluator newEvaluator() {
      return new RuleEvaluator() {
        @Override
        public void evaluate(TransferFacts facts, RuleResults results) {
          // there are no rules
        }

        @Override
        public void close() {
          // nothing is held
        }
      };
    }
  }
}
