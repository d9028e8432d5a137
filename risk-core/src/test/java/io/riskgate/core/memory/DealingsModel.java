package io.riskgate.core.memory;

import io.riskgate.core.spi.History;
import java.util.ArrayList;
import java.util.List;

/** Dealings in a plain list, the least recently used first. */
final class DealingsModel {
  private static final class Dealing {
    final long id;
    long firstMs = History.NEVER;
    long lastMs = History.NEVER;

    Dealing(long id) {
      this.id = id;
    }
  }

  private final List<Dealing> all = new ArrayList<>();
  private boolean dropped;

  Dealing use(long id, int cap) {
    Dealing dealing = all.stream().filter(d -> d.id == id).findAny().orElse(new Dealing(id));
    if (!all.remove(dealing) && all.size() >= cap) {
      all.remove(0);
      dropped = true;
    }
    all.add(dealing);
    return dealing;
  }

  void seen(long id, long timeMs, int cap) {
    Dealing dealing = use(id, cap);
    dealing.firstMs = dealing.firstMs == History.NEVER ? timeMs : Math.min(dealing.firstMs, timeMs);
    dealing.lastMs = Math.max(dealing.lastMs, timeMs);
  }

  long firstMs(long id) {
    return all.stream().filter(d -> d.id == id).mapToLong(d -> d.firstMs).findAny().orElse(NONE);
  }

  long lastMs(long id) {
    return all.stream().filter(d -> d.id == id).mapToLong(d -> d.lastMs).findAny().orElse(NONE);
  }

  boolean isAnyDropped() {
    return dropped;
  }

  private static final long NONE = History.NEVER;
}
