package io.riskgate.stores.tck;

import static io.riskgate.stores.tck.Kit.DAY_MS;
import static io.riskgate.stores.tck.Kit.START_MS;
import static io.riskgate.stores.tck.Kit.daily;
import static io.riskgate.stores.tck.Kit.limit;
import static io.riskgate.stores.tck.Kit.monthly;
import static io.riskgate.stores.tck.Kit.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims on limits: what may be taken, what counts, and what is given back. */
abstract class LimitCases extends Theme {
  LimitCases(RiskStoreContract contract) {
    super(contract);
  }

  private static CommitResult tryToReserve(Desk desk, Transfer t) {
    return desk.deciding(t).from(desk.attempt(t)).commit();
  }

  @ParameterizedTest(name = "{0} used, {1} more, of 100: {2}")
  @CsvSource({
    "0, 99, COMMITTED", "0, 100, COMMITTED", "0, 101, PASSED",
    "60, 39, COMMITTED", "60, 40, COMMITTED", "60, 41, PASSED",
    "100, 1, PASSED", "99, 1, COMMITTED"
  })
  @Sentence({"L-1", "L-2"})
  @DisplayName("a limit is passed when use with the transfer is strictly greater")
  void strictlyGreater(long used, long more, Status expected) {
    Desk desk = desk(daily(100));
    if (used > 0) {
      desk.reserve(desk.pays("0", "A", "B", used).build());
    }
    Transfer t = desk.pays("1", "A", "B", more).build();
    assertThat(tryToReserve(desk, t).status()).isEqualTo(expected);
    assertThat(desk.used("A")).isEqualTo(expected == Status.PASSED ? used : used + more);
  }

  @ParameterizedTest(name = "after {0} transfers of 3")
  @CsvSource({"2, COMMITTED", "3, PASSED"})
  @Sentence("L-1")
  @DisplayName("a limit on the number of transfers counts each once, whatever its value")
  void number(int before, Status expected) {
    Desk desk = desk(limit("times", Limit.Measure.COUNT, Limit.Window.DAY, 3));
    for (int i = 0; i < before; i++) {
      desk.reserve(desk.pays("t" + i, "A", "B", 1_000_000).build());
    }
    assertThat(desk.used("A")).isEqualTo(before);
    assertThat(tryToReserve(desk, desk.pays("t", "A", "B", 1).build()).status())
        .isEqualTo(expected);
  }

  @Test
  @Sentence("L-2")
  @DisplayName("where one of several limits is passed nothing is recorded or claimed on any")
  void oneOfSeveral() {
    Desk desk =
        desk(
            List.of(
                monthly(1_000),
                daily(100),
                limit("times", Limit.Measure.COUNT, Limit.Window.DAY, 3)));
    desk.reserve(desk.pays("0", "A", "B", 70).build());
    Transfer t = desk.pays("1", "A", "B", 31).build();
    History history = desk.attempt(t);
    CommitResult passed = desk.deciding(t).from(history).commit();
    assertThat(passed.status()).isEqualTo(Status.PASSED);
    assertThat(passed.stored()).isNull();
    assertThat(passed.revision()).isEqualTo(history.revision());
    assertThat(passed.used()).containsExactly(70, 70, 1);
    assertThat(desk.store.find(reference(t), desk.moment())).isNull();
    assertThat(desk.store.used(desk.schema, reference(t), desk.moment()))
        .containsExactly(70, 70, 1);
    assertThat(desk.deciding(t).from(history).as(TransferState.HELD).commit().status())
        .as("it can still be decided otherwise")
        .isEqualTo(Status.COMMITTED);
  }

  @Test
  @Sentence("L-2")
  @DisplayName("two that fit alone, and not together: the second is told what is used")
  void twoAtOnce() {
    Desk desk = desk(daily(100));
    Transfer one = desk.pays("1", "A", "B", 100).build();
    Transfer two = desk.pays("2", "A", "B", 1).build();
    History first = desk.attempt(one);
    History second = desk.attempt(two);
    Desk.stored(desk.deciding(one).from(first).commit());
    CommitResult passed = desk.deciding(two).from(second).commit();
    assertThat(passed.status()).isEqualTo(Status.PASSED);
    assertThat(passed.used()).containsExactly(100);
  }

  @Test
  @Sentence("H-1")
  @DisplayName("an attempt is told the use before it, and decided usages include it")
  void usages() {
    Desk desk = desk(List.of(daily(1_000), monthly(5_000)));
    desk.reserve(desk.pays("0", "A", "B", 70).build());
    Transfer t = desk.pays("1", "A", "B", 30).build();
    History history = desk.attempt(t);
    assertThat(history.used()).containsExactly(70, 70);
    desk.reserve(desk.pays("2", "A", "B", 5).build()); // meanwhile
    StoredTransfer stored = Desk.stored(desk.deciding(t).from(history).commit());
    assertThat(stored.usages()).extracting(LimitUsage::used).containsExactly(105L, 105L);
    assertThat(stored.usages()).extracting(LimitUsage::max).containsExactly(1_000L, 5_000L);
  }

  @ParameterizedTest
  @EnumSource(names = {"AWAITING_VERIFICATION", "HELD"})
  @Sentence("S-2")
  @DisplayName("what is not reserved claims nothing, and may be recorded above any limit")
  void onlyReservationsClaim(TransferState state) {
    Desk desk = desk(daily(100));
    desk.decide(desk.pays("1", "A", "B", 5_000).build(), state);
    assertThat(desk.used("A")).isZero();
    desk.reserve(desk.pays("2", "A", "B", 100).build());
  }

  @Test
  @Sentence("L-7")
  @DisplayName("with evidence a transfer passes the limit, counts, and leaves no room for others")
  void coveredByEvidence() {
    Desk desk = desk(daily(100));
    Transfer t = desk.pays("1", "A", "B", 150).build();
    StoredTransfer stored = Desk.stored(desk.deciding(t).covered().from(desk.attempt(t)).commit());
    assertThat(stored.usages().get(0).isPassed()).isTrue();
    assertThat(desk.used("A")).isEqualTo(150);
    assertThat(tryToReserve(desk, desk.pays("2", "A", "B", 1).build()).status())
        .isEqualTo(Status.PASSED);
    desk.settle(t);
    assertThat(desk.used("A")).isEqualTo(150);
  }

  @Test
  @DisplayName("evidence covers one transfer: the next one needs its own")
  void evidenceIsNotInherited() {
    Desk desk = desk(daily(100));
    Transfer t = desk.pays("1", "A", "B", 150).build();
    Desk.stored(desk.deciding(t).covered().from(desk.attempt(t)).commit());
    desk.cancel(t);
    assertThat(desk.used("A")).isZero();
    assertThat(tryToReserve(desk, desk.pays("2", "A", "B", 150).build()).status())
        .isEqualTo(Status.PASSED);
  }

  @Test
  @Sentence("O-2")
  @DisplayName("a monitored reservation may take use above a limit, and counts")
  void monitored() {
    Desk desk = desk(daily(100));
    Transfer t = desk.pays("1", "A", "B", 150).build();
    StoredTransfer stored =
        Desk.stored(
            desk.deciding(t).covered().marked(Mark.MONITORED).from(desk.attempt(t)).commit());
    assertThat(stored.marks()).containsExactly(Mark.MONITORED);
    assertThat(desk.used("A")).isEqualTo(150);
    assertThat(desk.settle(t).marks()).containsExactly(Mark.MONITORED);
  }

  @ParameterizedTest(name = "{0} of 100 used, up to {1}: {2}")
  @CsvSource({"50, 60, PASSED", "50, 61, COMMITTED", "100, 500, COMMITTED", "0, 0, PASSED"})
  @Sentence("L-9")
  @DisplayName("the maximum of a claim is the one that counts: a control may raise or lower it")
  void otherMaximum(long used, long max, Status expected) {
    Desk desk = desk(daily(100));
    if (used > 0) {
      desk.reserve(desk.pays("0", "A", "B", used).build());
    }
    Transfer t = desk.pays("1", "A", "B", 11).build();
    assertThat(desk.deciding(t).upTo(max).from(desk.attempt(t)).commit().status())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  @Sentence("L-4")
  @DisplayName("of observed movements those kinds count that leave the payer")
  void kindsThatCount(TransferKind kind) {
    Desk desk = desk(daily(100));
    desk.observe(desk.pays("1", "A", "B", 70).kind(kind).build());
    assertThat(desk.used("A")).isEqualTo(kind.countsAgainstLimits() ? 70 : 0);
    assertThat(desk.used("B")).isZero();
  }

  @Test
  @Sentence({"L-4", "L-13"})
  @DisplayName("a limit counts the classes of asset that it names, together, and no others")
  void assetClasses() {
    Limit coins =
        new Limit(
            "coins",
            Set.of(AssetClass.VIRTUAL_CURRENCY, AssetClass.GAME_CURRENCY),
            Limit.Measure.VALUE,
            Limit.Counts.LET_GO,
            Limit.Window.DAY,
            100,
            Kit.sms(),
            Demand.NOTHING);
    Desk desk = desk(List.of(coins, daily(1_000)));
    desk.observe(desk.pays("1", "A", "B", 1).build());
    desk.observe(
        desk.pays("2", "A", "B", 0).asset(20, "BTC", 8, AssetClass.VIRTUAL_CURRENCY).build());
    desk.observe(
        desk.pays("3", "A", "B", 0).asset(300, "GOLD", 0, AssetClass.GAME_CURRENCY).build());
    assertThat(desk.used("A", 0)).isEqualTo(320);
    assertThat(desk.used("A", 1)).isEqualTo(1);
  }

  @Test
  @DisplayName("one owner's use is no other's, and the payee's is none")
  void owners() {
    Desk desk = desk(daily(100));
    desk.reserve(desk.pays("1", "A", "B", 100).build());
    assertThat(desk.used("B")).isZero();
    desk.reserve(desk.pays("1", "B", "A", 100).build());
    assertThat(desk.used("A")).isEqualTo(100);
    assertThat(desk.used("B")).isEqualTo(100);
  }

  @Test
  @DisplayName("the use that a transfer is told of is that without its own claim")
  void withoutItsOwn() {
    Desk desk = desk(daily(100));
    Transfer t = desk.pays("1", "A", "B", 60).build();
    desk.reserve(t);
    desk.reserve(desk.pays("2", "A", "B", 7).build());
    assertThat(desk.store.used(desk.schema, reference(t), desk.moment())).containsExactly(7);
    assertThat(desk.used("A")).isEqualTo(67);
  }

  @Test
  @Sentence("S-3")
  @DisplayName("a cancelled reservation gives its claim back at once, and only once")
  void cancelled() {
    Desk desk = desk(List.of(daily(100), monthly(1_000)));
    Transfer t = desk.pays("1", "A", "B", 60).build();
    desk.reserve(t);
    desk.reserve(desk.pays("2", "A", "B", 30).build());
    desk.cancel(t);
    desk.cancel(t);
    assertThat(desk.store.used(desk.schema, reference(t), desk.moment())).containsExactly(30, 30);
    desk.reserve(desk.pays("3", "A", "B", 70).build());
  }

  @Test
  @DisplayName("a reservation that is made anew claims once")
  void reservedAnew() {
    Desk desk = desk(daily(100));
    Transfer t = desk.pays("1", "A", "B", 100).build();
    StoredTransfer first = desk.reserve(t);
    Desk.stored(desk.deciding(t).from(first.revision()).commit());
    assertThat(desk.used("A")).isEqualTo(100);
    desk.cancel(t);
    assertThat(desk.used("A")).isZero();
  }

  @Test
  @Sentence("S-2")
  @DisplayName("a reservation that is turned into a hold gives its claim back")
  void heldAfterAll() {
    Desk desk = desk(daily(100));
    Transfer t = desk.pays("1", "A", "B", 100).build();
    StoredTransfer first = desk.reserve(t);
    Desk.stored(desk.deciding(t).as(TransferState.HELD).from(first.revision()).commit());
    assertThat(desk.used("A")).isZero();
    desk.settle(t);
    assertThat(desk.used("A")).as("its money has moved all the same").isEqualTo(100);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "9223372036854775806, 1",
    "9223372036854775806, 2",
    "9223372036854775807, 1"
  })
  @Sentence("L-10")
  @DisplayName("use that would overflow stays at the largest number, and passes every limit")
  void overflow(long one, long other) {
    Desk desk = desk(daily(Long.MAX_VALUE - 1));
    desk.observe(desk.pays("1", "A", "B", 1).build(), one);
    desk.observe(desk.pays("2", "A", "B", 1).build(), other);
    assertThat(desk.used("A")).isEqualTo(Long.MAX_VALUE);
    assertThat(tryToReserve(desk, desk.pays("3", "A", "B", 1).build()).status())
        .isEqualTo(Status.PASSED);
  }

  @Test
  @Sentence("L-10")
  @DisplayName("use that would overflow stays there when one of many claims is given back")
  void overflowGivenBack() {
    Desk desk = desk(daily(1_000));
    Transfer t = desk.pays("1", "A", "B", 1).build();
    History history = desk.attempt(t, Long.MAX_VALUE);
    Desk.stored(desk.deciding(t).worth(Long.MAX_VALUE).covered().from(history).commit());
    desk.observe(desk.pays("2", "A", "B", 1).build(), Long.MAX_VALUE);
    assertThat(desk.store.used(desk.schema, reference(t), desk.moment()))
        .as("without it")
        .containsExactly(Long.MAX_VALUE);
    desk.cancel(t);
    assertThat(desk.used("A")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Sentence("L-10")
  @DisplayName("a claim that would overflow is no way round the limit")
  void overflowingClaim() {
    Desk desk = desk(daily(1_000));
    desk.reserve(desk.pays("1", "A", "B", 900).build());
    Transfer t = desk.pays("2", "A", "B", 1).build();
    History history = desk.attempt(t, Long.MAX_VALUE);
    assertThat(desk.deciding(t).worth(Long.MAX_VALUE).from(history).commit().status())
        .isEqualTo(Status.PASSED);
    assertThat(desk.used("A")).isEqualTo(900);
  }

  @ParameterizedTest(name = "{0} days before today")
  @ValueSource(ints = {0, 1, 2, 6})
  @Sentence("L-8")
  @DisplayName("an observed movement counts in the day of its event time, above it if need be")
  void observedInItsDay(int daysAgo) {
    Desk desk = desk(daily(100));
    long thenMs = START_MS - daysAgo * DAY_MS;
    desk.at(thenMs).settled(desk.pays("0", "A", "B", 60).build());
    desk.at(START_MS).observe(Kit.pays("1", "A", "B", 70, thenMs).build());
    assertThat(desk.usedAt(thenMs, "A", 0)).isEqualTo(130);
    assertThat(desk.used("A")).isEqualTo(daysAgo == 0 ? 130 : 0);
  }

  @Test
  @Sentence("L-8")
  @DisplayName(
      "an observed movement of yesterday leaves today's day alone, and counts in the month")
  void observedYesterday() {
    Desk desk = desk(List.of(daily(100), monthly(1_000)));
    desk.reserve(desk.pays("0", "A", "B", 60).build());
    desk.observe(Kit.pays("1", "A", "B", 70, START_MS - DAY_MS).build());
    assertThat(desk.used("A", 0)).isEqualTo(60);
    assertThat(desk.used("A", 1)).isEqualTo(130);
  }

  @Test
  @DisplayName("limits are known by id: one with a new id counts from its first claim on")
  void newLimit() {
    Desk old = desk(List.of(daily(100)));
    old.reserve(old.pays("1", "A", "B", 60).build());
    Limit other = limit("other", Limit.Measure.VALUE, Limit.Window.DAY, 100);
    Desk both = new Desk(old.store, Kit.schema(Kit.SHANGHAI, List.of(other, daily(70)), List.of()));
    assertThat(both.used("A", 0)).isZero();
    assertThat(both.used("A", 1)).as("a new maximum, and the same use").isEqualTo(60);
    Transfer t = both.pays("2", "A", "B", 11).build();
    assertThat(tryToReserve(both, t).status()).isEqualTo(Status.PASSED);
    both.reserve(both.pays("3", "A", "B", 10).build());
    assertThat(both.used("A", 0)).isEqualTo(10);
  }

  @ParameterizedTest(name = "{0} days ahead")
  @ValueSource(ints = {1, 7, 8, 9, 31, 400, 4_000})
  @Sentence("L-11")
  @DisplayName("one claim of a clock that is ahead, and then set right, opens no limit")
  void clockAhead(int days) {
    Desk desk = desk(List.of(daily(100), monthly(1_000)));
    desk.settled(desk.pays("today", "A", "B", 90).build());
    desk.at(START_MS + days * DAY_MS).settled(desk.pays("ahead", "A", "B", 70).build());
    desk.at(START_MS);
    assertThat(desk.used("A", 0)).isEqualTo(90);
    assertThat(tryToReserve(desk, desk.pays("1", "A", "B", 11).build()).status())
        .isEqualTo(Status.PASSED);
    desk.settled(desk.pays("2", "A", "B", 10).build());
    assertThat(desk.used("A", 0)).isEqualTo(100);
    assertThat(desk.usedAt(START_MS + days * DAY_MS, "A", 0)).isEqualTo(70);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DAY", "MONTH"})
  @Sentence("L-11")
  @DisplayName("claims in seven windows ahead let go of nothing that is used today")
  void manyWindowsAhead(Limit.Window window) {
    Desk desk = desk(limit("l", Limit.Measure.VALUE, window, 105));
    desk.settled(desk.pays("today", "A", "B", 90).build());
    for (int i = 1; i <= 7; i++) {
      desk.at(START_MS + i * 40L * DAY_MS).settled(desk.pays("t" + i, "A", "B", i).build());
    }
    desk.at(START_MS);
    assertThat(desk.used("A")).isEqualTo(90);
    desk.settled(desk.pays("more", "A", "B", 10).build());
    assertThat(desk.used("A")).isEqualTo(100);
    desk.later(DAY_MS).settled(desk.pays("tomorrow", "A", "B", 5).build());
    assertThat(desk.used("A")).isEqualTo(window == Limit.Window.DAY ? 5 : 105);
    assertThat(desk.usedAt(START_MS, "A", 0)).isEqualTo(window == Limit.Window.DAY ? 100 : 105);
  }

  @Test
  @Sentence("L-11")
  @DisplayName("suspicious value of today outlives a claim of a clock that is ahead")
  void suspiciousAhead() {
    Desk desk = desk(Kit.suspicious("s", Limit.Measure.COUNT, Limit.Window.DAY, 2));
    suspect(desk, desk.pays("1", "A", "B", 1).build());
    suspect(desk.at(START_MS + 90 * DAY_MS), desk.pays("2", "A", "B", 1).build());
    suspect(desk.at(START_MS), desk.pays("3", "A", "B", 1).build());
    assertThat(desk.used("A")).isEqualTo(2);
  }

  private static void suspect(Desk desk, Transfer t) {
    History history = desk.attempt(t);
    Desk.stored(desk.deciding(t).as(TransferState.HELD).suspicious().from(history).commit());
  }

  @Test
  @Sentence("L-11")
  @DisplayName("a clock that was behind for one claim opens no limit of the present")
  void clockBehind() {
    Desk desk = desk(daily(100));
    for (int i = 8; i >= 0; i--) {
      desk.at(START_MS - i * DAY_MS).settled(desk.pays("t" + i, "A", "B", 60).build());
    }
    desk.at(START_MS - 30 * DAY_MS).settled(desk.pays("behind", "A", "B", 50).build());
    assertThat(desk.used("A")).isEqualTo(50);
    desk.at(START_MS);
    assertThat(desk.used("A")).isEqualTo(60);
    assertThat(tryToReserve(desk, desk.pays("1", "A", "B", 41).build()).status())
        .isEqualTo(Status.PASSED);
  }

  @Test
  @Sentence("L-8")
  @DisplayName("a limit that counts by the day keeps its windows beside those it had by the month")
  void monthThenDay() {
    Desk monthly = desk(limit("l", Limit.Measure.VALUE, Limit.Window.MONTH, 1_000));
    for (int back = 7; back >= 0; back--) {
      long ms = START_MS - back * 30L * DAY_MS;
      monthly.observe(Kit.pays("m" + back, "A", "B", 100, ms).build());
    }
    Desk daily =
        monthly.beside(
            Kit.schema(
                Kit.SHANGHAI,
                List.of(limit("l", Limit.Measure.VALUE, Limit.Window.DAY, 1_000)),
                List.of()));
    daily.store.declare(List.of(daily.schema), daily.nowMs);
    for (int day = 0; day < 6; day++) {
      daily.at(START_MS + day * DAY_MS).observe(daily.pays("d" + day, "A", "B", 1 + day).build());
    }
    for (int day = 0; day < 6; day++) {
      assertThat(daily.usedAt(START_MS + day * DAY_MS, "A", 0))
          .as("day %s", day)
          .isEqualTo(1 + day);
    }
  }

  @Test
  @Sentence({"L-2", "L-8"})
  @DisplayName("a limit that counts by the month holds, however many days it counted before")
  void dayThenMonth() {
    Desk daily = desk(limit("l", Limit.Measure.VALUE, Limit.Window.DAY, 1_000));
    for (int back = 45; back > 0; back--) {
      daily.observe(Kit.pays("d" + back, "A", "B", 1, START_MS - back * DAY_MS).build());
    }
    Desk monthly =
        daily.beside(
            Kit.schema(
                Kit.SHANGHAI,
                List.of(limit("l", Limit.Measure.VALUE, Limit.Window.MONTH, 1_000)),
                List.of()));
    monthly.store.declare(List.of(monthly.schema), monthly.nowMs);
    monthly.reserve(monthly.pays("m1", "A", "B", 600).build());
    assertThat(monthly.used("A")).isEqualTo(600);
    CommitResult second = tryToReserve(monthly, monthly.pays("m2", "A", "B", 600).build());
    assertThat(second.status()).isEqualTo(CommitResult.Status.PASSED);
    assertThat(monthly.used("A")).isEqualTo(600);
  }
}
