package io.riskgate.stores.embedded;

/** When a call is answered. */
public enum Mode {
  /** Once everything that the answer says is on the disk: a power cut takes nothing of it. */
  SYNC,
  /**
   * At once. A power cut may take the latest changes, a crash of the process too, up to the bounds
   * that the builder names; where the disk does not keep up with them, callers wait.
   */
  ASYNC
}
