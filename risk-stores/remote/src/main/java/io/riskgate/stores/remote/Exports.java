package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredMovement;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads many records page by page. */
final class Exports {
  static final int AT_ONCE = 100;
  private static final int KEYS_AT_ONCE = 16;

  private final RecordServer server;
  private final Records records;

  Exports(RecordServer server, Records records) {
    this.server = server;
    this.records = records;
  }

  // ---- movements

  static MovementPage page(RecordState s, long fromMs, long toMs, int max, long nowMs) {
    List<Event> found = new ArrayList<>();
    Events events = s.events;
    for (int i = events.rows.firstFrom(fromMs);
        i < events.size() && events.rows.timeMs(i) < toMs;
        i++) {
      if (!events.rows.isHidden(i)) {
        found.add(events.event(i));
      }
    }
    String self = s.key.id();
    found.sort(
        Comparator.<Event>comparingLong(e -> e.timeMs).thenComparing(e -> !e.payer.equals(self)));
    List<StoredMovement> page = new ArrayList<>();
    long nextMs = History.NEVER;
    for (int i = 0; i < found.size(); i++) {
      Event e = found.get(i);
      if (page.size() >= max && e.timeMs > found.get(i - 1).timeMs) {
        nextMs = e.timeMs;
        break;
      }
      boolean withCustomer = e.owner.equals(e.customer);
      page.add(
          new StoredMovement(
              e.shown(s.key.tenant(), withCustomer),
              e.value,
              Events.at(e.state(), e.expiresAtMs(), nowMs),
              e.markSet()));
    }
    long lostUpTo = Math.max(s.forgottenUpToMs, events.droppedUpToMs);
    return new MovementPage(
        page, lostUpTo == History.NEVER ? RiskStore.SINCE_EVER_MS : lostUpTo + 1, nextMs);
  }

  // ---- accounts

  StorePage<String> accounts(String tenant, @Nullable String after, int max, long nowMs) {
    checkMax(max);
    String cursor = after == null ? null : decode(after);
    StorePage<RecordKey> keys =
        server.keys(RecordKey.Kind.ACCOUNT, tenant, cursor, Math.min(max, AT_ONCE));
    List<Ask<RecordState, Boolean>> asks = new ArrayList<>();
    for (RecordKey key : keys.items()) {
      asks.add(Ask.read(key, (s, o) -> isRemembered(s, nowMs)));
    }
    if (!asks.isEmpty()) {
      records.call(asks, nowMs, 0);
    }
    List<String> found = new ArrayList<>();
    for (Ask<RecordState, Boolean> ask : asks) {
      if (ask.result()) {
        found.add(ask.key.id());
      }
    }
    String next = keys.next();
    return new StorePage<>(found, next == null ? null : encode(next));
  }

  private static boolean isRemembered(RecordState s, long nowMs) {
    if (!s.controlsAt(nowMs).isEmpty()) {
      return true;
    }
    for (int i = 0; i < s.events.size(); i++) {
      if (!s.events.rows.isHidden(i) || s.events.isOpenAt(i, nowMs)) {
        return true;
      }
    }
    return false;
  }

  private static void checkMax(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("A page has room for at least 1 entry");
    }
  }

  private static String encode(String cursor) {
    WireOut out = new WireOut();
    out.put(Head.FORMAT);
    out.putText(cursor);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.copy());
  }

  private static String decode(String cursor) {
    WireIn in = in(cursor);
    return readAll(in::nextText);
  }

  private static WireIn in(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      WireIn in = new WireIn(bytes, 0, bytes.length);
      if (bytes.length == 0 || in.next() != Head.FORMAT) {
        throw new IllegalArgumentException("This is no cursor that this store has told");
      }
      return in;
    } catch (WireException e) {
      throw new IllegalArgumentException("This is no cursor that this store has told", e);
    }
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T readAll(Reading<T> reading) {
    try {
      return reading.read();
    } catch (WireException e) {
      throw new IllegalArgumentException("This is no cursor that this store has told", e);
    }
  }

  // ---- transfers

  /** Where an export of transfers stands: what is left of some accounts, and where others begin. */
  private record Place(List<String> accounts, String lastId, @Nullable String next, boolean isEnd) {
    String encode() {
      WireOut out = new WireOut();
      out.put(Head.FORMAT);
      out.putVar(accounts.size());
      accounts.forEach(out::putText);
      out.putText(lastId);
      out.put(isEnd ? 1 : 0);
      out.putText(next == null ? "" : next);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(out.copy());
    }

    static Place decode(String cursor) {
      WireIn in = in(cursor);
      return readAll(
          () -> {
            List<String> accounts = new ArrayList<>();
            for (int i = in.nextCount(); i > 0; i--) {
              accounts.add(in.nextText());
            }
            String lastId = in.nextText();
            boolean isEnd = in.next() != 0;
            String next = in.nextText();
            return new Place(accounts, lastId, next.isEmpty() ? null : next, isEnd);
          });
    }
  }

  StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, long nowMs, long keptMs) {
    checkMax(max);
    Place at = after == null ? new Place(List.of(), "", null, false) : Place.decode(after);
    List<String> accounts = at.accounts();
    String next = at.next();
    boolean isEnd = at.isEnd();
    if (accounts.isEmpty() && !isEnd) {
      StorePage<RecordKey> keys = server.keys(RecordKey.Kind.ACCOUNT, tenant, next, KEYS_AT_ONCE);
      accounts = keys.items().stream().map(RecordKey::id).toList();
      next = keys.next();
      isEnd = next == null;
    }
    List<Ask<RecordState, List<StoredTransfer>>> asks = new ArrayList<>();
    for (String account : accounts) {
      asks.add(Ask.read(Subjects.account(tenant, account), (s, o) -> told(s, nowMs, keptMs)));
    }
    if (!asks.isEmpty()) {
      records.call(asks, nowMs, 0);
    }
    List<StoredTransfer> page = new ArrayList<>();
    for (int i = 0; i < asks.size(); i++) {
      String lastId = i == 0 ? at.lastId() : "";
      for (StoredTransfer one : asks.get(i).result()) {
        if (one.reference().id().compareTo(lastId) <= 0 && !lastId.isEmpty()) {
          continue;
        }
        if (page.size() == max) {
          String told = lastTold(page, accounts.get(i), lastId);
          Place rest = new Place(accounts.subList(i, accounts.size()), told, next, isEnd);
          return new StorePage<>(page, rest.encode());
        }
        page.add(one);
      }
    }
    return new StorePage<>(page, isEnd ? null : new Place(List.of(), "", next, false).encode());
  }

  /** The id of the last transfer of an account that a page tells; what was told before if none. */
  private static String lastTold(List<StoredTransfer> page, String account, String before) {
    StoredTransfer last = page.get(page.size() - 1);
    return last.reference().owner().equals(account) ? last.reference().id() : before;
  }

  private static List<StoredTransfer> told(RecordState s, long nowMs, long keptMs) {
    List<StoredTransfer> all = new ArrayList<>();
    for (Item item : s.book.items) {
      StoredTransfer told = s.book.told(item, nowMs, keptMs);
      if (told != null) {
        all.add(told);
      }
    }
    all.sort(Comparator.comparing(t -> t.reference().id()));
    return all;
  }
}
