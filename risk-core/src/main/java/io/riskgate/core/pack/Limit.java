package io.riskgate.core.pack;

import io.riskgate.core.AssetClass;
import java.util.Objects;

/**
 * An amount or a count per owner and window, with what is asked for when it is passed (strictly
 * greater). It counts what leaves the payer: see {@link
 * io.riskgate.core.TransferKind#countsAgainstLimits()}.
 *
 * @param id the limit's id, unique in its pack
 * @param assetClass the assets it counts
 * @param measure value or count
 * @param window over what it counts
 * @param max what may be used: minor units of the base currency, or a count; at least 0
 * @param whenPassed what is asked for when it is passed; stronger than ALLOW
 */
public record Limit(
    String id, AssetClass assetClass, Measure measure, Window window, long max, Demand whenPassed) {
  /** What a limit counts. */
  public enum Measure {
    /** The transfers' value. */
    VALUE,
    /** The number of transfers. */
    COUNT
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

  /** Checks the ranges. */
  public Limit {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(assetClass, "assetClass");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(window, "window");
    if (max < 0) {
      throw new IllegalArgumentException("Limit " + id + " is negative: " + max);
    }
    if (Demand.ofPack(whenPassed).outcome() == io.riskgate.core.Outcome.ALLOW) {
      throw new IllegalArgumentException("Limit " + id + " asks for nothing when it is passed");
    }
  }

  /** What one transfer of a value adds to this limit's use. */
  public long amountOf(long value) {
    return measure == Measure.VALUE ? value : 1;
  }
}
