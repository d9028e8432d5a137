package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Limit;
import java.util.Arrays;
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
  private static final int FEW = 2;

  /** Of each limit its buckets and their sums in turn. */
  private final Map<String, Uses> byLimit = new LinkedHashMap<>();

  /** What is used of the windows of one limit, in no order. */
  private static final class Uses {
    private long[] buckets = new long[FEW];
    private long[] sums = new long[FEW];
    private int size;

    private int placeOf(long bucket) {
      int place = size - 1;
      while (place >= 0 && buckets[place] != bucket) {
        place--;
      }
      return place;
    }

    long of(long bucket) {
      int place = placeOf(bucket);
      return place < 0 ? 0 : sums[place];
    }

    void put(long bucket, long sum) {
      int place = placeOf(bucket);
      if (place < 0) {
        place = size++;
        if (place == buckets.length) {
          buckets = Arrays.copyOf(buckets, 2 * place);
          sums = Arrays.copyOf(sums, 2 * place);
        }
        buckets[place] = bucket;
      }
      sums[place] = sum;
    }

    void remove(long bucket) {
      int place = placeOf(bucket);
      if (place >= 0) {
        size--;
        buckets[place] = buckets[size];
        sums[place] = sums[size];
      }
    }

    void dropOldest() {
      long oldest = Long.MAX_VALUE;
      for (int i = 0; i < size; i++) {
        oldest = Math.min(oldest, buckets[i]);
      }
      remove(oldest);
    }
  }

  /**
   * The name of a limit's windows. A limit that counted by the month under one pack may count by
   * the day under another: their windows are kept apart.
   */
  static String name(Limit limit) {
    return limit.window() == Limit.Window.MONTH ? limit.id() + "\0month" : limit.id();
  }

  long used(String limit, long bucket) {
    Uses uses = byLimit.get(limit);
    return uses == null ? 0 : uses.of(bucket);
  }

  void add(Item.Made made) {
    Uses uses = byLimit.computeIfAbsent(made.limit(), l -> new Uses());
    long sum = uses.of(made.bucket()) + made.amount();
    uses.put(made.bucket(), sum < 0 ? Long.MAX_VALUE : sum);
    if (uses.size > WINDOWS_MAX) {
      uses.dropOldest();
    }
  }

  void giveBack(Item.Made made) {
    Uses uses = byLimit.get(made.limit());
    long sum = uses == null ? 0 : uses.of(made.bucket());
    if (uses != null && sum != Long.MAX_VALUE) {
      long rest = sum - made.amount();
      if (rest <= 0) { // below: what came before it was let go of
        uses.remove(made.bucket());
      } else {
        uses.put(made.bucket(), rest);
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
        (limit, uses) -> {
          to.text(limit);
          out.putVar(uses.size);
          for (int i = 0; i < uses.size; i++) {
            out.putSigned(uses.buckets[i]);
            out.putSigned(uses.sums[i]);
          }
        });
  }

  void read(RecordIn from) {
    WireIn in = from.in;
    for (int i = in.nextCount(); i > 0; i--) {
      Uses uses = new Uses();
      byLimit.put(from.text(), uses);
      for (int w = in.nextCount(); w > 0; w--) {
        long bucket = in.nextSigned();
        uses.put(bucket, in.nextSigned());
      }
    }
  }
}
