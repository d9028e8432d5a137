package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import java.time.Instant;
import java.util.List;

/** Sets controls on accounts, with what follows from setting them. */
final class Controls {
  private final RiskStore store;

  Controls(RiskStore store) {
    this.store = store;
  }

  /** As {@code RiskEngine.impose} says. */
  List<Reference> impose(PackRuntime r, Control asked, Moment moment) {
    Control control = asked.imposedAt(Instant.ofEpochMilli(moment.nowMs()));
    if (control.kind() == Control.Kind.LIMIT) {
      signalIfRaised(limit(r, control), control, moment);
    }
    return store.impose(
        control,
        Demand.hold(control.path()),
        moment.nowMs() + r.policy.holdExpiry().toMillis(),
        moment);
  }

  /**
   * Those of some controls that are still in force at a clock. Between reading and recording time
   * goes by, and a raised limit that lapses meanwhile must let nothing pass.
   */
  static List<Control> inForce(List<Control> controls, long nowMs) {
    for (int i = 0; i < controls.size(); i++) {
      if (!controls.get(i).isInForce(nowMs)) {
        return controls.stream().filter(control -> control.isInForce(nowMs)).toList();
      }
    }
    return controls;
  }

  private static Limit limit(PackRuntime r, Control control) {
    List<Limit> limits = r.policy.limits();
    for (Limit limit : limits) {
      if (limit.id().equals(control.limitId())) {
        return limit;
      }
    }
    throw new IllegalArgumentException(
        "Pack "
            + r.pack.identity().id()
            + " has no limit "
            + control.limitId()
            + "; it has "
            + limits.stream().map(Limit::id).toList());
  }

  /**
   * A raised limit is what a thief asks for first. The signal comes before the control: a store
   * that fails in between leaves a warning without a cause, and never a raise without a warning.
   */
  private void signalIfRaised(Limit limit, Control control, Moment moment) {
    if (control.max() > limit.max() && control.isInForce(moment.nowMs())) {
      store.signal(
          Signal.ofAccount(
              control.tenant(),
              "limit-raised-" + limit.id() + "-" + moment.nowMs(),
              control.account(),
              SignalKind.LIMIT_RAISED,
              Instant.ofEpochMilli(moment.nowMs())),
          moment);
    }
  }
}
