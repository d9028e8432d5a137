package io.riskgate.rules;

import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Told what became of a watched folder, on the watching thread, once for each change of the folder.
 * What it throws is logged, and changes nothing.
 */
public interface PackWatchListener {
  /** Takes no notice of anything; everything is logged all the same. */
  PackWatchListener NONE = new PackWatchListener() {};

  /**
   * A changed pack has gone live.
   *
   * @param pack the pack that decides now
   * @param warnings what its author should look at, by file and line
   * @param took how long it took from reading the files on
   */
  default void activated(PackIdentity pack, List<PackProblem> warnings, Duration took) {}

  /**
   * A changed pack was refused; the one before goes on deciding.
   *
   * @param problems every problem, by file and line
   */
  default void refused(List<PackProblem> problems) {}

  /**
   * The folder cannot be read, which is reported once until it can be read again; the pack before
   * goes on deciding.
   *
   * @param why what happened
   */
  default void unreadable(IOException why) {}

  /**
   * The engine or its store failed, so that a changed pack did not go live; the one before goes on
   * deciding, and the folder is tried again when it changes.
   *
   * @param why what happened
   */
  default void failed(Throwable why) {}
}
