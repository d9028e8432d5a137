package io.riskgate.core.log;

/** Hears of each record while a log is verified. */
@FunctionalInterface
interface LogListener {
  /** A record, as bytes that are there until the call returns; its line feed is left out. */
  void record(LogFile file, long line, byte[] bytes, int from, int length);
}
