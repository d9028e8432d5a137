package io.riskgate.core.log;

/** When a log forces what it has written to the disk, so that a power cut takes nothing of it. */
public enum Sync {
  /** After each group of records that were written together. */
  ALWAYS,
  /**
   * From time to time; a power cut takes what was written since, a crash of the process nothing.
   */
  INTERVAL,
  /** Never but when a file is full or closed: the system does it when it likes. */
  NEVER
}
