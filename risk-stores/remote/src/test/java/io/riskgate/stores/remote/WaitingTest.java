package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for the answer to a change. */
class WaitingTest {
  private final RecordKey key = Subjects.account("default", "A");
  private final InProcessServer server = new InProcessServer();
  private final WordBook words = new WordBook(server, Duration.ofSeconds(1));
  private final Waiting waiting = new Waiting();
  private final Folded record = new Folded(key, words, waiting);

  private Ask<RecordState, Outcome> ask() {
    Keeping keeping = new Keeping(1_000, 1_000, 10, 10);
    byte[] body = new Commands(words, keeping, new Moment(1, 0, 0)).lift("f", "bank", "why");
    return Ask.change(key, body, (state, outcome) -> outcome);
  }

  private List<Ask<?, ?>> all() {
    List<Ask<?, ?>> all = new ArrayList<>();
    for (Ask<?, ?> ask = waiting.first(record); ask != null; ask = ask.next) {
      all.add(ask);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  @DisplayName("one that was answered waits no longer, and the others do")
  void oneLeaves(int which) {
    List<Ask<?, ?>> asks = List.of(ask(), ask(), ask());
    asks.forEach(ask -> waiting.add(record, ask));
    waiting.remove(record, ask());
    assertThat(all()).containsExactlyInAnyOrderElementsOf(asks);
    waiting.remove(record, asks.get(which));
    waiting.remove(record, asks.get(which));
    List<Ask<?, ?>> left = new ArrayList<>(asks);
    left.remove(which);
    assertThat(all()).containsExactlyInAnyOrderElementsOf(left);
    asks.forEach(ask -> waiting.remove(record, ask));
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  @DisplayName("two of one record do not wait for each other's answers")
  void twoOfOneRecord() {
    Folded other = new Folded(key, words, waiting);
    Ask<?, ?> ask = ask();
    waiting.add(record, ask);
    assertThat(waiting.first(other)).isNull();
    waiting.remove(other, ask);
    assertThat(waiting.first(record)).isSameAs(ask);
  }

  @Test
  @DisplayName("nothing waits any more after an answer, nor after a server that failed, however")
  void nothingStays() {
    Records records = new Records(server, words, Duration.ofSeconds(1), 10);
    List<Ask<?, ?>> asks = List.of(ask(), ask());
    records.call(asks, 1, 1);
    records.append(asks.stream().<Ask<?, ?>>map(ask -> ask()).toList(), 1, 1);
    assertThat(records.waiting.isEmpty()).isTrue();
    for (Throwable failure :
        List.of(new StoreException("no"), new IllegalStateException(), new StackOverflowError())) {
      Records failing = new Records(new Failing(failure), words, Duration.ofSeconds(1), 10);
      assertThat(catchThrowable(() -> failing.call(List.of(ask()), 1, 1))).isNotNull();
      assertThat(catchThrowable(() -> failing.append(List.of(ask()), 1, 1))).isSameAs(failure);
      assertThat(failing.waiting.isEmpty()).as(failure.toString()).isTrue();
    }
  }

  private record Failing(Throwable failure) implements RecordServer {
    @Override
    public List<RecordTail> call(List<RecordCall> calls, Duration budget) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public StorePage<RecordKey> keys(
        RecordKey.Kind kind, @Nullable String tenant, @Nullable String after, int max) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("a record that was broken off while it was put together is used for nothing")
  void torn() {
    Ask<RecordState, Outcome> asked = ask();
    byte[] good = asked.body;
    assertThat(good).isNotNull();
    RecordTail unreadable =
        new RecordTail(
            RecordPoint.START,
            null,
            List.of(new RecordChange(asked.token, good), new RecordChange(2, new byte[] {99})));
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> record.fold(RecordPoint.START, unreadable));
    Ask<RecordState, Outcome> late = asked.again();
    record.end(late);
    assertThat(late.isDone()).as("its change is known, and what stands there is not").isFalse();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> record.<RecordState, Boolean>look((s, o) -> s.controls.isEmpty()));
    RecordPoint first = new RecordPoint(1, asked.token);
    RecordTail next = new RecordTail(first, null, List.of(new RecordChange(2, good)));
    assertThat(record.fold(first, next)).as("it fits to what is there, and is not used").isFalse();
    RecordTail whole =
        new RecordTail(
            RecordPoint.START,
            null,
            List.of(new RecordChange(asked.token, good), new RecordChange(2, good)));
    assertThat(record.fold(RecordPoint.START, whole)).isTrue();
    record.end(late);
    assertThat(late.isDone()).isTrue();
  }
}
