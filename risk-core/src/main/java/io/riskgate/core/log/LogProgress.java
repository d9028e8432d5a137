package io.riskgate.core.log;

/** Hears from time to time how far a long reading has come. */
@FunctionalInterface
public interface LogProgress {
  /** Hears nothing. */
  LogProgress NONE = (bytes, of, records) -> {};

  /**
   * So far.
   *
   * @param bytes how many have been read
   * @param of how many there are
   * @param records how many records there were in them
   */
  void at(long bytes, long of, long records);
}
