package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Limit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of each limit's windows an owner uses. Exact: a sum of its own, from which nothing that
 * is dropped elsewhere takes anything; what would overflow stays at the largest number.
 *
 * <p>Cap: the {@value #WINDOWS_MAX} latest windows of a limit. The oldest goes, whenever it was
 * claimed in: movements of days long past must not let go of what is used today.
 */
final class Windows {
  private static final int WINDOWS_MAX = 40;

  private final Map<String, LinkedHashMap<Long, Long>> byLimit = new LinkedHashMap<>();

  /**
   * The name of a limit's windows. A limit that counted by the month under one pack may count by
   * the day under another: their windows are kept apart.
   */
  static String name(Limit limit) {
    return limit.window() == Limit.Window.MONTH ? limit.id() + "\0month" : limit.id();
  }

  long used(String limit, long bucket) {
    LinkedHashMap<Long, Long> windows = byLimit.get(limit);
    return windows == null ? 0 : windows.getOrDefault(bucket, 0L);
  }

  void add(Item.Made made) {
    LinkedHashMap<Long, Long> windows =
        byLimit.computeIfAbsent(made.limit(), l -> new LinkedHashMap<>());
    Long before = windows.remove(made.bucket());
    long sum = (before == null ? 0 : before) + made.amount();
    windows.put(made.bucket(), sum < 0 ? Long.MAX_VALUE : sum);
    if (windows.size() > WINDOWS_MAX) {
      windows.remove(Collections.min(windows.keySet()));
    }
  }

  void giveBack(Item.Made made) {
    LinkedHashMap<Long, Long> windows = byLimit.get(made.limit());
    Long sum = windows == null ? null : windows.get(made.bucket());
    if (windows != null && sum != null && sum != Long.MAX_VALUE) {
      long rest = sum - made.amount();
      if (rest <= 0) { // below: what came before it was let go of
        windows.remove(made.bucket());
      } else {
        windows.put(made.bucket(), rest);
      }
    }
  }

  boolean isEmpty() {
    return byLimit.isEmpty();
  }

  void write(RecordOut to) {
    WireOut out = to.out;
    out.putVar(byLimit.size());
    byLimit.forEach(
        (limit, windows) -> {
          to.text(limit);
          out.putVar(windows.size());
          windows.forEach(
              (bucket, sum) -> {
                out.putSigned(bucket);
                out.putSigned(sum);
              });
        });
  }

  void read(RecordIn from) {
    WireIn in = from.in;
    for (int i = in.nextCount(); i > 0; i--) {
      LinkedHashMap<Long, Long> windows = new LinkedHashMap<>();
      byLimit.put(from.text(), windows);
      for (int w = in.nextCount(); w > 0; w--) {
        long bucket = in.nextSigned();
        windows.put(bucket, in.nextSigned());
      }
    }
  }
}
