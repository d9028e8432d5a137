package io.riskgate.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.stores.remote.RecordKey;
import io.riskgate.stores.remote.RemoteStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an account takes in Redis")
class BytesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

  /** What docs/scaling.md says of an account's record just before it gets a snapshot. */
  private static final long JUST_BEFORE_BYTES = 12 * 1024;

  /** And of one that has just got it. */
  private static final long JUST_AFTER_BYTES = 8 * 1024;

  private final String prefix = Servers.newSettings().prefix();
  private final RedisProcess redis = Servers.single();

  private long bytes(String command) {
    return Long.parseLong(redis.ask(command).strip().substring(1));
  }

  private void pay(RiskEngine engine, String id, String payer, String payee) {
    Decision decision =
        engine.score(
            Transfer.builder()
                .id(id)
                .time(NOW)
                .payer(payer)
                .payee(payee)
                .amount(1_00, "CNY")
                .device("device of " + payer)
                .ip("192.0.2.7")
                .build());
    engine.settle(decision.reference());
  }

  @Test
  @DisplayName(
      "with ten transfers out to five payees and ten in, and some more, its record takes what is"
          + " documented")
  void anAccount() {
    String account = "6222020200112233445";
    try (RemoteStore store = Payments.store(redis.uri(), prefix, Asking.LONG)) {
      RiskEngine engine =
          RiskEngine.builder()
              .rules(new LimitPack())
              .store(store)
              .clock(InstantSource.fixed(NOW))
              .build();
      for (int i = 0; i < 10; i++) {
        pay(engine, "2026030110000000" + i, account, "622202020099887766" + i % 5);
        pay(engine, "2026030120000000" + i, "622202020055443322" + i, account);
      }
      assertThat(store.drain(Asking.LONG)).isTrue();
      RecordKey key = new RecordKey(RecordKey.Kind.ACCOUNT, Transfer.DEFAULT_TENANT, account);
      String name = new String(new KeyNames(prefix).record(key), StandardCharsets.US_ASCII);
      long most = 0;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 12; i++) {
        long record = bytes("MEMORY USAGE " + name + " SAMPLES 0");
        most = Math.max(most, record);
        least = Math.min(least, record);
        pay(engine, "2026030130000000" + i, account, "622202020099887766" + i % 5);
      }
      assertThat(most).isBetween(1L, JUST_BEFORE_BYTES);
      assertThat(least).isBetween(1L, JUST_AFTER_BYTES);
    }
  }
}
