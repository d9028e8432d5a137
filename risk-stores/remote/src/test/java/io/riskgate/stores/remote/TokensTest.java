package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What came of the changes applied last. */
class TokensTest {
  private static final int MAX = 32;

  private final Tokens tokens = new Tokens();

  private static Outcome outcome(int i) {
    return Outcome.values()[i % Outcome.values().length];
  }

  @Test
  @DisplayName("of 32 changes it is known what came of them, and of none before")
  void theLatest() {
    for (int i = 0; i < 200; i++) {
      tokens.add(1_000 - i, outcome(i));
      for (int before = 0; before <= i; before++) {
        assertThat(tokens.outcome(1_000 - before))
            .as("change %d after change %d", before, i)
            .isEqualTo(before > i - MAX ? outcome(before) : null);
      }
    }
  }

  @Test
  @DisplayName("whoever reads them from a snapshot knows the same, and forgets the same next")
  void written() {
    for (int size : new int[] {0, 1, 5, 31, 32, 33, 70}) {
      Tokens all = new Tokens();
      for (int i = 0; i < size; i++) {
        all.add(i, outcome(i));
      }
      WireOut out = new WireOut();
      all.write(out);
      WireIn in = new WireIn(out.bytes(), 0, out.size());
      Tokens read = new Tokens();
      read.read(in);
      assertThat(in.isOver()).isTrue();
      for (int more = 0; more < 40; more++) {
        for (int i = 0; i < size + more; i++) {
          assertThat(read.outcome(i)).as("%d of %d", i, size).isEqualTo(all.outcome(i));
        }
        all.add(size + more, outcome(more));
        read.add(size + more, outcome(more));
      }
    }
  }
}
