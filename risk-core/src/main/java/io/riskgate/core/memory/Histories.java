package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoreSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happened, by the keys that it concerns: one table of records for each sort of key, and the
 * journal of what all keys share. No thread ever holds the monitors of two stripes.
 */
final class Histories {
  /** An event time may lag behind the clock by this much; events are kept that much longer. */
  static final long LAG_MS = Duration.ofDays(2).toMillis();

  /** The journal is kept for some time longer than the events that point to it. */
  private static final long JOURNAL_LAG_MS = Duration.ofDays(1).toMillis();

  /** An account has left for longer than this before another gets its number. */
  private static final long NUMBER_RESTS_MS = JOURNAL_LAG_MS;

  /** Sets the hashes of the names of forgotten accounts apart from all others. */
  private static final int FORGOTTEN_MARK = -2;

  /** What a transfer concerns besides its two accounts. */
  static final Set<Scope> OTHERS =
      Collections.unmodifiableSet(
          EnumSet.of(Scope.DEVICE, Scope.IP, Scope.CUSTOMER, Scope.MERCHANT));

  /** What is done with a record, under the monitor of its stripe. */
  @FunctionalInterface
  interface Visit<R> {
    void at(R record, int number);
  }

  /** The same for a caller who comes again and again: only who comes is told anew each time. */
  @FunctionalInterface
  interface VisitBy<C, R> {
    void at(C caller, R record, int number);
  }

  final Tenants tenants = new Tenants();
  final Journal journal = new Journal();
  final Codes codes = new Codes();
  final KeyTable<AccountRecord> accounts;
  final KeyTable<KeyRecord> devices;
  final KeyTable<KeyRecord> ips;
  final int eventsPerKeyMax;
  final int dealingsPerAccountMax;
  private final SipHash hash;
  private final Map<Scope, KeyTable<KeyRecord>> others = new EnumMap<>(Scope.class);

  private volatile Recording recording = Recording.none();

  Histories(
      int keysMax,
      int eventsPerKeyMax,
      int dealingsPerAccountMax,
      long idleKeptMs,
      SipHash secret,
      CapHits capHits) {
    hash = secret;
    this.eventsPerKeyMax = eventsPerKeyMax;
    this.dealingsPerAccountMax = dealingsPerAccountMax;
    accounts =
        new KeyTable<>(
            "accounts",
            Scratch::account,
            AccountRecord.HEADER_LONGS,
            hash,
            journal,
            keysMax,
            idleKeptMs,
            capHits);
    for (Scope scope : OTHERS) {
      others.put(
          scope,
          new KeyTable<>(
              scope.name(),
              Scratch::other,
              KeyRecord.HEADER_LONGS,
              hash,
              journal,
              keysMax,
              KeyTable.AS_LONG_AS_EVENTS,
              capHits));
    }
    devices = table(Scope.DEVICE);
    ips = table(Scope.IP);
  }

  /**
   * Records from now on what is wanted.
   *
   * @param referencesKeptMs how long an attempt can be repeated, and its past be asked for
   */
  void record(Recording next, long referencesKeptMs) {
    long lagMs = Math.max(LAG_MS, LAG_MS / 2 + referencesKeptMs);
    long longestMs = next.longestWindowMs(Scope.PAYER_OUT);
    accounts.keep(longestMs + LAG_MS);
    for (Map.Entry<Scope, KeyTable<KeyRecord>> other : others.entrySet()) {
      long ofOther = next.longestWindowMs(other.getKey());
      other.getValue().keep(ofOther + lagMs);
    }
    // An account's number must not be another's while any record still names it.
    accounts.keepIdle(longestMs + lagMs + JOURNAL_LAG_MS);
    journal.keep(longestMs + lagMs + JOURNAL_LAG_MS);
    recording = next;
  }

  Recording recording() {
    return recording;
  }

  // ---- the journal

  /** Writes a transfer or movement that is new. */
  Journal.Place write(AggregatePlan plan, Attempt attempt, boolean observed) {
    TransferState state = observed ? TransferState.SETTLED : null;
    return journal.write(
        EventBits.standing(state, Set.of(), History.NEVER, observed),
        details(plan, attempt),
        attempt.eventTimeMs(),
        attempt.moment().nowMs());
  }

  /** Takes over what a repeated attempt says. */
  void repeat(AggregatePlan plan, Attempt attempt, Entry entry) {
    Transfer before = entry.transfer();
    long nowMs = attempt.moment().nowMs();
    boolean alike =
        entry.value() == attempt.value() && Details.areAlike(before, attempt.transfer());
    if (!alike) {
      // First, as there may be no room for it: what is known then stays as it was.
      entry.moved(
          journal.rewrite(entry.inJournal, details(plan, attempt), attempt.eventTimeMs(), nowMs));
    }
    entry.repeat(attempt.transfer(), attempt.value(), nowMs);
  }

  private Details details(AggregatePlan plan, Attempt attempt) {
    Transfer t = attempt.transfer();
    int fields = recording.fields() | plan.fieldsMask();
    boolean payee = (fields & 1 << Aggregate.Field.PAYEE.ordinal()) != 0;
    return new Details(
        t,
        attempt.reference(),
        attempt.value(),
        fields,
        payee ? numberOf(t.tenant(), t.payee(), attempt.moment().nowMs()) : KeyTable.NO_NUMBER,
        hash,
        codes);
  }

  // ---- records

  /** The accounts of a tenant in one stripe of which something is remembered, in their order. */
  List<String> keptNames(int stripe, String tenant, long nowMs) {
    return accounts.keptNames(stripe, tenants.find(tenant), nowMs);
  }

  /** The number of an account, which is created on first use. */
  int numberOf(String tenant, String account, long nowMs) {
    int[] found = new int[1];
    visit(tenant, account, nowMs, (record, number) -> found[0] = number);
    return found[0];
  }

  /** Visits an account, which is created on first use. */
  void visit(String tenant, String account, long nowMs, Visit<AccountRecord> what) {
    if (!visit(accounts, tenants.number(tenant), account, nowMs, what)) {
      throw accounts.full();
    }
  }

  /** Visits an account, which is created on first use whether or not there is room for it. */
  void visitBeyondCap(String tenant, String account, long nowMs, Visit<AccountRecord> what) {
    int number = tenants.number(tenant);
    if (visit(accounts, number, account, nowMs, what)) {
      return;
    }
    long hashOfName = accounts.hash(number, account);
    KeyStripe stripe = accounts.stripe(hashOfName);
    synchronized (stripe) {
      AccountRecord record = accounts.find(stripe, hashOfName, number, account);
      if (record == null) {
        record = accounts.addBeyondCap(stripe, hashOfName, number, account, nowMs);
      }
      what.at(record, KeyTable.number(hashOfName, record));
    }
  }

  /** Visits an account, which is created on first use, whose hash is known. */
  <C> void visit(
      int tenant,
      String account,
      long hashOfName,
      long nowMs,
      @Nullable Scratch scratch,
      C caller,
      VisitBy<C, AccountRecord> what) {
    if (!visit(accounts, tenant, account, hashOfName, nowMs, scratch, caller, what)) {
      throw accounts.full();
    }
  }

  /** Visits a key, which is created on first use; whether there is room for it. */
  static <R extends KeyRecord> boolean visit(
      KeyTable<R> table, int tenant, String name, long nowMs, Visit<R> what) {
    return visit(table, tenant, name, table.hash(tenant, name), nowMs, null, what, Visit::at);
  }

  /** The same of a key whose hash, which is one in all tables, is known. */
  static <C, R extends KeyRecord> boolean visit(
      KeyTable<R> table,
      int tenant,
      String name,
      long hashOfName,
      long nowMs,
      @Nullable Scratch scratch,
      C caller,
      VisitBy<C, R> what) {
    int size = table.size();
    boolean visited = visitOnce(table, tenant, name, hashOfName, nowMs, scratch, caller, what);
    if (visited && table.size() <= size) {
      return true;
    }
    table.sweepSome(nowMs); // each new key pays for looking at old ones
    return visited || visitOnce(table, tenant, name, hashOfName, nowMs, scratch, caller, what);
  }

  private static <C, R extends KeyRecord> boolean visitOnce(
      KeyTable<R> table,
      int tenant,
      String name,
      long hashOfName,
      long nowMs,
      @Nullable Scratch scratch,
      C caller,
      VisitBy<C, R> what) {
    KeyStripe stripe = table.stripe(hashOfName);
    synchronized (stripe) {
      R record = table.visit(stripe, hashOfName, tenant, name, nowMs, scratch);
      if (record == null) {
        return false;
      }
      what.at(caller, record, KeyTable.number(hashOfName, record));
      return true;
    }
  }

  /** Looks at an account without using it; whether it is there. */
  boolean look(String tenant, String account, Visit<AccountRecord> what) {
    return look(accounts, tenants.find(tenant), account, what);
  }

  /** Looks at a key without using it; whether it is there. */
  <R extends KeyRecord> boolean look(KeyTable<R> table, int tenant, String name, Visit<R> what) {
    long hashOfName = table.hash(tenant, name);
    KeyStripe stripe = table.stripe(hashOfName);
    synchronized (stripe) {
      R record = table.find(stripe, hashOfName, tenant, name);
      if (record == null) {
        return false;
      }
      record.prune(journal.goneBeforeMs());
      what.at(record, KeyTable.number(hashOfName, record));
      return true;
    }
  }

  /** The hash by which a device is known; 0 where there is none. */
  long deviceHash(@Nullable String device) {
    return device == null ? 0 : Details.hash(hash, device);
  }

  /** The table of devices, IPs, customers or merchants. */
  KeyTable<KeyRecord> table(Scope scope) {
    KeyTable<KeyRecord> table = others.get(scope);
    if (table == null) {
      throw new IllegalArgumentException("No keys of its own: " + scope);
    }
    return table;
  }

  /** Whether a key is wanted by the call's schema, or by any that is in force. */
  boolean isRecorded(AggregatePlan plan, Scope scope) {
    return plan.reads(scope) || recording.records(scope);
  }

  /** First and last seen start with money that has moved. */
  void seen(Transfer t, long nowMs) {
    long at = timeMs(t);
    int[] payee = new int[1];
    long[] othersUpToMs = new long[1];
    visit(
        t.tenant(),
        t.payee(),
        nowMs,
        (record, number) -> {
          payee[0] = number;
          record.seen(at);
          othersUpToMs[0] = record.firstSeenMs(at) - NUMBER_RESTS_MS;
          record.isSweepable(nowMs); // lets go of what controls need no longer look for
        });
    visit(
        t.tenant(),
        t.payer(),
        nowMs,
        (record, number) -> {
          record.seen(at);
          record.dropDealings(payee[0], othersUpToMs[0]);
          record.seen(AccountRecord.PAYEES, payee[0], at, dealingsPerAccountMax);
          String device = t.device();
          if (device != null) {
            record.seen(AccountRecord.DEVICES, deviceHash(device), at, dealingsPerAccountMax);
          }
          record.isSweepable(nowMs);
        });
  }

  private static long timeMs(Transfer t) {
    Instant time = t.time();
    if (time == null) {
      throw new IllegalStateException("A recorded transfer has an event time");
    }
    return time.toEpochMilli();
  }

  /**
   * Says that a transfer that had ended has been settled after all, where its end may have been
   * counted ahead.
   */
  void settledLate(Transfer t, int inJournal) {
    int tenant = tenants.find(t.tenant());
    long paid = EventBits.event(t, timeMs(t), true);
    long received = EventBits.event(t, timeMs(t), false);
    look(t.tenant(), t.payer(), (record, number) -> record.settledLate(paid, inJournal, journal));
    look(
        t.tenant(),
        t.payee(),
        (record, number) -> record.settledLate(received, inJournal, journal));
    for (Map.Entry<Scope, KeyTable<KeyRecord>> table : others.entrySet()) {
      String name = name(table.getKey(), t);
      if (name != null) {
        look(
            table.getValue(),
            tenant,
            name,
            (record, number) -> record.settledLate(paid, inJournal, journal));
      }
    }
  }

  /** The name of what a transfer concerns besides its accounts, or null. */
  static @Nullable String name(Scope scope, Transfer t) {
    return switch (scope) {
      case DEVICE -> t.device();
      case IP -> t.ip();
      case CUSTOMER -> t.customer();
      case MERCHANT -> t.merchant();
      default -> null;
    };
  }

  // ---- forgetting

  /**
   * Says for good where transfers stand that have ended, at those of their keys that nobody can
   * find any more once their payer is forgotten. Should one be settled after all, busy and idle
   * keys must not differ in whether they count it so.
   */
  void endForGood(List<OwnerState.Ended> ended) {
    for (OwnerState.Ended e : ended) {
      Transfer t = e.transfer();
      Visit<KeyRecord> end =
          (record, number) -> record.endForGood(e.inJournal(), timeMs(t), e.state().ordinal());
      for (Map.Entry<Scope, KeyTable<KeyRecord>> table : others.entrySet()) {
        String name = name(table.getKey(), t);
        if (name != null) {
          look(table.getValue(), tenants.find(t.tenant()), name, end);
        }
      }
    }
  }

  /**
   * Forgets an account's history. Its record goes on under a pseudonym, without what it knew, so
   * that others who name it keep their counts. A new one has its controls, and what is open; where
   * there is neither, none does, and the name is gone.
   *
   * @param owners takes the owners of limits, other than the account, of what it paid
   */
  void forget(
      String tenant, String account, Forgetting forgetting, Set<String> owners, long nowMs) {
    int tenantNumber = tenants.find(tenant);
    long[] upToMs = {nowMs};
    Visit<AccountRecord> latest = (record, number) -> upToMs[0] = latestMs(record, upToMs[0]);
    if (!look(accounts, tenantNumber, account, latest)) {
      return;
    }
    markForgotten(tenant, account, upToMs[0], nowMs); // first, so that no export ever looks whole
    long hashOfName = accounts.hash(tenantNumber, account);
    KeyStripe stripe = accounts.stripe(hashOfName);
    synchronized (stripe) {
      AccountRecord record = accounts.find(stripe, hashOfName, tenantNumber, account);
      if (record == null) {
        return;
      }
      record.prune(journal.goneBeforeMs());
      upToMs[0] = latestMs(record, upToMs[0]);
      for (int i = 0; i < record.size(); i++) {
        if (EventBits.isOut(record.event(i))) {
          forget(record.inJournal(i), forgetting, owners);
        }
      }
      record.forgetHistory();
      Attached kept = record.attached();
      boolean keeps = false;
      if (kept != null) {
        upToMs[0] = Math.max(upToMs[0], kept.forgottenUpToMs());
        keeps = !kept.isSweepable(nowMs);
      }
      accounts.rename(stripe, record, forgetting.pseudonymOfAccount(), keeps, nowMs);
    }
    markForgotten(tenant, account, upToMs[0], nowMs);
  }

  private static long latestMs(AccountRecord record, long notBeforeMs) {
    long latestMs = notBeforeMs;
    for (int i = 0; i < record.size(); i++) {
      latestMs = Math.max(latestMs, record.timeMs(i));
    }
    return latestMs;
  }

  /** Keeps that an account was forgotten, under a name that only who knows the account can find. */
  private void markForgotten(String tenant, String account, long upToMs, long nowMs) {
    visitBeyondCap(
        tenant, markOf(account), nowMs, (record, number) -> record.attach().forgotUpTo(upToMs));
  }

  /** Up to which event time the history of an account was forgotten, or {@link History#NEVER}. */
  long forgottenUpToMs(String tenant, String account) {
    long[] upToMs = {History.NEVER};
    Visit<AccountRecord> mark =
        (record, number) -> {
          Attached attached = record.attached();
          upToMs[0] = attached == null ? History.NEVER : attached.forgottenUpToMs();
        };
    look(tenant, markOf(account), mark);
    return upToMs[0];
  }

  /** No account has a control character in its name. */
  private String markOf(String account) {
    return "\u0000forgotten-" + Long.toHexString(hash.hash(FORGOTTEN_MARK, account));
  }

  private void forget(int inJournal, Forgetting forgetting, Set<String> owners) {
    int address = journal.present(inJournal);
    long[] page = journal.page(address);
    if (journal.isGone(page)) {
      return;
    }
    int at = Journal.details(address);
    String owner = Details.otherOwner(page, at);
    if (owner != null) {
      owners.add(owner);
    }
    journal.forget(address, forgetting::other);
  }

  /** Forgets the history of a customer. */
  void forgetCustomer(String tenant, String customer) {
    table(Scope.CUSTOMER).remove(tenants.find(tenant), customer, record -> true);
  }

  /**
   * Forgets the history of a device, unless others than these accounts are known to have used it.
   *
   * @return whether there is none now
   */
  boolean forgetDevice(String tenant, String device, Set<String> users, long nowMs) {
    Set<Integer> numbers = new HashSet<>();
    for (String user : users) {
      look(tenant, user, (record, number) -> numbers.add(number));
    }
    return devices.remove(
        tenants.find(tenant), device, record -> isUsedByNone(record, numbers, nowMs));
  }

  /** Whether no event is of another payer, or may have been. */
  private boolean isUsedByNone(KeyRecord record, Set<Integer> but, long nowMs) {
    long reachedFromMs = devices.pruneBeforeMs(nowMs);
    record.prune(reachedFromMs);
    for (int i = 0; i < record.size(); i++) {
      if (!but.contains(record.party(i))) {
        return false;
      }
    }
    return !record.isCappedSince(reachedFromMs);
  }

  /** The name of the account with a number. */
  String nameOf(int number) {
    String name = accounts.name(number);
    if (name == null) {
      throw new StoreException("An account left before its movements did");
    }
    return name;
  }

  // ---- images

  /** Writes what is known of keys; their owners' entries must have been written. */
  void write(ImageOut out) {
    recording.write(out);
    tenants.write(out);
    codes.write(out);
    accounts.write(out, attached -> attached.write(out));
    others.forEach((scope, table) -> table.write(out, attached -> attached.write(out)));
  }

  void read(ImageIn in, Function<StoreSchema, AggregatePlan> planOf) {
    recording = Recording.read(in);
    tenants.read(in);
    codes.read(in);
    accounts.read(in, () -> Attached.read(in, planOf));
    others.forEach((scope, table) -> table.read(in, () -> Attached.read(in, planOf)));
  }
}
