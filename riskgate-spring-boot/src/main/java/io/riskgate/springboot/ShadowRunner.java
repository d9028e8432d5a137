package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.Shadow;
import io.riskgate.rules.Lanes;
import io.riskgate.springboot.RiskgateProperties.Candidate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shadow that properties ask for, where they do. The engine closes it with itself. */
public final class ShadowRunner {
  private final @Nullable Shadow shadow;

  ShadowRunner(RiskEngine engine, Candidate candidate, Lanes lanes) {
    if (!candidate.isWanted()) {
      shadow = null;
      return;
    }
    try {
      shadow =
          engine.shadow(
              Packs.load(
                  "riskgate.shadow",
                  candidate.bundled(),
                  candidate.location(),
                  candidate.pathInJar(),
                  lanes),
              candidate.queueMax());
    } catch (IllegalArgumentException e) {
      throw StoreConfiguration.failed(
          "riskgate.shadow", e, "try a pack of the same base currency and owner of limits");
    }
  }

  /** The shadow, to read its report from; empty where properties name no candidate. */
  public Optional<Shadow> shadow() {
    return Optional.ofNullable(shadow);
  }
}
