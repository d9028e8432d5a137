package io.riskgate.stores.remote;

import io.riskgate.core.AlertQuery;
import io.riskgate.core.Reference;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Alerts in records: one for each alert, and a list of a day's alerts for each tenant. An alert is
 * listed before it is kept; a list that names one that is not there is passed over.
 */
final class RemoteAlerts implements AlertStore {
  private static final String NAME = "alert";
  private static final long DAY_MS = 86_400_000L;
  private static final RecordKey DAYS = new RecordKey(RecordKey.Kind.ALERTS, "", "days");

  private final Records records;
  private final WordBook words;

  RemoteAlerts(Records records, WordBook words) {
    this.records = records;
    this.words = words;
  }

  private static String pair(String first, String second) {
    return first.length() + ":" + first + second;
  }

  private static String[] unpair(String pair) {
    int colon = pair.indexOf(':');
    int end = colon + 1 + Integer.parseInt(pair.substring(0, colon));
    return new String[] {pair.substring(colon + 1, end), pair.substring(end)};
  }

  private static RecordKey key(Reference r) {
    return new RecordKey(RecordKey.Kind.ALERT, r.tenant(), pair(r.owner(), r.id()));
  }

  private static RecordKey day(String tenant, long day) {
    return new RecordKey(RecordKey.Kind.ALERTS, tenant, "day " + day);
  }

  private static RecordKey account(String tenant, String account) {
    return new RecordKey(RecordKey.Kind.ALERTS, tenant, "account " + account);
  }

  private void change(RecordKey key, byte[] body) {
    Ask<ListState, Outcome> ask = Ask.change(key, body, (s, o) -> o);
    records.call(List.of(ask), 0, 0);
  }

  @Override
  public boolean put(AlertRecord alert) {
    Reference r = alert.reference();
    if (alert.revision() == 0) {
      list(alert);
    }
    WireOut out = new WireOut();
    words.write(out, alert);
    byte[] body = ListState.putNext(NAME, alert.revision(), out.copy(), Long.MAX_VALUE);
    Ask<ListState, Outcome> ask = Ask.change(key(r), body, (s, o) -> o);
    return records.call(ask, 0, 0) != Outcome.CHANGED;
  }

  private void list(AlertRecord alert) {
    Reference r = alert.reference();
    long day = Math.floorDiv(alert.raisedAt().toEpochMilli(), DAY_MS);
    String name = pair(r.owner(), r.id());
    byte[] put = ListState.put(name, new byte[0], Long.MAX_VALUE);
    String dayName = pair(r.tenant(), Long.toString(day));
    List<Ask<ListState, Outcome>> asks = new ArrayList<>();
    Ask<ListState, Boolean> known = Ask.read(DAYS, (s, o) -> s.entries.containsKey(dayName));
    if (!records.call(known, 0, 0)) {
      byte[] putDay = ListState.put(dayName, new byte[0], Long.MAX_VALUE);
      asks.add(Ask.change(DAYS, putDay, (s, o) -> o));
    }
    asks.add(Ask.change(day(r.tenant(), day), put, (s, o) -> o));
    asks.add(Ask.change(account(r.tenant(), alert.account()), put, (s, o) -> o));
    records.call(asks, 0, 0);
  }

  @Override
  public @Nullable AlertRecord find(Reference reference) {
    return find(List.of(reference)).get(0);
  }

  private List<@Nullable AlertRecord> find(List<Reference> references) {
    List<@Nullable AlertRecord> found = new ArrayList<>();
    for (int from = 0; from < references.size(); from += Exports.AT_ONCE) {
      List<Ask<ListState, AlertRecord>> asks = new ArrayList<>();
      for (Reference r :
          references.subList(from, Math.min(references.size(), from + Exports.AT_ONCE))) {
        asks.add(Ask.read(key(r), (s, o) -> read(r, s)));
      }
      records.call(asks, 0, 0);
      asks.forEach(ask -> found.add(ask.result()));
    }
    return found;
  }

  private @Nullable AlertRecord read(Reference r, ListState s) {
    byte[] content = s.entries.get(NAME);
    if (content == null) {
      return null;
    }
    while (true) {
      int known = words.known();
      try {
        WireIn in = ListState.content(content);
        return words.read(in, AlertRecord.class);
      } catch (WireException e) {
        if (!words.learns(e, known)) {
          throw WordBook.unreadable(key(r), e);
        }
      }
    }
  }

  private interface Days {
    boolean isWanted(String tenant, long day);
  }

  private List<AlertRecord> all(Days wanted) {
    List<RecordKey> days =
        records.call(Ask.<ListState, List<RecordKey>>read(DAYS, (s, o) -> days(s, wanted)), 0, 0);
    List<AlertRecord> found = new ArrayList<>();
    for (RecordKey day : days) {
      List<Reference> listed =
          records.call(
              Ask.<ListState, List<Reference>>read(day, (s, o) -> listed(day.tenant(), s)), 0, 0);
      for (AlertRecord alert : find(listed)) {
        // One that was refused, as its reference was known, is listed in vain on its day.
        if (alert != null && day.equals(day(day.tenant(), dayOf(alert.raisedAt())))) {
          found.add(alert);
        }
      }
    }
    found.sort(Comparator.comparing(AlertRecord::raisedAt));
    return found;
  }

  private static List<RecordKey> days(ListState s, Days wanted) {
    List<RecordKey> days = new ArrayList<>();
    for (String name : s.entries.keySet()) {
      String[] both = unpair(name);
      long number = Long.parseLong(both[1]);
      if (wanted.isWanted(both[0], number)) {
        days.add(day(both[0], number));
      }
    }
    return days;
  }

  private static List<Reference> listed(String tenant, ListState s) {
    List<Reference> listed = new ArrayList<>();
    for (String name : s.entries.keySet()) {
      String[] both = unpair(name);
      listed.add(new Reference(tenant, both[0], both[1]));
    }
    return listed;
  }

  private static boolean isWithin(long day, @Nullable Instant from, @Nullable Instant to) {
    return (from == null || day >= dayOf(from)) && (to == null || day <= dayOf(to));
  }

  private static long dayOf(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), DAY_MS / 1_000);
  }

  @Override
  public List<AlertRecord> query(AlertQuery query, Instant now) {
    String tenant = query.tenant();
    Predicate<AlertRecord> wanted =
        a ->
            (query.states().isEmpty() || query.states().contains(a.state()))
                && (query.tiers().isEmpty() || query.tiers().contains(a.tier()))
                && (!query.overdueOnly() || a.isOverdueAt(now))
                && isBetween(a.raisedAt(), query.from(), query.to());
    return all(
            (of, day) ->
                (tenant == null || tenant.equals(of)) && isWithin(day, query.from(), query.to()))
        .stream()
        .filter(wanted)
        .limit(query.limit())
        .toList();
  }

  private static boolean isBetween(Instant at, @Nullable Instant from, @Nullable Instant to) {
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }

  @Override
  public List<AlertRecord> untoldOverdue(Instant now, int max) {
    return all((tenant, day) -> true).stream()
        .filter(a -> !a.overdueTold() && a.isOverdueAt(now))
        .sorted(Comparator.comparing(AlertRecord::respondBy))
        .limit(max)
        .toList();
  }

  @Override
  public void each(String tenant, Instant from, Instant to, Consumer<AlertRecord> consumer) {
    all((of, day) -> of.equals(tenant) && isWithin(day, from, to)).stream()
        .filter(a -> isBetween(a.raisedAt(), from, to))
        .forEach(consumer);
  }

  @Override
  public void forget(String tenant, String account) {
    RecordKey key = account(tenant, account);
    List<Reference> listed =
        records.call(Ask.<ListState, List<Reference>>read(key, (s, o) -> listed(tenant, s)), 0, 0);
    for (AlertRecord alert : find(listed)) {
      if (alert != null && alert.state().isClosed()) {
        remove(alert, key);
      }
    }
  }

  private void remove(AlertRecord alert, RecordKey ofAccount) {
    Reference r = alert.reference();
    String name = pair(r.owner(), r.id());
    long day = Math.floorDiv(alert.raisedAt().toEpochMilli(), DAY_MS);
    Ask<ListState, Outcome> gone = Ask.lastChange(key(r), ListState.remove(NAME), (s, o) -> o);
    records.call(List.of(gone), 0, 0);
    change(day(r.tenant(), day), ListState.remove(name));
    change(ofAccount, ListState.remove(name));
  }
}
