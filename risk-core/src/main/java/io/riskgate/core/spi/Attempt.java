package io.riskgate.core.spi;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;

/**
 * A valid transfer on its way to a decision.
 *
 * @param schema what is kept for the pack that decides
 * @param reference how the transfer is known
 * @param transfer the transfer
 * @param value its value in minor units of the base currency
 * @param eventTimeMs its event time, milliseconds since the epoch
 * @param moment the clock
 */
public record Attempt(
    StoreSchema schema,
    Reference reference,
    Transfer transfer,
    long value,
    long eventTimeMs,
    Moment moment) {}
