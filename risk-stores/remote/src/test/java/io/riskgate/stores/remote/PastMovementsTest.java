package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.Moment;
import io.riskgate.stores.remote.kit.InProcessServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** History that is told long after it happened. */
class PastMovementsTest {
  @Test
  @Sentence("RS-1")
  @DisplayName("movements of a hundred days past, told today, open no limit of today")
  void openNoLimit() {
    try (RemoteStore store = RemoteStore.on(new InProcessServer()).open()) {
      Till till = new Till(store);
      assertThat(till.pay(till.pays("1", "A", "B", Till.DAILY_MAX))).isEqualTo(Status.COMMITTED);
      long today = till.moment().day();
      for (int i = 1; i <= 100; i++) {
        Moment then = new Moment(till.nowMs, today - i, (today - i) / 30);
        store.observe(till.attemptOf(till.pays("m" + i, "A", "B", 5)), then);
      }
      assertThat(till.used("A")).isEqualTo(Till.DAILY_MAX);
      assertThat(till.pay(till.pays("2", "A", "B", 1))).isEqualTo(Status.PASSED);
    }
  }
}
