package io.riskgate.stores.remote;

import io.riskgate.core.Reference;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries controls out on the transfers of other owners. What is still to be done stands in the
 * account's record, so whoever sees it there finishes what another has begun.
 */
final class Stopping {
  /** After so long another finishes it. */
  private static final long FINISH_MS = 10_000;

  private static final int AT_ONCE = 200;

  private final Records records;
  private final Afterwards afterwards;
  private final Telling telling;
  private final WordBook words;

  Stopping(Records records, Afterwards afterwards, Telling telling, WordBook words) {
    this.records = records;
    this.afterwards = afterwards;
    this.telling = telling;
    this.words = words;
  }

  /**
   * What came of a control in the account's own record.
   *
   * @param moved the transfers that were moved there
   * @param told how they stand now
   * @param pending what is to be done elsewhere, or null
   */
  record Set(
      Outcome outcome,
      List<Reference> moved,
      List<StoredTransfer> told,
      @Nullable PendingStop pending) {}

  Set set(RecordKey key, byte[] body, Moment moment, Keeping keeping) {
    long[] token = new long[1];
    Ask<RecordState, Set> ask =
        Ask.change(key, body, (state, outcome) -> of(state, outcome, token[0]));
    token[0] = ask.token;
    return records.call(ask, moment.nowMs(), keeping.reachMs());
  }

  private static Set of(RecordState state, Outcome outcome, long token) {
    List<StoredTransfer> told = new ArrayList<>();
    for (Reference reference : state.moved) {
      Item item = state.book.items.get(reference.id());
      StoredTransfer stored = item == null ? null : item.stored();
      if (stored != null) {
        told.add(stored);
      }
    }
    PendingStop pending = null;
    for (PendingStop stop : state.stops) {
      pending = stop.token() == token ? stop : pending;
    }
    return new Set(outcome, List.copyOf(state.moved), told, pending);
  }

  /** Carries out what was set; all that was moved to HELD. */
  List<Reference> carryOut(RecordKey key, Set set, Moment moment, Keeping keeping) {
    List<Reference> all = new ArrayList<>(set.moved());
    PendingStop pending = set.pending();
    List<StoredTransfer> told = new ArrayList<>(set.told());
    try {
      if (pending != null) {
        all.addAll(stopOthers(key, pending, moment, keeping, told));
      }
    } finally {
      tell(told, moment, keeping);
    }
    return all;
  }

  /** Once all is stopped; whoever waits for room does so once for all. */
  private void tell(List<StoredTransfer> told, Moment moment, Keeping keeping) {
    long until = afterwards.patienceUntil();
    for (StoredTransfer stored : told) {
      telling.tell(stored, moment, keeping, until);
    }
  }

  private List<Reference> stopOthers(
      RecordKey key,
      PendingStop pending,
      Moment moment,
      Keeping keeping,
      List<StoredTransfer> told) {
    Commands commands = new Commands(words, keeping, moment);
    List<Reference> moved = new ArrayList<>();
    List<Reference> others = pending.others();
    for (int from = 0; from < others.size(); from += AT_ONCE) {
      List<Ask<RecordState, StoredTransfer>> asks = new ArrayList<>();
      for (Reference one : others.subList(from, Math.min(others.size(), from + AT_ONCE))) {
        asks.add(
            Ask.change(
                Subjects.account(one.tenant(), one.owner()),
                commands.stop(one.id(), pending),
                (state, outcome) -> {
                  Item item = state.book.items.get(one.id());
                  return outcome == Outcome.DONE && item != null ? item.stored() : null;
                }));
      }
      records.call(asks, moment.nowMs(), keeping.reachMs());
      for (Ask<RecordState, StoredTransfer> ask : asks) {
        StoredTransfer stored = ask.result();
        if (stored != null) {
          moved.add(stored.reference());
          told.add(stored);
        }
      }
    }
    Ask<RecordState, Outcome> done =
        Ask.change(key, commands.done(pending.token(), moved), (state, outcome) -> outcome);
    records.call(List.of(done), moment.nowMs(), keeping.reachMs());
    return moved;
  }

  /** Finishes in the background what others have left. */
  void finish(Map<RecordKey, Folded> read, Moment moment, Keeping keeping) {
    for (Map.Entry<RecordKey, Folded> one : read.entrySet()) {
      List<PendingStop> left =
          one.getValue()
              .<RecordState, List<PendingStop>>look(
                  (s, outcome) ->
                      s.stops.isEmpty()
                          ? List.of()
                          : s.stops.stream()
                              .filter(p -> moment.nowMs() - p.atMs() >= FINISH_MS)
                              .toList());
      if (left != null) {
        for (PendingStop stop : left) {
          afterwards.later(
              () -> {
                List<StoredTransfer> told = new ArrayList<>();
                stopOthers(one.getKey(), stop, moment, keeping, told);
                tell(told, moment, keeping);
              });
        }
      }
    }
  }
}
