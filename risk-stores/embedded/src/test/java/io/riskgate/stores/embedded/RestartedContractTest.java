package io.riskgate.stores.embedded;

import io.riskgate.core.spi.RiskStore;
import io.riskgate.stores.tck.RiskStoreContract;
import io.riskgate.stores.tck.StoreCaps;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/**
 * A store that is closed and opened again in the middle of whatever is done with it keeps the
 * contract: nobody can tell that it was.
 */
class RestartedContractTest extends RiskStoreContract {
  private static final int CALLS_BETWEEN = Integer.getInteger("riskgate.embedded.restart", 17);

  private final Folders folders = new Folders();

  @Override
  protected RiskStore openStore() {
    Path dir = folders.next();
    return Restarting.every(CALLS_BETWEEN, () -> builder(dir).open());
  }

  @Override
  protected RiskStore openStore(StoreCaps caps) {
    Path dir = folders.next();
    return Restarting.every(
        CALLS_BETWEEN, () -> builder(dir).memory(EmbeddedContractTest.memory(caps)).open());
  }

  private static EmbeddedStoreBuilder builder(Path dir) {
    return EmbeddedStore.at(dir).mode(Mode.ASYNC).disk(new CheapDisk());
  }

  @AfterEach
  void removeFolders() {
    folders.close();
  }
}
