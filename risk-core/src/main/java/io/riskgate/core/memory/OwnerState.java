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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The references and the use of limits of one owner. Guarded by its own lock. */
final class OwnerState extends KeyState {
  /** The longest window of a limit, a month, is over by then. */
  private static final long WINDOW_MS_MAX = Duration.ofDays(32).toMillis();

  /** Windows of a limit older than this many windows take no more late claims. */
  private static final int WINDOWS_KEPT = 3;

  private static final class Use {
    final String limitId;
    final long bucket;
    long used;

    Use(String limitId, long bucket) {
      this.limitId = limitId;
      this.bucket = bucket;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>(4);
  private final List<Entry> open = new ArrayList<>(2);
  private final List<Use> uses = new ArrayList<>(2);
  private long nextExpiryMs = Long.MAX_VALUE;
  private long referencesKeptMs = Long.MAX_VALUE;

  @Nullable Entry get(String id) {
    return entries.get(id);
  }

  void put(Entry entry) {
    entries.put(entry.reference.id(), entry);
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
        entry.event.detach(state);
      }
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
  }

  /** Stores an open transfer and watches its expiry. */
  void storeOpen(Entry entry, StoredTransfer stored) {
    StoredTransfer before = entry.stored();
    if (before == null || !before.state().isOpen()) {
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

  private long used(String limitId, long bucket) {
    for (Use use : uses) {
      if (use.bucket == bucket && use.limitId.equals(limitId)) {
        return use.used;
      }
    }
    return 0;
  }

  /** Makes an entry's claims count. */
  void claim(Entry entry, List<Entry.MadeClaim> claims) {
    entry.claims = claims;
    entry.claimsCount = true;
    for (Entry.MadeClaim claim : claims) {
      add(claim);
    }
  }

  /** Takes an entry's claims back; they are kept for a late settlement. */
  void giveBack(Entry entry) {
    if (entry.claimsCount) {
      entry.claimsCount = false;
      for (Entry.MadeClaim claim : entry.claims) {
        for (Use use : uses) {
          if (use.bucket == claim.bucket() && use.limitId.equals(claim.limitId())) {
            use.used = Math.max(0, use.used - claim.amount());
          }
        }
      }
    }
  }

  private void add(Entry.MadeClaim claim) {
    long newest = claim.bucket();
    for (Use use : uses) {
      if (use.limitId.equals(claim.limitId())) {
        if (use.bucket == claim.bucket()) {
          use.used = Amounts.addSaturating(use.used, claim.amount());
          return;
        }
        newest = Math.max(newest, use.bucket);
      }
    }
    if (claim.bucket() <= newest - WINDOWS_KEPT) {
      return; // a window that nothing can be reserved in any more
    }
    long oldestKept = newest - WINDOWS_KEPT + 1;
    uses.removeIf(u -> u.limitId.equals(claim.limitId()) && u.bucket < oldestKept);
    Use use = new Use(claim.limitId(), claim.bucket());
    use.used = claim.amount();
    uses.add(use);
  }

  /** Forgets the closed transfers of a payer account. */
  void forgetClosed(String payer, long nowMs) {
    entries
        .values()
        .removeIf(
            entry -> {
              TransferState state = entry.state(nowMs);
              boolean gone =
                  entry.transfer().payer().equals(payer) && state != null && !state.isOpen();
              if (gone && !entry.isObserved()) {
                entry.event.detach(state);
              }
              return gone;
            });
  }

  @Override
  boolean isSweepable(long nowMs) {
    tidy(nowMs);
    return entries.isEmpty() && (uses.isEmpty() || nowMs - touchedMs > WINDOW_MS_MAX);
  }
}
