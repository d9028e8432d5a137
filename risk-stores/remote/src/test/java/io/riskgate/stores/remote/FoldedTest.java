package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.kit.InProcessServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A record as one process knows it. */
class FoldedTest {
  @Test
  @DisplayName("while a record must be read anew, nobody takes it for one without controls")
  void torn() {
    RecordKey key = Subjects.account("default", "A");
    Folded folded =
        new Folded(key, new WordBook(new InProcessServer(), Duration.ofSeconds(1)), new Waiting());
    RecordTail gap = new RecordTail(new RecordPoint(5, 7), null, List.of());

    assertThat(folded.fold(RecordPoint.START, gap)).isFalse();
    assertThatThrownBy(() -> folded.<RecordState, Boolean>look((s, o) -> s.controls.isEmpty()))
        .isInstanceOf(StoreException.class);

    assertThat(folded.fold(RecordPoint.START, new RecordTail(RecordPoint.START, null, List.of())))
        .isTrue();
    assertThat(folded.<RecordState, Boolean>look((s, o) -> s.controls.isEmpty())).isTrue();
  }

  @Test
  @DisplayName("changes behind one past are not applied to another that was read meanwhile")
  void otherPastMeanwhile() {
    RecordKey key = Subjects.account("default", "A");
    WordBook words = new WordBook(new InProcessServer(), Duration.ofSeconds(1));
    Folded folded = new Folded(key, words, new Waiting());
    Keeping keeping = new Keeping(1_000, 1_000, 10, 10);
    byte[] body = new Commands(words, keeping, new Moment(1, 0, 0)).lift("f", "bank", "why");
    RecordPoint lost = new RecordPoint(1, 11);

    folded.fold(RecordPoint.START, tail(RecordPoint.START, new RecordChange(11, body)));
    folded.fold(lost, tail(RecordPoint.START, new RecordChange(12, body)));
    assertThat(folded.fold(lost, tail(lost, new RecordChange(13, body))))
        .as("it came late, from before the server lost the first change")
        .isFalse();
  }

  private static RecordTail tail(RecordPoint from, RecordChange change) {
    return new RecordTail(from, null, List.of(change));
  }
}
