package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoredTransfer;
import io.riskgate.stores.remote.RemoteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Transfers of a few accounts, more than their limits allow: exactly so many of each account pass
 * without evidence, whoever scores them and whatever happens meanwhile.
 */
final class Payments {
  static final int PAYERS = 4;
  static final long AMOUNT = 500;
  static final int ALLOWED_EACH = (int) (LimitPack.DAILY_MAX / AMOUNT);

  private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

  private Payments() {}

  static RemoteStore store(DataSource source, String schema, Duration budget) {
    return RemoteStore.on(JdbcStore.on(source).schema(schema).connect()).budget(budget).open();
  }

  static RiskEngine engine(RiskStore store) {
    return RiskEngine.builder()
        .rules(new LimitPack())
        .store(store)
        .clock(InstantSource.fixed(NOW))
        .build();
  }

  /** The same, with a clock that is so much ahead or behind. */
  static RiskEngine engine(RiskStore store, LongSupplier aheadMs) {
    return RiskEngine.builder()
        .rules(new LimitPack())
        .store(store)
        .clock(() -> NOW.plusMillis(aheadMs.getAsLong()))
        .build();
  }

  private static Transfer transfer(String id) {
    int n = Math.floorMod(id.hashCode(), 1_000);
    return Transfer.builder()
        .id(id)
        .time(NOW.minusMillis(n))
        .payer("payer" + n % PAYERS)
        .payee("payee" + n % 3)
        .amount(AMOUNT, "CNY")
        .device("device" + n % 20)
        .ip("192.0.2." + n % 50)
        .build();
  }

  /**
   * Scores a transfer until it is decided; some are asked for twice all the same, as a caller does
   * that was not answered.
   *
   * @return the decision; how often it was held meanwhile is added up
   */
  static Decision insist(RiskEngine engine, String id, Map<String, Integer> held) {
    while (true) {
      Decision decision = engine.score(transfer(id));
      if (decision.outcome() == Outcome.HOLD) {
        held.merge(id, 1, Integer::sum);
        continue;
      }
      if (ThreadLocalRandom.current().nextInt(10) == 0) {
        Decision again = engine.score(transfer(id));
        if (again.outcome() != Outcome.HOLD) {
          assertThat(again.state()).isEqualTo(decision.state());
        }
      }
      return decision;
    }
  }

  /** Lets threads score. What was decided, by id, goes where it is told at once. */
  static void score(
      RiskEngine engine,
      String prefix,
      int threads,
      int each,
      Map<String, TransferState> decided,
      Map<String, Integer> held)
      throws InterruptedException {
    Thread[] all = new Thread[threads];
    Set<String> broken = ConcurrentHashMap.newKeySet();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      all[t] =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  String id = prefix + "t" + thread + "n" + i;
                  decided.put(id, insist(engine, id, held).state());
                }
              });
      all[t].setUncaughtExceptionHandler((who, e) -> broken.add(e.toString()));
      all[t].start();
    }
    for (Thread each1 : all) {
      each1.join();
    }
    assertThat(broken).isEmpty();
  }

  /** Compares what a store that knows nothing yet says with what callers were told. */
  static void check(RemoteStore store, Map<String, TransferState> decided) {
    store.declare(java.util.List.of(LimitPack.SCHEMA), NOW.toEpochMilli());
    LocalDate day = LocalDate.ofInstant(NOW, LimitPack.SCHEMA.zone());
    Moment moment =
        new Moment(
            NOW.toEpochMilli(),
            day.toEpochDay(),
            ChronoUnit.MONTHS.between(YearMonth.of(1970, 1), YearMonth.from(day)));
    Map<String, Long> reserved = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    String cursor = null;
    do {
      StorePage<StoredTransfer> page =
          store.transfers(Transfer.DEFAULT_TENANT, cursor, 500, moment);
      for (StoredTransfer each : page.items()) {
        assertThat(seen.add(each.reference().id())).as("told once").isTrue();
        assertThat(each.state()).isEqualTo(decided.get(each.reference().id()));
        if (each.state() == TransferState.RESERVED) {
          reserved.merge(each.reference().owner(), each.value(), Long::sum);
        }
      }
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).isEqualTo(decided.keySet());
    for (int p = 0; p < PAYERS; p++) {
      String payer = "payer" + p;
      Reference any = new Reference(Transfer.DEFAULT_TENANT, payer, "?");
      assertThat(reserved.get(payer))
          .as("what %s was let go", payer)
          .isEqualTo(LimitPack.DAILY_MAX);
      assertThat(store.used(LimitPack.SCHEMA, any, moment)[0])
          .as("the use of the limit of %s", payer)
          .isEqualTo(LimitPack.DAILY_MAX);
    }
  }
}
