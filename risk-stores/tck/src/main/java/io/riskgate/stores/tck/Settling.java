package io.riskgate.stores.tck;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store after each of whose changes to a transfer the suite waits until all can see it. */
final class Settling implements RiskStore {
  private final RiskStore store;
  private final Consumer<RiskStore> settleDown;

  Settling(RiskStore store, Consumer<RiskStore> settleDown) {
    this.store = store;
    this.settleDown = settleDown;
  }

  private <T> T settled(T answer) {
    settleDown.accept(store);
    return answer;
  }

  private <T> @Nullable T settledOrNull(@Nullable T answer) {
    settleDown.accept(store);
    return answer;
  }

  @Override
  public void declare(List<StoreSchema> inForce, long nowMs) {
    store.declare(inForce, nowMs);
  }

  @Override
  public long[] coveredSinceMs(StoreSchema schema) {
    return store.coveredSinceMs(schema);
  }

  @Override
  public @Nullable StoredTransfer attempt(Attempt attempt, History history) {
    return settledOrNull(store.attempt(attempt, history));
  }

  @Override
  public boolean read(Attempt attempt, History history) {
    return store.read(attempt, history);
  }

  @Override
  public CommitResult commit(Commit commit) {
    return settled(store.commit(commit));
  }

  @Override
  public @Nullable StoredTransfer settle(Reference reference, Moment moment) {
    return settledOrNull(store.settle(reference, moment));
  }

  @Override
  public @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
    return settledOrNull(store.cancel(reference, moment));
  }

  @Override
  public @Nullable StoredTransfer find(Reference reference, Moment moment) {
    return store.find(reference, moment);
  }

  @Override
  public boolean observe(Attempt attempt, Moment eventMoment) {
    return settled(store.observe(attempt, eventMoment));
  }

  @Override
  public boolean report(FraudReport report, Moment moment) {
    return store.report(report, moment);
  }

  @Override
  public boolean signal(Signal signal, Moment moment) {
    return store.signal(signal, moment);
  }

  @Override
  public KnownSignals signals(
      String tenant, String account, @Nullable String customer, Moment moment) {
    return store.signals(tenant, account, customer, moment);
  }

  @Override
  public long[] used(StoreSchema schema, Reference reference, Moment moment) {
    return store.used(schema, reference, moment);
  }

  @Override
  public List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    return settled(store.impose(control, heldBy, expiresAtMs, moment));
  }

  @Override
  public boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    return store.lift(tenant, account, controlId, by, why, moment);
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account, Moment moment) {
    return store.controlHistory(tenant, account, moment);
  }

  @Override
  public @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    return settledOrNull(store.receive(notice, heldBy, expiresAtMs, moment));
  }

  @Override
  public boolean change(StoredNotice next, Moment moment) {
    return store.change(next, moment);
  }

  @Override
  public List<StoredNotice> notices(String tenant, String account) {
    return store.notices(tenant, account);
  }

  @Override
  public List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment) {
    return store.notices(tenant, states, receivedFromMs, max, moment);
  }

  @Override
  public List<StoredNotice> dueNotices(int max, Moment moment) {
    return store.dueNotices(max, moment);
  }

  @Override
  public MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment) {
    return store.movements(tenant, account, fromMs, toMs, max, moment);
  }

  @Override
  public StorePage<String> accounts(String tenant, @Nullable String after, int max, Moment moment) {
    return store.accounts(tenant, after, max, moment);
  }

  @Override
  public StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment) {
    return store.transfers(tenant, after, max, moment);
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment) {
    return store.controls(tenant, account, moment);
  }

  @Override
  public void forget(String tenant, String account, Moment moment) {
    store.forget(tenant, account, moment);
    settleDown.accept(store);
  }

  @Override
  public void close() {
    store.close();
  }
}
