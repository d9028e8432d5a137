package io.riskgate.benchmarks;

import java.util.List;
import java.util.function.Predicate;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/**
 * Easy Rules: each rule is built with a condition that calls the rule's predicate in Java and an
 * action that notes the hit. One engine, one set of rules and one {@code Facts} for all transfers.
 * A rule asks {@code Facts} for the transfer, as the engine's guide has it, or reads it from a
 * field, which spares it most of the engine's time.
 */
final class EasyRules implements Contender {
  private static final String TRANSFER = "transfer";

  private final FlatTransfer[] transfers;
  private final DefaultRulesEngine engine = new DefaultRulesEngine();
  private final Rules rules = new Rules();
  private final Facts facts = new Facts();
  private final HitBits hits;
  private FlatTransfer now;

  EasyRules(Workload workload, boolean fromFacts) {
    transfers = workload.flat();
    now = transfers[0];
    hits = new HitBits(workload.book.size());
    List<RuleTexts.Rule> texts = workload.book.texts().rules();
    List<Predicate<FlatTransfer>> predicates = workload.java().predicates();
    for (int i = 0; i < predicates.size(); i++) {
      Predicate<FlatTransfer> predicate = predicates.get(i);
      int number = texts.get(i).number();
      rules.register(
          new RuleBuilder()
              .name(texts.get(i).code())
              .when(
                  fromFacts
                      ? given -> predicate.test(given.get(TRANSFER))
                      : given -> predicate.test(now))
              .then(given -> hits.hit(number))
              .build());
    }
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    now = transfers[fact];
    now.lookForWords();
    facts.clear();
    facts.put(TRANSFER, now);
    engine.fire(rules, facts);
  }

  @Override
  public HitBits hits() {
    return hits;
  }
}
