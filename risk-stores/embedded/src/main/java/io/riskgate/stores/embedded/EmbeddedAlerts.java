package io.riskgate.stores.embedded;

import io.riskgate.core.AlertQuery;
import io.riskgate.core.Reference;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The alerts of an embedded store, in its journal and snapshots. */
final class EmbeddedAlerts implements AlertStore {
  private final EmbeddedStore store;

  EmbeddedAlerts(EmbeddedStore store) {
    this.store = store;
  }

  @Override
  public boolean put(AlertRecord alert) {
    return store.put(alert);
  }

  @Override
  public @Nullable AlertRecord find(Reference reference) {
    return store.<@Nullable AlertRecord>lookAtAlerts(alerts -> alerts.find(reference));
  }

  @Override
  public List<AlertRecord> query(AlertQuery query, Instant now) {
    return store.lookAtAlerts(alerts -> alerts.query(query, now));
  }

  @Override
  public List<AlertRecord> untoldOverdue(Instant now, int max) {
    return store.lookAtAlerts(alerts -> alerts.untoldOverdue(now, max));
  }

  @Override
  public void each(String tenant, Instant from, Instant to, Consumer<AlertRecord> consumer) {
    store.lookAtAlerts(
        alerts -> {
          alerts.each(tenant, from, to, consumer);
          return true;
        });
  }

  @Override
  public int dropClosed(Instant raisedBefore, int max) {
    return store.dropClosedAlerts(raisedBefore, max);
  }

  @Override
  public void forget(String tenant, String account) {
    store.forgetAlerts(tenant, account);
  }
}
