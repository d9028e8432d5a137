package io.riskgate.core;

import io.riskgate.core.pack.PackIdentity;
import java.time.Duration;

/**
 * A candidate pack that scores live transfers beside the pack that decides, the champion, and
 * changes nothing. Safe for use by any number of threads.
 *
 * <p>Each transfer is offered when it has been decided for the first time. A thread of the shadow's
 * own works out what the candidate would have decided and counts how that differs. Where it cannot
 * keep up, transfers are dropped, and counted: no caller ever waits.
 */
public interface Shadow extends AutoCloseable {
  /** How many transfers wait at most, unless told otherwise. */
  int QUEUE_MAX_DEFAULT = 4_096;

  /** The most transfers that a shadow can be told to let wait. */
  int QUEUE_MAX = 1 << 20;

  /** The pack that is tried. */
  PackIdentity candidate();

  /** How the candidate has compared so far; also after the end. */
  ShadowReport report();

  /**
   * Waits until every transfer that was offered before this call has been looked at.
   *
   * @param timeout how long to wait at most
   * @return whether all have been; false where the time was up, the shadow has ended or the thread
   *     was interrupted, which then stays so
   */
  boolean drain(Duration timeout);

  /**
   * Ends the shadow; what still waits is not looked at and counts as dropped. Ending it again
   * changes nothing. Waits a second at most for the transfer that is being looked at.
   */
  @Override
  void close();
}
