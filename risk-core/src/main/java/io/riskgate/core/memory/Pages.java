package io.riskgate.core.memory;

import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Iterates in an order that does not change, with the last that was told as the cursor: what comes
 * or goes meanwhile moves nothing else. Accounts are told stripe by stripe, by name in each.
 * Transfers are told in the same way, by owner, and by id of each.
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
      Owners owners, OwnerTable table, String tenant, @Nullable String after, int max, long nowMs) {
    checkMax(max);
    Place place = after == null ? null : Place.parse(after);
    List<StoredTransfer> told = new ArrayList<>();
    int stripe = place == null ? 0 : table.stripeOf(tenant, place.owner());
    for (; stripe < OwnerTable.STRIPES; stripe++) {
      for (String name : table.names(stripe, tenant)) {
        int behind = place == null ? 1 : name.compareTo(place.owner());
        if (behind >= 0) {
          String afterId = place != null && behind == 0 ? place.id() : null;
          for (StoredTransfer t : owners.decidedAfter(tenant, name, afterId, nowMs)) {
            told.add(t);
            if (told.size() == max) {
              return new StorePage<>(told, new Place(name, t.reference().id()).toString());
            }
          }
        }
      }
      place = null;
    }
    return new StorePage<>(told, null);
  }

  private static void checkMax(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("A page has room for at least 1, not " + max);
    }
  }

  /** Behind which transfer of which owner a page begins. */
  private record Place(String owner, String id) {
    static Place parse(String cursor) {
      try {
        int from = cursor.indexOf(':') + 1;
        int to = from + Integer.parseInt(cursor.substring(0, from - 1));
        return new Place(cursor.substring(from, to), cursor.substring(to + 1));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new IllegalArgumentException(
            "This is no cursor that a page of transfers has told", e);
      }
    }

    @Override
    public String toString() {
      return owner.length() + ":" + owner + "/" + id;
    }
  }
}
