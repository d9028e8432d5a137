package io.riskgate.stores.remote;

import io.riskgate.core.Reference;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells payee, device, IP … what they are to know of a transfer of which they are no owner. */
final class Telling {
  private static final int ASKED_AT_ONCE = 8;

  private final Records records;
  private final Afterwards afterwards;
  private final WordBook words;
  private final Subjects subjects;

  Telling(Records records, Afterwards afterwards, WordBook words, Subjects subjects) {
    this.records = records;
    this.afterwards = afterwards;
    this.words = words;
    this.subjects = subjects;
  }

  /**
   * Waits until others know what they are to be told: what names somebody must not come after they
   * were forgotten.
   */
  void drain() {
    if (!afterwards.arrives()) {
      throw new StoreException(
          "Others are still to be told of movements that may name them, and the server does not"
              + " take it; forget it again later");
    }
  }

  /** Tells all but the owner how a transfer stands. */
  void tell(StoredTransfer s, Moment moment, Keeping keeping) {
    tell(s, moment, keeping, RiskStore.NO_DEADLINE);
  }

  /** Tells all but the owner how a transfer stands; a caller who waits does so until a time. */
  void tell(StoredTransfer s, Moment moment, Keeping keeping, long deadlineNanos) {
    Event e =
        new Event(
            s.reference().owner(),
            s.reference().id(),
            0,
            java.util.Objects.requireNonNull(s.transfer().time(), "it has a time").toEpochMilli(),
            s.transfer(),
            s.value());
    byte[] body = new Commands(words, keeping, moment).state(told(e, s), false);
    long until = until(deadlineNanos);
    for (RecordKey key : subjects.others(s.reference().tenant(), e)) {
      if (subjects.tells(key.kind())) {
        send(Ask.lightChange(key, body, (state, outcome) -> outcome), moment, keeping, until);
      }
    }
  }

  private static Commands.Told told(Event e, StoredTransfer s) {
    return new Commands.Told(e, s.revision(), s.state(), s.expiresAtMs(), s.marks());
  }

  /** Tells all but the owner of a movement. */
  void tellMovement(String tenant, Event e, long revision, Moment moment, Keeping keeping) {
    Commands.Told told =
        new Commands.Told(e, revision, TransferState.SETTLED, Long.MIN_VALUE, Set.of());
    byte[] body = new Commands(words, keeping, moment).state(told, true);
    long until = until(RiskStore.NO_DEADLINE);
    for (RecordKey key : subjects.others(tenant, e)) {
      // Nobody asks for a movement of which a record knows nothing.
      send(Ask.change(key, body, (state, outcome) -> outcome), moment, keeping, until);
    }
  }

  /** Until when a caller waits for room for all that is to be told of one transfer. */
  private long until(long deadlineNanos) {
    long until = afterwards.patienceUntil();
    return deadlineNanos != RiskStore.NO_DEADLINE && deadlineNanos - until < 0
        ? deadlineNanos
        : until;
  }

  private void send(Ask<State, Outcome> ask, Moment moment, Keeping keeping, long until) {
    afterwards.tell(new Afterwards.Message(ask, moment.nowMs(), keeping.reachMs()), until);
  }

  /** Takes back what others were told of an attempt that conflicts, and waits for it. */
  void takeBack(
      Reference reference,
      long stamp,
      Set<RecordKey> keys,
      Commands commands,
      Moment moment,
      long reachMs,
      long deadlineNanos) {
    byte[] body = commands.retract(reference.owner(), reference.id(), stamp);
    call(keys, body, moment, reachMs, deadlineNanos);
  }

  private void call(
      Iterable<RecordKey> keys, byte[] body, Moment moment, long reachMs, long deadlineNanos) {
    List<Ask<?, ?>> asks = new ArrayList<>();
    for (RecordKey key : keys) {
      asks.add(Ask.<RecordState, Outcome>change(key, body, (state, outcome) -> outcome));
    }
    if (!asks.isEmpty()) {
      records.call(asks, moment.nowMs(), reachMs, deadlineNanos);
    }
  }

  /**
   * Others were told one thing of an attempt, and another counts.
   *
   * @param isNew whether those that only what was said concerns are concerned by what counts
   */
  void replace(
      String tenant,
      Event said,
      Event real,
      boolean isNew,
      Commands commands,
      Moment moment,
      Keeping keeping,
      long deadlineNanos) {
    Set<RecordKey> wrong = new HashSet<>(subjects.others(tenant, said));
    Set<RecordKey> right = subjects.others(tenant, real);
    wrong.removeAll(right);
    byte[] retract = commands.retract(said.owner, said.id, said.stamp);
    call(wrong, retract, moment, keeping.reachMs(), deadlineNanos);
    if (!isNew) {
      // Those that know of no decision have taken over what was said last.
      right.removeIf(key -> subjects.tells(key.kind()));
    }
    call(right, commands.event(Op.PUT, real), moment, keeping.reachMs(), deadlineNanos);
  }

  /** What an undecided attempt concerned before it was repeated, and does no more, is told so. */
  void leave(
      String tenant,
      Event old,
      Event real,
      Commands commands,
      Moment moment,
      Keeping keeping,
      long deadlineNanos) {
    Set<RecordKey> left = new HashSet<>(subjects.others(tenant, old));
    left.removeAll(subjects.others(tenant, real));
    byte[] retract = commands.retract(old.owner, old.id, old.stamp);
    call(left, retract, moment, keeping.reachMs(), deadlineNanos);
  }

  /** Asks owners what became of transfers of which nobody has told for a long time. */
  void repair(String tenant, Map<RecordKey, Folded> read, Moment moment, Keeping keeping) {
    for (Map.Entry<RecordKey, Folded> one : read.entrySet()) {
      if (!subjects.tells(one.getKey().kind())) {
        continue;
      }
      List<Event> lost =
          one.getValue().<RecordState, List<Event>>look((s, outcome) -> lost(s, moment.nowMs()));
      if (lost != null && !lost.isEmpty()) {
        afterwards.later(() -> ask(tenant, one.getKey(), lost, moment, keeping));
      }
    }
  }

  private static List<Event> lost(RecordState s, long nowMs) {
    List<Event> lost = List.of();
    if (!s.isToBeLookedAt(nowMs)) {
      return lost;
    }
    long nextMs = nowMs + Events.UNDECIDED_MS;
    for (int i = 0; i < s.events.size(); i++) {
      long lostMs = s.lostMs(i);
      if (lostMs > nowMs) {
        nextMs = Math.min(nextMs, lostMs);
        continue;
      }
      if (lost.size() == ASKED_AT_ONCE) {
        nextMs = nowMs;
        break;
      }
      lost = lost.isEmpty() ? new ArrayList<>() : lost;
      s.events.rows.ask(i, nowMs);
      lost.add(s.events.event(i));
    }
    s.lookAgain(nowMs, nextMs);
    return lost;
  }

  private void ask(String tenant, RecordKey key, List<Event> lost, Moment moment, Keeping keeping) {
    Commands commands = new Commands(words, keeping, moment);
    List<Ask<RecordState, byte[]>> asks = new ArrayList<>();
    for (Event e : lost) {
      asks.add(
          Ask.read(
              Subjects.account(tenant, e.owner),
              (s, outcome) -> {
                if (isOfNobody(s, tenant, key, e)) {
                  return commands.retract(e.owner, e.id, e.stamp);
                }
                Commands.Told told = now(s, e, tenant, key, moment.nowMs(), keeping);
                return told == null ? null : commands.state(told, false);
              }));
    }
    records.call(asks, moment.nowMs(), keeping.reachMs());
    long until = until(RiskStore.NO_DEADLINE);
    for (Ask<RecordState, byte[]> ask : asks) {
      byte[] body = ask.result();
      if (body != null) {
        send(Ask.lightChange(key, body, (state, outcome) -> outcome), moment, keeping, until);
      }
    }
  }

  /**
   * Whether an undecided event is of an attempt that did not count, and could not be taken back:
   * with other content than its reference has, or told to a record that the transfer does not
   * concern.
   */
  private boolean isOfNobody(RecordState s, String tenant, RecordKey key, Event e) {
    Item item = s.book.items.get(e.id);
    if (item == null || e.state() != null || e.stamp == item.stamp) {
      return false;
    }
    Event real = new Event(e.owner, e.id, item.stamp, item.timeMs, item.transfer(), item.value);
    return !real.hasSameContentAs(e) || !subjects.all(tenant, real).contains(key);
  }

  /** What is to be told of an event; null where nothing new is known. */
  private Commands.@Nullable Told now(
      RecordState s, Event e, String tenant, RecordKey key, long nowMs, Keeping keeping) {
    Item item = s.book.items.get(e.id);
    if (item == null) {
      return nowMs - e.knownSinceMs() >= keeping.referencesMs()
          ? new Commands.Told(e, e.revision(), null, 0, Set.of())
          : null;
    }
    if (item.isObserved) {
      return new Commands.Told(e, item.revision, TransferState.SETTLED, Long.MIN_VALUE, Set.of());
    }
    StoredTransfer stored = s.book.told(item, nowMs, Long.MAX_VALUE);
    if (stored == null) {
      return null;
    }
    Event known = new Event(e.owner, e.id, item.stamp, item.timeMs, item.transfer(), item.value);
    boolean isTheirs =
        e.state() == null || stored.state().isOpen() || subjects.all(tenant, known).contains(key);
    // Once its payer is forgotten a closed transfer names it no more: it stays as it had ended.
    return isTheirs ? told(e, stored) : new Commands.Told(e, e.revision(), null, 0, Set.of());
  }
}
