package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is asked of one record in one transaction, by however many callers. */
final class Group {
  final RowKey row;
  final List<Asked> asked = new ArrayList<>(2);

  /** What is appended, in order. */
  final List<RecordChange> changes = new ArrayList<>(2);

  /** From which points callers want to know the rest; filled with it by the database. */
  final Map<RecordPoint, Found> wanted = new LinkedHashMap<>(2);

  /** The latest snapshot that was handed in. */
  @Nullable RecordSnapshot snapshot;

  long keepUntilMs = Long.MIN_VALUE;

  private RecordPoint before = RecordPoint.START;

  Group(RowKey row) {
    this.row = row;
  }

  void add(Asked more) {
    asked.add(more);
    for (RecordCall call : more.calls) {
      RecordChange change = call.change();
      RecordSnapshot given = call.snapshot();
      if (change != null) {
        changes.add(change);
        keepUntilMs = Math.max(keepUntilMs, call.keepUntilMs());
      }
      if (given != null
          && (snapshot == null || given.point().version() > snapshot.point().version())) {
        snapshot = given;
      }
      wanted.computeIfAbsent(call.known(), point -> new Found());
    }
  }

  long lastToken() {
    return changes.get(changes.size() - 1).token();
  }

  /** Told by the database: the point after which the changes were appended. */
  void appendedAfter(RecordPoint point) {
    before = point;
  }

  /** Begins anew, as the transaction is. */
  void clear() {
    wanted.values().forEach(Found::clear);
    before = RecordPoint.START;
  }

  /**
   * Gives everybody its answer.
   *
   * @throws StoreException if what the database told does not fit together
   */
  void answer() {
    int appended = 0;
    for (Asked each : asked) {
      for (int i = 0; i < each.calls.size(); i++) {
        RecordCall call = each.calls.get(i);
        appended += call.change() == null ? 0 : 1;
        each.caller.answer(each.places.get(i), tail(call, appended));
      }
    }
  }

  private RecordTail tail(RecordCall call, int appended) {
    if (!changes.isEmpty() && call.known().equals(before)) {
      return new RecordTail(call.known(), null, changes.subList(0, appended));
    }
    Found found = wanted.get(call.known());
    if (found == null || !found.told) {
      if (changes.isEmpty()) {
        return new RecordTail(RecordPoint.START, null, List.of());
      }
      throw new StoreException("The database told nothing of a record that it has changed");
    }
    if (changes.isEmpty()) {
      return new RecordTail(found.from, found.snapshot, found.changes);
    }
    long upTo = before.version() + appended - found.from.version();
    if (upTo < 0 || upTo > found.changes.size()) {
      throw new StoreException("The database told less of a record than there is");
    }
    return new RecordTail(found.from, found.snapshot, found.changes.subList(0, (int) upTo));
  }

  /** What the database tells from one point on. */
  static final class Found {
    private boolean told;
    private RecordPoint from = RecordPoint.START;
    private @Nullable RecordSnapshot snapshot;
    private final List<RecordChange> changes = new ArrayList<>();

    /** Where it goes on from: the point that was asked for, or the snapshot's. */
    void from(RecordPoint point, @Nullable RecordSnapshot with) {
      told = true;
      from = point;
      snapshot = with;
    }

    boolean isTold() {
      return told;
    }

    /** Takes the next change, which must be the next. */
    void add(long version, RecordChange change) {
      if (version != from.version() + changes.size() + 1) {
        throw new StoreException(
            "A change of a record is missing in the database, before its version " + version);
      }
      changes.add(change);
    }

    private void clear() {
      told = false;
      from = RecordPoint.START;
      snapshot = null;
      changes.clear();
    }
  }
}
