package io.riskgate.core.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.TransferKind;
import io.riskgate.core.pack.Limit;

/** Which transfers a limit counts. */
public final class Limits {
  private Limits() {}

  /**
   * Whether a limit is about transfers of a kind and asset class; one that counts suspicious value
   * counts only the suspicious ones among them.
   */
  public static boolean counts(Limit limit, TransferKind kind, AssetClass assetClass) {
    return kind.countsAgainstLimits() && limit.assetClasses().contains(assetClass);
  }

  /** Whether a limit counts what is let go; otherwise it counts what is suspicious. */
  public static boolean countsLetGo(Limit limit) {
    return limit.counts() == Limit.Counts.LET_GO;
  }

  /** Whether two limits count the same, so that the use of one is the use of the other. */
  static boolean countTheSame(Limit a, Limit b) {
    return a.assetClasses().equals(b.assetClasses())
        && a.measure() == b.measure()
        && a.counts() == b.counts()
        && a.window() == b.window();
  }
}
