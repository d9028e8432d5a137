package io.riskgate.core.spi;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Limit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * What a store must keep for a pack.
 *
 * @param aggregates the declared aggregates; {@link History#aggregates()} follows their order
 * @param limits the limits; {@link History#used()} follows their order
 * @param zone the zone of calendar windows
 * @param referencesKept how long closed references are remembered, by the clock
 */
public record StoreSchema(
    List<Aggregate> aggregates, List<Limit> limits, ZoneId zone, Duration referencesKept) {
  /** Copies the lists. */
  public StoreSchema {
    aggregates = List.copyOf(aggregates);
    limits = List.copyOf(limits);
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(referencesKept, "referencesKept");
  }
}
