package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.reference;
import static io.riskgate.stores.tck.Kit.timeMs;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import java.util.Set;

/** Someone who works with one store, one schema and a clock that stands until it is moved. */
final class Desk {
  final RiskStore store;
  final StoreSchema schema;
  long nowMs;

  /** One for whom nothing is declared: another has done so. */
  private Desk(RiskStore store, StoreSchema schema, long nowMs) {
    this.store = store;
    this.schema = schema;
    this.nowMs = nowMs;
  }

  Desk(RiskStore store, StoreSchema schema) {
    this(store, schema, Kit.START_MS);
    store.declare(List.of(schema), nowMs);
  }

  /** Someone else at the same store and clock, who works with another schema. */
  Desk beside(StoreSchema other) {
    return new Desk(store, other, nowMs);
  }

  /** Moves the clock. */
  Desk at(long ms) {
    nowMs = ms;
    return this;
  }

  Desk later(long byMs) {
    return at(nowMs + byMs);
  }

  Moment moment() {
    return momentAt(nowMs);
  }

  Moment momentAt(long ms) {
    return Kit.moment(schema.zone(), ms);
  }

  /** A transfer of now. */
  Transfer.Builder pays(String id, String payer, String payee, long minor) {
    return Kit.pays(id, payer, payee, minor, nowMs);
  }

  Attempt attemptOf(Transfer t) {
    return attemptOf(t, t.amountMinor());
  }

  Attempt attemptOf(Transfer t, long value) {
    return new Attempt(schema, reference(t), t, value, timeMs(t), moment());
  }

  History history() {
    return new History(new long[schema.aggregates().size()], schema.limits().size());
  }

  /** Attempts what has not been decided yet; what was known before it. */
  History attempt(Transfer t) {
    return attempt(t, t.amountMinor());
  }

  History attempt(Transfer t, long value) {
    History history = history();
    StoredTransfer stored = store.attempt(attemptOf(t, value), history);
    if (stored != null) {
      throw new AssertionError("Already decided: " + stored);
    }
    return history;
  }

  /** Attempts what has been decided; the answer to a retry. */
  StoredTransfer retry(Transfer t) {
    StoredTransfer stored = store.attempt(attemptOf(t), history());
    if (stored == null) {
      throw new AssertionError("Not decided yet: " + t);
    }
    return stored;
  }

  Deciding deciding(Transfer t) {
    return new Deciding(this, t);
  }

  /** Attempts and decides. */
  StoredTransfer decide(Transfer t, TransferState state) {
    return stored(deciding(t).as(state).from(attempt(t)).commit());
  }

  StoredTransfer reserve(Transfer t) {
    return decide(t, TransferState.RESERVED);
  }

  /** Attempts, reserves and settles. */
  StoredTransfer settled(Transfer t) {
    reserve(t);
    return settle(t);
  }

  /** What a commit that went well has stored. */
  static StoredTransfer stored(CommitResult result) {
    StoredTransfer stored = result.stored();
    if (result.status() != CommitResult.Status.COMMITTED || stored == null) {
      throw new AssertionError("Not committed: " + result);
    }
    return stored;
  }

  StoredTransfer settle(Transfer t) {
    return remembered(store.settle(reference(t), moment()), t);
  }

  StoredTransfer cancel(Transfer t) {
    return remembered(store.cancel(reference(t), moment()), t);
  }

  StoredTransfer find(Transfer t) {
    return remembered(store.find(reference(t), moment()), t);
  }

  private static StoredTransfer remembered(
      @org.jspecify.annotations.Nullable StoredTransfer stored, Transfer t) {
    if (stored == null) {
      throw new AssertionError("Not remembered: " + t);
    }
    return stored;
  }

  boolean observe(Transfer t) {
    return observe(t, t.amountMinor());
  }

  boolean observe(Transfer t, long value) {
    return store.observe(attemptOf(t, value), momentAt(timeMs(t)));
  }

  /** The use of the first limit's window by an owner at the clock. */
  long used(String owner) {
    return used(owner, 0);
  }

  long used(String owner, int limit) {
    return usedAt(nowMs, owner, limit);
  }

  /** The use of a limit's window that a time falls in, at the clock. */
  long usedAt(long windowMs, String owner, int limit) {
    Moment window = momentAt(windowMs);
    return store
        .used(
            schema,
            new Reference(Kit.TENANT, owner, "?"),
            new Moment(nowMs, window.day(), window.month()))[limit];
  }

  /** The value of the first aggregate, read with an attempt that is new. */
  long value(Transfer t) {
    return attempt(t).aggregates()[0];
  }

  long value(History history, Aggregate aggregate) {
    return history.aggregates()[schema.aggregates().indexOf(aggregate)];
  }

  boolean isCapped(History history, Aggregate aggregate) {
    return history.isCapped(schema.aggregates().indexOf(aggregate));
  }

  /** Sets a control whose holds last a day; what it moved to HELD. */
  List<Reference> impose(Control control) {
    return store.impose(control, Demand.hold(control.path()), nowMs + Kit.DAY_MS, moment());
  }

  boolean lift(String account, String controlId) {
    return store.lift(Kit.TENANT, account, controlId, "bank", "done", moment());
  }

  List<Control> controls(String account) {
    return store.controls(Kit.TENANT, account, moment());
  }

  void forget(String account) {
    store.forget(Kit.TENANT, account, moment());
  }

  void forgetCustomer(String customer) {
    store.forgetCustomer(Kit.TENANT, customer, moment());
  }

  boolean forgetDevice(String device, String... accounts) {
    return store.forgetDevice(Kit.TENANT, device, Set.of(accounts), moment());
  }
}
