package io.riskgate.core.internal;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Policy;
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
   * @param policy the pack's limits and its table of verification methods
   * @param t the transfer
   * @param value its value, in minor units of the base currency
   * @param found what was found when it was scored
   * @param used the use of each limit's window without the transfer: of the present window or,
   *     where its suspicious value has been claimed, of the window in which it was
   * @param payerControls the controls in force on the payer account
   * @param payeeControls the controls in force on the payee account
   * @param passed the methods for which there is fresh evidence
   */
  static Standing of(
      Policy policy,
      Transfer t,
      long value,
      Findings found,
      Demand risk,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls,
      Set<VerificationMethod> passed,
      @Nullable Release release) {
    Demand demanded = risk;
    List<LimitUsage> usages = List.of();
    List<Claim> claims = List.of();
    List<Limit> limits = policy.limits();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      boolean letGo = Limits.countsLetGo(limit);
      if (!Limits.counts(limit, t.kind(), t.assetClass()) || !(letGo || found.suspicious())) {
        continue;
      }
      long amount = limit.amountOf(value);
      long max = max(limit, payerControls);
      LimitUsage usage = new LimitUsage(limit, Amounts.addSaturating(used[i], amount), max);
      usages = SmallLists.plus(usages, usage);
      if (usage.isPassed()) {
        demanded = demanded.and(limit.demand(found.abnormal()));
      }
      if (limit.window() != Limit.Window.SINGLE) {
        // Suspicious value is claimed whatever is asked for, once passing is part of that.
        claims = SmallLists.plus(claims, new Claim(i, amount, max, !letGo && usage.isPassed()));
      }
    }
    demanded = demanded.and(stopped(payerControls, t.kind(), t.assetClass(), true));
    demanded = demanded.and(stopped(payeeControls, t.kind(), t.assetClass(), false));
    demanded = complete(policy, demanded, t, value, found);
    if (release != null || !passed.isEmpty()) {
      claims = covered(claims, policy, t, value, found, demanded, passed, release);
    }
    return new Standing(demanded, open(demanded, passed, release), usages, claims);
  }

  /**
   * Covers the claims on limits that evidence or release open. Passing a limit is looked at
   * together with all else that is asked for, as the table of methods adds others to a HOLD than to
   * a VERIFY: what the customer is told to bring must be what opens the limit.
   */
  private static List<Claim> covered(
      List<Claim> claims,
      Policy policy,
      Transfer t,
      long value,
      Findings found,
      Demand demanded,
      Set<VerificationMethod> passed,
      @Nullable Release release) {
    List<Claim> covered = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      Demand whenPassed = policy.limits().get(claim.limit()).demand(found.abnormal());
      Demand whole = complete(policy, demanded.and(whenPassed), t, value, found);
      boolean met = open(whole, passed, release).outcome() == Outcome.ALLOW;
      covered.add(new Claim(claim.limit(), claim.amount(), claim.max(), claim.covered() || met));
    }
    return covered;
  }

  private static Demand complete(
      Policy policy, Demand demand, Transfer t, long value, Findings found) {
    return VerificationTable.complete(
        policy.verification(), demand, t.assetClass(), t.kind(), value, found.score());
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

  /** What is claimed in a state: on limits that count what is let go, only by a reservation. */
  List<Claim> claims(List<Limit> limits, TransferState state) {
    if (state == TransferState.RESERVED || claims.isEmpty()) {
      return claims;
    }
    List<Claim> suspicious = new ArrayList<>(claims);
    suspicious.removeIf(claim -> Limits.countsLetGo(limits.get(claim.limit())));
    return suspicious;
  }

  /** The same with claims that no limit on what is let go stops. */
  Standing unstopped(List<Limit> limits) {
    List<Claim> covered = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      covered.add(
          new Claim(
              claim.limit(),
              claim.amount(),
              claim.max(),
              claim.covered() || Limits.countsLetGo(limits.get(claim.limit()))));
    }
    return new Standing(demanded, open, usages, covered);
  }
}
