package io.riskgate.benchmarks;

import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The rules over one flat fact, in one plain Drools session that is used again for every transfer
 * and takes no locks: the fastest way to use Drools that we know.
 */
final class ReusedSessionRules implements Contender {
  private final FlatTransfer[] facts;
  private final KieSession session;
  private final HitBits hits;

  /**
   * The session.
   *
   * @param compiledNetwork whether Drools turns its alpha network into Java
   */
  ReusedSessionRules(Workload workload, boolean compiledNetwork) {
    facts = workload.flat();
    hits = new HitBits(workload.book.size());
    KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    configuration.setOption(ThreadSafeOption.NO);
    session =
        PlainDrools.compile(
                "flat.drl", new PlainDrl(workload.book.texts()).flat(), compiledNetwork, false)
            .newKieSession(configuration, null);
    session.setGlobal("hits", hits);
  }

  @Override
  public void evaluate(int fact) {
    hits.clear();
    FactHandle handle = session.insert(facts[fact]);
    session.fireAllRules();
    session.delete(handle);
  }

  @Override
  public HitBits hits() {
    return hits;
  }

  @Override
  public void close() {
    session.dispose();
  }
}
