package io.riskgate.core.internal;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreSchema;

/** A pack with everything worked out from it once. A call keeps to the one it started with. */
final class PackRuntime implements AutoCloseable {
  final RulePack pack;
  final Policy policy;
  final StoreSchema schema;
  final TransferValidator validator;
  final FactFiller filler;
  final Scoring scoring;
  final WorkspacePool workspaces;
  private final ZoneCalendar clockCalendar;

  PackRuntime(RulePack pack, long historyCompleteSinceMs) {
    this.pack = pack;
    this.policy = pack.policy();
    this.schema =
        new StoreSchema(pack.aggregates(), policy.limits(), policy.zone(), policy.referencesKept());
    this.validator = new TransferValidator(policy);
    this.filler = new FactFiller(policy, pack.aggregates(), historyCompleteSinceMs);
    this.scoring = new Scoring(pack);
    this.workspaces = new WorkspacePool(() -> new Workspace(pack, scoring.groupCount()));
    this.clockCalendar = new ZoneCalendar(policy.zone());
  }

  Moment moment(long nowMs) {
    ZoneCalendar.Day day = clockCalendar.day(nowMs);
    return new Moment(nowMs, day.epochDay(), day.epochMonth());
  }

  /** The reference of a valid transfer. */
  Reference reference(Transfer t) {
    String customer = t.customer();
    return new Reference(
        t.tenant(),
        policy.limitOwner() == LimitOwner.CUSTOMER && customer != null ? customer : t.payer(),
        t.id());
  }

  @Override
  public void close() {
    workspaces.close();
  }
}
