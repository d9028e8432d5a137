package io.riskgate.core.internal;

import io.riskgate.core.MovementExport;
import io.riskgate.core.MovementExport.Direction;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoredMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Exports what moved from and to an account, and says how much of it is known. */
final class Movements {
  /** No event time lies beyond these, and arithmetic on them does not overflow. */
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final RiskStore store;
  private final long historyCompleteSinceMs;

  /**
   * Creates it.
   *
   * @param historyCompleteSinceMs since when anything is known at all
   */
  Movements(RiskStore store, long historyCompleteSinceMs) {
    this.store = store;
    this.historyCompleteSinceMs = historyCompleteSinceMs;
  }

  /** As {@code RiskEngine.movements} says. */
  MovementExport export(
      PackRuntime r, String tenant, String account, Instant from, Instant to, Moment moment) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A period ends after it begins: " + from + ", " + to);
    }
    long fromMs = ceilMs(from);
    MovementPage page =
        store.movements(tenant, account, fromMs, ceilMs(to), MovementExport.ENTRIES_MAX, moment);
    List<MovementExport.Entry> entries = new ArrayList<>(page.movements().size());
    for (StoredMovement movement : page.movements()) {
      entries.add(entry(r, account, movement));
    }
    long wholeSinceMs = Math.max(historyCompleteSinceMs, page.wholeSinceMs());
    return new MovementExport(
        tenant,
        account,
        from,
        to,
        Instant.ofEpochMilli(moment.nowMs()),
        wholeSinceMs <= fromMs ? from : Instant.ofEpochMilli(wholeSinceMs),
        r.policy.baseCurrency(),
        entries,
        page.nextMs() == History.NEVER ? null : Instant.ofEpochMilli(page.nextMs()));
  }

  private static MovementExport.Entry entry(PackRuntime r, String account, StoredMovement m) {
    Transfer t = m.transfer();
    boolean isOut = t.payer().equals(account);
    return new MovementExport.Entry(
        r.reference(t),
        Instant.ofEpochMilli(
            Objects.requireNonNull(t.time(), "a recorded transfer has a time").toEpochMilli()),
        isOut ? Direction.OUT : Direction.IN,
        isOut ? t.payee() : t.payer(),
        t.kind(),
        t.assetClass(),
        t.amountMinor(),
        t.currency(),
        t.asset(),
        t.assetScale(),
        m.value(),
        m.state(),
        m.marks());
  }

  /** The first millisecond that is not before a time. */
  private static long ceilMs(Instant time) {
    if (time.isBefore(FIRST)) {
      return FIRST.toEpochMilli();
    }
    if (time.isAfter(LAST)) {
      return LAST.toEpochMilli();
    }
    long ms = time.toEpochMilli();
    return Instant.ofEpochMilli(ms).isBefore(time) ? ms + 1 : ms;
  }
}
