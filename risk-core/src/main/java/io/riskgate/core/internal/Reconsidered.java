package io.riskgate.core.internal;

import io.riskgate.core.Release;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.spi.Commit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pending transfer is looked at again on, beside limits and controls.
 *
 * @param wasState where it stood
 * @param wasUntilMs when that would have ended by itself
 * @param found what was found when it was scored
 * @param asked what is asked for before limits and controls
 * @param passed the methods for which there is fresh evidence
 * @param release who wants to let it go, or null
 */
record Reconsidered(
    TransferState wasState,
    long wasUntilMs,
    Findings found,
    Demand asked,
    Set<VerificationMethod> passed,
    @Nullable Release release) {

  /** Where that leaves it. */
  Standing standing(Policy policy, Transfer t, long value, LoggedInputs inputs) {
    return Standing.of(
        policy,
        t,
        value,
        found,
        asked,
        inputs.used(),
        inputs.payerControls(),
        inputs.payeeControls(),
        passed,
        release);
  }

  /** Where it stays where it was, that ends when it would have ended. */
  Commit keepingItsEnd(Commit commit) {
    return commit.state() == wasState ? commit.expiringAt(wasUntilMs) : commit;
  }
}
