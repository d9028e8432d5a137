package io.riskgate.stores.tck;

import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A decision on its way to the store, as an engine would make it. */
final class Deciding {
  private final Desk desk;
  private final Transfer transfer;
  private TransferState state = TransferState.RESERVED;
  private long revision;
  private long value;
  private boolean covered;
  private boolean suspicious;
  private Set<Mark> marks = Set.of();
  private List<Evidence> evidence = List.of();
  private @Nullable Release release;
  private List<Signal> signals = List.of();
  private @Nullable Long max;
  private long expiresAtMs;
  private Reference reference;

  Deciding(Desk desk, Transfer transfer) {
    this.desk = desk;
    this.transfer = transfer;
    this.value = transfer.amountMinor();
    this.reference = Kit.reference(transfer);
    this.expiresAtMs = desk.nowMs + Kit.PENDING_MS;
  }

  /** RESERVED otherwise. */
  Deciding as(TransferState to) {
    state = to;
    if (to == TransferState.HELD) {
      expiresAtMs = desk.nowMs + Kit.DAY_MS;
    }
    return this;
  }

  Deciding from(History history) {
    return from(history.revision());
  }

  Deciding from(long fromRevision) {
    revision = fromRevision;
    return this;
  }

  /** Where its limits are not the payer account's. */
  Deciding under(Reference other) {
    reference = other;
    return this;
  }

  /** The transfer's value, where that is not its amount. */
  Deciding worth(long minor) {
    value = minor;
    return this;
  }

  /** May pass limits: because of evidence, a release, or mode MONITOR. */
  Deciding covered() {
    covered = true;
    return this;
  }

  /** Its score reaches the band that asks for HOLD. */
  Deciding suspicious() {
    suspicious = true;
    return this;
  }

  Deciding marked(Mark mark) {
    marks = Set.of(mark);
    return this;
  }

  Deciding with(Evidence shown) {
    evidence = List.of(shown);
    return this;
  }

  Deciding leaving(Signal... left) {
    signals = List.of(left);
    return this;
  }

  Deciding releasedBy(Release by) {
    release = by;
    return this;
  }

  /** A control on the account replaces the limits' maximum. */
  Deciding upTo(long maxInForce) {
    max = maxInForce;
    return this;
  }

  Deciding expiringAt(long ms) {
    expiresAtMs = ms;
    return this;
  }

  CommitResult commit() {
    return desk.store.commit(build());
  }

  Commit build() {
    List<Claim> claims = new ArrayList<>();
    List<LimitUsage> usages = new ArrayList<>();
    List<Limit> limits = desk.schema.limits();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      boolean letGo = limit.counts() == Limit.Counts.LET_GO;
      if (limit.window() != Limit.Window.SINGLE
          && limit.assetClasses().contains(transfer.assetClass())
          && transfer.kind().countsAgainstLimits()
          && (letGo || suspicious)) {
        long amount = limit.amountOf(value);
        long inForce = max == null ? limit.max() : max;
        usages.add(new LimitUsage(limit, amount, inForce));
        if (state == TransferState.RESERVED || !letGo) {
          claims.add(new Claim(i, amount, inForce, covered));
        }
      }
    }
    return new Commit(
        desk.schema,
        reference,
        revision,
        Kit.verdict(state),
        Kit.demandOf(state),
        state,
        claims,
        usages,
        marks,
        evidence,
        release,
        signals,
        expiresAtMs,
        desk.moment());
  }
}
