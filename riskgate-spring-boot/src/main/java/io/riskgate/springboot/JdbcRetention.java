package io.riskgate.springboot;

import io.riskgate.stores.jdbc.JdbcSchema;
import java.time.Duration;
import java.time.InstantSource;

/** Keeps the tables small. Several processes may do it, at the same time too. */
final class JdbcRetention extends Recurring {
  /** Not at the very start, when there is enough to do, and soon enough where starts are many. */
  private static final Duration FIRST = Duration.ofMinutes(10);

  /** Whatever it is at: it may be stopped anywhere, and its thread ends with the process. */
  private static final Duration STOP_WAIT = Duration.ofSeconds(1);

  private final JdbcSchema schema;
  private final InstantSource clock;

  JdbcRetention(JdbcSchema schema, Duration interval, InstantSource clock) {
    super(
        "retention",
        "the database's retention job",
        interval.compareTo(FIRST) < 0 ? interval : FIRST,
        interval,
        STOP_WAIT);
    this.schema = schema;
    this.clock = clock;
  }

  @Override
  void once() {
    schema.retain(clock.millis());
  }
}
