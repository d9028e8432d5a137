package io.riskgate.core.internal;

import io.riskgate.core.RiskEvent;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.spi.RiskEventListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what has happened; what they throw changes nothing. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final List<RiskEventListener> listeners;

  Events(List<RiskEventListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Whether nobody is told, so that nothing need be put together. */
  boolean isToNobody() {
    return listeners.isEmpty();
  }

  /** Tells every listener; one that throws is logged and keeps it from nobody else. */
  void tell(RiskEvent event) {
    for (RiskEventListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
        LOG.error("A listener failed for {}; what happened stands", event, Redacted.of(e));
      }
    }
  }
}
