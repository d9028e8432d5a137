package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.Mark;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The references and the use of limits of one owner. Guarded by its own lock. */
final class OwnerState extends KeyState {
  /**
   * So long after its last use an owner's windows of a day are over by any clock, and of a month.
   */
  private static final long DAY_OVER_MS = Duration.ofDays(8).toMillis();

  private static final long MONTH_OVER_MS = Duration.ofDays(32).toMillis();

  /** How many windows of a limit are kept, the present one included, for late claims. */
  private static final int WINDOWS_KEPT = 8;

  private static final class Use {
    final String limitId;
    final long bucket;
    final long overMs;
    long used;

    Use(Limit limit, long bucket) {
      limitId = limit.id();
      overMs = limit.window() == Limit.Window.DAY ? DAY_OVER_MS : MONTH_OVER_MS;
      this.bucket = bucket;
    }
  }

  // Most owners are idle most of the time, so what is empty takes up nothing.
  private Map<String, Entry> entries = Map.of();
  private List<Entry> open = List.of();
  private List<Use> uses = List.of();
  private long nextExpiryMs = Long.MAX_VALUE;
  private long referencesKeptMs = Long.MAX_VALUE;

  @Nullable Entry get(String id) {
    return entries.get(id);
  }

  void put(Entry entry) {
    if (entries.isEmpty()) {
      entries = new LinkedHashMap<>(4);
    }
    entries.put(entry.reference.id(), entry);
  }

  /** The decided transfers after an id, or all of them, by id. */
  List<StoredTransfer> decidedAfter(@Nullable String id) {
    return entries.values().stream()
        .map(Entry::stored)
        .filter(Objects::nonNull)
        .filter(s -> id == null || s.reference().id().compareTo(id) > 0)
        .sorted(Comparator.comparing(s -> s.reference().id()))
        .toList();
  }

  /** Ends what has expired at the clock and forgets references that are no longer kept. */
  void advance(long nowMs, long keptMs) {
    touchedMs = nowMs;
    referencesKeptMs = keptMs;
    tidy(nowMs);
  }

  private void tidy(long nowMs) {
    if (nowMs >= nextExpiryMs) {
      expire(nowMs);
    }
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (nowMs - entry.knownSinceMs < referencesKeptMs) {
        break;
      }
      TransferState state = entry.state(nowMs);
      if (state != null && state.isOpen()) {
        continue;
      }
      oldest.remove();
      if (!entry.isObserved()) {
        entry.detach(nowMs);
      }
    }
    if (entries.isEmpty()) {
      entries = Map.of();
    }
  }

  private void expire(long nowMs) {
    nextExpiryMs = Long.MAX_VALUE;
    Iterator<Entry> it = open.iterator();
    while (it.hasNext()) {
      Entry entry = it.next();
      StoredTransfer stored = entry.stored();
      if (stored == null || !stored.state().isOpen()) {
        it.remove();
      } else if (nowMs >= stored.expiresAtMs()) {
        giveBack(entry);
        close(entry, stored, TransferState.EXPIRED, stored.marks());
        it.remove();
      } else {
        nextExpiryMs = Math.min(nextExpiryMs, stored.expiresAtMs());
      }
    }
    if (open.isEmpty()) {
      open = List.of();
    }
  }

  /** Stores an open transfer and watches its expiry. */
  void storeOpen(Entry entry, StoredTransfer stored) {
    StoredTransfer before = entry.stored();
    if (before == null || !before.state().isOpen()) {
      if (open.isEmpty()) {
        open = new ArrayList<>(2);
      }
      open.add(entry);
    }
    entry.store(stored);
    nextExpiryMs = Math.min(nextExpiryMs, stored.expiresAtMs());
  }

  /** Stores a transfer as closed; {@link #open} lets go of it when it next expires something. */
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
    return closed;
  }

  /** The use of one window of a limit. */
  long used(Limit limit, Moment moment) {
    return used(limit.id(), moment.bucket(limit));
  }

  /**
   * The use of one window of a limit without what an entry itself has claimed of it: of the window
   * in which its suspicious value counts, or else of the moment's.
   */
  long usedByOthers(Limit limit, Moment moment, Entry entry) {
    Entry.MadeClaim made = suspiciousClaim(entry, limit);
    if (made != null) {
      return without(used(limit.id(), made.bucket()), made.amount());
    }
    long used = used(limit, moment);
    if (entry.claimsCount) {
      for (Entry.MadeClaim claim : entry.claims) {
        if (claim.limit().id().equals(limit.id()) && claim.bucket() == moment.bucket(limit)) {
          used = without(used, claim.amount());
        }
      }
    }
    return used;
  }

  /** What is left of a use. One that has overflowed stays so: nobody knows what else is in it. */
  private static long without(long used, long amount) {
    return used == Long.MAX_VALUE ? used : Math.max(0, used - amount);
  }

  /** The use of one window of a limit with an entry: where its suspicious value counts, of that. */
  long usedWith(Limit limit, Moment moment, Entry entry) {
    Entry.MadeClaim made = suspiciousClaim(entry, limit);
    return used(limit.id(), made == null ? moment.bucket(limit) : made.bucket());
  }

  private static Entry.@Nullable MadeClaim suspiciousClaim(Entry entry, Limit limit) {
    for (Entry.MadeClaim claim : entry.suspicious) {
      if (claim.limit().id().equals(limit.id())) {
        return claim;
      }
    }
    return null;
  }

  /** Counts an entry's suspicious value, once for each limit, and for good. */
  void claimSuspicious(Entry entry, List<Entry.MadeClaim> claims, Moment moment) {
    for (Entry.MadeClaim claim : claims) {
      if (suspiciousClaim(entry, claim.limit()) == null) {
        List<Entry.MadeClaim> all = new ArrayList<>(entry.suspicious);
        all.add(claim);
        entry.suspicious = List.copyOf(all);
        add(claim, moment.bucket(claim.limit()));
      }
    }
  }

  private long used(String limitId, long bucket) {
    Use use = find(limitId, bucket);
    return use == null ? 0 : use.used;
  }

  /** Makes an entry's claims count. */
  void claim(Entry entry, List<Entry.MadeClaim> claims, Moment moment) {
    entry.claims = claims;
    entry.claimsCount = true;
    for (Entry.MadeClaim claim : claims) {
      add(claim, moment.bucket(claim.limit()));
    }
  }

  /** Takes an entry's claims back; they are kept for a late settlement. */
  void giveBack(Entry entry) {
    if (entry.claimsCount) {
      entry.claimsCount = false;
      for (Entry.MadeClaim claim : entry.claims) {
        Use use = find(claim.limit().id(), claim.bucket());
        if (use != null) {
          use.used = without(use.used, claim.amount());
        }
      }
    }
  }

  /**
   * Counts a claim. Where a limit has as many windows as are kept, the oldest goes, whatever the
   * clock says: one claim of a clock that is far ahead must not let go of all that is used by the
   * right one. Never those around the present, which threads with clocks a little apart may ask
   * for.
   */
  private void add(Entry.MadeClaim claim, long presentBucket) {
    String id = claim.limit().id();
    Use use = find(id, claim.bucket());
    if (use == null) {
      if (!hasRoom(id, claim.bucket(), presentBucket)) {
        return; // nothing can be reserved in it any more
      }
      if (uses.isEmpty()) {
        uses = new ArrayList<>(2);
      }
      use = new Use(claim.limit(), claim.bucket());
      uses.add(use);
    }
    use.used = Amounts.addSaturating(use.used, claim.amount());
  }

  /** Makes room for a window, unless all that are kept are newer; whether there is. */
  private boolean hasRoom(String limitId, long bucket, long presentBucket) {
    int kept = 0;
    Use oldest = null;
    for (Use use : uses) {
      if (use.limitId.equals(limitId)) {
        kept++;
        if (!isPresent(use.bucket, presentBucket)
            && (oldest == null || use.bucket < oldest.bucket)) {
          oldest = use;
        }
      }
    }
    if (kept < WINDOWS_KEPT || oldest == null) {
      return true;
    }
    if (bucket < oldest.bucket && !isPresent(bucket, presentBucket)) {
      return false;
    }
    uses.remove(oldest);
    return true;
  }

  private static boolean isPresent(long bucket, long presentBucket) {
    return Math.abs(bucket - presentBucket) <= 1;
  }

  private @Nullable Use find(String limitId, long bucket) {
    for (Use use : uses) {
      if (use.bucket == bucket && use.limitId.equals(limitId)) {
        return use;
      }
    }
    return null;
  }

  /**
   * Takes the person out of the closed transfers of a payer account. The references stay until
   * their time is over: a retry must not be paid again because the payer was forgotten.
   */
  void forgetClosed(String payer, long nowMs) {
    for (Entry entry : entries.values()) {
      TransferState state = entry.state(nowMs);
      if (entry.transfer().payer().equals(payer) && state != null && !state.isOpen()) {
        entry.keepForRetries();
      }
    }
  }

  @Override
  boolean isSweepable(long nowMs) {
    tidy(nowMs);
    if (!uses.isEmpty()) {
      uses.removeIf(use -> nowMs - touchedMs > use.overMs);
    }
    return entries.isEmpty() && uses.isEmpty();
  }
}
