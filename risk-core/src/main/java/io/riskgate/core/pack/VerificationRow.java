package io.riskgate.core.pack;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verification methods that are added to what is asked for where all conditions of the row hold. It
 * never makes an outcome stronger: of a transfer that is allowed nothing is asked.
 *
 * <p>Without {@code path}, a row is about what the customer is asked: VERIFY, or HOLD with path
 * CUSTOMER. With one it is about holds of exactly that path, and the methods are what whoever
 * releases them should carry out.
 *
 * @param outcome VERIFY or HOLD; null for both
 * @param path BANK or AUTHORITY, CUSTOMER, or null for what the customer is asked
 * @param assetClasses the assets; empty for all
 * @param kinds the kinds of transfer; empty for all
 * @param valueFrom the least value, in minor units of the base currency; 0 for any
 * @param scoreFrom the least score, 0 to 100; 0 for any
 * @param methods the methods that are added; at least one
 */
public record VerificationRow(
    @Nullable Outcome outcome,
    @Nullable ReleasePath path,
    Set<AssetClass> assetClasses,
    Set<TransferKind> kinds,
    long valueFrom,
    int scoreFrom,
    Set<VerificationMethod> methods) {
  /** Checks the ranges. */
  public VerificationRow {
    if (outcome == Outcome.ALLOW) {
      throw new IllegalArgumentException("of an ALLOW nothing is asked; write VERIFY or HOLD");
    }
    if (path == ReleasePath.NONE || path == ReleasePath.RETRY) {
      throw new IllegalArgumentException("a hold with path " + path + " is ended by no method");
    }
    if (path != null && outcome == Outcome.VERIFY) {
      throw new IllegalArgumentException("release goes with HOLD only, not with VERIFY");
    }
    if (valueFrom < 0) {
      throw new IllegalArgumentException("valueFrom is negative: " + valueFrom);
    }
    if (scoreFrom < 0 || scoreFrom > 100) {
      throw new IllegalArgumentException("scoreFrom lies from 0 to 100, not at " + scoreFrom);
    }
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("methods must name at least one method");
    }
    assetClasses = Set.copyOf(assetClasses);
    kinds = Set.copyOf(kinds);
    EnumSet<VerificationMethod> inOrder = EnumSet.copyOf(methods);
    methods = Collections.unmodifiableSet(inOrder);
  }

  /** Whether the row is about a transfer of which this is asked. */
  public boolean matches(
      Demand demand, AssetClass assetClass, TransferKind kind, long value, int score) {
    Objects.requireNonNull(demand, "demand");
    return isAbout(demand)
        && (assetClasses.isEmpty() || assetClasses.contains(assetClass))
        && (kinds.isEmpty() || kinds.contains(kind))
        && value >= valueFrom
        && score >= scoreFrom;
  }

  private boolean isAbout(Demand demand) {
    if (demand.outcome() == Outcome.ALLOW || (outcome != null && outcome != demand.outcome())) {
      return false;
    }
    if (path == null) {
      return demand.path() == ReleasePath.CUSTOMER; // as every VERIFY has
    }
    return demand.outcome() == Outcome.HOLD && demand.path() == path;
  }
}
