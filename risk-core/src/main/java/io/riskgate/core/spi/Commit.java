package io.riskgate.core.spi;

import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Signal;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.pack.Demand;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change to a transfer that is to be recorded as a whole or not at all.
 *
 * @param schema what is kept for the pack that decides
 * @param reference how the transfer is known
 * @param fromRevision the revision that the change is based on; at any other nothing is changed
 * @param verdict what was found when it was scored
 * @param demand what is asked for now
 * @param state RESERVED, AWAITING_VERIFICATION or HELD
 * @param claims the claims on limits to be made: none may pass its limit unless covered. On limits
 *     that count what is let go there are some with RESERVED only
 * @param usages the limits as the decision shows them
 * @param marks marks to keep
 * @param evidence all evidence recorded so far
 * @param release who let it go, or null
 * @param signals what the decision leaves about the payer account
 * @param expiresAtMs when the state ends by itself
 * @param moment the clock
 */
public record Commit(
    StoreSchema schema,
    Reference reference,
    long fromRevision,
    Verdict verdict,
    Demand demand,
    TransferState state,
    List<Claim> claims,
    List<LimitUsage> usages,
    Set<Mark> marks,
    List<Evidence> evidence,
    @Nullable Release release,
    List<Signal> signals,
    long expiresAtMs,
    Moment moment) {
  /** The same change with another end. */
  public Commit expiringAt(long ms) {
    return new Commit(
        schema,
        reference,
        fromRevision,
        verdict,
        demand,
        state,
        claims,
        usages,
        marks,
        evidence,
        release,
        signals,
        ms,
        moment);
  }
}
