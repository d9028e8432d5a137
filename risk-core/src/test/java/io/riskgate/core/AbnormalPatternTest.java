package io.riskgate.core;

import static io.riskgate.core.VerificationMethod.FACE_RECOGNITION;
import static io.riskgate.core.VerificationMethod.SMS_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.StoreProbe.Call;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences L-12 and L-13: what limits ask for where the pattern is abnormal, and of what. */
class AbnormalPatternTest {
  private static final Demand BANK = Demand.hold(ReleasePath.BANK);

  private static Limit limit(String id, Limit.Window window, long yuan, Demand whenAbnormal) {
    return new Limit(
        id,
        Set.of(AssetClass.FIAT),
        Limit.Measure.VALUE,
        Limit.Counts.LET_GO,
        window,
        yuan * 100,
        TestPack.verifySms(),
        whenAbnormal);
  }

  private static TestPack pack() {
    return new TestPack()
        .limit(limit("single", Limit.Window.SINGLE, 10_000, BANK))
        .limit(limit("day", Limit.Window.DAY, 50_000, BANK))
        .rule("ABROAD")
        .abnormal()
        .when(f -> f.getPurpose().equals("abroad"));
  }

  private final Bank bank = new Bank(pack());

  @ParameterizedTest
  @CsvSource({
    "10000.00, '',     ALLOW,",
    "10000.01, '',     VERIFY,",
    "10000.00, abroad, ALLOW,",
    "10000.01, abroad, HOLD, BANK"
  })
  @Sentence("L-12")
  @DisplayName("an abnormal pattern turns a passed limit into what it asks for then, and only that")
  void single(String yuan, String purpose, Outcome outcome, ReleasePath path) {
    Decision decision = bank.transfer("T1").yuan(yuan).purpose(purpose).score();

    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.releasePath()).isEqualTo(path);
    assertThat(decision.limitUsages().get(0).isPassed()).isEqualTo(outcome != Outcome.ALLOW);
  }

  @Test
  @Sentence("L-12")
  @DisplayName("what the limit asks for otherwise is part of what it asks for then")
  void joined() {
    Decision decision = bank.transfer("T1").yuan(20_000).purpose("abroad").score();

    assertThat(decision.verificationMethods()).containsExactly(SMS_CODE);
  }

  @Test
  @Sentence("L-12")
  @DisplayName("a limit that says nothing of abnormal patterns asks for the same")
  void leftOut() {
    Bank plain =
        new Bank(new TestPack().singleLimit(10_000).rule("ABROAD").abnormal().when(f -> true));

    assertThat(plain.transfer("T1").yuan(20_000).score().outcome()).isEqualTo(Outcome.VERIFY);
  }

  @Test
  @Sentence({"L-12", "V-2"})
  @DisplayName("the pattern is remembered when limits are read again")
  void atVerified() {
    Bank other = new Bank(pack().rule("ASKS").demand(TestPack.verifySms()).when(f -> true));
    other.transfer("A").yuan(9_000).purpose("abroad").score();
    other.transfer("M").yuan(45_000).observe();

    Decision held = other.passes("A", SMS_CODE);

    assertThat(held.state()).isEqualTo(TransferState.HELD);
    assertThat(held.releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(other.used("day")).isEqualTo(45_000);
    assertThat(other.release("A", ReleasePath.BANK).state()).isEqualTo(TransferState.RESERVED);
    assertThat(other.used("day")).isEqualTo(54_000);
  }

  @Test
  @Sentence({"L-12", "L-2"})
  @DisplayName("evidence for the ordinary demand does not open a limit that is taken meanwhile")
  void betweenReadingAndReserving() {
    Bank other = new Bank(pack().rule("ASKS").demand(TestPack.verifySms()).when(f -> true));
    other.transfer("A").yuan(9_000).purpose("abroad").score();
    other.store.beforeNext(Call.COMMIT, () -> other.transfer("M").yuan(45_000).observe());

    assertThat(other.passes("A", SMS_CODE).releasePath()).isEqualTo(ReleasePath.BANK);
    assertThat(other.used("day")).isEqualTo(45_000);
  }

  @Test
  @Sentence("L-13")
  @DisplayName("a limit over two classes of asset counts them together, and no third")
  void severalAssets() {
    Bank both =
        new Bank(
            new TestPack()
                .limit(
                    new Limit(
                        "all",
                        Set.of(AssetClass.FIAT, AssetClass.VIRTUAL_CURRENCY),
                        Limit.Measure.VALUE,
                        Limit.Counts.LET_GO,
                        Limit.Window.DAY,
                        10_000_00,
                        Demand.verify(FACE_RECOGNITION),
                        Demand.NOTHING)));
    both.transfer("T1").yuan(6_000).score();

    Decision coins = coins(both, "T2", AssetClass.VIRTUAL_CURRENCY);
    Decision game = coins(both, "T3", AssetClass.GAME_CURRENCY);

    assertThat(coins.outcome()).isEqualTo(Outcome.VERIFY);
    assertThat(coins.limitUsages().get(0).used()).isEqualTo(12_000_00);
    assertThat(game.outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(game.limitUsages()).isEmpty();
  }

  private static Decision coins(Bank bank, String id, AssetClass assetClass) {
    return bank.transfer(id).with(t -> t.asset(1, "COIN", 8, assetClass).value(6_000_00L)).score();
  }
}
