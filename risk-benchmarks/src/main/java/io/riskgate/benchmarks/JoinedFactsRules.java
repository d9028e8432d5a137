package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * The rules as Drools tutorials have them: each thing that is known is a fact of its own, rules
 * join what they need, and every transfer gets a fresh session. Compiled as an executable model,
 * which is faster than the classic way.
 */
final class JoinedFactsRules implements Contender {
  private final FactStream stream;
  private final KieBase base;
  private final HitBits hits;

  JoinedFactsRules(Workload workload) {
    stream = workload.stream();
    hits = new HitBits(workload.book.size());
    base = PlainDrools.compile("joined.drl", new PlainDrl(workload.book.texts()).joined());
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    TransferFacts t = stream.facts[fact];
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
      session.insert(stream.histories[fact]);
      session.fireAllRules();
    } finally {
      session.dispose();
    }
  }

  @Override
  public HitBits hits() {
    return hits;
  }
}
