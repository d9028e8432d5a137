package io.riskgate.core.internal;

import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.RulePack;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of the last {@value #PACKS_MAX} packs, so that a decision shows the words of the pack
 * that made it. Nothing else of a pack is kept. Read by any thread, changed by one at a time.
 */
final class PackTexts {
  static final int PACKS_MAX = 16;

  private volatile Map<PackIdentity, Messages> byPack = Map.of();

  /** Takes note of a pack's texts; the pack noted longest ago makes room. */
  void remember(RulePack pack) {
    Map<PackIdentity, Messages> changed = new LinkedHashMap<>(byPack);
    changed.remove(pack.identity());
    changed.put(pack.identity(), pack.messages());
    if (changed.size() > PACKS_MAX) {
      changed.remove(changed.keySet().iterator().next());
    }
    byPack = changed;
  }

  /** The texts of a pack, or others where it is not known any more. */
  Messages of(PackIdentity pack, Messages otherwise) {
    return byPack.getOrDefault(pack, otherwise);
  }
}
