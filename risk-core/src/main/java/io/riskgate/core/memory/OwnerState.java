package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A view of one owner's record: its references, and the use of its limits. Good for one visit,
 * under the monitor of the owner's stripe; then {@link #moveTo} another.
 *
 * <p>The record's first long says which reference came last. Then come two longs for each window of
 * a limit that is used: which window of which limit (the limit's number, whether it is a month, and
 * the window's number), and how much is used.
 */
final class OwnerState {
  /** How many ids of limits a store can tell apart in its life. */
  static final int LIMITS_MAX = (1 << 15) - 1;

  /** The length of a new owner's body, in longs. */
  static final int BODY_LONGS = 1;

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /**
   * So long after an owner's last use its windows of a day are over by any clock, and of a month;
   * of a day not before its references are.
   */
  private static final long DAY_OVER_MS = 3 * DAY_MS;

  private static final long MONTH_OVER_MS = Duration.ofDays(32).toMillis();

  /** How many windows of a limit are kept, the present one included, for late claims. */
  private static final int WINDOWS_KEPT = 8;

  private static final int USE_LONGS = 2;
  private static final int BUCKET_BITS = 48;
  private static final long BUCKET_MASK = (1L << BUCKET_BITS) - 1;
  private static final long MONTH = 1L << BUCKET_BITS;
  private static final int LIMIT_SHIFT = BUCKET_BITS + 1;
  private static final int NO_USE = -1;

  /** A transfer that has ended, where its event is in the journal, and how it ended. */
  record Ended(Transfer transfer, int inJournal, TransferState state) {}

  private final OwnerStripe stripe;
  private int number;

  OwnerState(OwnerStripe stripe, int number) {
    this.stripe = stripe;
    this.number = number;
  }

  /** Looks at another owner of the stripe from now on. */
  OwnerState moveTo(int other) {
    number = other;
    return this;
  }

  private int address() {
    return stripe.owners.addressOf(number);
  }

  private long[] page() {
    return stripe.owners.page(address());
  }

  private int at() {
    return Slab.offset(address());
  }

  private int body() {
    return at() + KeyStripe.body(page(), at());
  }

  // ---- references

  /** The number of the reference that came last, or -1. */
  private int last() {
    return (int) page()[body()] - 1;
  }

  /** Says which reference came last. */
  void setLast(int reference) {
    page()[body()] = reference + 1L;
  }

  /** The entry of a reference that is remembered, or null. */
  @Nullable Entry get(Reference reference, long nowMs, long keptMs) {
    int address = stripe.find(number, reference.id());
    if (address == Slab.NONE) {
      return null;
    }
    if (stripe.isOver(address, nowMs, keptMs)) {
      stripe.forget(address);
      return null;
    }
    return stripe.entry(address, reference);
  }

  /** The entry of a reference that is there, whether or not its time is over; or null. */
  @Nullable Entry peek(Reference reference) {
    int address = stripe.find(number, reference.id());
    return address == Slab.NONE ? null : stripe.entry(address, reference);
  }

  /** Forgets the references whose time is over, from the last on to the first whose is not. */
  void forgetOver(long nowMs, long keptMs) {
    for (int last = last(); last >= 0; last = last()) {
      int address = stripe.references.addressOf(last);
      if (!stripe.isOver(address, nowMs, keptMs)) {
        return;
      }
      stripe.forget(address);
    }
  }

  /** Adds the entry of a reference that is not there. */
  void put(Entry entry) {
    stripe.add(number, last(), entry);
    setLast(entry.number);
  }

  /** The decided transfers after an id, or all of them, by id. */
  List<StoredTransfer> decidedAfter(
      String tenant, String name, @Nullable String id, long nowMs, long keptMs) {
    List<StoredTransfer> decided = new ArrayList<>();
    for (int reference = last(); reference >= 0; ) {
      int address = stripe.references.addressOf(reference);
      reference = stripe.before(address);
      if (stripe.isDecided(address) && !stripe.isOver(address, nowMs, keptMs)) {
        String its = stripe.id(address);
        if (id == null || its.compareTo(id) > 0) {
          StoredTransfer stored = stripe.entry(address, new Reference(tenant, name, its)).stored();
          if (stored != null) {
            decided.add(stored);
          }
        }
      }
    }
    decided.sort(Comparator.comparing(s -> s.reference().id()));
    return decided;
  }

  /**
   * Takes the person out of those closed transfers that are theirs. The references stay until their
   * time is over: a retry must not be paid again because the payer was forgotten.
   *
   * @param ended takes what they were, where they had ended without being settled
   */
  void forgetClosed(
      String tenant, String name, Predicate<Transfer> theirs, long nowMs, List<Ended> ended) {
    for (int reference = last(); reference >= 0; ) {
      int address = stripe.references.addressOf(reference);
      reference = stripe.before(address);
      Entry entry = stripe.entry(address, new Reference(tenant, name, stripe.id(address)));
      TransferState state = entry.state(nowMs);
      if (theirs.test(entry.transfer()) && state != null && !state.isOpen()) {
        if (state != TransferState.SETTLED) {
          ended.add(new Ended(entry.transfer(), entry.inJournal, state));
        }
        entry.keepForRetries();
        stripe.pack(entry);
      }
    }
  }

  /** Whether there are references. */
  boolean hasReferences() {
    return last() >= 0;
  }

  // ---- what is open

  /** Ends what has expired at the clock. */
  void advance(long nowMs) {
    KeyStripe.touch(page(), at(), nowMs);
    expire(nowMs);
  }

  /** Whether a visit at a clock would look at what may have expired. */
  boolean isDue(long nowMs) {
    int place = KeyStripe.extra(page(), at());
    return place != 0 && nowMs >= stripe.open.get(place).nextExpiryMs();
  }

  /** Ends what has expired at a clock. */
  void expire(long nowMs) {
    int place = KeyStripe.extra(page(), at());
    if (place == 0) {
      return;
    }
    OpenEntries open = stripe.open.get(place);
    if (nowMs < open.nextExpiryMs()) {
      return;
    }
    long nextMs = Long.MAX_VALUE;
    for (int i = open.size() - 1; i >= 0; i--) { // what is removed is replaced by the last
      Entry entry = open.get(i);
      StoredTransfer stored = entry.stored();
      if (stored == null || nowMs < stored.expiresAtMs()) {
        nextMs = Math.min(nextMs, stored == null ? nowMs : stored.expiresAtMs());
      } else {
        giveBack(entry);
        close(entry, stored, TransferState.EXPIRED, stored.marks());
      }
    }
    open.expiresNext(nextMs);
  }

  /** Stores an open transfer and watches its expiry. */
  void storeOpen(Entry entry, StoredTransfer stored) {
    int place = KeyStripe.extra(page(), at());
    if (place == 0) {
      place = stripe.open.add(stripe.spareOpen());
      KeyStripe.setExtra(page(), at(), place);
    }
    stripe.open.get(place).add(entry, stored.expiresAtMs());
    entry.store(stored);
  }

  private void removeOpen(Entry entry) {
    int place = KeyStripe.extra(page(), at());
    if (entry.openAt >= 0 && place != 0) {
      OpenEntries open = stripe.open.get(place);
      open.remove(entry);
      if (open.size() == 0) {
        stripe.open.remove(place);
        stripe.keepSpare(open);
        KeyStripe.setExtra(page(), at(), 0);
      }
    }
  }

  /** Stores a transfer as closed. */
  StoredTransfer close(Entry entry, StoredTransfer stored, TransferState state, Set<Mark> marks) {
    StoredTransfer closed =
        new StoredTransfer(
            stored.reference(),
            stored.transfer(),
            stored.value(),
            stored.verdict(),
            stored.demand(),
            state,
            marks,
            stored.usages(),
            stored.evidence(),
            stored.release(),
            stored.decidedAtMs(),
            History.NEVER,
            stored.revision() + 1);
    entry.store(closed);
    removeOpen(entry);
    stripe.pack(entry);
    return closed;
  }

  /** Keeps an observed movement, whose claims were made, as bytes. */
  void pack(Entry entry) {
    stripe.pack(entry);
  }

  // ---- use of limits

  /** The use of one window of a limit. */
  long used(Limit limit, Moment moment) {
    return used(limit, moment.bucket(limit));
  }

  /**
   * The use of one window of a limit without what an entry itself has claimed of it: of the window
   * in which its suspicious value counts, or else of the moment's.
   */
  long usedByOthers(Limit limit, Moment moment, Entry entry) {
    Entry.MadeClaim made = suspiciousClaim(entry, limit);
    if (made != null) {
      return without(used(made.limit(), made.bucket()), made.amount());
    }
    long used = used(limit, moment);
    if (entry.claimsCount) {
      for (int i = 0; i < entry.claims.size(); i++) {
        Entry.MadeClaim claim = entry.claims.get(i);
        if (isOfOneWindow(claim.limit(), limit) && claim.bucket() == moment.bucket(limit)) {
          used = without(used, claim.amount());
        }
      }
    }
    return used;
  }

  private static boolean isOfOneWindow(Limit one, Limit other) {
    return one.id().equals(other.id()) && one.window() == other.window();
  }

  /** What is left of a use. One that has overflowed stays so: nobody knows what else is in it. */
  private static long without(long used, long amount) {
    return used == Long.MAX_VALUE ? used : Math.max(0, used - amount);
  }

  /** The use of one window of a limit with an entry: where its suspicious value counts, of that. */
  long usedWith(Limit limit, Moment moment, Entry entry) {
    Entry.MadeClaim made = suspiciousClaim(entry, limit);
    return made == null ? used(limit, moment) : used(made.limit(), made.bucket());
  }

  private static Entry.@Nullable MadeClaim suspiciousClaim(Entry entry, Limit limit) {
    for (int i = 0; i < entry.suspicious.size(); i++) {
      Entry.MadeClaim claim = entry.suspicious.get(i);
      if (claim.limit().id().equals(limit.id())) {
        return claim;
      }
    }
    return null;
  }

  /** Counts an entry's suspicious value, once for each limit, and for good. */
  void claimSuspicious(Entry entry, List<Entry.MadeClaim> claims, Moment moment) {
    for (int i = 0; i < claims.size(); i++) {
      Entry.MadeClaim claim = claims.get(i);
      if (suspiciousClaim(entry, claim.limit()) == null) {
        add(claim, moment.bucket(claim.limit())); // first, as there may be no room for it
        List<Entry.MadeClaim> all = new ArrayList<>(entry.suspicious);
        all.add(claim);
        entry.suspicious = List.copyOf(all);
      }
    }
  }

  /** Makes an entry's claims count: all of them or, where there is no room for one, none. */
  void claim(Entry entry, List<Entry.MadeClaim> claims, Moment moment) {
    int made = 0;
    try {
      for (int i = 0; i < claims.size(); i++) {
        Entry.MadeClaim claim = claims.get(i);
        add(claim, moment.bucket(claim.limit()));
        made++;
      }
    } catch (StoreException e) {
      takeBack(claims.subList(0, made));
      throw e;
    }
    entry.claims = claims;
    entry.claimsCount = true;
  }

  /** Takes an entry's claims back; they are kept for a late settlement. */
  void giveBack(Entry entry) {
    if (entry.claimsCount) {
      entry.claimsCount = false;
      takeBack(entry.claims);
    }
  }

  private void takeBack(List<Entry.MadeClaim> claims) {
    for (int i = 0; i < claims.size(); i++) {
      Entry.MadeClaim claim = claims.get(i);
      int use = find(kind(limitNumber(claim.limit()), claim.limit()), claim.bucket());
      if (use != NO_USE) {
        page()[use + 1] = without(page()[use + 1], claim.amount());
      }
    }
  }

  private long used(Limit limit, long bucket) {
    int limitNumber = stripe.common.limitIds().find(limit.id());
    int use = limitNumber == 0 ? NO_USE : find(kind(limitNumber, limit), bucket);
    return use == NO_USE ? 0 : page()[use + 1];
  }

  private int limitNumber(Limit limit) {
    int found = stripe.common.limitIds().number(limit.id());
    if (found == 0) {
      throw new StoreException("No room for more than " + LIMITS_MAX + " ids of limits");
    }
    return found;
  }

  /** How many windows of limits are used. */
  int uses() {
    return (KeyStripe.bodyLongs(page(), at()) - BODY_LONGS) / USE_LONGS;
  }

  /**
   * What the uses of a limit's windows have in common: its number, and whether they are months. A
   * limit that counted by the month under an earlier pack may count by the day under its id: their
   * windows are kept apart.
   */
  private static long kind(int limitNumber, Limit limit) {
    return (long) limitNumber << LIMIT_SHIFT | (limit.window() == Limit.Window.MONTH ? MONTH : 0);
  }

  /** Where in the page the use of a window is, or {@link #NO_USE}. */
  private int find(long kind, long bucket) {
    long[] page = page();
    int end = at() + Slab.length(page, at());
    for (int use = body() + BODY_LONGS; use < end; use += USE_LONGS) {
      if (kindOf(page[use]) == kind && bucketOf(page[use]) == bucket) {
        return use;
      }
    }
    return NO_USE;
  }

  private static long kindOf(long use) {
    return use & ~BUCKET_MASK;
  }

  private static long bucketOf(long use) {
    return (use << (Long.SIZE - BUCKET_BITS)) >> (Long.SIZE - BUCKET_BITS);
  }

  /**
   * Counts a claim. Where a limit has as many windows as are kept, the oldest goes, whatever the
   * clock says: one claim of a clock that is far ahead must not let go of all that is used by the
   * right one. Never those around the present, which threads with clocks a little apart may ask
   * for.
   */
  private void add(Entry.MadeClaim claim, long presentBucket) {
    long kind = kind(limitNumber(claim.limit()), claim.limit());
    int use = find(kind, claim.bucket());
    if (use == NO_USE) {
      use = room(kind, claim.bucket(), presentBucket);
      if (use == NO_USE) {
        return; // nothing can be reserved in it any more
      }
      page()[use] = kind | (claim.bucket() & BUCKET_MASK);
      page()[use + 1] = 0;
    }
    page()[use + 1] = Amounts.addSaturating(page()[use + 1], claim.amount());
  }

  /** Where there is room for a window, unless all that are kept are newer. */
  private int room(long kind, long bucket, long presentBucket) {
    long[] page = page();
    int end = at() + Slab.length(page, at());
    int kept = 0;
    int oldest = NO_USE;
    for (int use = body() + BODY_LONGS; use < end; use += USE_LONGS) {
      if (kindOf(page[use]) == kind) {
        kept++;
        long its = bucketOf(page[use]);
        if (!isPresent(its, presentBucket) && (oldest < 0 || its < bucketOf(page[oldest]))) {
          oldest = use;
        }
      }
    }
    if (kept < WINDOWS_KEPT || oldest < 0) {
      return grow();
    }
    boolean isNewer = bucket > bucketOf(page[oldest]) || isPresent(bucket, presentBucket);
    return isNewer ? oldest : NO_USE;
  }

  private static boolean isPresent(long bucket, long presentBucket) {
    return Math.abs(bucket - presentBucket) <= 1;
  }

  private int grow() {
    int bodyLongs = KeyStripe.bodyLongs(page(), at());
    if (KeyStripe.body(page(), at()) + bodyLongs + USE_LONGS >= Slab.LONGS_MAX) {
      throw new StoreException("An owner has too many limits in use: " + uses() + " windows");
    }
    stripe.owners.resize(address(), bodyLongs + USE_LONGS);
    return body() + bodyLongs;
  }

  /** Lets go of windows that are over by any clock. */
  void dropOldUses(long nowMs, long referencesKeptMs) {
    if (uses() == 0) {
      return;
    }
    long dayOverMs = Math.max(DAY_OVER_MS, referencesKeptMs);
    long idleMs = nowMs - KeyStripe.touchedMs(page(), at());
    long[] page = page();
    int from = body() + BODY_LONGS;
    int end = at() + Slab.length(page, at());
    int to = from;
    for (int use = from; use < end; use += USE_LONGS) {
      boolean isMonth = (page[use] & MONTH) != 0;
      boolean isOver =
          isMonth
              ? idleMs > MONTH_OVER_MS
              : idleMs > dayOverMs || nowMs - dayOverMs > (bucketOf(page[use]) + 2) * DAY_MS;
      if (!isOver) {
        page[to] = page[use];
        page[to + 1] = page[use + 1];
        to += USE_LONGS;
      }
    }
    if (to < end) {
      stripe.owners.resize(address(), BODY_LONGS + to - from);
    }
  }

  /** Whether nothing is kept of an owner that has not been used for so long. */
  boolean isIdle(long nowMs, long idleKeptMs) {
    return !hasReferences()
        && uses() == 0
        && nowMs - KeyStripe.touchedMs(page(), at()) > idleKeptMs;
  }

  /** Lets go of an owner of whom nothing is kept. */
  void remove() {
    stripe.owners.remove(address());
  }
}
