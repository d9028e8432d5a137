package io.riskgate.core.spi;

import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.pack.Demand;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decided transfer as a store keeps it. Immutable: a snapshot.
 *
 * @param reference how the transfer is known
 * @param transfer the transfer
 * @param value its value in minor units of the base currency
 * @param verdict what was found when it was scored
 * @param demand what is asked for now
 * @param state where it stands at the clock of the call
 * @param marks what an auditor must see
 * @param usages the limits as the decision shows them
 * @param evidence all evidence recorded so far
 * @param release who let it go, or null
 * @param decidedAtMs the clock when it was decided
 * @param expiresAtMs when its state ends by itself, or {@link History#NEVER} once it is closed
 * @param revision grows with each change
 */
public record StoredTransfer(
    Reference reference,
    Transfer transfer,
    long value,
    Verdict verdict,
    Demand demand,
    TransferState state,
    Set<Mark> marks,
    List<LimitUsage> usages,
    List<Evidence> evidence,
    @Nullable Release release,
    long decidedAtMs,
    long expiresAtMs,
    long revision) {}
