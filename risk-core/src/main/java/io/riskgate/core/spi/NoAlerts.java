package io.riskgate.core.spi;

import io.riskgate.core.AlertQuery;
import io.riskgate.core.Reference;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes every new alert and keeps none. */
record NoAlerts() implements AlertStore {
  @Override
  public boolean put(AlertRecord alert) {
    return alert.revision() == 0;
  }

  @Override
  public @Nullable AlertRecord find(Reference reference) {
    return null;
  }

  @Override
  public List<AlertRecord> query(AlertQuery query, Instant now) {
    return List.of();
  }

  @Override
  public List<AlertRecord> untoldOverdue(Instant now, int max) {
    return List.of();
  }

  @Override
  public void each(String tenant, Instant from, Instant to, Consumer<AlertRecord> consumer) {
    // there is none
  }

  @Override
  public void forget(String tenant, String account) {
    // nothing is kept
  }
}
