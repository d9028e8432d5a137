package io.riskgate.core.spi;

/** One record on its way into a {@link DecisionLog}. To be read before the call returns. */
public interface LogRecord {
  /** The engine's clock, milliseconds since the epoch. */
  long clockMs();

  /**
   * The record as the members of a JSON object, on one line and without the braces, so that a log
   * can put its own members in front. Described in {@code docs/decision-log.md}.
   *
   * @param identifiers how accounts, devices and the like are written
   */
  String members(Identifiers identifiers);
}
