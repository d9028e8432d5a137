package io.riskgate.stores.remote;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.History;
import java.util.List;

/**
 * The controls of payer and payee, each as its record had them in the very look that answered the
 * attempt: a record that another thread reads anew between two looks could lack one.
 */
final class PartyControls {
  private final RecordKey payer;
  private final RecordKey payee;
  private final long nowMs;
  private List<Control> ofPayer = List.of();
  private List<Control> ofPayee = List.of();

  PartyControls(Transfer t, long nowMs) {
    payer = Subjects.account(t.tenant(), t.payer());
    payee = Subjects.account(t.tenant(), t.payee());
    this.nowMs = nowMs;
  }

  /** Asks both again. */
  List<Ask<RecordState, Outcome>> again() {
    Ask<RecordState, Outcome> first = Ask.read(payer, this::take);
    return payer.equals(payee) ? List.of(first) : List.of(first, Ask.read(payee, this::take));
  }

  /**
   * Takes them from a record, where it is that of a party. Another thread may look at the other
   * party's record for this caller at the same time: each writes what it has seen, and no more.
   */
  Outcome take(RecordState state, Outcome outcome) {
    if (state.key.equals(payer)) {
      ofPayer = state.controlsAt(nowMs).inForce(nowMs);
    }
    if (state.key.equals(payee)) {
      ofPayee = state.controlsAt(nowMs).inForce(nowMs);
    }
    return outcome;
  }

  void tell(History history) {
    history.setControls(ofPayer, ofPayee);
  }
}
