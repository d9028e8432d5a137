package io.riskgate.core.memory;

import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.RiskStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys and fields are recorded, since when, and how far back events have been retained.
 * Immutable.
 *
 * <p>Accounts always record what they pay and receive, and are pruned by the longest window of all;
 * other keys, and the fields of events that are only counted, are recorded while a schema in force
 * reads them, and are pruned by the longest window in force that looks at them. Where that grows,
 * what lies further back than the window before may be gone already: each such step is remembered,
 * because aggregates with windows up to the one before have lost nothing by it.
 */
final class Recording {
  /** Steps beyond this are merged with the oldest, which only makes windows look less covered. */
  private static final int STEPS_MAX = 16;

  /** All that read the records of accounts. */
  private static final Set<Scope> OF_ACCOUNTS =
      EnumSet.of(
          Scope.PAYER_OUT,
          Scope.PAYER_IN,
          Scope.PAYEE_OUT,
          Scope.PAYEE_IN,
          Scope.PAYER_PAYEE,
          Scope.PAYER_DEVICE);

  /**
   * The longest window grew.
   *
   * @param fromWindowMs how long it was
   * @param retainedSinceMs what had been retained then
   */
  private record Step(long fromWindowMs, long retainedSinceMs) {
    Step and(Step other) {
      return new Step(
          Math.min(fromWindowMs, other.fromWindowMs),
          Math.max(retainedSinceMs, other.retainedSinceMs));
    }
  }

  /** How far back the events of one sort of key are retained. */
  private record Retained(long longestWindowMs, List<Step> steps) {
    static final Retained NOTHING = new Retained(0, List.of());

    Retained to(long longestMs, boolean isFirst, long nowMs) {
      List<Step> all = new ArrayList<>(steps);
      if (!isFirst && longestMs > longestWindowMs) {
        all.add(new Step(longestWindowMs, nowMs - longestWindowMs));
        if (all.size() > STEPS_MAX) {
          all.set(1, all.get(0).and(all.get(1)));
          all.remove(0);
        }
      }
      return new Retained(longestMs, List.copyOf(all));
    }
  }

  private final EnumMap<Scope, Long> sinceMs = new EnumMap<>(Scope.class);
  private final EnumMap<Aggregate.Field, Long> fieldSinceMs = new EnumMap<>(Aggregate.Field.class);
  private final EnumMap<Scope, Retained> retained = new EnumMap<>(Scope.class);

  private int fields;

  private Recording() {}

  /** Nothing was declared yet. */
  static Recording none() {
    return new Recording();
  }

  /** What is recorded once other schemas are in force. */
  Recording of(Collection<AggregatePlan> inForce, long nowMs) {
    long began = isFirst() ? RiskStore.SINCE_EVER_MS : nowMs;
    Recording next = new Recording();
    for (Scope always : OF_ACCOUNTS) {
      next.sinceMs.put(always, RiskStore.SINCE_EVER_MS);
    }
    for (AggregatePlan plan : inForce) {
      for (Scope scope : plan.scopes()) {
        next.sinceMs.putIfAbsent(scope, sinceMs.getOrDefault(scope, began));
      }
      for (Aggregate.Field field : plan.fields()) {
        next.fieldSinceMs.putIfAbsent(field, fieldSinceMs.getOrDefault(field, began));
      }
    }
    next.fields = Details.mask(next.fieldSinceMs.keySet());
    for (Scope sort : Scope.values()) {
      if (sort == sortOf(sort)) {
        long longest = 0;
        for (AggregatePlan plan : inForce) {
          for (Scope scope : plan.scopes()) {
            boolean counts = sort == Scope.PAYER_OUT || sort == scope;
            longest = counts ? Math.max(longest, plan.longestWindowMs(scope)) : longest;
          }
        }
        Retained before = retained.getOrDefault(sort, Retained.NOTHING);
        next.retained.put(sort, before.to(longest, isFirst(), nowMs));
      }
    }
    return next;
  }

  /** Scopes that read the same records have the same retention. */
  private static Scope sortOf(Scope scope) {
    return OF_ACCOUNTS.contains(scope) ? Scope.PAYER_OUT : scope;
  }

  private boolean isFirst() {
    return sinceMs.isEmpty();
  }

  boolean records(Scope scope) {
    return sinceMs.containsKey(scope);
  }

  /** The fields that are kept with each event, as {@link Details#mask} has them. */
  int fields() {
    return fields;
  }

  /** The longest window in force over the records that a scope reads, in milliseconds. */
  long longestWindowMs(Scope scope) {
    return retained.getOrDefault(sortOf(scope), Retained.NOTHING).longestWindowMs();
  }

  /** Since when an aggregate of transfers finds all its events; never where not recorded. */
  long coveredSinceMs(Aggregate a) {
    Scope scope = AggregatePlan.scope(a);
    long covered = sinceMs.getOrDefault(scope, Long.MAX_VALUE);
    for (Aggregate.Field field : AggregatePlan.fields(a)) {
      covered = Math.max(covered, fieldSinceMs.getOrDefault(field, Long.MAX_VALUE));
    }
    long windowMs = a.reach().toMillis();
    Retained of = retained.getOrDefault(sortOf(scope), Retained.NOTHING);
    if (windowMs > of.longestWindowMs()) {
      return Long.MAX_VALUE;
    }
    for (Step step : of.steps()) {
      if (windowMs > step.fromWindowMs()) {
        covered = Math.max(covered, step.retainedSinceMs());
      }
    }
    return covered;
  }

  // ---- images

  void write(ImageOut out) {
    out.put(fields);
    out.putAll(sinceMs.entrySet(), e -> put(out, e.getKey(), e.getValue()));
    out.putAll(fieldSinceMs.entrySet(), e -> put(out, e.getKey(), e.getValue()));
    out.putAll(
        retained.entrySet(),
        e -> {
          put(out, e.getKey(), e.getValue().longestWindowMs());
          out.putAll(
              e.getValue().steps(),
              step -> {
                out.put(step.fromWindowMs());
                out.put(step.retainedSinceMs());
              });
        });
  }

  private static void put(ImageOut out, Enum<?> what, long number) {
    out.putValue(what);
    out.put(number);
  }

  static Recording read(ImageIn in) {
    Recording read = new Recording();
    read.fields = in.nextInt();
    for (int i = in.nextCount(); i > 0; i--) {
      Scope scope = in.nextValue(Scope.class);
      read.sinceMs.put(scope, in.next());
    }
    for (int i = in.nextCount(); i > 0; i--) {
      Aggregate.Field field = in.nextValue(Aggregate.Field.class);
      read.fieldSinceMs.put(field, in.next());
    }
    for (int i = in.nextCount(); i > 0; i--) {
      Scope scope = in.nextValue(Scope.class);
      long longest = in.next();
      read.retained.put(scope, new Retained(longest, List.copyOf(in.nextAll(() -> step(in)))));
    }
    return read;
  }

  private static Step step(ImageIn in) {
    long fromWindowMs = in.next();
    return new Step(fromWindowMs, in.next());
  }
}
