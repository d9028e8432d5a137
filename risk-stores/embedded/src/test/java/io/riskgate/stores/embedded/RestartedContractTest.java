package io.riskgate.stores.embedded;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.tck.RiskStoreContract;
import io.riskgate.stores.tck.StoreCaps;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/**
 * A store that is closed and opened again in the middle of whatever is done with it keeps the
 * contract: nobody can tell that it was.
 */
class RestartedContractTest extends RiskStoreContract {
  private static final int CALLS_BETWEEN = Integer.getInteger("riskgate.embedded.restart", 301);

  private final Folders folders = new Folders();

  @Override
  protected RiskStore openStore() {
    Path dir = folders.next();
    AtomicInteger restarts = new AtomicInteger();
    return Restarting.every(CALLS_BETWEEN, () -> builder(dir, restarts).open());
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    Path dir = folders.next();
    AtomicInteger restarts = new AtomicInteger();
    return Restarting.every(
        CALLS_BETWEEN,
        () -> builder(dir, restarts).memory(EmbeddedContractTest.memory(caps)).open());
  }

  /** Closing leaves a snapshot one time, and two times only the journal. */
  private static EmbeddedStoreBuilder builder(Path dir, AtomicInteger restarts) {
    return EmbeddedStore.at(dir)
        .mode(Mode.ASYNC)
        .snapshotOnClose(restarts.getAndIncrement() % 3 == 2)
        .disk(new CheapDisk());
  }

  @AfterEach
  void removeFolders() {
    folders.close();
  }
}
