package io.riskgate.core;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.pack.Aggregate.Window;
import java.time.Duration;
import java.util.Set;

/** Declares an aggregate: a count of what goes out in the last hour, unless told otherwise. */
final class Past {
  private final String name;
  private final Aggregate.Key key;
  private Direction direction = Direction.OUT;
  private Measure measure = Measure.COUNT;
  private Field field;
  private Window window = Window.trailing(Duration.ofHours(1));
  private Duration delay = Duration.ZERO;
  private Filter filter = Filter.ALL;
  private Filter part;
  private Source of = Source.TRANSFERS;

  private Past(String name, Aggregate.Key key) {
    this.name = name;
    this.key = key;
  }

  static Past of(String name, Aggregate.Key key) {
    return new Past(name, key);
  }

  Past in() {
    direction = Direction.IN;
    return this;
  }

  Past measure(Measure value) {
    measure = value;
    return this;
  }

  Past distinct(Field value) {
    measure = Measure.DISTINCT;
    field = value;
    return this;
  }

  Past over(Duration trailing) {
    window = Window.trailing(trailing);
    return this;
  }

  Past over(Window value) {
    window = value;
    return this;
  }

  /** Ends that much earlier than the transfer. */
  Past known(Duration value) {
    delay = value;
    return this;
  }

  /** Of fraud reports, not of transfers. */
  Past reports() {
    of = Source.REPORTS;
    return this;
  }

  /** The share of events that this lets through. */
  Past share(Filter value) {
    measure = Measure.SHARE;
    part = value;
    return this;
  }

  Past filter(Filter value) {
    filter = value;
    return this;
  }

  Past states(TransferState... states) {
    return filter(new Filter(Set.of(), Set.of(), Set.of(), Set.of(states), 0));
  }

  Aggregate declared() {
    return new Aggregate(name, of, key, direction, measure, field, window, delay, filter, part);
  }
}
