package io.riskgate.core.internal;

import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Intelligence;

/**
 * A transfer that was decided, with everything that went into it, for a shadow to look at later.
 *
 * @param champion the pack that decided
 * @param attempt the transfer
 * @param history what was known before it, with the use of limits and the controls that the
 *     decision rests on; a copy
 * @param intelligence what was known beside its history
 * @param judgement what the champion made of it
 */
record Decided(
    PackRuntime champion,
    Attempt attempt,
    History history,
    Intelligence intelligence,
    Judgement judgement) {}
