package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Demand;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences P: from hits to a score, from a score to an outcome. */
class ScoreTest {
  /** A rule for each word such as {@code device:30}: group and points. */
  private static TestPack rules(String hits) {
    TestPack pack = new TestPack();
    int number = 0;
    for (String hit : hits.split(" ", -1)) {
      String[] parts = hit.split(":", -1);
      pack.rule("R" + number++).group(parts[0]).points(Integer.parseInt(parts[1])).always();
    }
    return pack;
  }

  @ParameterizedTest
  @CsvSource({
    "a:10,                      10",
    "a:10 a:30 a:20,            30",
    "a:10 b:20,                 30",
    "a:10 a:30 b:20 b:5 c:1,    51",
    "a:40 b:-15,                25",
    "a:40 a:-15 a:-10,          15", // deductions are summed, in whatever group
    "a:10 b:-50,                0",
    "a:-50 b:10,                0",
    "a:60 b:60,                 100",
    "a:80 b:80 c:-30,           100", // 160 less 30, then at most 100
    "a:100 b:-100,              0",
    "a:0,                       0"
  })
  @Sentence("P-1")
  void the_score_sums_the_largest_of_each_group_minus_deductions(String hits, int score) {
    Decision decision = new Bank(rules(hits)).transfer("T1").score();

    assertThat(decision.score()).isEqualTo(score);
    assertThat(decision.hits()).hasSize(hits.split(" ", -1).length);
  }

  @Test
  @Sentence("P-1")
  void a_score_takes_nothing_over_from_the_transfer_before() {
    Bank bank =
        new Bank(
            new TestPack()
                .rule("LARGE")
                .points(60)
                .group("g")
                .when(f -> f.getValue() > 100_000)
                .rule("ANY")
                .points(5)
                .group("g")
                .always());

    assertThat(bank.transfer("T1").yuan(2_000).score().score()).isEqualTo(60);
    assertThat(bank.transfer("T2").yuan(1).score().score()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "39,  ALLOW,  ''",
    "40,  VERIFY, SMS_CODE",
    "54,  VERIFY, SMS_CODE",
    "55,  VERIFY, FACE_RECOGNITION",
    "69,  VERIFY, FACE_RECOGNITION",
    "70,  HOLD,   ''",
    "100, HOLD,   ''"
  })
  @Sentence("P-2")
  void the_highest_band_that_the_score_reaches_applies(int points, Outcome outcome, String method) {
    Bank bank =
        new Bank(
            new TestPack()
                .band(70, Demand.hold(ReleasePath.BANK)) // in any order
                .band(40, Demand.verify(SMS_CODE))
                .band(55, Demand.verify(FACE_RECOGNITION))
                .rule("R")
                .points(points)
                .always());

    Decision decision = bank.transfer("T1").score();

    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.verificationMethods())
        .isEqualTo(method.isEmpty() ? Set.of() : Set.of(VerificationMethod.valueOf(method)));
  }

  @Test
  @Sentence("P-2")
  void a_rule_may_ask_for_an_outcome_whatever_the_score() {
    Bank bank =
        new Bank(
            new TestPack()
                .band(40, TestPack.verifySms())
                .rule("FORBIDDEN")
                .demand(Demand.hold(ReleasePath.NONE))
                .when(f -> f.getAssetClass() == AssetClass.GAME_CURRENCY)
                .rule("TRUSTED")
                .points(-100)
                .always());

    Decision decision =
        bank.transfer("T1")
            .with(t -> t.asset(1, "GOLD", 0, AssetClass.GAME_CURRENCY).value(1L))
            .score();

    assertThat(decision.score()).isZero();
    assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
    assertThat(decision.releasePath()).isEqualTo(ReleasePath.NONE);
  }

  @Test
  @Sentence("P-3")
  void the_strongest_outcome_and_path_win_and_methods_are_joined() {
    Demand face = Demand.verify(FACE_RECOGNITION);
    Demand customer = TestPack.holdForCustomer();
    Demand bank = Demand.hold(ReleasePath.BANK);
    Demand none = Demand.hold(ReleasePath.NONE);

    assertThat(Demand.NOTHING.and(Demand.NOTHING)).isEqualTo(Demand.NOTHING);
    assertThat(Demand.NOTHING.and(face)).isEqualTo(face);
    assertThat(face.and(Demand.NOTHING)).isEqualTo(face);
    assertThat(face.and(TestPack.verifySms())).isEqualTo(Demand.verify(SMS_CODE, FACE_RECOGNITION));
    assertThat(face.and(bank).outcome()).isEqualTo(Outcome.HOLD);
    assertThat(face.and(bank).path()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.and(face)).isEqualTo(face.and(bank));
    assertThat(customer.and(bank).path()).isEqualTo(ReleasePath.BANK);
    assertThat(bank.and(none)).isEqualTo(none.and(bank)).isEqualTo(none);
    assertThat(Demand.hold(ReleasePath.RETRY).and(face).path()).isEqualTo(ReleasePath.RETRY);
  }

  @ParameterizedTest
  @EnumSource(ReleasePath.class)
  @Sentence("P-3")
  void paths_and_outcomes_are_ordered(ReleasePath path) {
    assertThat(ReleasePath.values())
        .containsExactly(
            ReleasePath.RETRY,
            ReleasePath.CUSTOMER,
            ReleasePath.BANK,
            ReleasePath.AUTHORITY,
            ReleasePath.NONE);
    assertThat(Outcome.values()).containsExactly(Outcome.ALLOW, Outcome.VERIFY, Outcome.HOLD);
    assertThat(path.strongest(ReleasePath.NONE)).isEqualTo(ReleasePath.NONE);
    assertThat(path.strongest(ReleasePath.RETRY)).isEqualTo(path);
    assertThat(Outcome.VERIFY.strongest(Outcome.HOLD)).isEqualTo(Outcome.HOLD);
    assertThat(Outcome.VERIFY.strongest(Outcome.ALLOW)).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence("P-3")
  void rules_bands_missing_data_and_limits_are_joined() {
    Bank bank =
        new Bank(
            new TestPack()
                .singleLimit(10)
                .band(10, Demand.verify(FACE_RECOGNITION))
                .policy(
                    p ->
                        p.expectedData(Channel.OTHER, Set.of(DataItem.IP))
                            .whenExpectedDataMissing(
                                Demand.verify(VerificationMethod.IDENTITY_DOCUMENT)))
                .rule("R")
                .points(10)
                .demand(Demand.verify(VerificationMethod.CALL_BACK))
                .always());

    Decision decision = bank.transfer("T1").yuan(11).score();

    assertThat(decision.verificationMethods())
        .containsExactlyInAnyOrder(VerificationMethod.values());
    assertThat(decision.verdict().riskDemand().methods()).doesNotContain(SMS_CODE).hasSize(3);
  }

  @Test
  void reasons_and_advice_speak_the_wanted_language_and_repeat_nothing() {
    Bank bank =
        new Bank(
            new TestPack()
                .singleLimit(10)
                .rule("FIRST_PAYEE")
                .scam("FAKE_POLICE")
                .arguments(f -> List.of(f.getValue()))
                .always()
                .rule("SECOND")
                .scam("FAKE_POLICE")
                .always()
                .messages(
                    (key, locale, arguments) ->
                        key.startsWith("SECOND")
                            ? Optional.empty()
                            : Optional.of(locale.getLanguage() + " " + key + " " + arguments)));

    Decision decision = bank.transfer("T1").yuan(11).score();

    assertThat(decision.reasons(Locale.CHINESE))
        .containsExactly("zh FIRST_PAYEE [1100]", "SECOND", "zh limit.single []");
    assertThat(decision.advice(Locale.ENGLISH))
        .containsExactly("en FIRST_PAYEE.advice [1100]", "en scam.FAKE_POLICE.advice []");
    assertThat(decision.suspectedScams()).containsExactly("FAKE_POLICE");
  }
}
