package io.riskgate.core.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.TransferKind;
import io.riskgate.core.pack.Limit;

/** Which transfers a limit counts. */
public final class Limits {
  private Limits() {}

  /** Whether a transfer of a kind and asset class counts against a limit. */
  public static boolean counts(Limit limit, TransferKind kind, AssetClass assetClass) {
    return kind.countsAgainstLimits() && limit.assetClass() == assetClass;
  }
}
