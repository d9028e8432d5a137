package io.riskgate.core.pack;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Outcome;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * An amount or a count per owner and window, with what is asked for when it is passed (strictly
 * greater). It counts what leaves the payer: see {@link
 * io.riskgate.core.TransferKind#countsAgainstLimits()}.
 *
 * @param id the limit's id, unique in its pack
 * @param assetClasses the assets it counts; at least one
 * @param measure value or count
 * @param counts which transfers it counts
 * @param window over what it counts
 * @param max what may be used: minor units of the base currency, or a count; at least 0
 * @param whenPassed what is asked for when it is passed; stronger than ALLOW
 * @param whenAbnormal what is asked for when it is passed and the pattern is abnormal; what is
 *     asked for otherwise is always part of it
 */
public record Limit(
    String id,
    Set<AssetClass> assetClasses,
    Measure measure,
    Counts counts,
    Window window,
    long max,
    Demand whenPassed,
    Demand whenAbnormal) {
  /** What a limit measures. */
  public enum Measure {
    /** The transfers' value. */
    VALUE,
    /** The number of transfers. */
    COUNT
  }

  /** Which transfers a limit counts. */
  public enum Counts {
    /** Those that are let go: reserved, settled or observed. */
    LET_GO,
    /**
     * Those whose score reaches the first band that asks for HOLD, from their decision on and
     * whatever becomes of them. Observed movements have no score, and are not counted.
     */
    SUSPICIOUS
  }

  /** Over what a limit counts. */
  public enum Window {
    /** One transfer by itself. */
    SINGLE,
    /** A calendar day in the pack's zone. */
    DAY,
    /** A calendar month in the pack's zone. */
    MONTH
  }

  /** Checks the ranges, and joins what is asked for. */
  public Limit {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(window, "window");
    if (assetClasses.isEmpty()) {
      throw new IllegalArgumentException("Limit " + id + " counts no class of asset");
    }
    assetClasses = Collections.unmodifiableSet(EnumSet.copyOf(assetClasses));
    if (max < 0) {
      throw new IllegalArgumentException("Limit " + id + " is negative: " + max);
    }
    if (Demand.ofPack(whenPassed).outcome() == Outcome.ALLOW) {
      throw new IllegalArgumentException("Limit " + id + " asks for nothing when it is passed");
    }
    whenAbnormal = whenPassed.and(Demand.ofPack(whenAbnormal));
  }

  /** A limit on what is let go of one class of asset, whether or not the pattern is abnormal. */
  public Limit(
      String id,
      AssetClass assetClass,
      Measure measure,
      Window window,
      long max,
      Demand whenPassed) {
    this(id, Set.of(assetClass), measure, Counts.LET_GO, window, max, whenPassed, Demand.NOTHING);
  }

  /** What one transfer of a value adds to this limit's use. */
  public long amountOf(long value) {
    return measure == Measure.VALUE ? value : 1;
  }

  /** What is asked for when it is passed, by whether the pattern is abnormal. */
  public Demand demand(boolean abnormal) {
    return abnormal ? whenAbnormal : whenPassed;
  }
}
