package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.MovementExport.Direction;
import io.riskgate.core.MovementExport.Entry;
import io.riskgate.core.memory.InMemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sentences E: the export of an account's movements. */
class MovementExportTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TestPack pack =
      new TestPack()
          .demandOn("sms", TestPack.verifySms())
          .past(
              Past.of("long", io.riskgate.core.pack.Aggregate.Key.PAYER)
                  .over(DAY.multipliedBy(90)));
  private final Bank bank = new Bank(pack);

  private MovementExport export(Bank of, String account) {
    Instant now = of.clock.instant();
    return of.engine.movements("default", account, now.minus(DAY.multipliedBy(2)), now.plus(DAY));
  }

  private MovementExport export() {
    return export(bank, "alice");
  }

  private static List<String> ids(MovementExport export) {
    return export.entries().stream().map(e -> e.reference().id()).toList();
  }

  @Test
  @Sentence({"E-1", "E-5"})
  @DisplayName("it holds what was scored and observed, both ways, in every state and asset class")
  void everything() {
    bank.transfer("settled").settled();
    bank.transfer("reserved").score();
    bank.transfer("pending").purpose("sms").score();
    bank.transfer("unverified").purpose("sms").settled();
    bank.transfer("cancelled").score();
    bank.cancel("cancelled");
    bank.transfer("observed").from("carol").to("alice").kind(TransferKind.DEPOSIT).observe();
    bank.transfer("coins")
        .with(b -> b.asset(1_500_000, "COIN", 6, AssetClass.VIRTUAL_CURRENCY).value(10_50L))
        .score();
    bank.transfer("others").from("carol").to("dave").score();
    bank.store.fail(StoreProbe.Call.COMMIT);
    bank.transfer("undecided").score();
    bank.store.heal();

    MovementExport export = export();

    assertThat(export.entries())
        .extracting(e -> e.reference().id() + " " + e.direction() + " " + e.state() + e.marks())
        .containsExactly(
            "settled OUT SETTLED[]",
            "reserved OUT RESERVED[]",
            "pending OUT AWAITING_VERIFICATION[]",
            "unverified OUT SETTLED[UNVERIFIED]",
            "cancelled OUT CANCELLED[]",
            "coins OUT RESERVED[]",
            "undecided OUT null[]",
            "observed IN SETTLED[]");
    assertThat(export.entries().get(7))
        .isEqualTo(
            new Entry(
                Bank.ref("carol", "observed"),
                Bank.NOON,
                Direction.IN,
                "carol",
                TransferKind.DEPOSIT,
                AssetClass.FIAT,
                100_00,
                "CNY",
                null,
                0,
                100_00,
                TransferState.SETTLED,
                java.util.Set.of()));
    assertThat(export.isWhole()).isTrue();
    assertThat(export.asOf()).isEqualTo(Bank.NOON);
    bank.laterMinutes(15);
    assertThat(export().entries().get(1).state()).isEqualTo(TransferState.EXPIRED);
  }

  @Test
  @Sentence({"E-1", "E-2"})
  @DisplayName("in event order whatever the order of arrival; its end is not part of a period")
  void event_order() {
    bank.transfer("now").score();
    bank.transfer("first").ago(Duration.ofHours(3)).score();
    bank.transfer("second").from("carol").to("alice").ago(Duration.ofHours(2)).score();
    bank.transfer("third").ago(Duration.ofHours(1)).score();

    assertThat(ids(export())).containsExactly("first", "second", "third", "now");
    assertThat(
            ids(
                bank.engine.movements(
                    "default", "alice", Bank.NOON.minus(Duration.ofHours(3)), Bank.NOON)))
        .containsExactly("first", "second", "third");
    assertThat(
            ids(
                bank.engine.movements(
                    "default",
                    "alice",
                    Bank.NOON.minus(Duration.ofHours(3)).plusNanos(1),
                    Bank.NOON.plusNanos(1))))
        .containsExactly("second", "third", "now");
    assertThatThrownBy(() -> bank.engine.movements("default", "alice", Bank.NOON, Bank.NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ids(bank.engine.movements("default", "alice", Instant.MIN, Instant.MAX))).hasSize(4);
  }

  @Test
  @Sentence("E-2")
  @DisplayName("at equal times what leaves comes first, and a transfer to oneself is told once")
  void equal_times() {
    bank.transfer("in-1").from("carol").to("alice").score();
    bank.transfer("out-1").score();
    bank.transfer("self").to("alice").score();
    bank.transfer("in-2").from("carol").to("alice").score();
    bank.transfer("out-2").score();

    assertThat(ids(export())).containsExactly("out-1", "self", "out-2", "in-1", "in-2");
    assertThat(export().entries().get(1).direction()).isEqualTo(Direction.OUT);
    assertThat(export().entries().get(1).counterparty()).isEqualTo("alice");
  }

  @Test
  @Sentence("E-3")
  @DisplayName("the pages of a period hold each movement once, also where times are equal")
  void pages() {
    Bank busy = new Bank(pack, InMemoryStore.builder().eventsPerKeyMax(30_000).build(), b -> b);
    int all = MovementExport.ENTRIES_MAX + 500;
    for (int i = 0; i < all; i++) {
      // The page would be full in the middle of 200 that share one time.
      int time =
          i < MovementExport.ENTRIES_MAX - 100
              ? i
              : i < MovementExport.ENTRIES_MAX + 100 ? 20_000 : 30_000 + i;
      Bank.Asked asked = busy.transfer("T" + i).at(Bank.NOON.minus(DAY).plusMillis(time));
      if (i % 2 == 0) {
        asked.from("carol").to("alice");
      }
      asked.observe();
    }

    MovementExport first = export(busy, "alice");
    assertThat(first.entries()).hasSize(MovementExport.ENTRIES_MAX + 100);
    assertThat(first.isWhole()).isFalse();
    MovementExport second = busy.engine.movements("default", "alice", first.next(), first.to());
    assertThat(second.next()).isNull();

    List<String> ids = new ArrayList<>(ids(first));
    ids.addAll(ids(second));
    assertThat(ids).hasSize(all).doesNotHaveDuplicates();
  }

  @Test
  @Sentence("E-4")
  @DisplayName("where the engine does not know the time before, it says so")
  void never_known() {
    Bank young = new Bank(pack, b -> b.historyCompleteSince(Bank.NOON.minus(Duration.ofHours(1))));

    MovementExport export = export(young, "alice");

    assertThat(export.wholeSince()).isEqualTo(Bank.NOON.minus(Duration.ofHours(1)));
    assertThat(export.isWhole()).isFalse();
    assertThat(young.engine.movements("default", "alice", export.wholeSince(), Bank.NOON).isWhole())
        .isTrue();
  }

  @Test
  @Sentence("E-4")
  @DisplayName("where movements were dropped for lack of room, it says so")
  void dropped() {
    Bank small = new Bank(pack, InMemoryStore.builder().eventsPerKeyMax(3).build(), b -> b);
    for (int i = 0; i < 5; i++) {
      small.transfer("T" + i).ago(Duration.ofMinutes(10 - i)).score();
    }

    MovementExport export = export(small, "alice");

    assertThat(ids(export)).containsExactly("T2", "T3", "T4");
    assertThat(export.wholeSince()).isEqualTo(Bank.NOON.minus(Duration.ofMinutes(9)).plusMillis(1));
    assertThat(export(small, "bob").isWhole()).isFalse();
    assertThat(export(small, "nobody").isWhole()).isTrue();
  }

  @Test
  @Sentence("E-4")
  @DisplayName("where movements are no longer kept, it says so")
  void pruned() {
    Bank brief = new Bank(new TestPack());
    brief.transfer("old").score();
    brief.later(DAY.multipliedBy(3));
    brief.transfer("new").score();

    MovementExport export =
        brief.engine.movements("default", "alice", Bank.NOON.minus(DAY), brief.clock.instant());

    assertThat(ids(export)).isEmpty();
    assertThat(export.wholeSince()).isEqualTo(Bank.NOON.plusMillis(1));
    brief.later(DAY.multipliedBy(500));
    assertThat(
            brief
                .engine
                .movements("default", "nobody", Bank.NOON, brief.clock.instant())
                .wholeSince())
        .as("it may have been let go of as idle")
        .isAfter(Bank.NOON.plus(DAY.multipliedBy(100)));
  }

  @Test
  @Sentence({"E-4", "E-6"})
  @DisplayName(
      "of a forgotten account nothing is told as if it were whole; to others it is a pseudonym")
  void forgotten() {
    bank.transfer("T1").settled();
    bank.transfer("T2").from("bob").to("alice").settled();

    bank.engine.forget("default", "bob");

    assertThat(export(bank, "bob").entries()).isEmpty();
    assertThat(export(bank, "bob").wholeSince()).isAfter(Bank.NOON);
    assertThat(ids(export())).containsExactly("T1", "T2");
    assertThat(export().isWhole()).isTrue();
    for (Entry entry : export().entries()) {
      assertThat(entry.counterparty()).startsWith("forgotten-");
      assertThat(entry.reference().owner()).isNotEqualTo("bob");
    }
    bank.laterMinutes(1);
    bank.transfer("T3").settled();
    assertThat(ids(export(bank, "bob"))).containsExactly("T3");
    assertThat(export(bank, "bob").isWhole()).isFalse();
  }

  @Test
  @Sentence("E-5")
  @DisplayName("marks stay once the reference is no longer remembered")
  void marks_stay() {
    bank.transfer("late").score();
    bank.laterMinutes(20);
    bank.settle("late");
    bank.transfer("unverified").purpose("sms").settled();
    bank.later(DAY.multipliedBy(5));
    bank.transfer("today").score();
    assertThat(bank.engine.find(Bank.ref("late"))).isEmpty();

    MovementExport export =
        bank.engine.movements("default", "alice", Bank.NOON, bank.clock.instant().plus(DAY));

    assertThat(export.entries())
        .extracting(e -> e.reference() + " " + e.state() + e.marks())
        .containsExactly(
            Bank.ref("late") + " SETTLED[LATE]",
            Bank.ref("unverified") + " SETTLED[UNVERIFIED]",
            Bank.ref("today") + " RESERVED[]");
  }

  @Test
  @Sentence({"E-1", "E-4"})
  @DisplayName("as CSV it says what it covers, and writes whole units")
  void csv() throws IOException {
    bank.transfer("T,1").to("b\"ob").settled();
    bank.transfer("T2")
        .ago(Duration.ofHours(1))
        .with(b -> b.asset(1_500_000, "COIN", 6, AssetClass.VIRTUAL_CURRENCY).value(10_50L))
        .score();
    StringBuilder out = new StringBuilder();

    MovementExport export = export();
    export.writeCsv(out);

    assertThat(out.toString().split("\r\n"))
        .containsExactly(
            "# movements of account alice from 2024-03-12T04:00:00Z to before"
                + " 2024-03-15T04:00:00Z, as of 2024-03-14T04:00:00Z; complete",
            MovementExport.CSV_HEADER,
            "default,alice,T2,2024-03-14T03:00:00Z,OUT,bob,TRANSFER,VIRTUAL_CURRENCY,1.500000,,COIN,"
                + "10.50,CNY,RESERVED,",
            "default,alice,\"T,1\",2024-03-14T04:00:00Z,OUT,\"b\"\"ob\",TRANSFER,FIAT,100.00,CNY,,"
                + "100.00,CNY,SETTLED,");
    assertThat(export.toString()).doesNotContain("alice");
    assertThat(export.entries().toString()).doesNotContain("alice", "b\"ob");

    bank.engine.forget("default", "alice");
    StringBuilder partial = new StringBuilder();
    export().writeCsv(partial);
    assertThat(partial.toString())
        .contains("; HISTORY IS WHOLE ONLY SINCE 2024-03-14T04:00:00.001Z\r\n");
  }
}
