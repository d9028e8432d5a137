package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.VerificationRow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one row of the table of verification methods. */
final class VerificationYaml {
  private VerificationYaml() {}

  static @Nullable VerificationRow read(YamlMap map, PackNumbers numbers) {
    Outcome outcome = map.has("outcome") ? map.oneOf("outcome", Outcome.class) : null;
    ReleasePath path = map.has("release") ? map.oneOf("release", ReleasePath.class) : null;
    Set<AssetClass> assets = map.someOf("asset", AssetClass.class);
    Set<TransferKind> kinds = map.someOf("kind", TransferKind.class);
    long valueFrom = map.has("valueFrom") ? map.number("valueFrom", numbers.money()) : 0;
    int scoreFrom = map.integer("scoreFrom", 0, 100, 0);
    map.require("methods");
    Set<VerificationMethod> methods = map.someOf("methods", VerificationMethod.class);
    return map.build(
        () -> new VerificationRow(outcome, path, assets, kinds, valueFrom, scoreFrom, methods));
  }
}
