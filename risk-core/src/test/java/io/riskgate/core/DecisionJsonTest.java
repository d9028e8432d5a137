package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.RuleEffects;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The JSON form: callers and auditors read it, so it is pinned to the letter. */
class DecisionJsonTest {
  private static final String PACK =
      "\"pack\":{\"id\":\"test\",\"version\":\"1\",\"sha256\":\"" + TestPack.SHA + "\"}";

  @Test
  void a_harmless_transfer() {
    Bank bank = new Bank(new TestPack());

    assertThat(bank.transfer("T1").score().toJson())
        .isEqualTo(
            "{\"version\":1,"
                + "\"reference\":{\"tenant\":\"default\",\"owner\":\"alice\",\"id\":\"T1\"},"
                + "\"outcome\":\"ALLOW\",\"decidedOutcome\":\"ALLOW\",\"state\":\"RESERVED\","
                + "\"marks\":[],\"mode\":\"ENFORCE\",\"retry\":false,\"score\":0,\"value\":10000,"
                + "\"hits\":[],\"limits\":[],\"verificationMethods\":[],\"releasePath\":null,"
                + "\"suspectedScams\":[],\"evidence\":[],\"release\":null,\"degraded\":[],"
                + "\"notEvaluated\":[],\"warming\":false,"
                + PACK
                + ",\"decidedAt\":\"2024-03-14T04:00:00Z\",\"expiresAt\":\"2024-03-14T04:15:00Z\",\"controls\":[],\"alert\":null,\"labels\":[]}");
  }

  @Test
  void a_transfer_with_everything() {
    Bank bank =
        new Bank(
            new TestPack()
                .dayLimit(50)
                .policy(p -> p.expectedData(Channel.OTHER, Set.of(DataItem.IP)))
                .rule("SCAM")
                .points(45)
                .group("scam")
                .scam("FAKE_POLICE")
                .demand(
                    new Demand(
                        Outcome.HOLD,
                        Set.of(
                            VerificationMethod.IDENTITY_DOCUMENT,
                            VerificationMethod.FACE_RECOGNITION),
                        ReleasePath.BANK))
                .effects(labels("ON_CALL", "IMPERSONATION", "AI_FACE_OR_VOICE"))
                .arguments(f -> List.of(100L, "a \"quoted\" \\ text\n\t\r\u0001", true))
                .always()
                .rule("TRUSTED")
                .points(-5)
                .always()
                .rule("NEEDS_DEVICE")
                .needs(DataItem.DEVICE)
                .always(),
            b -> b.historyCompleteSince(Bank.NOON));
    bank.transfer("转账-1").score();
    bank.engine.verified(
        Bank.ref("转账-1"), Evidence.failed(VerificationMethod.SMS_CODE, Bank.NOON, "sms-7"));
    bank.release("转账-1", ReleasePath.BANK);
    bank.laterMinutes(15);

    assertThat(bank.settle("转账-1").toJson())
        .isEqualTo(
            "{\"version\":1,"
                + "\"reference\":{\"tenant\":\"default\",\"owner\":\"alice\",\"id\":\"转账-1\"},"
                + "\"outcome\":\"HOLD\",\"decidedOutcome\":\"HOLD\",\"state\":\"SETTLED\","
                + "\"marks\":[\"LATE\"],\"mode\":\"ENFORCE\",\"retry\":false,"
                + "\"score\":40,\"value\":10000,"
                + "\"hits\":[{\"code\":\"SCAM\",\"points\":45,\"group\":\"scam\","
                + "\"outcome\":\"HOLD\",\"scam\":\"FAKE_POLICE\",\"arguments\":[\"100\",\"a"
                + " \\\"quoted\\\" \\\\ text\\n"
                + "\\t\\r"
                + "\\u0001\",\"true\"]},{\"code\":\"TRUSTED\",\"points\":-5,\"group\":\"TRUSTED\","
                + "\"outcome\":\"ALLOW\",\"scam\":\"\",\"arguments\":[]}],"
                + "\"limits\":[{\"id\":\"day\",\"used\":10000,\"max\":5000,\"passed\":true}],"
                + "\"verificationMethods\":[],\"releasePath\":null,"
                + "\"suspectedScams\":[\"FAKE_POLICE\"],"
                + "\"evidence\":[{\"method\":\"SMS_CODE\",\"passed\":false,"
                + "\"at\":\"2024-03-14T04:00:00Z\",\"source\":\"sms-7\"}],\"release\":{\"authority\":\"BANK\",\"by\":\"officer"
                + " 7\",\"note\":\"spoke with the customer\"},"
                + "\"degraded\":[\"EXPECTED_DATA_MISSING:IP\"],"
                + "\"notEvaluated\":[\"NEEDS_DEVICE\"],\"warming\":true,"
                + PACK
                + ",\"decidedAt\":\"2024-03-14T04:00:00Z\",\"expiresAt\":null,\"controls\":[],\"alert\":null,\"labels\":[\"ON_CALL\",\"IMPERSONATION\",\"AI_FACE_OR_VOICE\"]}");
  }

  @Test
  void a_held_transfer_names_its_methods_in_order_and_its_path() {
    Bank bank =
        new Bank(
            new TestPack()
                .demandOn(
                    "held",
                    new Demand(
                        Outcome.HOLD, Set.of(VerificationMethod.values()), ReleasePath.CUSTOMER)));

    assertThat(bank.transfer("T1").purpose("held").score().toJson())
        .contains(
            "\"verificationMethods\":[\"CALL_BACK\",\"FACE_RECOGNITION\",\"IDENTITY_DOCUMENT\","
                + "\"SMS_CODE\"],\"releasePath\":\"CUSTOMER\",");
  }

  @Test
  void a_retry() {
    Bank bank = new Bank(new TestPack());
    bank.store.fail(Call.ATTEMPT);

    assertThat(bank.transfer("T1").score().toJson())
        .contains(
            "\"outcome\":\"HOLD\",\"decidedOutcome\":\"HOLD\",\"state\":\"HELD\",\"marks\":[],"
                + "\"mode\":\"ENFORCE\",\"retry\":true,\"score\":0,\"value\":10000,")
        .contains("\"releasePath\":\"RETRY\",")
        .contains("\"degraded\":[\"STORE_UNAVAILABLE\"],")
        .endsWith(
            ",\"decidedAt\":\"2024-03-14T04:00:00Z\",\"expiresAt\":null,\"controls\":[],\"alert\":null,\"labels\":[]}");
  }

  @Test
  void an_alert_stands_before_the_labels() {
    Bank bank =
        new Bank(
            new TestPack().policy(AlertsTest::tiers).rule("SCAM").points(45).scam("X").always());

    assertThat(bank.transfer("T1").yuan(60_000).score().toJson())
        .endsWith(
            ",\"controls\":[],\"alert\":{\"tier\":\"HIGH\",\"expectedLoss\":6000000,"
                + "\"lossIsLowerBound\":false,\"raisedAt\":\"2024-03-14T04:00:00Z\","
                + "\"respondBy\":\"2024-03-14T04:03:00Z\",\"channels\":[\"CALL\",\"ON_SITE\"],"
                + "\"contacts\":1,\"monitored\":false},\"labels\":[]}");
  }

  private static RuleEffects labels(String... inOrder) {
    return new RuleEffects(false, new LinkedHashSet<>(List.of(inOrder)), Set.of(), null, null);
  }
}
