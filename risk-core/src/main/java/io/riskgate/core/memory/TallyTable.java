package io.riskgate.core.memory;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.spi.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some tallies of one busy key, by the aggregates of the plans that read them; all are told of the
 * same events. Guarded by the monitor of the key's stripe.
 */
final class TallyTable {
  /** The plans of the schemas in force: the champion's and its shadow's, and those before. */
  private static final int PLANS_MAX = 4;

  private final List<AggregatePlan> plans = new ArrayList<>(1);

  /** Of each plan, the tallies of its aggregates. */
  private final List<@Nullable Tally[]> tables = new ArrayList<>(1);

  private final List<Tally> all = new ArrayList<>();

  /** The tally of an aggregate; null where it is still to be begun. */
  @Nullable Tally find(AggregatePlan plan, PlannedAggregate wanted) {
    @Nullable Tally[] byIndex = table(plan);
    Tally known = byIndex[wanted.index];
    if (known != null) {
      return known;
    }
    for (Tally tally : all) {
      if (tally.isOf(wanted)) {
        byIndex[wanted.index] = tally;
        return tally;
      }
    }
    return null;
  }

  /** Adds one that is begun. */
  void add(AggregatePlan plan, PlannedAggregate wanted, Tally begun) {
    table(plan)[wanted.index] = begun;
    all.add(begun);
  }

  private @Nullable Tally[] table(AggregatePlan plan) {
    int known = plans.indexOf(plan);
    if (known >= 0) {
      return tables.get(known);
    }
    @Nullable Tally[] byIndex = new @Nullable Tally[plan.schema.aggregates().size()];
    plans.add(plan);
    tables.add(byIndex);
    if (plans.size() > PLANS_MAX) {
      plans.remove(0);
      tables.remove(0);
      all.removeIf(tally -> tables.stream().noneMatch(t -> has(t, tally)));
    }
    return byIndex;
  }

  private static boolean has(@Nullable Tally[] tallies, Tally tally) {
    for (Tally t : tallies) {
      if (Objects.equals(t, tally)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Counts an event, whose transfer stands in the state with a code.
   *
   * @param inOrder whether nothing that was counted before it comes after it
   * @return how many of the tallies had no room for it
   */
  int fold(
      long event,
      long value,
      int party,
      int inJournal,
      int code,
      boolean inOrder,
      Journal journal) {
    int full = 0;
    for (int i = 0; i < all.size(); i++) {
      Tally tally = all.get(i);
      full += tally.fold(event, value, party, inJournal, code, inOrder, journal) ? 0 : 1;
    }
    return full;
  }

  /** Says that the transfer of an event that was folded stands elsewhere after all. */
  void change(long event, long value, int party, int inJournal, int was, int is, Journal journal) {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).change(event, value, party, inJournal, was, is, journal);
    }
  }

  // ---- images

  void write(ImageOut out) {
    out.putAll(plans, plan -> out.putValue(plan.schema));
    out.putAll(all, tally -> write(out, tally));
  }

  /** Writes a tally, and where in the plans it stands. */
  private void write(ImageOut out, Tally tally) {
    tally.write(out);
    for (@Nullable Tally[] table : tables) {
      for (int i = 0; i < table.length; i++) {
        if (Objects.equals(table[i], tally)) {
          out.putFlag(true);
          out.put(tables.indexOf(table));
          out.put(i);
        }
      }
    }
    out.putFlag(false);
  }

  void read(ImageIn in, Function<StoreSchema, AggregatePlan> planOf, int self) {
    for (int i = in.nextCount(); i > 0; i--) {
      AggregatePlan plan = planOf.apply(in.nextValue(StoreSchema.class));
      plans.add(plan);
      tables.add(new @Nullable Tally[plan.schema.aggregates().size()]);
    }
    for (int i = in.nextCount(); i > 0; i--) {
      all.add(readTally(in, self));
    }
  }

  private Tally readTally(ImageIn in, int self) {
    Tally.Image image = Tally.Image.read(in);
    Tally tally = null;
    while (in.nextFlag()) {
      int plan = in.nextCount();
      int index = in.nextCount();
      if (tally == null) {
        tally = image.tally(plans.get(plan).planned(index), self);
      }
      tables.get(plan)[index] = tally;
    }
    if (tally == null) {
      throw new WireException("What is counted ahead belongs to nothing");
    }
    return tally;
  }
}
