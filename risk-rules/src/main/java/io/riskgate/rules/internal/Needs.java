package io.riskgate.rules.internal;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.Availability;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What one branch of a rule needs so that a hit through it stands. Immutable. */
public final class Needs {
  /** What needs nothing. */
  static final Needs NONE = new Needs(0, false, false, new BitSet());

  private final long items;
  private final boolean seen;
  private final boolean signals;
  private final BitSet aggregates;

  /**
   * What is needed.
   *
   * @param items data items, as the union of their bits
   * @param seen whether first and last seen must rest on enough history
   * @param signals whether every signal must be known
   * @param aggregates the aggregates whose history must be complete
   */
  public Needs(long items, boolean seen, boolean signals, BitSet aggregates) {
    this.items = items;
    this.seen = seen;
    this.signals = signals;
    this.aggregates = (BitSet) aggregates.clone();
  }

  long items() {
    return items;
  }

  boolean seen() {
    return seen;
  }

  boolean signals() {
    return signals;
  }

  BitSet aggregates() {
    return (BitSet) aggregates.clone();
  }

  /** What both need. */
  Needs and(Needs other) {
    BitSet both = aggregates();
    both.or(other.aggregates);
    return new Needs(items | other.items, seen || other.seen, signals || other.signals, both);
  }

  /** Whether all of it is there. */
  public boolean areMet(Availability availability) {
    if ((availability.missingItems() & items) != 0) {
      return false;
    }
    if (seen && availability.isSeenUncovered()) {
      return false;
    }
    if (signals && availability.isSignalsUncovered()) {
      return false;
    }
    for (int i = aggregates.nextSetBit(0); i >= 0; i = aggregates.nextSetBit(i + 1)) {
      if (availability.isAggregateUncovered(i)) {
        return false;
      }
    }
    return true;
  }

  /** Stores them; data items by name, because their bits may change from one version to another. */
  void write(DataOutput out) throws IOException {
    List<DataItem> needed = FactCatalog.items(items);
    out.writeInt(needed.size());
    for (DataItem item : needed) {
      out.writeUTF(item.name());
    }
    out.writeBoolean(seen);
    out.writeBoolean(signals);
    out.writeInt(aggregates.cardinality());
    for (int i = aggregates.nextSetBit(0); i >= 0; i = aggregates.nextSetBit(i + 1)) {
      out.writeInt(i);
    }
  }

  /** Reads what {@link #write} wrote. */
  static Needs read(DataInput in) throws IOException {
    long items = 0;
    for (int count = in.readInt(); count > 0; count--) {
      items |= DataItem.valueOf(in.readUTF()).bit();
    }
    boolean seen = in.readBoolean();
    boolean signals = in.readBoolean();
    BitSet aggregates = new BitSet();
    for (int count = in.readInt(); count > 0; count--) {
      aggregates.set(in.readInt());
    }
    return new Needs(items, seen, signals, aggregates);
  }

  /** What a rule with these branches needs, in words. */
  static String describe(List<CheckedRule.Branch> branches, Vocabulary vocabulary) {
    return branches.stream()
        .map(branch -> branch.needs().describe(vocabulary))
        .distinct()
        .collect(Collectors.joining(", or "));
  }

  /**
   * What a rule with these branches lacks, in words, for each branch that lacks something; empty
   * where none does. What another branch lacks as well is not told twice.
   */
  static String lacking(
      List<CheckedRule.Branch> branches, Availability availability, Vocabulary vocabulary) {
    List<Needs> lacks =
        branches.stream()
            .map(CheckedRule.Branch::needs)
            .filter(needs -> !needs.areMet(availability))
            .map(needs -> needs.unmet(availability))
            .distinct()
            .toList();
    return lacks.stream()
        .filter(
            needs -> lacks.stream().noneMatch(other -> !other.equals(needs) && needs.covers(other)))
        .map(needs -> needs.describe(vocabulary))
        .collect(Collectors.joining(", or "));
  }

  private boolean covers(Needs other) {
    return equals(and(other));
  }

  private Needs unmet(Availability availability) {
    BitSet uncovered = aggregates();
    for (int i = uncovered.nextSetBit(0); i >= 0; i = uncovered.nextSetBit(i + 1)) {
      if (!availability.isAggregateUncovered(i)) {
        uncovered.clear(i);
      }
    }
    return new Needs(
        items & availability.missingItems(),
        seen && availability.isSeenUncovered(),
        signals && availability.isSignalsUncovered(),
        uncovered);
  }

  private String describe(Vocabulary vocabulary) {
    List<String> data = new ArrayList<>();
    FactCatalog.items(items).forEach(item -> data.add(item.name()));
    List<String> waits = new ArrayList<>();
    if (seen) {
      waits.add("enough history to tell new from known");
    }
    if (signals) {
      waits.add("enough history to say that there was no signal");
    }
    List<String> history = new ArrayList<>();
    aggregates.stream()
        .forEach(
            i -> history.add(FactCatalog.HISTORY + "." + vocabulary.aggregates().get(i).name()));
    if (!history.isEmpty()) {
      waits.add("the whole window of " + String.join(", ", history));
    }
    String needs = data.isEmpty() ? "" : "needs " + String.join(", ", data);
    String delay = waits.isEmpty() ? "" : "waits for " + String.join(" and ", waits);
    return needs.isEmpty() && delay.isEmpty()
        ? "is always evaluated"
        : needs + (needs.isEmpty() || delay.isEmpty() ? "" : "; ") + delay;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Needs needs
        && items == needs.items
        && seen == needs.seen
        && signals == needs.signals
        && aggregates.equals(needs.aggregates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(items, seen, signals, aggregates);
  }

  /** What is needed, such as {@code [DEVICE] covered: seen, aggregates {0, 2}}. */
  @Override
  public String toString() {
    return FactCatalog.items(items)
        + " covered: "
        + (seen ? "seen, " : "")
        + (signals ? "signals, " : "")
        + "aggregates "
        + aggregates;
  }
}
