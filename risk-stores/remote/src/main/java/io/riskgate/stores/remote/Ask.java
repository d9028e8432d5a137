package io.riskgate.stores.remote;

import io.riskgate.core.spi.StoreException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one record, and what is made of the answer.
 *
 * @param <S> the sort of record
 * @param <R> what is made of the answer
 */
final class Ask<S extends State, R> {
  /** Looks at a record right after a change was applied, under the record's lock. */
  @FunctionalInterface
  interface Look<S extends State, R> {
    /** What came of the change; of a read, {@link Outcome#DONE}. */
    @Nullable R at(S state, Outcome outcome);
  }

  final RecordKey key;
  final byte @Nullable [] body;
  final long token;
  private final Look<S, R> look;
  private final boolean withSnapshot;
  private boolean isDurable = true;
  private @Nullable R result;
  private @Nullable RuntimeException failure;
  private boolean isDone;

  /** The one asked before it that waits for the same record, while it is {@link Waiting}. */
  @Nullable Ask<?, ?> next;

  private Ask(
      RecordKey key, byte @Nullable [] body, long token, boolean withSnapshot, Look<S, R> look) {
    this.key = key;
    this.body = body;
    this.look = look;
    this.withSnapshot = withSnapshot;
    this.token = token;
  }

  private static long draw() {
    return ThreadLocalRandom.current().nextLong();
  }

  static <S extends State, R> Ask<S, R> change(RecordKey key, byte[] body, Look<S, R> look) {
    return new Ask<>(key, body, draw(), false, look);
  }

  /**
   * A change that a crash of the server may take, where it can be asked again or found out again:
   * the next durable change makes it safe.
   */
  static <S extends State, R> Ask<S, R> lightChange(RecordKey key, byte[] body, Look<S, R> look) {
    Ask<S, R> ask = change(key, body, look);
    ask.isDurable = false;
    return ask;
  }

  /** A change after which a snapshot is written at once, so that nothing from before it stays. */
  static <S extends State, R> Ask<S, R> lastChange(RecordKey key, byte[] body, Look<S, R> look) {
    return new Ask<>(key, body, draw(), true, look);
  }

  static <S extends State, R> Ask<S, R> read(RecordKey key, Look<S, R> look) {
    return new Ask<>(key, null, 0, false, look);
  }

  /**
   * The same once more, where nobody knows any more what came of it the first time: no change has
   * an effect a second time.
   */
  Ask<S, R> again() {
    Ask<S, R> again =
        new Ask<>(
            key,
            body,
            token,
            withSnapshot,
            (state, outcome) -> {
              answer(state, outcome);
              return null;
            });
    again.isDurable = isDurable;
    return again;
  }

  boolean isDurable() {
    return isDurable;
  }

  boolean isWithSnapshot() {
    return withSnapshot;
  }

  boolean isDone() {
    return isDone;
  }

  @SuppressWarnings("unchecked") // the kind of a key says the sort of its record
  void answer(State state, Outcome outcome) {
    // Whoever applies the change need not be who asked: a failure waits for him.
    try {
      result = look.at((S) state, outcome);
    } catch (RuntimeException e) {
      failure = e;
    }
    isDone = true;
  }

  @SuppressWarnings("NullAway") // a result may be null where R says so
  R result() {
    if (!isDone) {
      throw new StoreException("What came of a change to " + key + " is not known; ask again");
    }
    RuntimeException e = failure;
    if (e != null) {
      throw e;
    }
    return result;
  }
}
