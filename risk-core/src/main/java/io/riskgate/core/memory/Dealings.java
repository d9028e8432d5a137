package io.riskgate.core.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account's dealings with its payees, or on its devices, up to a cap: the least recently used go
 * first. Looking at one without using it changes nothing, not even the order. Guarded by the lock
 * of the account.
 */
final class Dealings {
  private static final class Link extends KeyState {
    final String id;
    @Nullable Link older;
    @Nullable Link newer;

    Link(String id) {
      this.id = id;
    }
  }

  private final Map<String, Link> byId = new HashMap<>(4);
  private @Nullable Link oldest;
  private @Nullable Link newest;
  private boolean dropped;

  /** The dealings under an id, created on first use, as the most recently used ones. */
  KeyState use(String id, int cap) {
    Link found = byId.get(id);
    if (found == null) {
      if (oldest != null && byId.size() >= cap) {
        forget(oldest.id);
        dropped = true;
      }
      found = new Link(id);
      byId.put(id, found);
    } else if (found == newest) {
      return found;
    } else {
      unlink(found);
    }
    found.older = newest;
    if (newest == null) {
      oldest = found;
    } else {
      newest.newer = found;
    }
    newest = found;
    return found;
  }

  /** The dealings under an id, or null where there are none. */
  @Nullable KeyState peek(String id) {
    return byId.get(id);
  }

  void forget(String id) {
    Link found = byId.remove(id);
    if (found != null) {
      unlink(found);
    }
  }

  /** Whether dealings were dropped for lack of room, so that old ones may look new. */
  boolean isAnyDropped() {
    return dropped;
  }

  private void unlink(Link link) {
    Link older = link.older;
    Link newer = link.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    link.older = null;
    link.newer = null;
  }
}
