package io.riskgate.core.memory;

/** What is kept of one key in a {@link KeyMap}. Guarded by its own lock. */
class KeyState {
  /** The clock when the key was last used; for the sweep of idle keys. */
  long touchedMs;

  /** Set when the key has been swept out of its map, for those who still hold it. */
  boolean removed;

  /** Writes what is kept, but for when it was used. */
  void write(ImageOut out) {}

  /** Reads what was written. */
  void read(ImageIn in) {}

  /** Takes note of what happened up to a time and could not be kept. */
  void missed(long upToMs) {}

  /**
   * Whether nothing but history is kept here, so that it may be swept once it is idle. Lets go of
   * what is no longer needed, idle or not.
   */
  boolean isSweepable(long nowMs) {
    return true;
  }
}
