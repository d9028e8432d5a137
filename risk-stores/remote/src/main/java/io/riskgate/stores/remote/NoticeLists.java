package io.riskgate.stores.remote;

import io.riskgate.core.NoticeStatus;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which accounts have notices, in parts by a hash of the account. */
final class NoticeLists {
  private static final int PARTS = 16;

  private final Records records;

  NoticeLists(Records records) {
    this.records = records;
  }

  private static RecordKey part(int number) {
    return new RecordKey(RecordKey.Kind.NOTICES, "", "part " + number);
  }

  void list(String tenant, String account, long nowMs) {
    String name = tenant.length() + ":" + tenant + account;
    RecordKey key = part(Math.floorMod(name.hashCode(), PARTS));
    Ask<ListState, Boolean> known = Ask.read(key, (s, o) -> s.entries.containsKey(name));
    if (!records.call(known, nowMs, 0)) {
      byte[] put = ListState.put(name, new byte[0], Long.MAX_VALUE);
      Ask<ListState, Outcome> ask = Ask.change(key, put, (s, o) -> o);
      records.call(List.of(ask), nowMs, 0);
    }
  }

  private List<RecordKey> accounts(@Nullable String tenant) {
    List<Ask<ListState, List<String>>> asks = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      asks.add(Ask.read(part(i), (s, o) -> List.copyOf(s.entries.keySet())));
    }
    records.call(asks, 0, 0);
    List<RecordKey> found = new ArrayList<>();
    for (Ask<ListState, List<String>> ask : asks) {
      for (String name : ask.result()) {
        int colon = name.indexOf(':');
        int end = colon + 1 + Integer.parseInt(name.substring(0, colon));
        String of = name.substring(colon + 1, end);
        if (tenant == null || tenant.equals(of)) {
          found.add(Subjects.account(of, name.substring(end)));
        }
      }
    }
    return found;
  }

  private List<StoredNotice> all(
      @Nullable String tenant, Predicate<StoredNotice> which, int enough) {
    List<StoredNotice> found = new ArrayList<>();
    List<RecordKey> accounts = accounts(tenant);
    for (int from = 0; from < accounts.size(); from += Exports.AT_ONCE) {
      List<Ask<RecordState, List<StoredNotice>>> asks = new ArrayList<>();
      for (RecordKey key :
          accounts.subList(from, Math.min(accounts.size(), from + Exports.AT_ONCE))) {
        asks.add(Ask.read(key, (s, o) -> s.controls.notices()));
      }
      records.call(asks, 0, 0);
      for (Ask<RecordState, List<StoredNotice>> ask : asks) {
        ask.result().stream().filter(which).forEach(found::add);
      }
      if (found.size() >= enough) {
        break;
      }
    }
    return found;
  }

  List<StoredNotice> find(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, long nowMs) {
    return all(
            tenant,
            n -> n.receivedMs() >= receivedFromMs && states.contains(n.state(nowMs)),
            Integer.MAX_VALUE)
        .stream()
        .sorted(Comparator.comparingLong(StoredNotice::receivedMs))
        .limit(max)
        .toList();
  }

  List<StoredNotice> due(int max, long nowMs) {
    return all(null, n -> n.isDue(nowMs), max).stream().limit(max).toList();
  }
}
