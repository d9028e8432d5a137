package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.ScoredValue;
import io.lettuce.core.protocol.AsyncCommand;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which records there are. An index has parts, sorted sets, over which records are spread by a
 * hash, so that a cluster's servers share them and none grows too large to be moved.
 *
 * <p>An entry is written together with the first change that a process appends to a record, in the
 * same go: so there is no record without an entry. A record that Redis drops leaves its entry
 * behind. Pages leave it out, and a sweep takes it away.
 */
final class RecordIndex {
  /** Two places together have fewer entries than that, whatever the chance: a few share one. */
  private static final int PLACE_SHARED = 64;

  private static final int PARTS_AT_ONCE = 64;

  private final Exchange exchange;
  private final KeyNames names;
  private final InstantSource clock;
  private final int parts;

  RecordIndex(Exchange exchange, KeyNames names, InstantSource clock, int parts) {
    this.exchange = exchange;
    this.names = names;
    this.clock = clock;
    this.parts = parts;
  }

  private long today() {
    return TimeUnit.MILLISECONDS.toDays(clock.millis());
  }

  AsyncCommand<byte[], byte[], Long> enter(RecordKey key) {
    IndexEntry entry = IndexEntry.of(key);
    return Commands.enter(
        names.index(key.kind(), entry.part(parts)), entry.score(today()), entry.bytes());
  }

  // ---- pages

  StorePage<RecordKey> page(
      RecordKey.Kind kind,
      @Nullable String tenant,
      @Nullable String after,
      int max,
      Duration budget) {
    if (max < 1) {
      throw new IllegalArgumentException("A page has room for at least one, not " + max);
    }
    Deadline deadline = Deadline.in(budget);
    Cursor from = after == null ? new Cursor(0, null) : Cursor.parse(after, parts);
    String tenantWord = tenant == null ? null : Texts.word(tenant);
    List<IndexEntry> found = new ArrayList<>();
    int atOnce = 1;
    while (from != null && found.size() < max) {
      from = look(kind, tenantWord, from, atOnce, max, found, deadline);
      atOnce = Math.min(PARTS_AT_ONCE, atOnce * 2);
    }
    return new StorePage<>(existing(kind, found, deadline), from == null ? null : from.toString());
  }

  /**
   * Adds what some parts have from a cursor on.
   *
   * @return where to go on, or null at the end
   */
  private @Nullable Cursor look(
      RecordKey.Kind kind,
      @Nullable String tenantWord,
      Cursor from,
      int atOnce,
      int max,
      List<IndexEntry> found,
      Deadline deadline) {
    int until = Math.min(parts, from.part() + atOnce);
    int limit = max - found.size() + PLACE_SHARED;
    List<AsyncCommand<byte[], byte[], List<ScoredValue<byte[]>>>> asked = new ArrayList<>();
    for (int part = from.part(); part < until; part++) {
      IndexEntry last = part == from.part() ? from.last() : null;
      asked.add(
          Commands.entries(
              names.index(kind, part), first(tenantWord, last), last(tenantWord), limit));
    }
    exchange.await(asked, deadline);
    for (int i = 0; i < asked.size(); i++) {
      Cursor here = i == 0 ? from : new Cursor(from.part() + i, null);
      List<ScoredValue<byte[]>> told = Exchange.result(asked.get(i));
      Cursor next = take(told, tenantWord, here, limit, max, found);
      if (next != null) {
        return next;
      }
    }
    return until == parts ? null : new Cursor(until, null);
  }

  private static long first(@Nullable String tenantWord, @Nullable IndexEntry last) {
    if (last != null) {
      return IndexEntry.firstScore(last.place());
    }
    return tenantWord == null ? 0 : IndexEntry.firstScore(IndexEntry.firstPlace(tenantWord));
  }

  private static long last(@Nullable String tenantWord) {
    return IndexEntry.lastScore(
        tenantWord == null ? IndexEntry.PLACE_MAX : IndexEntry.lastPlace(tenantWord));
  }

  /**
   * Takes what was told of one part, as far as there is room.
   *
   * @return where to go on within this part, or null where it is done
   */
  private static @Nullable Cursor take(
      List<ScoredValue<byte[]>> told,
      @Nullable String tenantWord,
      Cursor from,
      int limit,
      int max,
      List<IndexEntry> found) {
    List<IndexEntry> entries =
        new ArrayList<>(
            told.stream().map(s -> IndexEntry.of(new String(s.getValue(), ISO_8859_1))).toList());
    boolean more = told.size() == limit;
    if (more) {
      // Those at the last place may not be all that are there.
      long open = entries.get(entries.size() - 1).place();
      entries.removeIf(e -> e.place() == open);
    }
    entries.sort(null);
    IndexEntry last = from.last();
    if (more && (entries.isEmpty() || entries.get(entries.size() - 1).equals(last))) {
      throw new StoreException("The index has more entries at one place than can be: is it ours?");
    }
    for (IndexEntry entry : entries) {
      if (last == null || entry.compareTo(last) > 0) {
        if (found.size() == max) {
          return new Cursor(from.part(), last);
        }
        last = entry;
        if (tenantWord == null || entry.tenantWord().equals(tenantWord)) {
          found.add(entry);
        }
      }
    }
    return more ? new Cursor(from.part(), last) : null;
  }

  private List<RecordKey> existing(
      RecordKey.Kind kind, List<IndexEntry> entries, Deadline deadline) {
    List<AsyncCommand<byte[], byte[], Long>> asked =
        entries.stream().map(e -> Commands.exists(record(kind, e))).toList();
    exchange.await(asked, deadline);
    List<RecordKey> keys = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (Exchange.result(asked.get(i)) > 0) {
        keys.add(entries.get(i).key(kind));
      }
    }
    return keys;
  }

  private byte[] record(RecordKey.Kind kind, IndexEntry entry) {
    return names.record(kind, entry.tenantWord(), entry.idWord());
  }

  // ---- sweeping

  /** Looks at some entries anywhere in the index of a kind; how many it has taken out. */
  long sweepSome(RecordKey.Kind kind, int max, Duration budget) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long place = random.nextLong(IndexEntry.PLACE_MAX + 1);
    return sweep(kind, random.nextInt(parts), place, max, budget);
  }

  /**
   * Takes out of a part, from a place on, those entries that are old and whose records are gone.
   */
  long sweep(RecordKey.Kind kind, int part, long fromPlace, int max, Duration budget) {
    Deadline deadline = Deadline.in(budget);
    byte[] name = names.index(kind, part);
    AsyncCommand<byte[], byte[], List<ScoredValue<byte[]>>> told =
        Commands.entries(
            name,
            IndexEntry.firstScore(fromPlace),
            IndexEntry.lastScore(IndexEntry.PLACE_MAX),
            max);
    exchange.await(List.of(told), deadline);
    long today = today();
    List<ScoredValue<byte[]>> old =
        Exchange.result(told).stream()
            .filter(s -> IndexEntry.isOld((long) s.getScore(), today))
            .toList();
    List<AsyncCommand<byte[], byte[], Long>> asked =
        old.stream()
            .map(s -> IndexEntry.of(new String(s.getValue(), ISO_8859_1)))
            .map(e -> Commands.exists(record(kind, e)))
            .toList();
    exchange.await(asked, deadline);
    List<ScoredValue<byte[]>> gone = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (Exchange.result(asked.get(i)) == 0) {
        gone.add(old.get(i));
      }
    }
    if (gone.isEmpty()) {
      return 0;
    }
    AsyncCommand<byte[], byte[], Long> sweep = Commands.sweep(name, gone, true);
    exchange.await(List.of(sweep), deadline);
    return Exchange.result(sweep);
  }

  /**
   * Where a page has ended: in which part, and behind which entry, null before the first. Written
   * as the part's number and, behind a colon, the entry's member.
   */
  private record Cursor(int part, @Nullable IndexEntry last) {
    static Cursor parse(String text, int parts) {
      try {
        int colon = text.indexOf(':');
        int part = Integer.parseInt(colon < 0 ? text : text.substring(0, colon));
        IndexEntry last = colon < 0 ? null : IndexEntry.of(text.substring(colon + 1));
        if (part < 0 || part >= parts) {
          throw new IllegalArgumentException("There is no part " + part);
        }
        return new Cursor(part, last);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("This is no cursor that this store has told", e);
      }
    }

    @Override
    public String toString() {
      return last == null ? Integer.toString(part) : part + ":" + last.member();
    }
  }
}
