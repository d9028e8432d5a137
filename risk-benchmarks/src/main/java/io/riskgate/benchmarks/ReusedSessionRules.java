package io.riskgate.benchmarks;

import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The rules of the pack {@code cn} over one flat fact, in one plain Drools session that is used
 * again for every transfer and takes no locks: the fastest way to use Drools that we know.
 */
final class ReusedSessionRules implements AutoCloseable {
  private final KieSession session;
  private final HitBits hits = new HitBits();

  ReusedSessionRules() {
    KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    configuration.setOption(ThreadSafeOption.NO);
    session =
        PlainDrools.compile("flat.drl", new PlainDrl().flat()).newKieSession(configuration, null);
    session.setGlobal("hits", hits);
  }

  /** The hits, until the next transfer. */
  HitBits evaluate(FlatTransfer transfer) {
    hits.clear();
    FactHandle handle = session.insert(transfer);
    session.fireAllRules();
    session.delete(handle);
    return hits;
  }

  @Override
  public void close() {
    session.dispose();
  }
}
