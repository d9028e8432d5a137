package io.riskgate.stores.remote;

import io.riskgate.core.LimitUsage;
import io.riskgate.core.pack.Limit;
import java.util.ArrayList;
import java.util.List;

/** How the use of limits is written: a maximum only where it is not the limit's own. */
final class Usages {
  private Usages() {}

  static void write(RecordOut to, List<LimitUsage> usages) {
    to.out.putVar(usages.size());
    for (LimitUsage usage : usages) {
      Limit limit = usage.limit();
      to.shared(limit);
      to.out.put(usage.max() == limit.max() ? 0 : 1);
      if (usage.max() != limit.max()) {
        to.out.putSigned(usage.max());
      }
      to.out.putSigned(usage.used());
    }
  }

  static List<LimitUsage> read(RecordIn from) {
    int count = from.in.nextCount();
    List<LimitUsage> usages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Limit limit = from.shared(Limit.class);
      long max = from.in.next() == 0 ? limit.max() : from.in.nextSigned();
      usages.add(new LimitUsage(limit, from.in.nextSigned(), max));
    }
    return usages;
  }
}
