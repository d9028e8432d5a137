package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.stores.remote.kit.InProcessServer;
import io.riskgate.stores.remote.kit.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Alerts on a server do what alerts in memory do, for several processes at once. */
class RemoteAlertsTest {
  private static final Instant START = Instant.parse("2026-03-10T20:00:00Z");
  private static final Duration TO_RESPOND = Duration.ofHours(2);

  private final InProcessServer server = new InProcessServer();
  private final RemoteStore store = RemoteStore.on(server).open();
  private final RemoteStore other = RemoteStore.on(server).open();

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  private static AlertRecord alert(String tenant, String account, String id, Instant at) {
    return new AlertRecord(
        new Reference(tenant, account, id),
        account,
        new PackIdentity("p", "1", "0".repeat(64)),
        false,
        id.hashCode() % 2 == 0 ? AlertTier.values()[0] : AlertTier.values()[1],
        700,
        false,
        at,
        at.plus(TO_RESPOND),
        Set.of(AlertChannel.values()[0]),
        1,
        List.of("scam"),
        List.of("R1"),
        List.of("label"),
        Outcome.HOLD,
        80,
        List.of(),
        false,
        0);
  }

  private static AlertResponse contacted(Instant at) {
    return AlertResponse.contacted("desk", "called", at);
  }

  private static String told(@Nullable AlertRecord a) {
    return a == null ? "none" : a.reference() + " " + a.revision() + " " + a.state();
  }

  @Test
  @Sentence("RS-17")
  @DisplayName("random calls have the answers that alerts in memory give")
  void asInMemory() {
    for (int seed = 0; seed < 20; seed++) {
      InProcessServer own = new InProcessServer();
      try (RemoteStore first = RemoteStore.on(own).open();
          RemoteStore second = RemoteStore.on(own).open();
          AlertStore model = InMemoryAlertStore.create()) {
        compare(new SplittableRandom(seed), model, List.of(first.alerts(), second.alerts()));
      }
    }
  }

  private static void compare(SplittableRandom random, AlertStore model, List<AlertStore> stores) {
    Instant now = START;
    for (int step = 0; step < 120; step++) {
      AlertStore told = stores.get(step % stores.size());
      now = now.plus(Duration.ofMinutes(random.nextInt(300)).plusMillis(1));
      String tenant = random.nextInt(4) == 0 ? "other" : "bank";
      String account = "A" + random.nextInt(3);
      Reference reference = new Reference(tenant, account, "t" + random.nextInt(8));
      AlertRecord known = model.find(reference);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          AlertRecord next = alert(tenant, account, reference.id(), now);
          assertThat(told.put(next)).isEqualTo(model.put(next));
        }
        case 2 -> {
          if (known != null) {
            AlertRecord next = known.with(contacted(now));
            assertThat(told.put(next)).isEqualTo(model.put(next));
            assertThat(told.put(next)).as("again").isEqualTo(model.put(next));
          }
        }
        case 3 -> {
          if (known != null && random.nextBoolean()) {
            AlertRecord next = known.toldOverdue();
            assertThat(told.put(next)).isEqualTo(model.put(next));
          }
        }
        default -> {
          if (random.nextInt(4) == 0) {
            told.forget(tenant, account);
            model.forget(tenant, account);
          }
        }
      }
      for (AlertStore one : stores) {
        assertThat(told(one.find(reference))).isEqualTo(told(model.find(reference)));
        same(one, model, now);
      }
    }
  }

  private static void same(AlertStore store, AlertStore model, Instant now) {
    List<AlertQuery> queries =
        List.of(
            AlertQuery.ALL,
            AlertQuery.ALL.ofTenant("bank").in(AlertState.OPEN),
            AlertQuery.ALL.of(AlertTier.values()[0]).atMost(2),
            AlertQuery.ALL.overdue(),
            AlertQuery.ALL.between(START.plus(Duration.ofHours(30)), now));
    for (AlertQuery query : queries) {
      assertThat(store.query(query, now)).as("%s", query).isEqualTo(model.query(query, now));
    }
    assertThat(store.untoldOverdue(now, 3)).isEqualTo(model.untoldOverdue(now, 3));
    List<AlertRecord> each = new ArrayList<>();
    List<AlertRecord> expected = new ArrayList<>();
    store.each("bank", START, now, each::add);
    model.each("bank", START, now, expected::add);
    assertThat(each).isEqualTo(expected);
  }

  @Test
  @Sentence("RS-17")
  @DisplayName("of several processes that answer one alert at once, one is first")
  void oneIsFirst() {
    AlertRecord raised = alert("bank", "A", "1", START);
    assertThat(store.alerts().put(raised)).isTrue();
    AtomicInteger put = new AtomicInteger();
    Workers.run(
        6,
        thread -> {
          AlertStore mine = (thread % 2 == 0 ? store : other).alerts();
          put.addAndGet(mine.put(raised.with(contacted(START.plusSeconds(thread)))) ? 1 : 0);
        });
    assertThat(put).hasValue(1);
    AlertRecord now = other.alerts().find(raised.reference());
    assertThat(now).isNotNull();
    assertThat(now.responses()).hasSize(1);
    assertThat(store.alerts().find(raised.reference())).isEqualTo(now);
  }
}
