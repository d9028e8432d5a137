package io.riskgate.workbench.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import io.riskgate.workbench.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is expected of alerts, notices, events, controls, risk and movements can be met and can
 * fail: each kind of step is played once with what comes of it, and once with what does not. The
 * pack is the bundled one.
 */
class AlertsAndNoticesStoryTest {
  /** Li pays a known scam; the account that is paid is stopped; somebody sells many coins. */
  private static final String STORY =
      """
      story: A test
      start: "2026-03-02T08:00:00"
      rates: { USDT: "7.00" }
      defaults: { currency: CNY }
      steps:
        - observe: { transfer_id: OLD, time: "2026-02-14T11:00", payer: wu, payee: desk, amount: 500, asset: USDT, asset_scale: 2, asset_class: VIRTUAL_CURRENCY, kind: EXCHANGE }
        - transfer: { transfer_id: T1, payer: li, payee: mule, amount: 60000, purpose: 安全账户, device_id: PHONE, ip: 203.0.113.1 }
        - impose: { id: C1, account: li, kind: WATCH, by: officer, why: a call }
        - signal: { account: li, kind: SIM_CHANGED }
        - notice: { account: mule, number: N1, authority: police, reason: fraud, victim: li }
      """;

  /**
   * A step, what is expected of it rightly, what wrongly, and what is said then: what was expected
   * and what was got.
   */
  private record Case(String step, String right, String wrong, String said) {
    String key() {
      return wrong.substring(0, wrong.indexOf(':'));
    }

    @Override
    public String toString() {
      return wrong + " of " + step;
    }
  }

  private static final String SURGE =
      "transfer: { transfer_id: X1, payer: wu, payee: desk, amount: 9000, asset: USDT, asset_scale:"
          + " 2, asset_class: VIRTUAL_CURRENCY, kind: EXCHANGE }";
  private static final String CONFIRM =
      "confirm: { account: mule, number: N1, by: officer, note: seen }";
  private static final String NOTICE =
      "notice: { account: mule, number: N1, authority: police, reason: fraud }";

  @TempDir Path dir;

  static Stream<Case> cases() {
    return Stream.of(
        new Case("alert: T1", "tier: HIGH", "tier: none", "tier: HIGH; expected none"),
        new Case("alert: T1", "loss: 60000.00", "loss: 5.00", "loss: 60000.00; expected 5.00"),
        new Case(
            "alert: T1",
            "respondBy: '08:03'",
            "respondBy: '08:04'",
            "respondBy: 08:03; expected 08:04"),
        new Case(
            "alert: T1",
            "channels: [ON_SITE, CALL]",
            "channels: SMS",
            "channels: CALL, ON_SITE; expected SMS"),
        new Case("alert: T1", "contacts: 1", "contacts: 2", "contacts is 1, expected that it is 2"),
        new Case(
            "alert: T1", "contacted: 0", "contacted: 1", "contacted is 0, expected that it is 1"),
        new Case(
            "respond: { transfer: T1, kind: CONTACTED, by: desk }",
            "alertState: CONTACTED",
            "alertState: OPEN",
            "alertState: CONTACTED; expected OPEN"),
        new Case(
            "respond: { transfer: T1, kind: FAILED, cause: INSISTED, by: desk }",
            "cause: INSISTED",
            "cause: NOT_REACHED",
            "cause: INSISTED; expected NOT_REACHED"),
        new Case("alert: T1", "script: call 110", "script: a joke", "expected containing a"),
        new Case("alerts: { tier: HIGH }", "alerts: T1", "alerts: []", "alerts: T1; expected none"),
        new Case(
            "statistics: { from: '07:00' }",
            "counts: { raised: 1, open: 1, medianSeconds: none }",
            "counts: { raised: 1, open: 0, dissuaded: 2 }",
            "open: 1; expected 0; dissuaded: 0; expected 2"),
        new Case(
            NOTICE,
            "notice: AWAITING_CONFIRMATION",
            "notice: CONFIRMED",
            "notice: AWAITING_CONFIRMATION; expected CONFIRMED"),
        new Case(
            NOTICE, "confirmBy: '10:00'", "confirmBy: '11:00'", "confirmBy: 10:00; expected 11:00"),
        new Case(
            NOTICE,
            "lapsesAt: '2026-03-04T08:00'",
            "lapsesAt: '2026-03-05T08:00'",
            "lapsesAt: 4 March 08:00; expected 5 March 08:00"),
        new Case(
            "notices: mule",
            "notices: N1 AWAITING_CONFIRMATION",
            "notices: N1 LAPSED",
            "notices: N1 AWAITING_CONFIRMATION; expected N1 LAPSED"),
        new Case(CONFIRM, "overdue: false", "overdue: true", "it is overdue: false; expected true"),
        new Case(
            CONFIRM, "late: false", "late: true", "it was confirmed late: false; expected true"),
        new Case(
            CONFIRM,
            "events: NOTICE_CONFIRMED",
            "events: []",
            "events: NOTICE_CONFIRMED; expected none"),
        new Case(
            CONFIRM,
            "informs: [VICTIM, AUTHORITY]",
            "informs: AUTHORITY",
            "informs: AUTHORITY, VICTIM; expected AUTHORITY"),
        new Case(
            SURGE,
            "institutions: desk, events: [PAYMENT_INSTITUTION_NOTICE, WITHDRAWAL_RESTRICTED]",
            "institutions: bank",
            "institutions: desk; expected bank"),
        new Case("controls: li", "inForce: C1", "inForce: C2", "inForce: C1; expected C2"),
        new Case(
            "history: mule",
            "history: IMPOSED by police",
            "history: LIFTED",
            "history: 'STOP_PAYMENT N1 IMPOSED by police: fraud'; expected one after the other,"
                + " containing 'LIFTED'"),
        new Case("risk: { account: li }", "level: MEDIUM", "level: LOW", "level: MEDIUM"),
        new Case(
            "risk: { account: li }",
            "riskScore: 40",
            "riskScore: 39",
            "riskScore is 40, expected that it is 39"),
        new Case(
            "movements: { account: mule, from: '2026-03-01T00:00' }",
            "movements: T1",
            "movements: [T1, OLD]",
            "movements: T1; expected T1, OLD"),
        new Case(CONFIRM, "movements: T1", "movements: []", "movements: T1; expected none"),
        new Case(
            "movements: { account: mule, from: '2026-03-01T00:00' }",
            "whole: true",
            "whole: false",
            "the export is whole: true; expected false"));
  }

  private Cli.Result play(String steps) throws IOException {
    Path story = Files.writeString(dir.resolve("s.yaml"), STORY + steps);
    return Cli.runWith(RulePacks.bundled("cn"), "story", story);
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("What comes as expected is met; what does not fails with what was got")
  void canBeMetAndCanFail(Case tried) throws IOException {
    Cli.Result right = play("  - " + tried.step() + "\n    expect: { " + tried.right() + " }\n");
    Cli.Result wrong = play("  - " + tried.step() + "\n    expect: { " + tried.wrong() + " }\n");

    assertThat(right.out()).contains(" 0 not met");
    assertThat(right.exitCode()).isZero();
    assertThat(wrong.out()).contains("s.yaml:12: ").contains(tried.said()).contains(" 1 not met");
    assertThat(wrong.exitCode()).isEqualTo(3);
  }

  @Test
  @DisplayName("Every kind of expectation of alerts and accounts is tried")
  void triesEveryKind() {
    assertThat(cases().map(Case::key))
        .containsAll(AlertExpectations.ALL.stream().map(ExpectationKind::key).toList())
        .containsAll(AccountExpectations.ALL.stream().map(ExpectationKind::key).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("An expectation of what the step does not tell fails, and meets nothing by chance")
  void failsWhereThereIsNothing(Case tried) throws IOException {
    String key = tried.key();
    String other = "  - observe: { payer: a, payee: b, amount: 1 }\n    expect: { ";
    Cli.Result result = play(other + tried.wrong() + " }\n");

    boolean emptyIsTrue = key.equals("tier") || tried.wrong().endsWith("[]");
    if (emptyIsTrue && !key.equals("movements")) {
      assertThat(result.exitCode()).isZero(); // 'none' is what there is
    } else {
      assertThat(result.out()).contains("s.yaml:12: ").contains(" 1 not met");
      assertThat(result.exitCode()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("What the engine refuses about notices and alerts is told in its words")
  void tellsRefusals() throws IOException {
    Cli.Result result =
        play(
            """
              - confirm: { account: mule, number: N9, by: officer, note: none such }
                expect: { refused: No stop-payment notice N9 }
              - extend: { account: mule, number: N1, by: police, why: more time }
                expect: { lapsesAt: "2026-03-06T08:00", events: NOTICE_EXTENDED }
              - extend: { account: mule, number: N1, by: police, why: more still }
                expect: { refused: extended once }
              - alert: OLD
                expect: { refused: No alert is kept }
              - respond: { transfer: T1, kind: DISSUADED, by: desk }
              - respond: { transfer: T1, kind: CONTACTED, by: desk }
                expect: { refused: closed as DISSUADED }
            """);

    assertThat(result.out()).contains(" 0 not met");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  @DisplayName("The scheduler hears once what has become due")
  void sweeps() throws IOException {
    Cli.Result result =
        play(
            """
              - at: "10:01"
                sweep: true
                expect: { alerts: T1, events: CONFIRMATION_OVERDUE }
              - sweep: true
                expect: { alerts: [], events: [] }
              - confirm: { account: mule, number: N1, by: officer, note: late }
                expect: { late: true, overdue: false }
              - lift: { account: mule, id: N1, by: police, why: wrong account }
                expect: { changed: true, events: NOTICE_LIFTED }
              - notices: mule
                expect: { notices: N1 LIFTED }
            """);

    assertThat(result.out()).contains(" 0 not met").contains("! CONFIRMATION_OVERDUE: N1 on mule");
    assertThat(result.exitCode()).isZero();
  }
}
