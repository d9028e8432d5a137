package io.riskgate.core;

import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A store that does what another does, and something more before or after a named call: to throw,
 * or to let something else happen in between.
 */
final class StoreProbe implements RiskStore {
  /** A call of the port. */
  enum Call {
    DECLARE,
    ATTEMPT,
    READ,
    COMMIT,
    SETTLE,
    CANCEL,
    FIND,
    OBSERVE,
    REPORT,
    SIGNAL,
    SIGNALS,
    USED,
    IMPOSE,
    LIFT,
    CONTROLS,
    CONTROL_HISTORY,
    RECEIVE,
    CHANGE,
    NOTICES,
    MOVEMENTS,
    ACCOUNTS,
    TRANSFERS,
    FORGET
  }

  private final RiskStore store;
  private final Map<Call, Runnable> onceBefore = new EnumMap<>(Call.class);
  private final Map<Call, Runnable> onceAfter = new EnumMap<>(Call.class);
  private final Map<Call, Runnable> alwaysBefore = new EnumMap<>(Call.class);
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Signal> left = Collections.synchronizedList(new ArrayList<>());
  private StoreSchema schema;

  StoreProbe(RiskStore store) {
    this.store = store;
  }

  /** Runs something before the next such call; what it calls itself is not disturbed. */
  void beforeNext(Call call, Runnable what) {
    onceBefore.put(call, what);
  }

  /** Runs something after the next such call. */
  void afterNext(Call call, Runnable what) {
    onceAfter.put(call, what);
  }

  /** Runs something before each such call from now on. */
  void beforeEach(Call call, Runnable what) {
    alwaysBefore.put(call, what);
  }

  /** Fails each such call from now on. */
  void fail(Call call) {
    beforeEach(
        call,
        () -> {
          throw new Down();
        });
  }

  /** Ends all disturbance. */
  void heal() {
    onceBefore.clear();
    onceAfter.clear();
    alwaysBefore.clear();
  }

  /** What a store says that is down; without a stack trace, to keep the logs of tests short. */
  static final class Down extends StoreException {
    private static final long serialVersionUID = 1L;

    Down() {
      super("the store is down; this is a test");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  List<Call> calls() {
    return calls;
  }

  /** The signals that decisions have left, as often as they were recorded. */
  List<Signal> left() {
    return left;
  }

  StoreSchema schema() {
    return schema;
  }

  private <T> T run(Call call, Supplier<T> delegate) {
    if (call != Call.DECLARE) { // which belongs to no transfer
      calls.add(call);
    }
    Runnable always = alwaysBefore.get(call);
    if (always != null) {
      always.run();
    }
    Runnable before = onceBefore.remove(call);
    if (before != null) {
      before.run();
    }
    T result = delegate.get();
    Runnable after = onceAfter.remove(call);
    if (after != null) {
      after.run();
    }
    return result;
  }

  @Override
  public void declare(List<StoreSchema> inForce, long nowMs) {
    run(
        Call.DECLARE,
        () -> {
          schema = inForce.get(0);
          store.declare(inForce, nowMs);
          return true;
        });
  }

  @Override
  public long[] coveredSinceMs(StoreSchema of) {
    return store.coveredSinceMs(of);
  }

  @Override
  public StoredTransfer attempt(Attempt attempt, History history) {
    return run(Call.ATTEMPT, () -> store.attempt(attempt, history));
  }

  @Override
  public boolean read(Attempt attempt, History history) {
    return run(Call.READ, () -> store.read(attempt, history));
  }

  @Override
  public CommitResult commit(Commit commit) {
    CommitResult result = run(Call.COMMIT, () -> store.commit(commit));
    if (result.status() == CommitResult.Status.COMMITTED) {
      left.addAll(commit.signals());
    }
    return result;
  }

  @Override
  public StoredTransfer settle(Reference reference, Moment moment) {
    return run(Call.SETTLE, () -> store.settle(reference, moment));
  }

  @Override
  public StoredTransfer cancel(Reference reference, Moment moment) {
    return run(Call.CANCEL, () -> store.cancel(reference, moment));
  }

  @Override
  public StoredTransfer find(Reference reference, Moment moment) {
    return run(Call.FIND, () -> store.find(reference, moment));
  }

  @Override
  public boolean observe(Attempt attempt, Moment eventMoment) {
    return run(Call.OBSERVE, () -> store.observe(attempt, eventMoment));
  }

  @Override
  public boolean report(FraudReport report, Moment moment) {
    return run(Call.REPORT, () -> store.report(report, moment));
  }

  @Override
  public boolean signal(Signal signal, Moment moment) {
    return run(Call.SIGNAL, () -> store.signal(signal, moment));
  }

  @Override
  public KnownSignals signals(String tenant, String account, String customer, Moment moment) {
    return run(Call.SIGNALS, () -> store.signals(tenant, account, customer, moment));
  }

  @Override
  public long[] used(StoreSchema of, Reference reference, Moment moment) {
    return run(Call.USED, () -> store.used(of, reference, moment));
  }

  @Override
  public List<Reference> impose(Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    return run(Call.IMPOSE, () -> store.impose(control, heldBy, expiresAtMs, moment));
  }

  @Override
  public boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    return run(Call.LIFT, () -> store.lift(tenant, account, controlId, by, why, moment));
  }

  @Override
  public ControlHistory controlHistory(String tenant, String account, Moment moment) {
    return run(Call.CONTROL_HISTORY, () -> store.controlHistory(tenant, account, moment));
  }

  @Override
  public StoredNotice receive(StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    return run(Call.RECEIVE, () -> store.receive(notice, heldBy, expiresAtMs, moment));
  }

  @Override
  public boolean change(StoredNotice next, Moment moment) {
    return run(Call.CHANGE, () -> store.change(next, moment));
  }

  @Override
  public List<StoredNotice> notices(String tenant, String account) {
    return run(Call.NOTICES, () -> store.notices(tenant, account));
  }

  @Override
  public List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment) {
    return run(Call.NOTICES, () -> store.notices(tenant, states, receivedFromMs, max, moment));
  }

  @Override
  public List<StoredNotice> dueNotices(int max, Moment moment) {
    return run(Call.NOTICES, () -> store.dueNotices(max, moment));
  }

  @Override
  public MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment) {
    return run(Call.MOVEMENTS, () -> store.movements(tenant, account, fromMs, toMs, max, moment));
  }

  @Override
  public StorePage<String> accounts(String tenant, String after, int max, Moment moment) {
    return run(Call.ACCOUNTS, () -> store.accounts(tenant, after, max, moment));
  }

  @Override
  public StorePage<StoredTransfer> transfers(String tenant, String after, int max, Moment moment) {
    return run(Call.TRANSFERS, () -> store.transfers(tenant, after, max, moment));
  }

  @Override
  public List<Control> controls(String tenant, String account, Moment moment) {
    return run(Call.CONTROLS, () -> store.controls(tenant, account, moment));
  }

  @Override
  public void forget(String tenant, String account, Moment moment) {
    run(
        Call.FORGET,
        () -> {
          store.forget(tenant, account, moment);
          return true;
        });
  }

  @Override
  public void forgetCustomer(String tenant, String customer, Moment moment) {
    run(
        Call.FORGET,
        () -> {
          store.forgetCustomer(tenant, customer, moment);
          return true;
        });
  }

  @Override
  public boolean forgetDevice(String tenant, String device, Set<String> accounts, Moment moment) {
    return run(Call.FORGET, () -> store.forgetDevice(tenant, device, accounts, moment));
  }

  @Override
  public void close() {
    store.close();
  }
}
