package io.riskgate.core.internal;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Claim;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a transfer stands at one instant: what its risk, its limits and the controls in force ask
 * for together, and how much of that evidence or a release has met.
 *
 * @param demanded everything asked for
 * @param open what is still asked for; ALLOW when all is met
 * @param usages the limits that apply, with the transfer counted
 * @param claims what a reservation claims
 */
record Standing(Demand demanded, Demand open, List<LimitUsage> usages, List<Claim> claims) {

  /**
   * Works it out.
   *
   * @param limits the pack's limits
   * @param used the use of each limit's present window without the transfer
   * @param payerControls the controls in force on the payer account
   * @param payeeControls the controls in force on the payee account
   * @param passed the methods for which there is fresh evidence
   */
  static Standing of(
      List<Limit> limits,
      TransferKind kind,
      AssetClass assetClass,
      long value,
      Demand risk,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls,
      Set<VerificationMethod> passed,
      @Nullable Release release) {
    Demand demanded = risk;
    List<LimitUsage> usages = new ArrayList<>(2);
    List<Claim> claims = new ArrayList<>(1);
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      if (!Limits.counts(limit, kind, assetClass)) {
        continue;
      }
      long amount = limit.amountOf(value);
      long max = max(limit, payerControls);
      LimitUsage usage = new LimitUsage(limit, Amounts.addSaturating(used[i], amount), max);
      usages.add(usage);
      if (usage.isPassed()) {
        demanded = demanded.and(limit.whenPassed());
      }
      if (limit.window() != Limit.Window.SINGLE) {
        boolean covered = open(limit.whenPassed(), passed, release).outcome() == Outcome.ALLOW;
        claims.add(new Claim(i, amount, max, covered));
      }
    }
    demanded = demanded.and(stopped(payerControls, kind, assetClass, true));
    demanded = demanded.and(stopped(payeeControls, kind, assetClass, false));
    return new Standing(demanded, open(demanded, passed, release), usages, claims);
  }

  /** The pack's maximum, or that of the control set last. */
  private static long max(Limit limit, List<Control> controls) {
    long max = limit.max();
    for (Control control : controls) {
      if (control.kind() == Control.Kind.LIMIT && limit.id().equals(control.limitId())) {
        max = control.max();
      }
    }
    return max;
  }

  /** What the controls on one of the two accounts ask for. */
  private static Demand stopped(
      List<Control> controls, TransferKind kind, AssetClass assetClass, boolean asPayer) {
    Demand demand = Demand.NOTHING;
    for (Control control : controls) {
      if (control.stops(kind, assetClass, asPayer)) {
        demand = demand.and(Demand.hold(control.path()));
      }
    }
    return demand;
  }

  /** What of a demand evidence and release leave open; {@link Demand#NOTHING} when all is met. */
  private static Demand open(
      Demand demand, Set<VerificationMethod> passed, @Nullable Release release) {
    if (demand.outcome() == Outcome.ALLOW) {
      return Demand.NOTHING;
    }
    if (release != null) {
      return demand.path() != ReleasePath.NONE && release.authority().compareTo(demand.path()) >= 0
          ? Demand.NOTHING
          : demand;
    }
    if (passed.isEmpty()) {
      return demand;
    }
    Set<VerificationMethod> remaining = EnumSet.noneOf(VerificationMethod.class);
    remaining.addAll(demand.methods());
    remaining.removeAll(passed);
    boolean byCustomer = demand.path() == ReleasePath.CUSTOMER;
    if (byCustomer && remaining.isEmpty()) {
      return Demand.NOTHING;
    }
    return new Demand(demand.outcome(), remaining, demand.path());
  }

  /** The claims of a reservation that no limit stops. */
  List<Claim> coveredClaims() {
    List<Claim> covered = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      covered.add(new Claim(claim.limit(), claim.amount(), claim.max(), true));
    }
    return covered;
  }
}
