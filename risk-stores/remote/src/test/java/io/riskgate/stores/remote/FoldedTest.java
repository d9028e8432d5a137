package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Folded folded = new Folded(key, new WordBook(new InProcessServer(), Duration.ofSeconds(1)));
    RecordTail gap = new RecordTail(new RecordPoint(5, 7), null, List.of());

    assertThat(folded.fold(RecordPoint.START, gap)).isFalse();
    assertThatThrownBy(() -> folded.<RecordState, Boolean>look((s, o) -> s.controls.isEmpty()))
        .isInstanceOf(StoreException.class);

    assertThat(folded.fold(RecordPoint.START, new RecordTail(RecordPoint.START, null, List.of())))
        .isTrue();
    assertThat(folded.<RecordState, Boolean>look((s, o) -> s.controls.isEmpty())).isTrue();
  }
}
