package io.riskgate.core.internal;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate pack has in common with the champion. Aggregates and limits that both have are
 * taken as the champion saw them, so that the comparison does not drift with what happens later;
 * only the others are read again from the store.
 */
final class CommonGround {
  /** Not the champion's: read from the store. */
  private static final int READ = -1;

  /** The champion has a limit of the same name that counts something else. */
  private static final int UNKNOWN = -2;

  final PackRuntime champion;

  /** For each of the candidate's, the index of the champion's that is the same. */
  private final int[] aggregates;

  private final int[] limits;
  private final List<String> limitsNotCounted;
  private final boolean readsStore;

  CommonGround(PackRuntime champion, PackRuntime candidate) {
    this.champion = champion;
    StoreSchema theirs = champion.schema;
    StoreSchema ours = candidate.schema;
    boolean sameZone = theirs.zone().equals(ours.zone());
    boolean reads = false;
    aggregates = new int[ours.aggregates().size()];
    for (int i = 0; i < aggregates.length; i++) {
      Aggregate a = ours.aggregates().get(i);
      boolean alike = sameZone || !a.readsZone();
      aggregates[i] = alike ? theirs.aggregates().indexOf(a) : READ;
      reads |= aggregates[i] == READ;
    }
    List<String> notCounted = new ArrayList<>();
    limits = new int[ours.limits().size()];
    for (int i = 0; i < limits.length; i++) {
      Limit limit = ours.limits().get(i);
      limits[i] = indexOf(limit, theirs.limits(), sameZone);
      if (limits[i] < 0 && limit.window() != Limit.Window.SINGLE) {
        notCounted.add(limit.id());
        reads |= limits[i] == READ;
      }
    }
    limitsNotCounted = List.copyOf(notCounted);
    readsStore = reads;
  }

  private static int indexOf(Limit limit, List<Limit> among, boolean sameZone) {
    for (int i = 0; i < among.size(); i++) {
      Limit other = among.get(i);
      if (other.id().equals(limit.id())) {
        return sameZone && Limits.countTheSame(other, limit) ? i : UNKNOWN;
      }
    }
    return READ;
  }

  /** Whether anything must be read from the store. */
  boolean readsStore() {
    return readsStore;
  }

  /** The candidate's limits over a window that the champion does not count in the same way. */
  List<String> limitsNotCounted() {
    return limitsNotCounted;
  }

  /**
   * Puts together what the candidate knows before a transfer.
   *
   * @param known what the champion knew
   * @param read what the store knows by now, for the candidate's schema; null where nothing is
   *     needed of it
   */
  void fill(History known, @Nullable History read, History into) {
    into.clear();
    into.takeSeen(known);
    into.setControls(known.payerControls(), known.payeeControls());
    for (int i = 0; i < aggregates.length; i++) {
      boolean shared = aggregates[i] != READ;
      History from = shared ? known : read;
      if (from != null) {
        int index = shared ? aggregates[i] : i;
        into.aggregates()[i] = from.aggregates()[index];
        if (from.isCapped(index)) {
          into.setCapped(i);
        }
      }
    }
    for (int i = 0; i < limits.length; i++) {
      if (limits[i] >= 0) {
        into.used()[i] = known.used()[limits[i]];
      } else if (limits[i] == READ && read != null) {
        into.used()[i] = read.used()[i];
      }
    }
  }

  /** Whether an aggregate that was read from the store is a lower bound. */
  boolean isAnyReadCapped(@Nullable History read) {
    if (read == null) {
      return false;
    }
    for (int i = 0; i < aggregates.length; i++) {
      if (aggregates[i] == READ && read.isCapped(i)) {
        return true;
      }
    }
    return false;
  }
}
