package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.stores.remote.RecordKey.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is recorded in a store, since when, and how far back it has been kept. Immutable; the
 * processes share it.
 *
 * @param sinceMs since when records of a kind are told of transfers
 * @param toldSinceMs since when they are told what became of them
 * @param longestMs the longest window of all that is wanted
 * @param steps where that grew: up to which window nothing was lost by it, and since when what is
 *     longer is whole
 */
record Recording(
    Map<Kind, Long> sinceMs, Map<Kind, Long> toldSinceMs, long longestMs, List<Step> steps) {
  static final Recording NOTHING = new Recording(Map.of(), Map.of(), 0, List.of());
  private static final int STEPS_MAX = 16;

  record Step(long fromWindowMs, long retainedSinceMs) {}

  Recording of(List<StoreSchema> inForce, long nowMs) {
    boolean isFirst = sinceMs.isEmpty();
    Map<Kind, Long> since = new EnumMap<>(Kind.class);
    Map<Kind, Long> told = new EnumMap<>(Kind.class);
    since.put(Kind.ACCOUNT, RiskStore.SINCE_EVER_MS);
    told.put(Kind.ACCOUNT, RiskStore.SINCE_EVER_MS);
    long longest = 0;
    for (StoreSchema schema : inForce) {
      for (Aggregate a : schema.aggregates()) {
        if (a.of() == Aggregate.Source.TRANSFERS) {
          longest = Math.max(longest, a.reach().toMillis());
          Kind kind = Subjects.kindOf(a.key());
          long began = isFirst ? RiskStore.SINCE_EVER_MS : nowMs;
          since.putIfAbsent(kind, sinceMs.getOrDefault(kind, began));
          if (Subjects.asksForStates(a)) {
            told.putIfAbsent(kind, toldSinceMs.getOrDefault(kind, began));
          }
        }
      }
    }
    List<Step> grown = new ArrayList<>(steps);
    if (!isFirst && longest > longestMs) {
      grown.add(new Step(longestMs, nowMs - longestMs));
      if (grown.size() > STEPS_MAX) {
        Step a = grown.remove(0);
        Step b = grown.remove(0);
        grown.add(
            0,
            new Step(
                Math.min(a.fromWindowMs(), b.fromWindowMs()),
                Math.max(a.retainedSinceMs(), b.retainedSinceMs())));
      }
    }
    return new Recording(Map.copyOf(since), Map.copyOf(told), longest, List.copyOf(grown));
  }

  long coveredSinceMs(Aggregate a) {
    if (a.of() == Aggregate.Source.REPORTS) {
      return RiskStore.SINCE_EVER_MS;
    }
    long covered = sinceMs.getOrDefault(Subjects.kindOf(a.key()), Long.MAX_VALUE);
    if (Subjects.asksForStates(a)) {
      long told = toldSinceMs.getOrDefault(Subjects.kindOf(a.key()), Long.MAX_VALUE);
      covered = Math.max(covered, told);
    }
    long windowMs = a.reach().toMillis();
    if (windowMs > longestMs) {
      return Long.MAX_VALUE;
    }
    for (Step step : steps) {
      if (windowMs > step.fromWindowMs()) {
        covered = Math.max(covered, step.retainedSinceMs());
      }
    }
    return covered;
  }

  byte[] bytes() {
    WireOut out = new WireOut();
    write(out, sinceMs);
    write(out, toldSinceMs);
    out.putSigned(longestMs);
    out.putVar(steps.size());
    for (Step step : steps) {
      out.putSigned(step.fromWindowMs());
      out.putSigned(step.retainedSinceMs());
    }
    return out.copy();
  }

  private static void write(WireOut out, Map<Kind, Long> since) {
    out.putVar(since.size());
    since.forEach(
        (kind, ms) -> {
          out.put(kind.code());
          out.putSigned(ms);
        });
  }

  private static Map<Kind, Long> readSince(WireIn in) {
    Map<Kind, Long> since = new EnumMap<>(Kind.class);
    for (int i = in.nextCount(); i > 0; i--) {
      int code = in.next();
      long ms = in.nextSigned();
      for (Kind kind : Kind.values()) {
        if (kind.code() == code) {
          since.put(kind, ms);
        }
      }
    }
    return Map.copyOf(since);
  }

  static Recording read(WireIn in) {
    Map<Kind, Long> since = readSince(in);
    Map<Kind, Long> told = readSince(in);
    long longest = in.nextSigned();
    List<Step> steps = new ArrayList<>();
    for (int i = in.nextCount(); i > 0; i--) {
      long from = in.nextSigned();
      steps.add(new Step(from, in.nextSigned()));
    }
    return new Recording(since, told, longest, steps);
  }
}
