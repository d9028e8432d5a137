package io.riskgate.core.internal;

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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A pack without rules that says its version, and counts how many of its evaluators are open. */
final class TinyPack implements RulePack {
  private static final Policy POLICY = Policy.builder("CNY").build();

  final AtomicInteger evaluatorsOpen = new AtomicInteger();
  private final String version;

  TinyPack(int version) {
    this.version = Integer.toString(version);
  }

  /** What a pack's texts say. */
  static String said(Messages messages) {
    return messages.text("version", Locale.ROOT, List.of()).orElse("nothing");
  }

  @Override
  public PackIdentity identity() {
    return new PackIdentity("tiny", version, "0".repeat(64));
  }

  @Override
  public Policy policy() {
    return POLICY;
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public List<Aggregate> aggregates() {
    return List.of();
  }

  @Override
  public Messages messages() {
    String text = version;
    return (key, locale, arguments) -> Optional.of(text);
  }

  @Override
  public TransferFacts newFacts() {
    return new TransferFacts(new AggregateValues(0) {}) {};
  }

  @Override
  public RuleEvaluator newEvaluator() {
    evaluatorsOpen.incrementAndGet();
    return new RuleEvaluator() {
      @Override
      public void evaluate(TransferFacts facts, RuleResults results) {
        // there are no rules
      }

      @Override
      public void close() {
        evaluatorsOpen.decrementAndGet();
      }
    };
  }
}
