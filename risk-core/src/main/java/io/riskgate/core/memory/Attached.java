package io.riskgate.core.memory;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.internal.book.ControlBook;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What only a few keys have at a time, and is not in their records: controls, their history and
 * notices; transfers that a control would have to stop; very many events or dealings. Guarded by
 * the monitor of the stripe.
 */
final class Attached {
  private static final int OPEN_SWEEP_MIN = 16;

  /** The body of a record that is too large for its slab. */
  long @Nullable [] body;

  /** What is counted ahead of a busy key; null while it is not busy. */
  @Nullable Tallies tallies;

  /** The dealings of each sort, the least recently used first; null where the record has them. */
  private final @Nullable Map<Long, long[]>[] dealings = newDealings();

  /** Controls, their history and notices; null while there never was any. */
  private @Nullable ControlBook book;

  /** Up to which event time an account's history was forgotten on demand. */
  private long forgottenUpToMs = History.NEVER;

  /** The entries from and to an account that a control would have to stop. */
  private final List<Entry> open = new ArrayList<>(2);

  private int openSweepAt = OPEN_SWEEP_MIN;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics cannot be made otherwise
  private static @Nullable Map<Long, long[]>[] newDealings() {
    return new Map[2];
  }

  @Nullable Map<Long, long[]> dealings(int sort) {
    return dealings[sort];
  }

  void setDealings(int sort, @Nullable Map<Long, long[]> all) {
    dealings[sort] = all;
  }

  /**
   * Forgets what happened, but for the body, which belongs to the record; controls, their history
   * and notices are a duty, and stay.
   */
  void forgetHistory() {
    tallies = null;
    dealings[0] = null;
    dealings[1] = null;
  }

  long forgottenUpToMs() {
    return forgottenUpToMs;
  }

  void forgotUpTo(long ms) {
    forgottenUpToMs = Math.max(forgottenUpToMs, ms);
  }

  /**
   * Registers an entry for controls to find; forgets closed ones now and then. An entry may come to
   * stand here twice when the same transfer is scored by two threads at once, which does no harm.
   */
  void register(Entry entry, boolean isNew, long nowMs) {
    entry.adopt();
    if (!isNew && open.contains(entry)) {
      return;
    }
    open.add(entry);
    if (open.size() >= openSweepAt) {
      dropClosed(nowMs);
      openSweepAt = Math.max(OPEN_SWEEP_MIN, 2 * open.size());
    }
  }

  List<Entry> openEntries(long nowMs) {
    dropClosed(nowMs);
    return List.copyOf(open);
  }

  void dropClosed(long nowMs) {
    int kept = 0;
    for (int i = 0; i < open.size(); i++) {
      Entry entry = open.get(i);
      if (!entry.abandonIfClosed(nowMs)) {
        open.set(kept++, entry);
      }
    }
    for (int i = open.size() - 1; i >= kept; i--) {
      open.remove(i);
    }
  }

  void impose(Control control, long nowMs) {
    book().impose(control, nowMs);
  }

  boolean lift(String controlId, String by, String why, long nowMs) {
    return book != null && book.lift(controlId, by, why, nowMs);
  }

  /** The controls in force; lapsed ones are dropped. */
  List<Control> controls(long nowMs) {
    return book == null ? List.of() : book.inForce(nowMs);
  }

  ControlHistory controlHistory(long nowMs) {
    return book == null ? ControlHistory.NONE : book.history(nowMs);
  }

  List<StoredNotice> notices() {
    return book == null ? List.of() : book.notices();
  }

  /** The controls, their history and notices, created on first use. */
  ControlBook book() {
    if (book == null) {
      book = new ControlBook();
    }
    return book;
  }

  /**
   * Whether the key may be let go of once it is idle. What became of controls is a duty to keep:
   * such an account never is.
   */
  boolean isSweepable(long nowMs) {
    dropClosed(nowMs);
    return (book == null || book.isEmpty()) && open.isEmpty();
  }

  /** Whether there is nothing here that is of any use. */
  boolean isEmpty() {
    return body == null
        && tallies == null
        && dealings[0] == null
        && dealings[1] == null
        && (book == null || book.isEmpty())
        && forgottenUpToMs == History.NEVER
        && open.isEmpty();
  }

  /** Whether it is as if it had just been made, so that another key can have it. */
  boolean isAsNew() {
    return isEmpty() && book == null && openSweepAt == OPEN_SWEEP_MIN;
  }

  // ---- images

  void write(ImageOut out) {
    long[] large = body;
    out.putFlag(large != null);
    if (large != null) {
      out.putLongs(large);
    }
    Tallies known = tallies;
    out.putFlag(known != null);
    if (known != null) {
      known.write(out);
    }
    for (Map<Long, long[]> sort : dealings) {
      out.putFlag(sort != null);
      if (sort != null) {
        out.putAll(
            sort.entrySet(),
            e -> {
              out.put(e.getKey());
              out.putLongs(e.getValue());
            });
      }
    }
    ControlBook its = book;
    out.putFlag(its != null);
    if (its != null) {
      write(its.kept(), out);
    }
    out.put(forgottenUpToMs);
    // What is no object of its owner any more is closed, and would be dropped at the next look.
    List<Entry> kept = open.stream().filter(e -> out.numberOf(e) >= 0).toList();
    out.putAll(kept, e -> out.put(out.numberOf(e)));
    out.put(openSweepAt);
  }

  static Attached read(ImageIn in, Function<StoreSchema, AggregatePlan> planOf) {
    Attached read = new Attached();
    read.body = in.nextFlag() ? in.nextLongs() : null;
    read.tallies = in.nextFlag() ? Tallies.read(in, planOf) : null;
    for (int sort = 0; sort < read.dealings.length; sort++) {
      read.dealings[sort] = in.nextFlag() ? readDealings(in) : null;
    }
    read.book = in.nextFlag() ? readBook(in) : null;
    read.forgottenUpToMs = in.next();
    read.open.addAll(in.nextAll(() -> in.numbered(in.nextInt(), Entry.class)));
    read.openSweepAt = in.nextInt();
    return read;
  }

  private static Map<Long, long[]> readDealings(ImageIn in) {
    Map<Long, long[]> read = new LinkedHashMap<>();
    for (int i = in.nextCount(); i > 0; i--) {
      long key = in.next();
      read.put(key, in.nextLongs());
    }
    return read;
  }

  private static void write(ControlBook.Kept book, ImageOut out) {
    out.putAll(book.controls(), out::putValue);
    out.put(book.lapsedUpToMs());
    out.putAll(book.history(), out::putValue);
    out.put(book.dropped());
    out.putAll(book.notices(), out::putValue);
  }

  private static ControlBook readBook(ImageIn in) {
    return ControlBook.of(
        new ControlBook.Kept(
            in.nextAll(() -> in.nextValue(Control.class)),
            in.next(),
            in.nextAll(() -> in.nextValue(ControlHistory.Entry.class)),
            in.next(),
            in.nextAll(() -> in.nextValue(StoredNotice.class))));
  }
}
