package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * The rules of the pack {@code cn} as Drools tutorials have them: each thing that is known is a
 * fact of its own, rules join what they need, and every transfer gets a fresh session. Compiled as
 * an executable model, which is faster than the classic way.
 */
final class JoinedFactsRules {
  private final KieBase base = PlainDrools.compile("joined.drl", new PlainDrl().joined());
  private final HitBits hits = new HitBits();

  /** The hits, until the next transfer. */
  HitBits evaluate(TransferFacts t, HistoryInfo history) {
    hits.clear();
    KieSession session = base.newKieSession();
    try {
      session.setGlobal("hits", hits);
      session.insert(new TransferInfo(t));
      session.insert(t.getPayer());
      session.insert(t.getCounterparty());
      session.insert(t.getDevice());
      session.insert(t.getOrigin());
      session.insert(t.getMerchant());
      session.insert(t.getSignal());
      session.insert(history);
      session.fireAllRules();
      return hits;
    } finally {
      session.dispose();
    }
  }
}
