package io.riskgate.core.memory;

import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Iterates in the order of ids, with the last id told as the cursor: what comes or goes meanwhile
 * moves nothing else. Each page looks at every key once and holds only what it tells, so the larger
 * the pages the cheaper the whole.
 */
final class Pages {
  private Pages() {}

  /** A page of the accounts of which something is remembered. */
  static StorePage<String> accounts(
      KeyMap<AccountState> accounts, String tenant, @Nullable String after, int max, long nowMs) {
    checkMax(max);
    List<String> ids = accounts.idsFrom(tenant, after, false, max);
    List<String> told = new ArrayList<>(ids.size());
    for (String id : ids) {
      AccountState state = accounts.get(tenant, id);
      if (state != null) {
        synchronized (state) {
          if (state.isAnythingKept(nowMs)) {
            told.add(id);
          }
        }
      }
    }
    return new StorePage<>(told, ids.size() < max ? null : ids.get(max - 1));
  }

  /** A page of the decided transfers that are remembered, owner by owner. */
  static StorePage<StoredTransfer> transfers(
      KeyMap<OwnerState> owners,
      String tenant,
      @Nullable String after,
      int max,
      long nowMs,
      long referencesKeptMs) {
    checkMax(max);
    Place place = after == null ? null : Place.parse(after);
    List<StoredTransfer> told = new ArrayList<>();
    boolean isWithin = place != null && place.id() != null;
    List<String> ids = owners.idsFrom(tenant, place == null ? null : place.owner(), isWithin, max);
    for (String id : ids) {
      OwnerState owner = owners.get(tenant, id);
      if (owner != null) {
        List<StoredTransfer> some;
        synchronized (owner) {
          owner.advance(nowMs, referencesKeptMs);
          some = owner.decidedAfter(place != null && place.owner().equals(id) ? place.id() : null);
        }
        for (StoredTransfer transfer : some) {
          told.add(transfer);
          if (told.size() == max) {
            return new StorePage<>(told, new Place(id, transfer.reference().id()).toString());
          }
        }
      }
    }
    return new StorePage<>(
        told, ids.size() < max ? null : new Place(ids.get(max - 1), null).toString());
  }

  private static void checkMax(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("A page has room for at least 1, not " + max);
    }
  }

  /**
   * Behind which transfer of which owner a page begins.
   *
   * @param id the transfer, or null behind all of the owner's
   */
  private record Place(String owner, @Nullable String id) {
    static Place parse(String cursor) {
      try {
        int from = cursor.indexOf(':') + 1;
        int to = from + Integer.parseInt(cursor.substring(0, from - 1));
        boolean isBehindAll = to == cursor.length();
        return new Place(cursor.substring(from, to), isBehindAll ? null : cursor.substring(to + 1));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new IllegalArgumentException(
            "This is no cursor that a page of transfers has told", e);
      }
    }

    @Override
    public String toString() {
      return owner.length() + ":" + owner + (id == null ? "" : "/" + id);
    }
  }
}
