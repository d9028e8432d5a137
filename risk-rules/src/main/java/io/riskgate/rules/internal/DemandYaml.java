package io.riskgate.rules.internal;

import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import java.util.Set;

/**
 * Reads what a band, a limit or a policy asks for: {@code outcome}, {@code methods}, {@code
 * release}.
 */
final class DemandYaml {
  private DemandYaml() {}

  static Demand read(YamlMap map) {
    Outcome outcome = map.oneOf("outcome", Outcome.class);
    Set<VerificationMethod> methods = map.someOf("methods", VerificationMethod.class);
    boolean named = map.has("release");
    ReleasePath path = map.oneOf("release", ReleasePath.class, ReleasePath.CUSTOMER);
    try {
      return of(outcome, methods, named ? path : null);
    } catch (IllegalArgumentException e) {
      // Reported once; a mapping that goes on to unknown values must not be reported twice.
      map.problemUnlessBroken(e.getMessage());
      return Demand.NOTHING;
    }
  }

  /**
   * Puts a demand together.
   *
   * @throws IllegalArgumentException if its parts do not go together
   */
  static Demand of(
      Outcome outcome,
      Set<VerificationMethod> methods,
      @org.jspecify.annotations.Nullable ReleasePath path) {
    if (outcome == Outcome.HOLD && path == null) {
      throw new IllegalArgumentException(
          "HOLD must say who can end it: release is one of CUSTOMER, BANK, AUTHORITY, NONE");
    }
    if (path == ReleasePath.RETRY) {
      throw new IllegalArgumentException(
          "release RETRY is for troubles inside the engine; use CUSTOMER, BANK, AUTHORITY or NONE");
    }
    if (outcome != Outcome.HOLD && path != null) {
      throw new IllegalArgumentException("release goes with HOLD only, not with " + outcome);
    }
    if (outcome == Outcome.ALLOW && !methods.isEmpty()) {
      throw new IllegalArgumentException("methods go with VERIFY or HOLD, not with ALLOW");
    }
    return new Demand(outcome, methods, path == null ? ReleasePath.CUSTOMER : path);
  }
}
