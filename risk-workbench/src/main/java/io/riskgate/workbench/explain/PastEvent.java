package io.riskgate.workbench.explain;

import io.riskgate.core.Decision;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import java.time.Instant;
import java.util.Objects;

/**
 * A transfer before the one that is explained.
 *
 * @param time its event time
 * @param transfer the transfer
 * @param value its value, in minor units of the base currency
 * @param reference how the engine knows it
 * @param concluded the state in which the replay left it
 */
record PastEvent(
    Instant time, Transfer transfer, long value, Reference reference, TransferState concluded) {
  PastEvent {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(transfer, "transfer");
  }

  static PastEvent of(Instant time, Transfer transfer, Decision decision, TransferState concluded) {
    return new PastEvent(time, transfer, decision.value(), decision.reference(), concluded);
  }
}
