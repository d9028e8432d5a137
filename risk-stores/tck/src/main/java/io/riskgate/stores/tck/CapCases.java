package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.HOUR_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.pays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Window;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store with caps says when they are hit: never nothing, and never less of a limit. */
abstract class CapCases extends Theme {
  private static final Window DAY = Window.trailing(Duration.ofDays(1));
  private static final Window TEN_HOURS = Window.trailing(Duration.ofHours(10));

  /** Four hundred of them in ten hours: some to each 64th, and soon told to a store on a server. */
  private static final long EVERY_MS = 90_000;

  /** Of those, so many are retained. */
  private static final StoreCaps BUSY = new StoreCaps(120, 2_000, 2_000);

  private static final int PAYEES = 200;

  private static final Aggregate OUT = Kit.count("out", Aggregate.Key.PAYER, Direction.OUT, DAY);
  private static final Aggregate PAIR =
      Kit.count("pair", Aggregate.Key.PAYER_PAYEE, Direction.OUT, DAY);
  private static final Aggregate DEVICE =
      Kit.count("device", Aggregate.Key.DEVICE, Direction.OUT, DAY);

  CapCases(RiskStoreContract contract) {
    super(contract);
  }

  private Desk capped(StoreCaps caps) {
    return new Desk(
        open(caps),
        Kit.schema(Kit.SHANGHAI, List.of(Kit.daily(1_000)), List.of(OUT, PAIR, DEVICE)));
  }

  /** A value that is marked is at most the right one; one that is not marked is the right one. */
  private static void assertRight(Desk desk, History history, Aggregate a, long right) {
    if (desk.isCapped(history, a)) {
      assertThat(desk.value(history, a)).as("%s, marked", a).isLessThanOrEqualTo(right);
    } else {
      assertThat(desk.value(history, a)).as("%s, not marked", a).isEqualTo(right);
    }
  }

  @Test
  @Sentence("D-5")
  @DisplayName("events beyond the cap of a key: the value is right, or marked as a lower bound")
  void events() {
    Desk desk = capped(new StoreCaps(3, 100, 100));
    for (int i = 0; i < 10; i++) {
      History history = desk.attempt(pays("t" + i, "A", "B", 1, START_MS + i).build());
      assertRight(desk, history, OUT, i);
      assertRight(desk, history, PAIR, i);
    }
  }

  @Test
  @Sentence({"H-11", "D-5"})
  @DisplayName(
      "of more events than are retained, a window may begin a 64th early, or its value is marked")
  void busy() {
    Aggregate all = Kit.count("all", Aggregate.Key.PAYER, Direction.OUT, TEN_HOURS);
    Aggregate sum = outgoing("sum", Aggregate.Measure.SUM, null);
    Aggregate payees = outgoing("payees", Aggregate.Measure.DISTINCT, Aggregate.Field.PAYEE);
    Desk desk =
        new Desk(open(BUSY), Kit.schema(Kit.SHANGHAI, List.of(), List.of(all, sum, payees)));
    int inWindow = (int) (10 * HOUR_MS / EVERY_MS);
    for (int i = 0; i < 3 * inWindow; i++) {
      desk.later(EVERY_MS);
      Transfer t = desk.pays("t" + i, "A", "P" + i % PAYEES, 100).build();
      History history = desk.attempt(t);
      Desk.stored(desk.deciding(t).as(TransferState.RESERVED).from(history).commit());
      desk.settle(t);
      long right = Math.min(i, inWindow);
      assertNear(desk, history, all, right, 1);
      assertNear(desk, history, sum, right, 100);
      assertNear(desk, history, payees, Math.min(right, PAYEES), 1);
    }
  }

  @Test
  @Sentence("H-11")
  @DisplayName(
      "where a window begins early, what is undecided counts from there on as the rest does")
  void busyAndUndecided() {
    Aggregate sum = outgoing("sum", Aggregate.Measure.SUM, null);
    Desk desk = new Desk(open(BUSY), Kit.schema(Kit.SHANGHAI, List.of(), List.of(sum)));
    int inWindow = (int) (10 * HOUR_MS / EVERY_MS);
    List<Long> values = new ArrayList<>();
    int unmarked = 0;
    for (int i = 0; i < 2 * inWindow; i++) {
      desk.later(EVERY_MS);
      boolean isUndecided = i % 5 == 0;
      Transfer t = desk.pays("t" + i, "A", "B", isUndecided ? 1_000_000 : 1).build();
      History history = desk.attempt(t);
      if (!desk.isCapped(history, sum)) {
        unmarked++;
        assertThat(desk.value(history, sum)).as("step %s", i).isIn(sums(values, inWindow));
      }
      values.add(isUndecided ? 1_000_000L : 1L);
      if (!isUndecided) {
        Desk.stored(desk.deciding(t).as(TransferState.HELD).from(history).commit());
        desk.cancel(t);
      }
    }
    assertThat(unmarked).isPositive();
  }

  /** The sums over the latest so many values, and over up to a 64th more. */
  private static List<Long> sums(List<Long> values, int inWindow) {
    List<Long> sums = new ArrayList<>();
    long sum = 0;
    int most = Math.min(values.size(), inWindow + 1 + inWindow / 64);
    if (values.size() <= inWindow) {
      sums.add(values.stream().mapToLong(v -> v).sum());
    }
    for (int n = 1; n <= most; n++) {
      sum += values.get(values.size() - n);
      if (n >= inWindow) {
        sums.add(sum);
      }
    }
    return sums;
  }

  private static Aggregate outgoing(
      String name, Aggregate.Measure measure, Aggregate.@Nullable Field field) {
    return new Aggregate(
        name, Aggregate.Key.PAYER, Direction.OUT, measure, field, TEN_HOURS, Aggregate.Filter.ALL);
  }

  private static void assertNear(Desk desk, History history, Aggregate a, long right, long of) {
    assertThat(desk.value(history, a))
        .as("%s, right were %s", a, of * right)
        .isBetween(desk.isCapped(history, a) ? 0 : of * right, of * (right + 1 + right / 64));
  }

  @Test
  @Sentence("D-5")
  @DisplayName("a window that ends after what was dropped is whole")
  void laterWindow() {
    Desk desk = capped(new StoreCaps(3, 100, 100));
    for (int i = 0; i < 10; i++) {
      desk.attempt(pays("t" + i, "A", "B", 1, START_MS + i).build());
    }
    desk.later(30 * HOUR_MS);
    History history = desk.attempt(desk.pays("u", "A", "B", 1).build());
    assertThat(desk.isCapped(history, OUT)).isFalse();
    assertThat(desk.value(history, OUT)).isZero();
  }

  @Test
  @Sentence({"L-2", "L-8"})
  @DisplayName("however many events are dropped, limits stay exact")
  void limits() {
    Desk desk = capped(new StoreCaps(3, 2, 100));
    for (int i = 0; i < 50; i++) {
      desk.settled(desk.pays("t" + i, "A", "B" + i % 7, 10).build());
    }
    assertThat(desk.used("A")).isEqualTo(500);
  }

  @Test
  @Sentence("D-5")
  @DisplayName("payees beyond the cap: what is known of an old one is right, or marked")
  void dealings() {
    Desk desk = capped(new StoreCaps(100, 2, 100));
    for (int i = 0; i < 5; i++) {
      desk.observe(desk.pays("t" + i, "A", "P" + i, 1).build());
    }
    History again = desk.attempt(desk.pays("u", "A", "P0", 1).build());
    assertRight(desk, again, PAIR, 1);
    assertThat(again.pairFirstSeenMs() == START_MS || again.isSeenCapped()).isTrue();
  }

  @Test
  @Sentence("E-4")
  @DisplayName("an export from which something was dropped says that it is not whole")
  void export() {
    Desk desk = capped(new StoreCaps(3, 100, 100));
    for (int i = 0; i < 10; i++) {
      desk.observe(pays("t" + i, "A", "B", 1, START_MS + i).build());
    }
    MovementPage page =
        desk.store.movements(Kit.TENANT, "A", 0, START_MS + HOUR_MS, 100, desk.moment());
    long whole =
        page.movements().stream()
            .filter(m -> Kit.timeMs(m.transfer()) >= page.wholeSinceMs())
            .count();
    long right = START_MS + 10 - Math.max(START_MS, page.wholeSinceMs());
    assertThat(whole).isEqualTo(right);
  }

  @Test
  @Sentence("F-5")
  @DisplayName("where there is no room for another owner or account, nothing is recorded")
  void keys() {
    Desk desk = capped(new StoreCaps(100, 100, 4));
    int[] refused = {0};
    for (int i = 0; i < 10; i++) {
      String account = "A" + i;
      try {
        desk.observe(desk.pays("t", account, "B", 1).build());
      } catch (StoreException e) {
        refused[0]++;
        assertThat(desk.used(account)).isZero();
        assertThatThrownBy(() -> desk.attempt(desk.pays("u", account, "B", 1).build()))
            .isInstanceOf(StoreException.class);
      }
    }
    // A store without such a cap refuses none, and has counted all.
    long counted = 0;
    for (int i = 0; i < 10; i++) {
      counted += desk.used("A" + i);
    }
    assertThat(counted).isEqualTo(10 - refused[0]);
  }

  @Test
  @Sentence("D-5")
  @DisplayName("devices beyond the cap: the value is right, or marked as a lower bound")
  void devices() {
    Desk desk = capped(new StoreCaps(100, 100, 4));
    for (int i = 0; i < 8; i++) {
      desk.attempt(desk.pays("t" + i, "A", "B", 1).device("d" + i).build());
    }
    for (int i = 0; i < 8; i++) {
      History history = desk.attempt(desk.pays("u" + i, "A", "B", 1).device("d" + i).build());
      assertRight(desk, history, DEVICE, 1);
    }
  }
}
