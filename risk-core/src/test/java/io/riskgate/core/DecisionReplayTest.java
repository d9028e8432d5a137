package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.internal.JsonReader;
import io.riskgate.core.internal.JsonReader.Members;
import io.riskgate.core.log.FileDecisionLog;
import io.riskgate.core.log.LogFinding;
import io.riskgate.core.log.LogReplay;
import io.riskgate.core.log.LogVerifier;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.core.log.Sync;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.AlertPolicy;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Intelligence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences J: what was decided can be decided again from its record. */
class DecisionReplayTest {
  @TempDir Path dir;
  private final List<LogFinding> differences = new ArrayList<>();

  /** A pack that uses all that a decision can rest on. */
  private static TestPack pack() {
    return new TestPack()
        .dayLimit(1_000)
        .singleLimit(500)
        .past(Past.of("payerOut", Aggregate.Key.PAYER).over(Duration.ofHours(24)))
        .band(40, TestPack.verifySms())
        .band(70, Demand.hold(ReleasePath.BANK))
        .policy(p -> p.expectedData(Channel.OTHER, Set.of(DataItem.IP)).alerts(AlertPolicy.NONE))
        .demandOn("verify", TestPack.verifySms())
        .demandOn("bank", Demand.hold(ReleasePath.BANK))
        .demandOn("customer", TestPack.holdForCustomer())
        .rule("ON_CALL")
        .points(45)
        .scam("FAKE_POLICE")
        .arguments(f -> List.of(f.getSignal().getOnCallMinutes(), f.getValue()))
        .when(f -> f.getSignal().getOnCallMinutes() < 10)
        .rule("OFTEN")
        .points(5)
        .readsAsLittle("payerOut")
        .when(f -> f.aggregates().value(0) >= 2)
        .rule("NEEDS_DEVICE")
        .needs(DataItem.DEVICE)
        .when(f -> f.getDevice().isUsedBefore())
        .rule("FAST")
        .points(40)
        .when(f -> f.getOrigin().getSpeedKmh() > 900);
  }

  private Bank bank(TestPack pack, UnaryOperator<RiskEngine.Builder> change) {
    return bank(pack, change, b -> b);
  }

  private Bank bank(
      TestPack pack,
      UnaryOperator<RiskEngine.Builder> change,
      UnaryOperator<FileDecisionLog.Builder> how) {
    FileDecisionLog log = how.apply(FileDecisionLog.in(dir).required().sync(Sync.NEVER)).open();
    return new Bank(pack, b -> change.apply(b.decisionLog(log)));
  }

  private LogReplay.Result replay(TestPack... packs) throws IOException {
    differences.clear();
    try (LogReplay replay = LogReplay.with(List.of(packs))) {
      return replay.run(LogVerifier.of(dir), differences::add);
    }
  }

  /** Everything that can happen to a transfer. */
  private static void live(Bank bank) {
    bank.transfer("T1").settled();
    bank.transfer("T2").with(b -> b.ip("203.0.113.7").location(31.2, 121.5)).settled();
    bank.laterMinutes(1);
    bank.transfer("T3").with(b -> b.ip("203.0.113.7").location(39.9, 116.4)).score();
    bank.learns(SignalKind.ON_CALL, "S1");
    bank.transfer("T4").device("phone").purpose("say \"yes\"\\ \uD83D\uDE00 \uD800").score();
    bank.laterMinutes(2);
    bank.fails("T4", VerificationMethod.SMS_CODE);
    bank.passes("T4", VerificationMethod.SMS_CODE);
    bank.transfer("T5").yuan(600).score();
    bank.passes("T5", VerificationMethod.SMS_CODE);
    bank.transfer("T6").purpose("bank").yuan(700).score();
    bank.impose(Control.limit("L1", "default", "alice", "day", 200_00, null, "officer", "asked"));
    bank.release("T6", ReleasePath.BANK);
    bank.transfer("T7").purpose("customer").score();
    bank.freeze("bob");
    bank.passes("T7", VerificationMethod.FACE_RECOGNITION);
    bank.release("T7", ReleasePath.AUTHORITY);
    bank.transfer("T8").score();
    bank.lift("bob", "freeze");
    bank.transfer("T9").kind(TransferKind.REFUND).score();
    bank.transfer("T10")
        .with(b -> b.asset(5, "BTC", 8, AssetClass.VIRTUAL_CURRENCY).value(20L))
        .score();
    bank.transfer("T11").with(b -> b.asset(5, "ETH", 8, AssetClass.VIRTUAL_CURRENCY)).score();
    bank.store.fail(StoreProbe.Call.COMMIT);
    bank.transfer("T12").score();
    bank.store.heal();
    bank.engine.close();
  }

  @Test
  @Sentence("J-3")
  void with_the_same_pack_every_decision_comes_out_the_same() throws IOException {
    live(bank(pack(), b -> b));

    LogReplay.Result result = replay(pack());

    assertThat(differences).isEmpty();
    assertThat(result.isSame()).isTrue();
    assertThat(result.same()).isGreaterThanOrEqualTo(17);
    assertThat(result.verification().findings()).isEmpty();
  }

  @Test
  @Sentence("J-3")
  void so_it_does_in_mode_monitor_and_while_history_is_short() throws IOException {
    live(
        bank(
            pack(),
            b ->
                b.mode(Mode.MONITOR)
                    .historyCompleteSince(Bank.NOON.minus(Duration.ofHours(1)))
                    .intelligence(
                        t ->
                            new Intelligence(
                                DataItem.TOR_EXITS.bit(),
                                "CN",
                                0,
                                Intelligence.Finding.TOR.bit(),
                                List.of(new Degraded(Degraded.Cause.LOOKUP_STALE, "reports"))))));

    assertThat(replay(pack()).isSame()).as(differences.toString()).isTrue();
  }

  @Test
  @Sentence({"J-3", "J-12"})
  void so_it_does_under_pseudonyms_and_without_the_key() throws IOException {
    live(bank(pack(), b -> b, log -> log.pseudonyms(Pseudonyms.keyed("k", new byte[32]))));

    assertThat(replay(pack()).isSame()).as(differences.toString()).isTrue();
    assertThat(Files.readString(log())).doesNotContain("alice").doesNotContain("bob");
  }

  private Path log() throws IOException {
    try (var files = Files.list(dir)) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }

  @Test
  @Sentence({"J-3", "J-4", "J-7"})
  void with_many_threads_what_stands_in_the_store_is_what_the_log_says() throws Exception {
    int threads = 8;
    int transfers = 60;
    FileDecisionLog log = FileDecisionLog.in(dir).required().sync(Sync.ALWAYS).open();
    Map<String, String> stands = new HashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (RiskEngine engine =
        RiskEngine.builder()
            .rules(pack())
            .clock(new TestClock(Bank.NOON))
            .historyCompleteSince(java.time.Instant.EPOCH)
            .decisionLog(log)
            .build()) {
      List<Callable<Decision>> calls = new ArrayList<>();
      for (int i = 0; i < threads * transfers; i++) {
        int number = i / 2; // each transfer is asked for twice, at about the same time
        calls.add(
            () ->
                engine.score(
                    Transfer.builder()
                        .id("T" + number)
                        .payer("payer" + number % 3)
                        .payee("bob")
                        .amount("50.00", "CNY")
                        .ip("203.0.113.7") // which the pack expects
                        .time(Bank.NOON)
                        .build()));
      }
      for (Future<Decision> call : pool.invokeAll(calls)) {
        Decision decision = call.get();
        stands.put(decision.reference().id(), decision.state().name());
      }
    } finally {
      pool.shutdown();
    }

    Map<Long, Members> decided = new LinkedHashMap<>();
    for (String line : Files.readAllLines(log())) {
      Members entry = JsonReader.object(line);
      if (entry.text("type").equals("decision")) {
        decided.put(entry.whole("seq"), entry.object("decision"));
      } else if (entry.text("type").equals("unrecorded")) {
        assertThat(decided.remove(entry.whole("record"))).isNotNull();
      }
    }
    Map<String, String> logged = new HashMap<>();
    decided.values().forEach(d -> logged.put(d.object("reference").text("id"), d.text("state")));
    assertThat(logged).isEqualTo(stands);
    assertThat(decided).hasSameSizeAs(stands);
    assertThat(stands).containsValue("RESERVED").containsValue("AWAITING_VERIFICATION");
    assertThat(replay(pack()).isSame()).as(differences.toString()).isTrue();
  }

  @Test
  @Sentence("J-3")
  void another_pack_is_named_and_what_it_decides_differently_is_told() throws IOException {
    live(bank(pack(), b -> b));
    TestPack other = pack().version("2").demandOn("say \"yes\"", Demand.NOTHING);

    LogReplay.Result same = replay(other);
    assertThat(same.isSame()).isFalse();
    assertThat(same.different()).isZero();
    assertThat(same.otherPacks()).hasSize(1);

    TestPack stricter =
        pack().version("3").rule("STRICT").points(50).when(f -> f.getValue() == 600_00);
    LogReplay.Result strict = replay(stricter);
    assertThat(strict.different()).isEqualTo(1);
    assertThat(differences)
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.what())
                    .startsWith("T5: ")
                    .contains("score: ", "hits: ", "STRICT"));
  }

  @Test
  @Sentence("J-3")
  void of_several_packs_each_record_is_decided_with_its_own() throws IOException {
    Bank bank = bank(pack(), b -> b);
    bank.transfer("T1").yuan(300).score();
    TestPack second = new TestPack().version("2").dayLimit(200);
    second.past(Past.of("payerOut", Aggregate.Key.PAYER).over(Duration.ofHours(24)));
    bank.engine.activate(second);
    bank.transfer("T2").score();
    bank.engine.close();

    assertThat(replay(pack(), second).isSame()).as(differences.toString()).isTrue();
    assertThat(replay(pack()).otherPacks()).containsKey(second.identity());
  }

  @Test
  @Sentence("J-3")
  void a_pack_that_asks_for_more_than_was_logged_is_not_guessed_for() throws IOException {
    live(bank(pack(), b -> b));

    LogReplay.Result aggregates =
        replay(pack().version("2").past(Past.of("more", Aggregate.Key.PAYEE)));
    assertThat(aggregates.notDecided()).isPositive();
    assertThat(differences.get(0).what())
        .isEqualTo("the pack reads what is not in the record: [history.more]");

    replay(
        pack()
            .version("3")
            .limit(TestPack.fiat("month", Limit.Window.MONTH, 1, TestPack.verifySms())));
    assertThat(differences.get(0).what()).isEqualTo("the use of limit month is not in the record");
  }

  @Test
  @Sentence({"J-3", "J-8"})
  void one_changed_fact_is_found_by_the_chain_and_by_the_decision() throws IOException {
    live(bank(pack(), b -> b));
    String log = Files.readString(log());
    Files.writeString(
        log(),
        log.replaceFirst(
            "\"kind\":\"ON_CALL\",\"ageMinutes\":0", "\"kind\":\"ON_CALL\",\"ageMinutes\":30"));

    LogReplay.Result result = replay(pack());

    assertThat(result.isSame()).isFalse();
    assertThat(result.verification().findings()).hasSize(1);
    assertThat(result.different()).isEqualTo(1);
    assertThat(differences.get(0).what()).contains("score: 50 -> 5");
  }

  @Test
  @Sentence("J-3")
  void what_was_taken_out_of_a_decision_is_different_too() throws IOException {
    live(bank(pack(), b -> b));
    String log = Files.readString(log());
    for (String member : new String[] {"\"outcome\":\"ALLOW\",\"dec", ",\"alert\":null"}) {
      assertThat(log).contains(member);
      Files.writeString(log(), log.replace(member, member.startsWith(",") ? "" : "\"dec"));

      LogReplay.Result result = replay(pack());

      assertThat(result.different()).as(member).isPositive();
      assertThat(differences.get(0).what()).contains("not in the record");
    }
  }

  @Test
  @Sentence("J-3")
  void a_record_that_makes_no_sense_is_told_of_and_ends_nothing() throws IOException {
    live(bank(pack(), b -> b));
    String log = Files.readString(log());
    int first = log.indexOf("\"type\":\"decision\"");
    for (String[] change :
        new String[][] {
          {"\"payerOut\":0", "\"payerOut\":\"0\""},
          {"\"facts\":{", "\"facts\":{\"payer.mood\":1,"},
          {"\"mode\":\"ENFORCE\"", "\"mode\":\"PERHAPS\""},
          {"\"facts\":", "\"fcts\":"},
          {"\"clock\":\"2024-03-14T", "\"clock\":\"2024-13-14T"},
          {"\"type\":\"decision\"", "\"type\":\"decision"},
        }) {
      Files.writeString(
          log(),
          log.substring(0, first)
              + log.substring(first)
                  .replaceFirst(
                      java.util.regex.Pattern.quote(change[0]),
                      java.util.regex.Matcher.quoteReplacement(change[1])));
      LogReplay.Result result = replay(pack());
      assertThat(result.notDecided()).as(change[1]).isEqualTo(1);
      assertThat(result.same()).isPositive();
      assertThat(differences.get(0).what()).contains("cannot be read");
    }
  }
}
