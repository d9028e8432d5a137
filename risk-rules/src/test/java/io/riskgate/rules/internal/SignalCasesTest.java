package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePackTests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule tests with signals. */
class SignalCasesTest {
  private static TestPack pack(String cases) {
    return new TestPack()
        .whole(
            "CALL",
            "TransferFacts( hour > 3 )"
                + " Signal( kind == SignalKind.ON_CALL, ageMinutes <= P.CALL_MINUTES )",
            "CALLED",
            "QUIET_LINE",
            "TransferFacts( hour > 3 ) not Flag( name == \"CALLED\" )",
            "")
        .file("tests/a.yaml", cases);
  }

  @Test
  @DisplayName("a case names the signals that there are; its own stand for those given")
  void signals() {
    RulePackTests tests =
        RulePackTests.of(
            pack("""
            - rule: CALL
              fires: { signals: [ { kind: ON_CALL, ageMinutes: P.CALL_MINUTES } ] }
              quiet:
                - { signals: [ { kind: ON_CALL, ageMinutes: P.CALL_MINUTES + 1 } ] }
                - { signals: { kind: SCREEN_SHARED, ageMinutes: 0 } }
                - {}
            - rule: QUIET_LINE
              given: { signals: [ { kind: ON_CALL, ageMinutes: 5 } ] }
              quiet: {}
              fires: { signals: [] }
              notEvaluated: { uncovered: [signals] }
            - rule: CALL
              fires: { signals: [ { kind: ON_CALL, ageMinutes: 31 } ] }
            """)
                .load());

    assertThat(tests.run())
        .map(Object::toString)
        .containsExactly("tests/a.yaml:13: error: rule CALL should be 'fires' and is 'quiet'");
    assertThat(tests.gaps()).isEmpty();
  }

  @Test
  @DisplayName("what is wrong with a signal is told with its line")
  void problems() {
    assertThat(
            pack("""
            - rule: CALL
              fires:
                - { signals: [ { kind: ON_CAL, ageMinutes: 5 } ] }
                - { signals: [ { kind: ON_CALL } ] }
                - { signals: [ { kind: ON_CALL, ageMinutes: -5 } ] }
                - { signals: [ { kind: ON_CALL, ageMinutes: 1.5 } ] }
                - { signals: [ { kind: ON_CALL, ageMinutes: 1, age: 3 } ] }
                - { signals: [ ON_CALL ] }
                - { signal: [ ] }
                - { signals: [ { kind: ON_CALL, ageMinutes: 43201 } ] }
                - { signals: [ { kind: ON_CALL, ageMinutes: 43200 } ] }
            """)
                .problems())
        .containsExactly(
            "tests/a.yaml:3: error: 'kind' must be one of CLICKED_UNKNOWN_LINK,"
                + " CONTACT_WITH_REPORTED, ON_CALL, SCREEN_SHARED, REMOTE_CONTROL_APP,"
                + " PASSWORD_CHANGED, SIM_CHANGED, PHONE_CHANGED, LIMIT_RAISED, FAILED_LOGIN,"
                + " FLAGGED_APP_INSTALLED, FREQUENT_TRANSFERS, FRAUD_REPORT, not 'ON_CAL' (did you"
                + " mean 'ON_CALL'?)",
            "tests/a.yaml:4: error: a signal lacks 'ageMinutes'",
            "tests/a.yaml:5: error: 'ageMinutes' must not be negative",
            "tests/a.yaml:6: error: 'ageMinutes' must be a whole number, not '1.5'",
            "tests/a.yaml:7: error: a signal has no key 'age' (did you mean 'ageMinutes'?)",
            "tests/a.yaml:8: error: a signal must be a mapping such as { key: value }, not"
                + " 'ON_CALL'",
            "tests/a.yaml:9: error: unknown fact 'signal' (did you mean 'signals'?)",
            "tests/a.yaml:10: error: 'ageMinutes' must be at most 43200, not 43201: rules see the"
                + " signals of the last 30 days");
  }

  @Test
  @DisplayName("more signals than rules ever see are refused")
  void tooMany() {
    String signal = "{ kind: ON_CALL, ageMinutes: 1 }";
    String many = (signal + ", ").repeat(32) + signal;

    assertThat(pack("- rule: CALL\n  fires: { signals: [ " + many + " ] }\n").problems())
        .containsExactly("tests/a.yaml:2: error: rules see at most 32 signals");
  }
}
