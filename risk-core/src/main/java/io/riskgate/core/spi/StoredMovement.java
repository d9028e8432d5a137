package io.riskgate.core.spi;

import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transfer or observed movement as a store remembers it.
 *
 * @param transfer what was asked for, as far as a movement's export tells it: reference, time,
 *     accounts, kind, channel, amount and currency or asset, and the customer where that is the
 *     owner of the limits; a party that was forgotten stands in it under a pseudonym
 * @param value its value in minor units of the base currency
 * @param state where it stands, SETTLED for an observed movement, or null where it was never
 *     decided
 * @param marks what an auditor must see; kept as long as the movement is
 */
public record StoredMovement(
    Transfer transfer, long value, @Nullable TransferState state, Set<Mark> marks) {}
