package io.riskgate.core.memory;

import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Iterates in an order that does not change, with the last that was told as the cursor: what comes
 * or goes meanwhile moves nothing else. Accounts are told stripe by stripe, by name in each.
 * Transfers are told by owner; each page of them looks at every owner once and holds only what it
 * tells, so the larger the pages the cheaper the whole.
 */
final class Pages {
  private Pages() {}

  /** A page of the accounts of which something is remembered, stripe by stripe. */
  static StorePage<String> accounts(
      Histories histories, String tenant, @Nullable String after, int max, long nowMs) {
    checkMax(max);
    int colon = after == null ? -1 : after.indexOf(':');
    if (after != null && !after.substring(0, Math.max(0, colon)).matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("This is no cursor that a page of accounts has told");
    }
    int stripe = after == null ? 0 : Integer.parseInt(after.substring(0, colon));
    String behind = after == null ? null : after.substring(colon + 1);
    List<String> told = new ArrayList<>();
    for (; stripe < KeyTable.STRIPES; stripe++) {
      List<String> names = histories.keptNames(stripe, tenant, nowMs);
      for (String name : names) {
        if (behind == null || name.compareTo(behind) > 0) {
          told.add(name);
          if (told.size() == max) {
            return new StorePage<>(told, stripe + ":" + name);
          }
        }
      }
      behind = null;
    }
    return new StorePage<>(told, null);
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
