package io.riskgate.stores.remote.kit;

import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RecordTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server of records in memory, exact to the port's sentences; {@link Faults} may be injected. */
public final class InProcessServer implements RecordServer {
  private static final Comparator<RecordKey> ORDER =
      Comparator.comparing(RecordKey::kind)
          .thenComparing(RecordKey::tenant)
          .thenComparing(RecordKey::id);

  private final ConcurrentSkipListMap<RecordKey, KeptRecord> records =
      new ConcurrentSkipListMap<>(ORDER);
  private final AtomicLong waits = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private volatile Faults faults = Faults.NONE;

  /** What goes wrong from now on. */
  public void faults(Faults next) {
    faults = next;
  }

  /** How often a caller has waited for this server. */
  public long waits() {
    return waits.get();
  }

  /** How many records have been asked for, over all waits. */
  public long recordsAsked() {
    return asked.get();
  }

  @Override
  public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
    waits.incrementAndGet();
    asked.addAndGet(calls.size());
    Faults now = faults;
    now.before(calls, budget);
    List<RecordTail> tails = new ArrayList<>(calls.size());
    for (RecordCall call : calls) {
      RecordChange change = call.change();
      if (change != null && change.body().length > RecordChange.BODY_MAX) {
        throw new StoreException("A change is too long: " + change.body().length);
      }
      tails.add(one(call));
    }
    now.after(calls, budget);
    return tails;
  }

  private RecordTail one(RecordCall call) {
    if (call.change() == null && call.snapshot() == null) {
      KeptRecord record = records.get(call.key());
      return record == null
          ? new RecordTail(RecordPoint.START, null, List.of())
          : record.call(call);
    }
    while (true) {
      KeptRecord record = records.computeIfAbsent(call.key(), k -> new KeptRecord());
      synchronized (record) {
        if (records.get(call.key()) == record) {
          return record.call(call);
        }
      }
    }
  }

  /** Drops what is needed no longer at a time; how many records. */
  public int dropIdle(long nowMs) {
    int dropped = 0;
    for (RecordKey key : records.keySet()) {
      KeptRecord record = records.get(key);
      if (record != null) {
        synchronized (record) {
          if (record.keepUntilMs() < nowMs && records.remove(key, record)) {
            dropped++;
          }
        }
      }
    }
    return dropped;
  }

  /** Forgets the last changes to a record, though they were acknowledged, as a failover may. */
  public void lose(RecordKey key, int changes) {
    KeptRecord record = records.get(key);
    if (record != null) {
      record.lose(changes);
    }
  }

  /** How many changes a record has behind its snapshot; -1 where there is no record. */
  public int tailLength(RecordKey key) {
    KeptRecord record = records.get(key);
    return record == null ? -1 : record.tailLength();
  }

  /** Whether any record holds a text somewhere in its bytes, written with a byte for each char. */
  public boolean holds(String text) {
    return records.values().stream().anyMatch(r -> r.holds(text));
  }

  /** How many bytes the snapshot and the changes of a record take; 0 where there is no record. */
  public int bytes(RecordKey key) {
    KeptRecord record = records.get(key);
    return record == null ? 0 : record.bytes();
  }

  /** All keys that there are. */
  public List<RecordKey> allKeys() {
    return List.copyOf(records.keySet());
  }

  @Override
  public StorePage<RecordKey> keys(
      RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
    waits.incrementAndGet();
    faults.before(List.of(), Duration.ofSeconds(1));
    RecordKey from = after == null ? null : cursor(kind, after);
    List<RecordKey> found = new ArrayList<>();
    for (RecordKey key : from == null ? records.keySet() : records.tailMap(from, false).keySet()) {
      if (key.kind() == kind && (tenant == null || key.tenant().equals(tenant))) {
        if (found.size() == max) {
          RecordKey last = found.get(max - 1);
          return new StorePage<>(found, last.tenant().length() + ":" + last.tenant() + last.id());
        }
        found.add(key);
      }
    }
    return new StorePage<>(found, null);
  }

  private static RecordKey cursor(RecordKey.Kind kind, String cursor) {
    try {
      int colon = cursor.indexOf(':');
      int end = colon + 1 + Integer.parseInt(cursor.substring(0, colon));
      return new RecordKey(kind, cursor.substring(colon + 1, end), cursor.substring(end));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("no cursor of this server", e);
    }
  }

  @Override
  public void close() {
    // nothing but memory is held
  }
}
