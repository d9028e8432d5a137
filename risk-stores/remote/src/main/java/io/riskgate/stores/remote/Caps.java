package io.riskgate.stores.remote;

import java.time.Duration;

/** How much a store on a server keeps. */
final class Caps {
  /** How long an account that nothing happens to is kept at least. */
  static final long IDLE_MS = Duration.ofDays(400).toMillis();

  /** The same of a device, an IP address …. */
  static final long IDLE_OTHER_MS = Duration.ofDays(7).toMillis();

  /** How much later than the longest window events may come. */
  static final long LATE_MS = Duration.ofDays(2).toMillis();

  private Caps() {}
}
