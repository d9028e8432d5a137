package io.riskgate.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.internal.JsonReader.Members;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.DecisionLogException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences J: what an engine tells its decision log, and what it does where it cannot. */
class DecisionLogTest {
  private static final byte[] KEY = "a key of 32 bytes, in a test only".getBytes(UTF_8);

  private static Bank bank(TestPack pack, LogProbe log) {
    return new Bank(pack, b -> b.decisionLog(log));
  }

  private static TestPack pack() {
    return new TestPack()
        .dayLimit(1_000)
        .demandOn("verify", TestPack.verifySms())
        .demandOn("bank", Demand.hold(ReleasePath.BANK));
  }

  @Test
  @Sentence("J-1")
  void every_decision_and_every_change_of_one_leaves_a_record() {
    LogProbe log = LogProbe.bestEffort();
    Bank bank = bank(pack(), log);

    bank.transfer("T1").score();
    bank.settle("T1");
    assertThat(log.last().text("state")).isEqualTo("SETTLED");
    assertThat(log.last().object("reference").text("id")).isEqualTo("T1");
    bank.transfer("T2").purpose("verify").score();
    bank.passes("T2", VerificationMethod.SMS_CODE);
    bank.cancel("T2");
    bank.transfer("T3").purpose("bank").score();
    bank.release("T3", ReleasePath.BANK);
    bank.freeze("alice");
    bank.store.fail(Call.ATTEMPT);
    bank.transfer("T4").score();

    assertThat(log.types())
        .containsExactly(
            "decision",
            "settled",
            "decision",
            "verified",
            "cancelled",
            "decision",
            "released",
            "held",
            "decision");
    assertThat(log.last().object("retry").text("cause")).isEqualTo("STORE_UNAVAILABLE");
    assertThat(log.last().object("decision").text("releasePath")).isEqualTo("RETRY");
  }

  @Test
  @Sentence("J-1")
  void a_notice_that_moves_a_transfer_leaves_a_record_of_it() {
    LogProbe log = LogProbe.bestEffort();
    Bank bank = bank(pack(), log);
    bank.transfer("T1").score();

    bank.engine.stopPayment(
        StopPaymentNotice.builder()
            .number("N7")
            .account("bob")
            .authority("police")
            .reason("fraud")
            .receivedAt(bank.clock.instant())
            .build());

    assertThat(log.types()).containsExactly("decision", "held");
    assertThat(log.last().object("control").text("id")).isEqualTo("N7");
    assertThat(log.last().object("reference").text("id")).isEqualTo("T1");
  }

  @Test
  @Sentence("J-1")
  void repeats_and_what_ends_by_itself_leave_none() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);

    Transfer transfer = bank.transfer("T1").build();
    bank.engine.score(transfer);
    bank.engine.score(transfer);
    bank.laterMinutes(16);
    assertThat(bank.engine.score(transfer).state()).isEqualTo(TransferState.EXPIRED);

    assertThat(log.types()).containsExactly("decision");
  }

  @Test
  @Sentence("J-2")
  void a_record_holds_what_the_decision_rests_on() {
    LogProbe log = LogProbe.bestEffort();
    Bank bank =
        bank(
            pack()
                .past(Past.of("payerOut24h", Aggregate.Key.PAYER).over(Duration.ofHours(24)))
                .policy(p -> p.expectedData(Channel.OTHER, java.util.Set.of(DataItem.IP))),
            log);
    bank.transfer("T1").settled();
    bank.learns(SignalKind.ON_CALL, "S1");
    bank.impose(
        Control.limit("L1", "default", "alice", "day", 500_00, null, "officer 7", "asked for"));
    bank.laterMinutes(5);

    Decision decision = bank.transfer("T2").yuan(450).purpose("rent").device("phone").score();

    Members entry = log.last();
    assertThat(entry.text("clock")).isEqualTo("2024-03-14T04:05:00Z");
    assertThat(entry.text("mode")).isEqualTo("ENFORCE");
    assertThat(entry.object("pack").text("sha256")).isEqualTo(TestPack.SHA);
    assertThat(entry.object("transfer").text("payer")).isEqualTo("alice");
    assertThat(entry.whole("value")).isEqualTo(450_00);
    assertThat(entry.text("eventDay")).isEqualTo("2024-03-14");
    assertThat(entry.object("facts").text("purpose")).isEqualTo("rent");
    assertThat(entry.object("facts").flag("device.present")).isTrue();
    assertThat(entry.object("history").whole("payerOut24h")).isEqualTo(1);
    assertThat(entry.objects("signals").toString()).contains("ON_CALL", "ageMinutes=5");
    assertThat(entry.texts("missing")).contains("IP").doesNotContain("DEVICE", "PURPOSE");
    assertThat(entry.object("used").whole("day")).isEqualTo(100_00);
    assertThat(entry.objects("payerControls").get(0).whole("max")).isEqualTo(500_00);
    assertThat("{" + entry.object("decision").text("state") + "}")
        .isEqualTo("{AWAITING_VERIFICATION}");
    assertThat(log.lines().get(log.lines().size() - 1)).endsWith(decision.toJson() + "}");
  }

  @Test
  @Sentence("J-2")
  void places_are_written_to_the_last_digit() {
    LogProbe log = LogProbe.bestEffort();
    bank(pack(), log).transfer("T1").with(b -> b.location(31.230416, -0.1 - 0.2)).score();

    assertThat(log.lines().get(0))
        .contains("\"latitude\":31.230416,\"longitude\":-0.30000000000000004");
  }

  @Test
  @Sentence("J-4")
  void a_required_log_is_written_before_anything_is_recorded() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    List<Integer> writtenBefore = new ArrayList<>();
    bank.store.beforeEach(Call.COMMIT, () -> writtenBefore.add(log.lines().size()));

    bank.transfer("T1").purpose("verify").score();
    bank.passes("T1", VerificationMethod.SMS_CODE);
    bank.transfer("T2").purpose("bank").score();
    bank.release("T2", ReleasePath.BANK);

    assertThat(writtenBefore).containsExactly(1, 2, 3, 4);
    assertThat(log.types()).containsExactly("decision", "verified", "decision", "released");
  }

  static Stream<Throwable> troubles() {
    return Stream.of(
        new DecisionLogException("the disk is full"),
        new IllegalStateException("somebody's log"),
        new StackOverflowError(),
        new NoClassDefFoundError("io/riskgate/Gone"),
        new AssertionError("impossible"));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable trouble) throws T {
    throw (T) trouble;
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Sentence({"J-4", "F-1"})
  void where_a_required_log_is_not_written_nothing_is_let_go_and_nothing_reserved(
      Throwable trouble) {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    log.beforeEach(() -> sneak(trouble));

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.RETRY);
    assertThat(decision.isRetry()).isTrue();
    assertThat(decision.degraded())
        .containsExactly(new Degraded(Degraded.Cause.LOG_UNAVAILABLE, ""));
    assertThat(bank.used("day")).isZero();
    assertThat(bank.engine.find(Bank.ref("T1"))).isEmpty();

    log.heal();
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(log.types()).containsExactly("decision");
  }

  @Test
  @Sentence("J-4")
  void a_verification_or_release_that_is_not_written_leaves_the_transfer_as_it_was() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.transfer("T1").purpose("verify").score();
    bank.transfer("T2").purpose("bank").score();
    log.beforeEach(
        () -> {
          throw new DecisionLogException("the disk is full");
        });

    assertThatThrownBy(() -> bank.passes("T1", VerificationMethod.SMS_CODE))
        .isInstanceOf(DecisionLogException.class);
    assertThatThrownBy(() -> bank.release("T2", ReleasePath.BANK))
        .isInstanceOf(DecisionLogException.class);

    assertThat(bank.find("T1").state()).isEqualTo(TransferState.AWAITING_VERIFICATION);
    assertThat(bank.find("T1").evidence()).isEmpty();
    assertThat(bank.find("T2").state()).isEqualTo(TransferState.HELD);
    assertThat(bank.used("day")).isZero();

    log.heal();
    assertThat(bank.passes("T1", VerificationMethod.SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.release("T2", ReleasePath.BANK).outcome()).isEqualTo(Outcome.ALLOW);
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Sentence("J-5")
  void a_log_that_is_not_required_stops_nothing(Throwable trouble) {
    LogProbe log = LogProbe.bestEffort();
    Bank bank = bank(pack(), log);
    log.beforeEach(() -> sneak(trouble));

    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.transfer("T2").purpose("verify").score().outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(bank.passes("T2", VerificationMethod.SMS_CODE).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.transfer("T3").purpose("bank").score().outcome()).isEqualTo(Outcome.HOLD);
    assertThat(bank.release("T3", ReleasePath.BANK).outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.used("day")).isEqualTo(300);
  }

  @Test
  @Sentence("J-5")
  void a_log_that_is_not_required_is_told_of_what_was_recorded_and_of_nothing_else() {
    LogProbe log = LogProbe.bestEffort();
    Bank bank = bank(pack(), log);
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("T1").score());

    bank.transfer("T1").score();

    assertThat(log.types()).containsExactly("decision");
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Sentence("J-6")
  void money_that_moved_and_controls_stand_whatever_becomes_of_the_log(Throwable trouble) {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.transfer("T1").score();
    bank.transfer("T2").score();
    bank.transfer("T3").score();
    log.beforeEach(() -> sneak(trouble));

    assertThat(bank.settle("T1").state()).isEqualTo(TransferState.SETTLED);
    assertThat(bank.cancel("T2").state()).isEqualTo(TransferState.CANCELLED);
    assertThat(bank.freeze("alice")).containsExactly("T3");
    assertThat(bank.find("T3").state()).isEqualTo(TransferState.HELD);
  }

  @Test
  @Sentence("J-7")
  void what_another_call_decided_first_is_told_to_be_unrecorded() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("T1").score());

    bank.transfer("T1").score();

    assertThat(log.types()).containsExactly("decision", "decision", "unrecorded");
    assertThat(log.last().whole("record")).isZero();
    assertThat(log.last().object("reference").text("id")).isEqualTo("T1");
  }

  @Test
  @Sentence("J-7")
  void so_is_an_allow_that_meets_a_limit_which_has_filled_up() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.store.beforeNext(Call.COMMIT, () -> bank.transfer("T2").yuan(900).score());

    Decision decision = bank.transfer("T1").yuan(200).score();

    assertThat(decision.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(log.types()).containsExactly("decision", "decision", "unrecorded", "decision");
    assertThat(log.last().object("used").whole("day")).isEqualTo(900_00);
    assertThat(log.last().object("decision").text("outcome")).isEqualTo("VERIFY");
  }

  @Test
  @Sentence("J-7")
  void a_verification_that_may_still_be_written_is_told_to_be_unrecorded() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.transfer("T1").purpose("verify").score();
    log.beforeNext(
        () -> {
          throw new DecisionLogException("not written in time");
        });

    assertThatThrownBy(() -> bank.passes("T1", VerificationMethod.SMS_CODE))
        .isInstanceOf(DecisionLogException.class);

    assertThat(log.types()).containsExactly("decision", "unrecorded");
    assertThat(log.last().has("record")).isFalse();
    assertThat(log.last().object("reference").text("id")).isEqualTo("T1");
  }

  @Test
  @Sentence("J-7")
  void a_store_that_fails_after_the_record_was_written_is_followed_by_the_retry() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.store.fail(Call.COMMIT);

    assertThat(bank.transfer("T1").score().isRetry()).isTrue();

    assertThat(log.types()).containsExactly("decision", "decision");
    assertThat(log.last().object("retry").text("cause")).isEqualTo("STORE_UNAVAILABLE");
  }

  @Test
  @Sentence("J-7")
  void a_verification_or_release_that_the_store_failed_to_record_is_told_to_be_in_doubt() {
    LogProbe log = LogProbe.required();
    Bank bank = bank(pack(), log);
    bank.transfer("T1").purpose("bank").score();
    bank.store.fail(Call.COMMIT);

    assertThatThrownBy(() -> bank.release("T1", ReleasePath.BANK))
        .isInstanceOf(RuntimeException.class);

    assertThat(log.types()).containsExactly("decision", "released", "unrecorded");
    assertThat(log.last().whole("record")).isEqualTo(1);
    assertThat(log.last().flag("inDoubt")).isTrue();
    assertThat(log.last().object("reference").text("id")).isEqualTo("T1");
  }

  @Test
  @Sentence({"J-1", "F-4"})
  void a_retry_that_is_told_since_the_budget_was_spent_while_recording_leaves_a_record() {
    LogProbe log = LogProbe.bestEffort();
    Bank bank = bank(pack(), log);
    Duration budget = Duration.ofMillis(200);
    bank.store.afterNext(Call.COMMIT, () -> waitFor(2 * budget.toNanos()));

    assertThat(bank.transfer("T1").score(budget).isRetry()).isTrue();

    assertThat(log.types()).containsExactly("decision", "decision");
    assertThat(log.last().object("retry").text("cause")).isEqualTo("BUDGET_SPENT");
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(log.types()).hasSize(2);
  }

  /** Parking may end early. */
  private static void waitFor(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Test
  @Sentence("J-8")
  void a_key_has_a_name_that_stays_on_its_line() {
    assertThatThrownBy(() -> Pseudonyms.keyed("2026\n", KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("control character");
  }

  @Test
  @Sentence("J-12")
  void under_pseudonyms_no_record_names_anybody() {
    LogProbe log = LogProbe.writing(Pseudonyms.keyed("2026", KEY));
    Bank bank = bank(pack(), log);
    bank.impose(Control.watch("W1", "default", "account-of-bob", null, "officer 7", "asked"));

    bank.transfer("T1")
        .from("account-of-alice")
        .to("account-of-bob")
        .device("phone-of-alice")
        .with(
            b ->
                b.customer("customer-alice")
                    .merchant("merchant-bob")
                    .ip("203.0.113.7")
                    .payeePhone("13900001234")
                    .location(31.25, 121.5))
        .score();
    bank.engine.settle(Bank.ref("account-of-alice", "T1"));
    bank.transfer("T2").from("account-of-alice").purpose("bank").score();
    bank.engine.release(
        Bank.ref("account-of-alice", "T2"), new Release(ReleasePath.BANK, "officer 7", "called"));
    bank.freeze("account-of-alice");

    assertThat(log.types()).containsExactly("decision", "settled", "decision", "released", "held");
    assertThat(String.join("\n", log.lines()))
        .doesNotContain("alice")
        .doesNotContain("bob")
        .doesNotContain("203.0.113")
        .doesNotContain("1390000")
        .doesNotContain("31.25")
        .doesNotContain("121.5");
    String alice = log.last().object("reference").text("owner");
    assertThat(alice).matches("[0-9a-f]{32}");
    assertThat(log.lines().get(0)).contains("\"payer\":\"" + alice + "\"");
    assertThat(log.lines().get(2)).contains("\"payer\":\"" + alice + "\"");
  }

  @Test
  @Sentence("J-12")
  void an_identifier_has_one_pseudonym_of_each_kind_tenant_and_key() {
    Pseudonyms one = Pseudonyms.keyed("1", KEY);
    Pseudonyms other = Pseudonyms.keyed("2", new byte[32]);
    var account = io.riskgate.core.spi.Identifiers.Kind.ACCOUNT;
    var device = io.riskgate.core.spi.Identifiers.Kind.DEVICE;

    // printf 'ACCOUNT\0default\0alice' | openssl dgst -sha256 -hmac "$KEY", its first 32 digits
    assertThat(one.write(account, "default", "alice"))
        .isEqualTo("76ab054098ca28eb5d3bd57aff98206a")
        .isEqualTo(one.write(account, "default", "alice"))
        .isNotEqualTo(one.write(device, "default", "alice"))
        .isNotEqualTo(one.write(account, "other", "alice"))
        .isNotEqualTo(other.write(account, "default", "alice"));
    assertThatThrownBy(() -> Pseudonyms.keyed("3", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31 bytes");
  }

  @Test
  @Sentence("J-13")
  void in_mode_monitor_a_required_log_that_fails_holds_nobody_up() {
    LogProbe log = LogProbe.required();
    Bank bank = new Bank(pack(), b -> b.decisionLog(log).mode(Mode.MONITOR));
    log.beforeEach(
        () -> {
          throw new DecisionLogException("the disk is full");
        });

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(decision.decidedOutcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.isRetry()).isTrue();
  }
}
