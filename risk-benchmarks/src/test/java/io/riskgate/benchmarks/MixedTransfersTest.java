package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.benchmarks.FactStream.Share;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the stream of transfers really gives that {@code score()} is measured with. */
class MixedTransfersTest {
  private static final int TRANSFERS = 10_000;

  @Test
  @DisplayName("of 100 transfers some 60 hit no rule, 35 one to four, and 5 more")
  void shares() {
    try (LivingStore living = new LivingStore(Population.of(10_000), StorePack.CN)) {
      living.fill(1);
      MixedTransfers transfers = new MixedTransfers(living, 0);
      Map<Share, Integer> shares = new EnumMap<>(Share.class);
      for (int i = 0; i < TRANSFERS; i++) {
        int hits = living.scoreAndEnd(transfers.next()).hits().size();
        shares.merge(Share.ofHits(hits), 1, Integer::sum);
      }
      assertThat(100.0 * shares.get(Share.NONE) / TRANSFERS).isBetween(58.0, 62.0);
      assertThat(100.0 * shares.get(Share.ONE_TO_FOUR) / TRANSFERS).isBetween(33.0, 37.0);
      assertThat(100.0 * shares.get(Share.MORE) / TRANSFERS).isBetween(4.0, 6.0);
    }
  }
}
