package io.riskgate.core.pack;

import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.VerificationMethod;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a band, a limit, a rule or a policy asks for when it applies.
 *
 * @param outcome the outcome; the strongest demand wins
 * @param methods how the customer must be verified; with VERIFY at least one
 * @param path who may end a hold; with HOLD the strongest path wins, otherwise CUSTOMER
 */
public record Demand(Outcome outcome, Set<VerificationMethod> methods, ReleasePath path) {
  /** Asks for nothing. */
  public static final Demand NOTHING = new Demand(Outcome.ALLOW, Set.of(), ReleasePath.CUSTOMER);

  /** Checks that a verification can be passed. */
  public Demand {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(path, "path");
    methods = Set.copyOf(methods);
    if (outcome != Outcome.HOLD && path != ReleasePath.CUSTOMER) {
      throw new IllegalArgumentException(outcome + " has no release path " + path);
    }
    boolean throughCustomer =
        outcome == Outcome.VERIFY || (outcome == Outcome.HOLD && path == ReleasePath.CUSTOMER);
    if (methods.isEmpty() && throughCustomer) {
      throw new IllegalArgumentException(
          outcome + " through the customer needs at least one verification method");
    }
  }

  /** Checks a demand that a pack makes: RETRY is for troubles inside the engine. */
  static Demand ofPack(Demand demand) {
    if (demand.path() == ReleasePath.RETRY) {
      throw new IllegalArgumentException("A pack cannot ask for the release path RETRY");
    }
    return demand;
  }

  /** Returns what this demand and another ask for together. */
  public Demand and(Demand other) {
    if (other.outcome == Outcome.ALLOW) {
      return this;
    }
    if (outcome == Outcome.ALLOW) {
      return other;
    }
    Set<VerificationMethod> union = EnumSet.noneOf(VerificationMethod.class);
    union.addAll(methods);
    union.addAll(other.methods);
    ReleasePath together;
    if (outcome == other.outcome) {
      together = path.strongest(other.path);
    } else {
      together = outcome == Outcome.HOLD ? path : other.path;
    }
    return new Demand(outcome.strongest(other.outcome), union, together);
  }

  /** A verification of the customer. */
  public static Demand verify(VerificationMethod... methods) {
    return new Demand(Outcome.VERIFY, Set.of(methods), ReleasePath.CUSTOMER);
  }

  /** A hold that ends along {@code path}. */
  public static Demand hold(ReleasePath path) {
    return new Demand(Outcome.HOLD, Set.of(), path);
  }
}
