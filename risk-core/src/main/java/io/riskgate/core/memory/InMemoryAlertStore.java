package io.riskgate.core.memory;

import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertState;
import io.riskgate.core.Reference;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AlertStore} in the memory of one process; gone with it.
 *
 * <p>It keeps {@value #ALERTS_MAX} alerts unless told otherwise. Where there is no room for a new
 * one, the closed one that was raised first makes room; where none is closed, the new one is
 * refused. Alerts are rare beside transfers, so one lock is enough; it is held for {@value #PAGE}
 * alerts at most, but for {@link #forget}.
 */
public final class InMemoryAlertStore implements AlertStore {
  /** How many alerts are kept unless told otherwise. */
  public static final int ALERTS_MAX = 200_000;

  /** How many alerts are looked at at a time, so that whoever counts all holds nobody up. */
  private static final int PAGE = 1_000;

  /** Orders by time, and what has the same time by arrival. */
  private record Place(Instant time, long arrival) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Comparator.comparing(Place::time)
          .thenComparingLong(Place::arrival)
          .compare(this, other);
    }
  }

  private record Kept(AlertRecord alert, long arrival) {
    Place raised() {
      return new Place(alert.raisedAt(), arrival);
    }

    Place due() {
      return new Place(alert.respondBy(), arrival);
    }
  }

  private final int alertsMax;
  private final Map<Reference, Kept> byReference = new HashMap<>();
  private final NavigableMap<Place, Kept> all = new TreeMap<>();
  private final NavigableMap<Place, Kept> closed = new TreeMap<>();

  /** Open ones whose being overdue has not been told, by when they are due. */
  private final NavigableMap<Place, Kept> untold = new TreeMap<>();

  private long arrivals;

  private InMemoryAlertStore(int alertsMax) {
    this.alertsMax = alertsMax;
  }

  /** Creates a store of {@value #ALERTS_MAX} alerts. */
  public static InMemoryAlertStore create() {
    return ofAtMost(ALERTS_MAX);
  }

  /** Creates a store of at most so many alerts. */
  public static InMemoryAlertStore ofAtMost(int alerts) {
    if (alerts < 1) {
      throw new IllegalArgumentException("A store keeps at least 1 alert, not " + alerts);
    }
    return new InMemoryAlertStore(alerts);
  }

  @Override
  public synchronized boolean put(AlertRecord alert) {
    Kept before = byReference.get(alert.reference());
    if (before == null) {
      if (alert.revision() != 0) {
        return false;
      }
      makeRoom();
      add(new Kept(alert, arrivals++));
      return true;
    }
    if (before.alert().revision() + 1 != alert.revision()) {
      return false;
    }
    remove(before);
    add(new Kept(alert, before.arrival()));
    return true;
  }

  private void makeRoom() {
    if (byReference.size() < alertsMax) {
      return;
    }
    if (closed.isEmpty()) {
      throw new StoreException(
          "No room for more alerts: "
              + alertsMax
              + " are open; respond to them, or keep alerts in a larger store");
    }
    remove(closed.firstEntry().getValue());
  }

  private void add(Kept kept) {
    AlertRecord alert = kept.alert();
    byReference.put(alert.reference(), kept);
    all.put(kept.raised(), kept);
    AlertState state = alert.state();
    if (state.isClosed()) {
      closed.put(kept.raised(), kept);
    } else if (state == AlertState.OPEN && !alert.overdueTold()) {
      untold.put(kept.due(), kept);
    }
  }

  private void remove(Kept kept) {
    byReference.remove(kept.alert().reference());
    all.remove(kept.raised());
    closed.remove(kept.raised());
    untold.remove(kept.due());
  }

  @Override
  public synchronized @Nullable AlertRecord find(Reference reference) {
    Kept kept = byReference.get(reference);
    return kept == null ? null : kept.alert();
  }

  @Override
  public List<AlertRecord> query(AlertQuery query, Instant now) {
    List<AlertRecord> found = new ArrayList<>();
    Instant from = query.from();
    Instant to = query.to();
    goThrough(
        from == null ? Instant.MIN : from,
        to == null ? Instant.MAX : to,
        alert -> {
          if (isWanted(alert, query, now)) {
            found.add(alert);
          }
          return found.size() < query.limit();
        });
    return found;
  }

  private static boolean isWanted(AlertRecord alert, AlertQuery query, Instant now) {
    return (query.tenant() == null || query.tenant().equals(alert.reference().tenant()))
        && (query.tiers().isEmpty() || query.tiers().contains(alert.tier()))
        && (query.states().isEmpty() || query.states().contains(alert.state()))
        && (!query.overdueOnly() || alert.isOverdueAt(now));
  }

  @Override
  public synchronized List<AlertRecord> untoldOverdue(Instant now, int max) {
    List<AlertRecord> found = new ArrayList<>();
    for (Kept kept : untold.headMap(new Place(now, Long.MIN_VALUE), false).values()) {
      if (found.size() == max) {
        break;
      }
      found.add(kept.alert());
    }
    return found;
  }

  @Override
  public void each(String tenant, Instant from, Instant to, Consumer<AlertRecord> consumer) {
    goThrough(
        from,
        to,
        alert -> {
          if (alert.reference().tenant().equals(tenant)) {
            consumer.accept(alert);
          }
          return true;
        });
  }

  /** Shows alerts until one is the last that is wanted. */
  private void goThrough(Instant from, Instant to, Predicate<AlertRecord> goOn) {
    Place next = new Place(from, Long.MIN_VALUE);
    while (true) {
      List<Kept> page = page(next, to);
      for (Kept kept : page) {
        if (!goOn.test(kept.alert())) {
          return;
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      Place last = page.get(page.size() - 1).raised();
      next = new Place(last.time(), last.arrival() + 1);
    }
  }

  private synchronized List<Kept> page(Place from, Instant to) {
    List<Kept> page = new ArrayList<>();
    for (Kept kept : all.tailMap(from, true).values()) {
      if (page.size() == PAGE || !kept.alert().raisedAt().isBefore(to)) {
        break;
      }
      page.add(kept);
    }
    return page;
  }

  @Override
  public synchronized void forget(String tenant, String account) {
    List<Kept> gone = new ArrayList<>();
    for (Kept kept : closed.values()) {
      if (kept.alert().account().equals(account)
          && kept.alert().reference().tenant().equals(tenant)) {
        gone.add(kept);
      }
    }
    gone.forEach(this::remove);
  }

  @Override
  public synchronized int dropClosed(Instant raisedBefore, int max) {
    int dropped = 0;
    while (dropped < max && !closed.isEmpty() && closed.firstKey().time().isBefore(raisedBefore)) {
      remove(closed.firstEntry().getValue());
      dropped++;
    }
    return dropped;
  }

  // ---- images

  synchronized void write(ImageOut out) {
    out.put(arrivals);
    out.putAll(
        all.values(),
        kept -> {
          out.put(kept.arrival());
          out.putValue(kept.alert());
        });
  }

  synchronized void read(ImageIn in) {
    arrivals = in.next();
    for (int i = in.nextCount(); i > 0; i--) {
      long arrival = in.next();
      add(new Kept(in.nextValue(AlertRecord.class), arrival));
    }
  }
}
