package io.riskgate.benchmarks;

import org.kie.api.KieBase;
import org.kie.api.runtime.StatelessKieSession;

/** The rules over one flat fact in plain Drools' stateless session. */
final class StatelessSessionRules implements Contender {
  private final FlatTransfer[] facts;
  private final StatelessKieSession session;
  private final HitBits hits;

  StatelessSessionRules(Workload workload, boolean sequential) {
    facts = workload.flat();
    hits = new HitBits(workload.book.size());
    KieBase base =
        PlainDrools.compile(
            "stateless.drl", new PlainDrl(workload.book.texts()).flat(), false, sequential);
    session = base.newStatelessKieSession();
    session.setGlobal("hits", hits);
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    session.execute(facts[fact]);
  }

  @Override
  public HitBits hits() {
    return hits;
  }
}
