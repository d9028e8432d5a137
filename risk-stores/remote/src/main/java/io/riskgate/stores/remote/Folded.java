package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.spi.StoreException;
import org.jspecify.annotations.Nullable;

/** A record as this process knows it. Each method takes its lock. */
final class Folded {
  /**
   * After about so many changes a snapshot goes along with the next one, if they take as many bytes
   * as the latest one: otherwise after so many more.
   */
  static final int TAIL_MAX = 64;

  /** After so many it does in any case. */
  private static final int TAIL_LAST = 4 * TAIL_MAX;

  private final RecordKey key;
  private final WordBook words;

  /** So that the snapshots of records that change equally often do not all come at once. */
  private final int turn;

  private State state;
  // Where it stands, as numbers: this is written with each change.
  private long version;
  private long token;

  /** How many changes came since this process last knew of a snapshot, and their bytes. */
  private int tail;

  private long tailBytes;

  /** How long that snapshot was. */
  private int snapshotBytes;

  /**
   * Whether this process is to write a snapshot: the change that filled the tail was its own. So of
   * many processes one does, and the others do where it has died.
   */
  private boolean isDue;

  /** Whether the record is put together; not where some of it must be read again first. */
  private boolean isWhole = true;

  /** Whether applying was broken off: what stands here is used for nothing, also by who has it. */
  private boolean isTorn;

  /** Whether it was used since somebody looked for one to let go; guarded by its stripe. */
  boolean isUsed;

  private final Waiting waiting;

  Folded(RecordKey key, WordBook words, Waiting waiting) {
    this.key = key;
    this.words = words;
    this.waiting = waiting;
    turn = key.hashCode() & TAIL_MAX - 1;
    state = State.empty(key, words);
  }

  /** The call to the server for what is asked. */
  synchronized RecordCall begin(Ask<?, ?> ask, long nowMs, long reachMs) {
    byte[] body = ask.body;
    if (body == null) {
      return RecordCall.read(key, point());
    }
    waiting.add(this, ask);
    RecordSnapshot snapshot = null;
    if (isWhole && (isDue || tail >= TAIL_LAST)) {
      snapshot = takeSnapshot();
    }
    return new RecordCall(
        key,
        point(),
        new RecordChange(ask.token, body),
        snapshot,
        state.keepUntilMs(body, nowMs, reachMs),
        ask.isDurable());
  }

  /** The call that writes a snapshot of what is known now. */
  synchronized RecordCall snapshot() {
    requireWhole();
    return new RecordCall(key, point(), null, takeSnapshot(), 0);
  }

  /** Whether the record has far more changes behind its snapshot than it should. */
  synchronized boolean isLong() {
    return isWhole && tail >= TAIL_LAST;
  }

  /**
   * The call that writes a snapshot where the record is long, which it is until {@link #isWritten};
   * null where it is not long, or somebody is at it.
   */
  synchronized @Nullable RecordCall snapshotIfLong() {
    return isLong()
        ? new RecordCall(key, point(), null, new RecordSnapshot(point(), state.snapshot(words)), 0)
        : null;
  }

  /** A snapshot of a long record has arrived. */
  synchronized void isWritten(RecordSnapshot snapshot) {
    beginTail(snapshot.body().length);
  }

  private RecordSnapshot takeSnapshot() {
    byte[] body = state.snapshot(words);
    beginTail(body.length);
    return new RecordSnapshot(point(), body);
  }

  private void beginTail(int bytes) {
    snapshotBytes = bytes;
    isDue = false;
    tail = 0;
    tailBytes = 0;
  }

  /**
   * Applies what is new; false where it does not fit to what is known, and the record must be read
   * from its beginning.
   */
  synchronized boolean fold(RecordPoint known, RecordTail answer) {
    if (isTorn) {
      reset();
    }
    isWhole = false; // until all of it is applied: what stands here meanwhile is told to nobody
    isTorn = true;
    isWhole = apply(known, answer);
    isTorn = false;
    return isWhole;
  }

  private RecordPoint point() {
    return version == 0 ? RecordPoint.START : new RecordPoint(version, token);
  }

  private void stand(long atVersion, long withToken) {
    version = atVersion;
    token = withToken;
  }

  /** Knows nothing any more. */
  private void reset() {
    state = State.empty(key, words);
    stand(0, 0);
  }

  private boolean apply(RecordPoint known, RecordTail answer) {
    RecordPoint from = answer.from();
    boolean isOtherPast =
        known.version() > 0 && !from.equals(known) && from.version() <= known.version();
    if (isOtherPast) {
      reset();
    }
    RecordSnapshot snapshot = answer.snapshot();
    if (snapshot != null && from.version() > version) {
      state = readSnapshot(snapshot.body());
      stand(from.version(), from.token());
      beginTail(snapshot.body().length);
      answerSkipped();
    }
    if (from.version() > version) {
      return false;
    }
    if (from.version() == version && from.token() != token) {
      // Another thread has read another past meanwhile: these changes are not behind it.
      reset();
      return false;
    }
    long next = from.version();
    for (RecordChange change : answer.changes()) {
      next++;
      if (next > version) {
        boolean isOwn = apply(change);
        stand(next, change.token());
        tail++;
        tailBytes += change.body().length;
        isDue |=
            isOwn
                && (next + turn) % TAIL_MAX == 0
                && tail >= TAIL_MAX / 2
                && tailBytes >= snapshotBytes;
      } else if (next == version && change.token() != token) {
        reset();
        return false;
      }
    }
    return true;
  }

  /** A snapshot has come that holds changes whose answers are still on their way. */
  private void answerSkipped() {
    Ask<?, ?> ask = waiting.first(this);
    while (ask != null) {
      Ask<?, ?> next = ask.next;
      Outcome outcome = state.outcome(ask.token);
      if (outcome != null) {
        waiting.remove(this, ask);
        ask.answer(state, outcome);
      }
      ask = next;
    }
  }

  private State readSnapshot(byte[] body) {
    while (true) {
      int known = words.known();
      try {
        return State.read(key, body, words);
      } catch (WireException e) {
        if (!words.learns(e, known)) {
          throw WordBook.unreadable(key, e);
        }
      }
    }
  }

  /** Applies a change; whether it was this process' own. */
  private boolean apply(RecordChange change) {
    Outcome outcome;
    while (true) {
      int known = words.known();
      try {
        outcome = state.apply(change, words);
        break;
      } catch (WireException e) {
        if (!words.learns(e, known)) {
          throw WordBook.unreadable(key, e);
        }
      }
    }
    for (Ask<?, ?> ask = waiting.first(this); ask != null; ask = ask.next) {
      if (ask.token == change.token()) {
        waiting.remove(this, ask);
        ask.answer(state, outcome);
        return true;
      }
    }
    return false;
  }

  /** Answers what was asked, once the answer of the server has been applied. */
  synchronized void end(Ask<?, ?> ask) {
    waiting.remove(this, ask);
    if (ask.body == null) {
      requireWhole();
      ask.answer(state, Outcome.DONE);
    } else if (!ask.isDone() && isWhole) { // otherwise it is asked again
      Outcome outcome = state.outcome(ask.token);
      if (outcome != null) {
        ask.answer(state, outcome);
      }
    }
  }

  synchronized void cancel(Ask<?, ?> ask) {
    waiting.remove(this, ask);
  }

  private void requireWhole() {
    if (!isWhole) {
      throw new StoreException("The record " + key + " is being read anew; ask again");
    }
  }

  /**
   * As that of its key: the one that an object has of itself costs more where locks are taken. Two
   * of one record are not equal.
   */
  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Looks at it as it is known now, without asking the server. */
  synchronized <S extends State, R> @Nullable R look(Ask.Look<S, R> look) {
    requireWhole();
    @SuppressWarnings("unchecked") // the kind of a key says the sort of its record
    S of = (S) state;
    return look.at(of, Outcome.DONE);
  }
}
