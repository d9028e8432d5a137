package io.riskgate.core.memory;

import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;

/**
 * What is known of one key: a device, an IP, a customer, a merchant, or a payer's dealings with a
 * payee or device. Guarded by its own lock, or, inside an account, by the account's.
 */
class KeyState {
  /** The events of this key; of an account, those it pays. */
  final EventRing out = new EventRing();

  private long firstSeenMs = History.NEVER;
  private long lastSeenMs = History.NEVER;

  /** The clock when the key was last used; for the sweep of idle keys. */
  long touchedMs;

  /** Set when the key has been swept out of its map, for those who still hold it. */
  boolean removed;

  /** Takes note of a settled or observed movement. */
  final void seen(long timeMs) {
    firstSeenMs = firstSeenMs == History.NEVER ? timeMs : Math.min(firstSeenMs, timeMs);
    lastSeenMs = Math.max(lastSeenMs, timeMs);
  }

  /** When it was first in a settled or observed movement, as known at a time. */
  final long firstSeenMs(long atMs) {
    return firstSeenMs <= atMs ? firstSeenMs : History.NEVER;
  }

  /** When it was last in a settled or observed movement, as known at a time. */
  final long lastSeenMs(long atMs) {
    if (lastSeenMs <= atMs) {
      return lastSeenMs;
    }
    return Math.max(firstSeenMs(atMs), lastSettledMs(atMs));
  }

  /** Whether it was in a settled or observed movement after a time. */
  final boolean isSeenAfter(long atMs) {
    return lastSeenMs > atMs;
  }

  /** The last settled event that is still retained, at or before a time. */
  long lastSettledMs(long atMs) {
    return lastSettledIn(out, atMs);
  }

  /** The last settled event in a ring at or before a time. */
  static long lastSettledIn(EventRing ring, long atMs) {
    for (int i = ring.size() - 1; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs <= atMs && event.state(Long.MAX_VALUE) == TransferState.SETTLED) {
        return event.timeMs;
      }
    }
    return History.NEVER;
  }

  final void forgetSeen() {
    firstSeenMs = History.NEVER;
    lastSeenMs = History.NEVER;
  }

  /** Whether nothing but history is kept here, so that it may be swept once it is idle. */
  boolean isSweepable(long nowMs) {
    return true;
  }
}
