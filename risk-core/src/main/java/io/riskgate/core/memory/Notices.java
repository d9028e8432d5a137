package io.riskgate.core.memory;

import io.riskgate.core.NoticeStatus;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds the stop-payment notices of all accounts, which are kept with each account. Accounts with a
 * notice are remembered for good, and there are at most as many as the store keeps accounts.
 */
final class Notices {
  private final Histories histories;
  private final Set<Key> noticed = ConcurrentHashMap.newKeySet();

  Notices(Histories histories) {
    this.histories = histories;
  }

  /** Remembers that an account has a notice. */
  void add(StoredNotice notice) {
    noticed.add(new Key(notice.notice().tenant(), notice.notice().account()));
  }

  List<StoredNotice> of(String tenant, String account) {
    List<StoredNotice> found = new ArrayList<>();
    histories.look(
        tenant,
        account,
        (record, number) -> {
          Attached attached = record.attached();
          if (attached != null) {
            found.addAll(attached.notices());
          }
        });
    return List.copyOf(found);
  }

  List<StoredNotice> find(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, long nowMs) {
    List<StoredNotice> found = new ArrayList<>();
    for (Key key : noticed) {
      if (key.tenant().equals(tenant)) {
        addTo(
            found,
            key,
            n -> n.receivedMs() >= receivedFromMs && states.contains(n.state(nowMs)),
            Integer.MAX_VALUE);
      }
    }
    found.sort(
        Comparator.comparingLong(StoredNotice::receivedMs)
            .thenComparing(n -> n.notice().account())
            .thenComparing(n -> n.notice().number()));
    return found.size() <= max ? found : List.copyOf(found.subList(0, max));
  }

  List<StoredNotice> due(int max, long nowMs) {
    List<StoredNotice> found = new ArrayList<>();
    for (Key key : noticed) {
      addTo(found, key, n -> n.isDue(nowMs), max);
      if (found.size() >= max) {
        break;
      }
    }
    return found;
  }

  private void addTo(List<StoredNotice> found, Key key, Predicate<StoredNotice> wanted, int max) {
    for (StoredNotice notice : of(key.tenant(), key.id())) {
      if (found.size() < max && wanted.test(notice)) {
        found.add(notice);
      }
    }
  }

  // ---- images

  void write(ImageOut out) {
    out.putAll(
        List.copyOf(noticed),
        key -> {
          out.putText(key.tenant());
          out.putText(key.id());
        });
  }

  void read(ImageIn in) {
    for (int i = in.nextCount(); i > 0; i--) {
      String tenant = in.nextText();
      noticed.add(new Key(tenant, in.nextText()));
    }
  }
}
