package io.riskgate.core.memory;

import io.riskgate.core.spi.StoreSchema;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is counted ahead of some of a busy payer's events alone: of those to one payee, or of those
 * on one device. Of each sort the {@value #KEPT_MAX} most recently read are kept; another is begun
 * anew when it is read, from what the payer's record has. Guarded by the monitor of the stripe.
 */
final class PickedTallies {
  /** How many payees, and how many devices, are counted ahead of one payer. */
  static final int KEPT_MAX = 64;

  private final Map<Long, TallyTable> byPayee = new LinkedHashMap<>(4, 0.75f, true);
  private final Map<Long, TallyTable> byDevice = new LinkedHashMap<>(4, 0.75f, true);

  private static TallyTable table(Map<Long, TallyTable> from, long key) {
    TallyTable known = from.get(key);
    if (known != null) {
      return known;
    }
    if (from.size() >= KEPT_MAX) {
      Iterator<Long> oldest = from.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    TallyTable begun = new TallyTable();
    from.put(key, begun);
    return begun;
  }

  /** The tallies that an aggregate of a transfer is read from. */
  TallyTable table(PlannedAggregate wanted, Asked asked) {
    return wanted.isOfDevice() ? table(byDevice, asked.device) : table(byPayee, asked.payee);
  }

  /** Whether the events to a payee are counted ahead. */
  boolean hasPayee(int payee) {
    return byPayee.containsKey((long) payee);
  }

  /**
   * Counts an event of what is paid.
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
    TallyTable ofPayee = byPayee.get((long) party);
    if (ofPayee != null) {
      full += ofPayee.fold(event, value, party, inJournal, code, inOrder, journal);
    }
    TallyTable ofDevice = ofDevice(inJournal, journal);
    if (ofDevice != null) {
      full += ofDevice.fold(event, value, party, inJournal, code, inOrder, journal);
    }
    return full;
  }

  /** Says that the transfer of an event that was folded stands elsewhere after all. */
  void change(long event, long value, int party, int inJournal, int was, int is, Journal journal) {
    TallyTable ofPayee = byPayee.get((long) party);
    if (ofPayee != null) {
      ofPayee.change(event, value, party, inJournal, was, is, journal);
    }
    TallyTable ofDevice = ofDevice(inJournal, journal);
    if (ofDevice != null) {
      ofDevice.change(event, value, party, inJournal, was, is, journal);
    }
  }

  private @Nullable TallyTable ofDevice(int inJournal, Journal journal) {
    if (byDevice.isEmpty()) {
      return null;
    }
    long device = PlannedAggregate.device(inJournal, journal);
    return device == PlannedAggregate.NO_FIELD ? null : byDevice.get(device);
  }

  // ---- images

  void write(ImageOut out) {
    write(out, byPayee);
    write(out, byDevice);
  }

  private static void write(ImageOut out, Map<Long, TallyTable> tables) {
    out.putAll(
        tables.entrySet(), // the least recently read first
        e -> {
          out.put(e.getKey());
          e.getValue().write(out);
        });
  }

  void read(ImageIn in, Function<StoreSchema, AggregatePlan> planOf, int self) {
    read(in, planOf, self, byPayee);
    read(in, planOf, self, byDevice);
  }

  private static void read(
      ImageIn in,
      Function<StoreSchema, AggregatePlan> planOf,
      int self,
      Map<Long, TallyTable> tables) {
    for (int i = in.nextCount(); i > 0; i--) {
      long key = in.next();
      table(tables, key).read(in, planOf, self);
    }
  }
}
