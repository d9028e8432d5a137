package io.riskgate.core.memory;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt's round of the keys that it concerns, one after the other, each time reading what was
 * there before it; on the first round its event is added under the same monitor, so that of two
 * attempts on one key, one sees the other. Used by one thread.
 */
final class Round {
  private final Histories histories;
  private final Journal journal;
  private final AggregatePlan plan;
  private final Attempt attempt;
  private final Transfer t;
  private final Scratch scratch;
  private final KeyHashes keys;
  private final Asked asked;
  private final History history;
  private final long nowMs;
  private @Nullable Entry entry;
  private boolean isNew;
  private @Nullable Transfer before;
  private int timesSaid;
  private boolean found;

  /** Whether the pair's aggregates are to be read at the payee, as the payer pays much else. */
  private boolean pairAtPayee;

  private boolean pairAtPayerAfterAll;
  private List<Control> payerControls = List.of();

  /** The sort of the key that is no account, while it is visited. */
  private Scope visited = Scope.DEVICE;

  /**
   * Prepares a round.
   *
   * @param scratch what it works with until it is over; its keys are the transfer's, unless the
   *     round only reads again
   */
  Round(
      Histories histories, AggregatePlan plan, Attempt attempt, Scratch scratch, History history) {
    this.scratch = scratch;
    this.keys = scratch.keys;
    this.histories = histories;
    this.journal = histories.journal;
    this.plan = plan;
    this.attempt = attempt;
    this.history = history;
    t = attempt.transfer();
    nowMs = attempt.moment().nowMs();
    asked = new Asked(t, attempt.eventTimeMs(), nowMs, histories.deviceHash(t.device()), scratch);
  }

  /** The plan that it reads by. */
  AggregatePlan plan() {
    return plan;
  }

  /** What is attempted. */
  Attempt attempt() {
    return attempt;
  }

  /** Where what it reads goes. */
  History history() {
    return history;
  }

  /** Where it takes place. */
  Histories histories() {
    return histories;
  }

  /** Says what its owner has under the reference: without it no key can be visited. */
  void found(Entry itsEntry, boolean isNewEntry, @Nullable Transfer saidBefore, int howOften) {
    entry = itsEntry;
    isNew = isNewEntry;
    before = saidBefore;
    timesSaid = howOften;
    asked.inJournal = itsEntry.inJournal;
  }

  /** The transfer that is looked at. */
  Asked asked() {
    return asked;
  }

  private Entry entry() {
    return Objects.requireNonNull(entry, "a round has found its entry");
  }

  /** Visits every key, reading first and adding the event then. */
  void recordAndRead() {
    KeyHashes k = keys;
    Transfer said = before;
    if (said != null) {
      leave(said);
    }
    asked.payee = histories.accounts.numberOf(k.payee, k.tenant, t.payee(), nowMs);
    if (asked.payee == KeyTable.NO_NUMBER) {
      visit(t.payee(), k.payee, (round, record, number) -> round.asked.payee = number);
    }
    visit(t.payer(), k.payer, Round::atPayer);
    visit(t.payee(), k.payee, Round::atPayee);
    readPairAfterAll();
    visit(Scope.DEVICE, t.device(), k.tenant, k.device);
    visit(Scope.IP, t.ip(), k.tenant, k.ip);
    visit(Scope.CUSTOMER, t.customer(), k.tenant, k.hash(histories, t.customer()));
    visit(Scope.MERCHANT, t.merchant(), k.tenant, k.hash(histories, t.merchant()));
  }

  private void visit(
      String account, long hashOfName, Histories.VisitBy<Round, AccountRecord> what) {
    histories.visit(keys.tenant, account, hashOfName, nowMs, scratch, this, what);
  }

  /** Takes an undecided attempt, which is repeated, away from what it does not concern any more. */
  private void leave(Transfer before) {
    for (Scope scope : Histories.OTHERS) {
      String left = Histories.name(scope, before);
      if (left != null && !left.equals(Histories.name(scope, t))) {
        histories.look(
            histories.table(scope),
            histories.tenants.find(t.tenant()),
            left,
            (record, number) -> {
              if (!concerns(scope, left)) {
                record.leave(asked.inJournal, asked.timeMs);
              }
            });
      }
    }
  }

  /**
   * Whether the transfer, as it was said last, concerns a key. Asked under the monitor of the key:
   * of threads that say different things at once, what was said last is what is recorded, since
   * whoever says it goes round after it was said.
   */
  private boolean concerns(Scope scope, String id) {
    Transfer last = entry().saidLast();
    return last == null
        ? entry().timesSaid() == timesSaid && id.equals(Histories.name(scope, t))
        : id.equals(Histories.name(scope, last));
  }

  private void atPayer(AccountRecord payer, int number) {
    asked.payer = number;
    payerControls = register(payer);
    int cap = histories.dealingsPerAccountMax;
    payer.use(AccountRecord.PAYEES, asked.payee, cap);
    if (asked.hasDevice()) {
      payer.use(AccountRecord.DEVICES, asked.device, cap);
    }
    readPayer(payer, number);
    add(payer, true, asked.payee);
  }

  private void atPayee(AccountRecord payee, int number) {
    history.setControls(payerControls, register(payee));
    readPayee(payee, number);
    add(payee, false, asked.payer);
  }

  /** Lets controls find the attempt, and then reads them. */
  private List<Control> register(AccountRecord account) {
    if (!entry().isObserved()) {
      account.attach().register(entry(), isNew, nowMs);
    }
    Attached attached = account.attached();
    return attached == null ? List.of() : attached.controls(nowMs);
  }

  private void add(KeyRecord record, boolean out, int party) {
    record.add(
        EventBits.event(t, attempt.eventTimeMs(), out),
        attempt.value(),
        party,
        asked.inJournal,
        histories.eventsPerKeyMax);
    record.fold(journal, nowMs);
  }

  private void readPayer(AccountRecord payer, int number) {
    long at = asked.timeMs;
    long lastSeenMs = payer.lastSeenMs(at, journal);
    history.setPayerSeen(payer.firstSeenMs(at), lastSeenMs);
    long lastPaidMs = payer.lastPaidMs(asked.payee, at, journal);
    history.setPairSeen(payer.firstDealtMs(AccountRecord.PAYEES, asked.payee, at), lastPaidMs);
    boolean isLastKnown =
        payer.isLastSeenKnown(at, lastSeenMs) && payer.isLastPaidKnown(asked.payee, at, lastPaidMs);
    if (payer.isDealingsDropped() || !isLastKnown) {
      history.setSeenCapped();
    }
    plan.read(Scope.PAYER_OUT, payer, number, asked, journal, history);
    plan.read(Scope.PAYER_IN, payer, number, asked, journal, history);
    pairAtPayee = plan.isPairBusy(payer, true, asked) && !isPairCounted(payer);
    if (!pairAtPayee) {
      plan.read(Scope.PAYER_PAYEE, payer, number, asked, journal, history);
    }
    plan.read(Scope.PAYER_DEVICE, payer, number, asked, journal, history);
    readLastPlace(payer);
    if (asked.hasDevice()) {
      history.setPayerDeviceFirstSeenMs(
          payer.firstDealtMs(AccountRecord.DEVICES, asked.device, at));
    }
  }

  private void readPayee(AccountRecord payee, int number) {
    long firstSeenMs = payee.firstSeenMs(asked.timeMs);
    history.setPayeeFirstSeenMs(firstSeenMs);
    // Whoever is paid is seen before the payer has dealings with them.
    if (firstSeenMs == History.NEVER || history.pairFirstSeenMs() < firstSeenMs) {
      history.setPairSeen(History.NEVER, History.NEVER); // with one who had the number before
    }
    plan.read(Scope.PAYEE_OUT, payee, number, asked, journal, history);
    plan.read(Scope.PAYEE_IN, payee, number, asked, journal, history);
    if (pairAtPayee) {
      pairAtPayerAfterAll = plan.isPairBusy(payee, false, asked);
      if (!pairAtPayerAfterAll) {
        plan.readPairAtPayee(payee, number, asked, journal, history);
      }
    }
  }

  private boolean isPairCounted(AccountRecord payer) {
    Tallies tallies = payer.tallies();
    return tallies != null && tallies.hasPayee(asked.payee);
  }

  /** Where payer and payee are both busy, what is paid to this payee is counted ahead. */
  private void readPairAfterAll() {
    if (pairAtPayerAfterAll) {
      histories.look(
          t.tenant(),
          t.payer(),
          (payer, number) -> plan.read(Scope.PAYER_PAYEE, payer, number, asked, journal, history));
    }
  }

  private void readLastPlace(AccountRecord payer) {
    int last = payer.lastBefore(asked.inJournal, true, asked.timeMs);
    Tallies tallies = payer.tallies();
    int first = tallies == null || last < tallies.folded() ? 0 : tallies.folded();
    for (int i = last; i >= first; i--) {
      long event = payer.event(i);
      if (EventBits.isOut(event) && (event & EventBits.HAS_PLACE) != 0) {
        setLastPlace(payer.timeMs(i), payer.inJournal(i));
        return;
      }
    }
    long prunedBeforeMs = histories.accounts.pruneBeforeMs(nowMs);
    // Where the transfer comes among what was folded, the last place may be that of a later event.
    if (tallies != null
        && last >= first
        && tallies.placeMs() >= prunedBeforeMs
        && (last >= tallies.folded() || tallies.placeMs() <= payer.droppedUpToMs())) {
      setLastPlace(tallies.placeMs(), tallies.placeInJournal());
      return;
    }
    // It may have been among what was dropped for lack of room; then no place is not "no place".
    if (t.hasLocation() && payer.isCappedSince(prunedBeforeMs)) {
      history.setSeenCapped();
    }
  }

  private void setLastPlace(long timeMs, int inJournal) {
    int address = journal.present(inJournal);
    long[] page = journal.page(address);
    int at = Journal.details(address);
    history.setLastPlace(timeMs, Details.latitude(page, at), Details.longitude(page, at));
  }

  private void visit(Scope scope, @Nullable String id, int tenant, long hashOfId) {
    if (id == null || !histories.isRecorded(plan, scope)) {
      return;
    }
    KeyTable<KeyRecord> table = histories.table(scope);
    visited = scope;
    if (!visit(table, tenant, id, hashOfId)) {
      table.missed(asked.timeMs);
      // Another thread may have found room before it could know of this miss.
      if (!visit(table, tenant, id, hashOfId)) {
        plan.markCapped(scope, history);
      }
    }
  }

  private boolean visit(KeyTable<KeyRecord> table, int tenant, String id, long hashOfId) {
    return Histories.visit(table, tenant, id, hashOfId, nowMs, scratch, this, Round::atOther);
  }

  private void atOther(KeyRecord record, int number) {
    plan.read(visited, record, number, asked, journal, history);
    if (concerns(visited, Objects.requireNonNull(Histories.name(visited, t)))) {
      add(record, true, asked.payer);
    }
  }

  /** Visits every key again, and changes nothing; whether the attempt is still known. */
  boolean readAgain() {
    String tenant = t.tenant();
    boolean hasPayee = histories.look(tenant, t.payee(), (record, number) -> asked.payee = number);
    if (!hasPayee || !histories.look(tenant, t.payer(), this::atPayerAgain) || !found) {
      return false;
    }
    histories.look(tenant, t.payee(), this::atPayeeAgain);
    readPairAfterAll();
    visitAgain(Scope.DEVICE, t.device());
    visitAgain(Scope.IP, t.ip());
    visitAgain(Scope.CUSTOMER, t.customer());
    visitAgain(Scope.MERCHANT, t.merchant());
    return true;
  }

  private void atPayerAgain(AccountRecord payer, int number) {
    asked.payer = number;
    int own = payer.indexOf(asked.inJournal, true, asked.timeMs);
    found = own >= 0;
    if (!found) {
      return;
    }
    readPayer(payer, number);
    if (payer.party(own) != asked.payee) { // the payee was forgotten
      plan.markCapped(Scope.PAYER_PAYEE, history);
    }
    if (asked.hasDevice() && !isOwnDeviceKnown(payer.inJournal(own))) {
      plan.markCapped(Scope.PAYER_DEVICE, history);
    }
  }

  private boolean isOwnDeviceKnown(int inJournal) {
    int address = journal.present(inJournal);
    long[] page = journal.page(address);
    return Details.has(page, Journal.details(address), Aggregate.Field.DEVICE);
  }

  private void atPayeeAgain(AccountRecord payee, int number) {
    readPayee(payee, number);
    if (payee.indexOf(asked.inJournal, false, asked.timeMs) < 0) {
      plan.markCapped(Scope.PAYEE_OUT, history);
      plan.markCapped(Scope.PAYEE_IN, history);
      if (pairAtPayee) {
        plan.markCapped(Scope.PAYER_PAYEE, history);
      }
    }
  }

  private void visitAgain(Scope scope, @Nullable String id) {
    if (id == null || !plan.reads(scope)) {
      return;
    }
    boolean isThere =
        histories.look(
            histories.table(scope),
            histories.tenants.find(t.tenant()),
            id,
            (record, number) -> {
              plan.read(scope, record, number, asked, journal, history);
              if (record.indexOf(asked.inJournal, true, asked.timeMs) < 0) {
                plan.markCapped(scope, history);
              }
            });
    if (!isThere) {
      plan.markCapped(scope, history);
    }
  }
}
