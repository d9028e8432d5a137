package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Mode;
import io.riskgate.core.Transfer;
import io.riskgate.core.Verdict;
import io.riskgate.core.spi.AlertRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a pack makes of a transfer when it is first decided: its risk, limits and controls together.
 *
 * @param verdict what is recorded of it
 * @param standing what it claims and where it stands
 */
record Judgement(Verdict verdict, Standing standing) {
  /**
   * Works it out.
   *
   * @param used the use of each limit's present window without the transfer
   */
  static Judgement of(
      PackRuntime r,
      Mode mode,
      Transfer transfer,
      long value,
      Scoring.Risk risk,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls) {
    Standing standing =
        Standing.of(
            r.policy,
            transfer,
            value,
            Findings.of(r.policy, risk.score(), risk.hits()),
            risk.demand(),
            used,
            payerControls,
            payeeControls,
            Set.of(),
            null);
    Verdict verdict =
        new Verdict(
            r.pack.identity(),
            mode,
            risk.score(),
            risk.hits(),
            risk.notEvaluated(),
            risk.warming(),
            risk.degraded(),
            risk.demand(),
            standing.demanded(),
            stopping(transfer, payerControls, payeeControls));
    return new Judgement(verdict, standing);
  }

  /** The same, with the alert that it raises. */
  Judgement with(AlertRecord alert) {
    return new Judgement(verdict.raising(alert), standing);
  }

  private static List<Control> stopping(
      Transfer transfer, List<Control> payer, List<Control> payee) {
    if (payer.isEmpty() && payee.isEmpty()) {
      return List.of();
    }
    List<Control> stopping = new ArrayList<>(0);
    addStopping(stopping, transfer, payer, true);
    addStopping(stopping, transfer, payee, false);
    return stopping;
  }

  private static void addStopping(
      List<Control> to, Transfer transfer, List<Control> controls, boolean asPayer) {
    for (Control control : controls) {
      if (control.stops(transfer.kind(), transfer.assetClass(), asPayer)) {
        to.add(control);
      }
    }
  }
}
