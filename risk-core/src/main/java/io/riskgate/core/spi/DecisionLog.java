package io.riskgate.core.spi;

/**
 * Where an engine writes down what it decides and on what, for whoever asks later why money was let
 * go. The file log in {@code io.riskgate.core.log} is one; there may be others.
 *
 * <p>A log that is required is written before the decision is recorded in the store, so that
 * nothing is let go whose record is missing, a crash between the two included. One that is not is
 * written after it, and stops nothing. Safe for use by any number of threads.
 */
public interface DecisionLog extends AutoCloseable {
  /** Whether nothing may be let go whose record is not written. */
  boolean isRequired();

  /**
   * Writes a record and waits until it is as safe as the log promises. The record is read before
   * this returns, and not after.
   *
   * @return the number of the record in the log
   * @throws DecisionLogException if it is not written, or not in time; what it is about must not be
   *     let go then
   */
  long append(LogRecord entry);

  /**
   * Takes note of what stands whether or not it is written down. Throws nothing; the log counts
   * what it could not write. The record is read before this returns, and not after.
   */
  void note(LogRecord entry);

  /**
   * Until when a person who was forgotten stands in the log, which is not reached, and what to do;
   * one sentence, empty where nothing is kept.
   */
  default String remainsOfForgotten() {
    return "";
  }

  /** Writes what has been taken and frees what the log holds; the engine closes its log. */
  @Override
  void close();

  /** No log: keeps nothing and stops nothing. */
  static DecisionLog none() {
    return NoLog.INSTANCE;
  }
}
