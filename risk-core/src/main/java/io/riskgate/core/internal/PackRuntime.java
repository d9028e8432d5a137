package io.riskgate.core.internal;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreSchema;

/** A pack with everything worked out from it once. A call keeps to the one it started with. */
final class PackRuntime implements AutoCloseable {
  final RulePack pack;
  final PackIdentity identity;
  final Policy policy;
  final StoreSchema schema;
  final Coverage coverage;
  final TransferValidator validator;
  final FactFiller filler;
  final Scoring scoring;
  final AlertRaising alertRaising;
  final WorkspacePool workspaces;
  private final ZoneCalendar clockCalendar;

  /**
   * Works it out.
   *
   * @param schema the very object that the store was told of
   */
  PackRuntime(RulePack pack, StoreSchema schema, Coverage coverage) {
    this.pack = pack;
    this.identity = pack.identity();
    this.policy = pack.policy();
    this.schema = schema;
    this.coverage = coverage;
    this.validator = new TransferValidator(policy);
    this.filler = new FactFiller(policy, pack.aggregates().size(), coverage);
    this.scoring = new Scoring(pack);
    this.alertRaising = new AlertRaising(pack);
    this.workspaces = new WorkspacePool(() -> new Workspace(pack, scoring.groupCount()));
    this.clockCalendar = new ZoneCalendar(policy.zone());
  }

  /** What a store must keep for a pack. */
  static StoreSchema schemaOf(RulePack pack) {
    Policy policy = pack.policy();
    return new StoreSchema(
        pack.aggregates(), policy.limits(), policy.zone(), policy.referencesKept());
  }

  /**
   * Makes what one thread needs, so that no transfer pays for what the first evaluator builds, and
   * a pack that cannot be evaluated at all fails here.
   */
  void warmUp() {
    workspaces.giveBack(workspaces.take());
  }

  Moment moment(long nowMs) {
    ZoneCalendar.Day day = clockCalendar.day(nowMs);
    return new Moment(nowMs, day.epochDay(), day.epochMonth());
  }

  /** The same; the one that is known, where it is still the same instant. */
  Moment moment(long nowMs, Moment known) {
    return known.nowMs() == nowMs ? known : moment(nowMs);
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
