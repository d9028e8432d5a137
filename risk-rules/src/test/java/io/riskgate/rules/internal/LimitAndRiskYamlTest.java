package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Outcome;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.SignalKind;
import io.riskgate.core.TransferKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.RiskLevelPolicy;
import io.riskgate.core.pack.SignalWeight;
import io.riskgate.core.pack.VerificationRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits by pattern, the table of verification methods and the risk level in pack.yaml. */
class LimitAndRiskYamlTest {
  private static final String HEAD =
      """
      id: test
      version: 1.0.0
      baseCurrency: CNY
      bands: [ { from: 70, outcome: HOLD, release: BANK } ]
      parameters:
        SINGLE: { type: money, value: 10000.00, min: 0, max: 20000.00, why: because }
        TIMES: { type: count, value: 7, min: 0, max: 20, why: because }
      """;

  private static PackDefinition read(String yaml) {
    Problems problems = new Problems();
    PackDefinition pack = PackYaml.read(HEAD + yaml, problems);
    assertThat(problems.list()).isEmpty();
    return Objects.requireNonNull(pack);
  }

  private static List<String> problems(String yaml) {
    Problems problems = new Problems();
    assertThat(PackYaml.read(HEAD + yaml, problems)).isNull();
    return problems.list().stream().map(Object::toString).toList();
  }

  @Test
  @DisplayName("a limit over several assets, of what is suspicious, with an abnormal demand")
  void limit() {
    Policy policy =
        read("""
        limits:
          - id: DAY
            asset: [FIAT, VIRTUAL_CURRENCY]
            counts: suspicious
            window: day
            max: P.SINGLE
            outcome: VERIFY
            methods: SMS_CODE
            abnormal: { outcome: HOLD, release: BANK }
          - { id: OFTEN, asset: FIAT, measure: count, window: month, max: P.TIMES, outcome: HOLD, release: NONE }
        """)
            .policy();

    assertThat(policy.limits().get(0))
        .isEqualTo(
            new Limit(
                "DAY",
                Set.of(AssetClass.VIRTUAL_CURRENCY, AssetClass.FIAT),
                Limit.Measure.VALUE,
                Limit.Counts.SUSPICIOUS,
                Limit.Window.DAY,
                1_000_000,
                Demand.verify(VerificationMethod.SMS_CODE),
                Demand.hold(ReleasePath.BANK)));
    assertThat(policy.limits().get(0).demand(true).path()).isEqualTo(ReleasePath.BANK);
    assertThat(policy.limits().get(0).demand(true).methods())
        .containsExactly(VerificationMethod.SMS_CODE);
    assertThat(policy.limits().get(1).max()).isEqualTo(7);
    assertThat(policy.limits().get(1).counts()).isEqualTo(Limit.Counts.LET_GO);
    assertThat(policy.limits().get(1).demand(true)).isEqualTo(Demand.hold(ReleasePath.NONE));
  }

  @Test
  @DisplayName("an aggregate's bounds name parameters")
  void aggregate() {
    PackDefinition pack =
        read(
            """
            aggregates:
              a: { key: payer, measure: count, window: 1h, where: { valueMin: P.SINGLE, valueMax: P.SINGLE } }
              b: { key: payer, measure: share, window: 1h, part: { valueMin: P.SINGLE } }
            """);

    assertThat(pack.aggregates().get(0).filter().valueMin()).isEqualTo(1_000_000);
    assertThat(pack.aggregates().get(0).filter().valueMax()).isEqualTo(1_000_000);
    assertThat(Objects.requireNonNull(pack.aggregates().get(1).part()).valueMin())
        .isEqualTo(1_000_000);
  }

  @Test
  @DisplayName("the table of verification methods")
  void verification() {
    Policy policy =
        read("""
        verification:
          - { outcome: VERIFY, asset: FIAT, kind: [TRANSFER, PAYMENT], valueFrom: P.SINGLE, scoreFrom: 55, methods: [FACE_RECOGNITION] }
          - { release: BANK, methods: CALL_BACK }
        """)
            .policy();

    assertThat(policy.verification())
        .containsExactly(
            new VerificationRow(
                Outcome.VERIFY,
                null,
                Set.of(AssetClass.FIAT),
                Set.of(TransferKind.TRANSFER, TransferKind.PAYMENT),
                1_000_000,
                55,
                Set.of(VerificationMethod.FACE_RECOGNITION)),
            new VerificationRow(
                null,
                ReleasePath.BANK,
                Set.of(),
                Set.of(),
                0,
                0,
                Set.of(VerificationMethod.CALL_BACK)));
  }

  @Test
  @DisplayName("the risk level")
  void riskLevel() {
    Policy policy =
        read("""
        riskLevel:
          medium: 20
          high: 50
          signals:
            SIM_CHANGED: { weight: 40, fades: 72h }
            FAILED_LOGIN: { weight: 5, fades: 30m, most: 3 }
        """)
            .policy();

    assertThat(policy.riskLevel())
        .isEqualTo(
            new RiskLevelPolicy(
                20,
                50,
                Map.of(
                    SignalKind.SIM_CHANGED,
                    new SignalWeight(40, Duration.ofDays(3), 32),
                    SignalKind.FAILED_LOGIN,
                    new SignalWeight(5, Duration.ofMinutes(30), 3))));
    assertThat(read("").policy().riskLevel()).isEqualTo(RiskLevelPolicy.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          limits: [ { id: DAY, asset: FIAT, window: day, max: P.SINGEL, outcome: HOLD, release: BANK } ] | 'max' of a limit names an unknown parameter 'P.SINGEL' (did you mean 'P.SINGLE'?)
          limits: [ { id: DAY, asset: FIAT, window: day, max: P.TIMES, outcome: HOLD, release: BANK } ] | 'max' of a limit must be a parameter of type money, and P.TIMES is count
          limits: [ { id: DAY, asset: FIAT, measure: count, window: day, max: P.SINGLE, outcome: HOLD, release: BANK } ] | 'max' of a limit must be a parameter of type count, and P.SINGLE is money
          limits: [ { id: DAY, window: day, max: 1, outcome: HOLD, release: BANK } ] | a limit lacks 'asset'
          limits: [ { id: DAY, asset: [], window: day, max: 1, outcome: HOLD, release: BANK } ] | a limit: Limit DAY counts no class of asset
          limits: [ { id: DAY, asset: FIAT, counts: suspicous, window: day, max: 1, outcome: HOLD, release: BANK } ] | 'counts' of a limit must be one of let-go, suspicious, not 'suspicous' (did you mean 'suspicious'?)
          limits: [ { id: DAY, asset: FIAT, window: day, max: 1, outcome: HOLD, release: BANK, abnormal: { outcome: HOLD } } ] | 'abnormal' of a limit: HOLD must say who can end it: release is one of CUSTOMER, BANK, AUTHORITY, NONE
          limits: [ { id: DAY, asset: FIAT, window: day, max: 1, outcome: HOLD, release: BANK, abnormal: { outcome: HOLD, release: BANK, method: SMS_CODE } } ] | 'abnormal' of a limit has no key 'method' (did you mean 'methods'?)
          verification: [ { outcome: ALLOW, methods: SMS_CODE } ] | a row of 'verification': of an ALLOW nothing is asked; write VERIFY or HOLD
          verification: [ { outcome: VERIFY, release: BANK, methods: SMS_CODE } ] | a row of 'verification': release goes with HOLD only, not with VERIFY
          verification: [ { outcome: VERIFY } ] | a row of 'verification' lacks 'methods'
          verification: [ { release: NONE, methods: SMS_CODE } ] | a row of 'verification': a hold with path NONE is ended by no method
          verification: [ { score: 5, methods: SMS_CODE } ] | a row of 'verification' has no key 'score'
          riskLevel: { medium: 30, high: 30, signals: {} } | 'riskLevel' of a pack: medium and high lie from 1 to 100, high above medium, not at 30, 30
          riskLevel: { medium: 30, high: 60, signals: { SIM_CHANGE: { weight: 1, fades: 1h } } } | 'signals' of 'riskLevel' of a pack has no key 'SIM_CHANGE' (did you mean 'SIM_CHANGED'?)
          riskLevel: { medium: 30, high: 60, signals: { SIM_CHANGED: { weight: 101, fades: 1h } } } | 'weight' of 'SIM_CHANGED' of 'signals' of 'riskLevel' of a pack must be a whole number from 1 to 100, not '101'
          riskLevel: { medium: 30, high: 60, signals: { SIM_CHANGED: { weight: 1, fades: 31d } } } | 'SIM_CHANGED' of 'signals' of 'riskLevel' of a pack: fades is a time of at most 30 days, as long as signals are known
          riskLevel: { medium: 30, high: 60, signals: { SIM_CHANGED: { weight: 1 } } } | 'SIM_CHANGED' of 'signals' of 'riskLevel' of a pack lacks 'fades'
          """)
  @DisplayName("what is wrong is told with the line and what was probably meant")
  void problemsAreTold(String yaml, String message) {
    assertThat(problems(yaml)).singleElement().asString().contains("pack.yaml:8").contains(message);
  }

  @Test
  @DisplayName("a limit on what is suspicious needs a band that holds")
  void withoutBand() {
    Problems problems = new Problems();
    PackYaml.read(
        """
        id: test
        version: 1.0.0
        baseCurrency: CNY
        limits: [ { id: DAY, asset: FIAT, counts: suspicious, window: day, max: 1, outcome: HOLD, release: BANK } ]
        """,
        problems);

    assertThat(problems.list())
        .singleElement()
        .asString()
        .contains("Limit DAY counts what is suspicious, but no band asks for HOLD");
  }

  @Test
  @DisplayName(
      "a parameter with which something is wrong is told once, not again where it is named")
  void brokenParameter() {
    assertThat(
            problems(
                "  WRONG: { type: money, value: 5, min: 6, max: 7, why: because }\n"
                    + "limits: [ { id: DAY, asset: FIAT, window: day, max: P.WRONG, outcome: HOLD,"
                    + " release: BANK } ]"))
        .singleElement()
        .asString()
        .contains("value must lie between min and max");
  }
}
