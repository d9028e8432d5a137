package io.riskgate.core.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Outcome;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.VerificationRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which verification methods a pack adds to what is asked for. */
final class VerificationTable {
  private VerificationTable() {}

  /** A demand with the methods of every row that is about it; the demand itself where none is. */
  static Demand complete(
      List<VerificationRow> rows,
      Demand demand,
      AssetClass assetClass,
      TransferKind kind,
      long value,
      int score) {
    if (demand.outcome() == Outcome.ALLOW) {
      return demand;
    }
    Set<VerificationMethod> methods = null;
    for (int i = 0; i < rows.size(); i++) {
      VerificationRow row = rows.get(i);
      if (row.matches(demand, assetClass, kind, value, score)
          && !demand.methods().containsAll(row.methods())) {
        if (methods == null) {
          methods = EnumSet.noneOf(VerificationMethod.class);
          methods.addAll(demand.methods());
        }
        methods.addAll(row.methods());
      }
    }
    return methods == null ? demand : new Demand(demand.outcome(), methods, demand.path());
  }
}
