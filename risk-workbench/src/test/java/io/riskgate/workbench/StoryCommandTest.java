package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stories are played on a real engine, and say by line what came otherwise than expected. The test
 * pack verifies above 10,000 and above 50,000 a day, holds withdrawals above 40,000 for the bank
 * and marks the third attempt in a day (OFTEN).
 */
class StoryCommandTest {
  private static final String HEAD =
      """
      story: A test
      start: "2026-03-02T08:00:00"
      rates: { USD: "7.00" }
      defaults: { currency: CNY }
      accounts:
        li: { name: Li Na }
      steps:
      """;

  /** The line of the first step. */
  private static final int FIRST = 8;

  @TempDir Path dir;

  private Cli.Result play(String steps) throws IOException {
    return playText(HEAD + steps);
  }

  private Cli.Result playText(String yaml) throws IOException {
    return Cli.run("story", Files.writeString(dir.resolve("s.yaml"), yaml));
  }

  private static void assertAsExpected(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).doesNotContain("NOT AS EXPECTED");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  @DisplayName("Prints each event, what came of it, and when")
  void printsATimeline() throws IOException {
    Cli.Result result =
        play(
            """
              - scene: In the morning
                at: "09:15"
                note: as every week
                transfer: { transfer_id: T1, payer: li, payee: shop, amount: 20.50, kind: PAYMENT, purpose: rice }
                expect: ALLOW
              - after: 2h
                transfer: { transfer_id: T2, payer: li, payee: dealer, amount: 12000 }
                expect: VERIFY
            """);

    assertAsExpected(result);
    assertThat(result.rows())
        .containsExactly(
            "A test",
            "rule pack test/1@000000000000, times in Asia/Shanghai",
            "",
            "---- Monday, 2 March 2026 ----",
            "",
            "# In the morning",
            "09:15     (as every week)",
            "          Li Na -> shop: PAYMENT 20.50 CNY [T1] \"rice\"",
            "          = ALLOW, RESERVED, score 0 (settled)",
            "11:15     Li Na -> dealer: TRANSFER 12,000.00 CNY [T2]",
            "          = VERIFY, AWAITING_VERIFICATION, score 0, to pass: SMS_CODE",
            "          - SINGLE_FIAT",
            "",
            "2 steps, 2 expectations, 0 not met");
  }

  @Test
  @DisplayName("Lists every expectation that is not met by its line, and ends with exit code 3")
  void listsWhatCameOtherwise() throws IOException {
    Cli.Result result =
        play(
            """
              - transfer: { transfer_id: T1, payer: li, payee: dealer, amount: 12000 }
                expect:
                  outcome: ALLOW
                  state: AWAITING_VERIFICATION
                  hits: OFTEN
                  used: { DAILY_FIAT: 12.00 }
            """);

    assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(result.out())
        .contains(
            "s.yaml:" + (FIRST + 2) + ": outcome: VERIFY; expected ALLOW\n",
            "s.yaml:" + (FIRST + 4) + ": hits: none; expected with OFTEN\n",
            "s.yaml:" + (FIRST + 5) + ": use of DAILY_FIAT: 12000.00; expected 12.00\n",
            "1 steps, 4 expectations, 3 not met\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "outcomeAtLeast: HOLD | outcome: VERIFY; expected at least HOLD",
        "decided: HOLD | decided: VERIFY; expected HOLD",
        "release: BANK | release: none; expected BANK",
        "score: 1 | score is 0, expected that it is 1",
        "scoreAtLeast: 1 | score is 0, expected that it is at least 1",
        "hitsExactly: [OFTEN] | hits",
        "passes: [] | passes: SINGLE_FIAT; expected none",
        "methods: [SMS_CODE, CALL_BACK] | methods: SMS_CODE; expected SMS_CODE, CALL_BACK",
        "scams: FAKE_JOB | scams: none; expected with FAKE_JOB",
        "state: HELD | state: AWAITING_VERIFICATION; expected HELD",
        "labels: MULE | labels: none; expected with MULE",
        "controls: FREEZE | controls: none; expected with FREEZE",
        "marks: LATE | marks: none; expected LATE",
        "degraded: NO_RATE | degraded: none; expected with NO_RATE",
        "advice: beware | advice: none; expected containing beware",
        "reasons: DAILY | reasons: SINGLE_FIAT, SINGLE_FIAT; expected containing DAILY",
        "repeat: true | the answer is a repeat: false; expected true",
        "changed: true | something changed: not told; expected true",
        "moved: T1 | moved: none; expected T1",
        "refused: conflict | refusal: none; expected one that says 'conflict'"
      })
  @DisplayName("No expectation is met by chance")
  void everyKindOfExpectationCanFail(String expectation, String otherwise) throws IOException {
    Cli.Result result =
        play(
            """
              - transfer: { transfer_id: T1, payer: li, payee: dealer, amount: 12000 }
                expect: { %s }
            """
                .formatted(expectation));

    assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(result.out()).contains("s.yaml:" + (FIRST + 1) + ": " + otherwise);
  }

  @Test
  @DisplayName("An expectation that a rule stays quiet fails when it fires")
  void expectsQuiet() throws IOException {
    Cli.Result result =
        play(
            """
              - transfer: { payer: li, payee: bank-notes, amount: 41000, kind: WITHDRAWAL }
                expect: { hitsNot: [LARGE_WITHDRAWAL], scoreAtMost: 59 }
            """);

    assertThat(result.out())
        .contains(
            "hitsNot: LARGE_WITHDRAWAL there; expected none of them",
            "score is 60, expected that it is at most 59");
  }

  @Test
  @DisplayName("Verifies, settles, cancels, releases and looks")
  void goesThroughTheLifeOfTransfers() throws IOException {
    assertAsExpected(
        play(
            """
              - transfer: { transfer_id: T1, payer: li, payee: dealer, amount: 12000 }
                expect: { outcome: VERIFY, methods: SMS_CODE, passes: SINGLE_FIAT, release: none }
              - after: 1m
                verified: { transfer: T1, method: SMS_CODE, passed: false }
                expect: { outcome: VERIFY }
              - after: 1m
                verified: { transfer: T1, method: SMS_CODE, source: SMS-7 }
                expect: { outcome: ALLOW, state: RESERVED, used: { SINGLE_FIAT: 12000.00, DAILY_FIAT: 12000.00 } }
              - after: 20m
                look: T1
                expect: { state: EXPIRED, outcome: HOLD, decided: VERIFY }
              - settle: T1
                expect: { state: SETTLED, marks: [LATE] }
              - transfer: { transfer_id: T2, payer: li, payee: atm, amount: 45000, kind: WITHDRAWAL }
                expect: { outcome: HOLD, release: BANK, scoreAtLeast: 60, scams: FAKE_JOB }
              - release: { transfer: T2, authority: BANK, by: officer 1, note: is known }
                expect: ALLOW
              - cancel: T2
                expect: { state: CANCELLED }
            """));
  }

  @Test
  @DisplayName("Controls are imposed and lifted, and say what they moved")
  void imposesAndLifts() throws IOException {
    assertAsExpected(
        play(
            """
              - settleAllowed: false
                transfer: { transfer_id: T1, payer: li, payee: shop, amount: 20 }
                expect: { outcome: ALLOW, state: RESERVED }
              - impose: { id: F1, account: shop, kind: FREEZE, by: officer 1, why: a report }
                expect: { moved: [T1] }
              - look: T1
                expect: { state: HELD, release: AUTHORITY, controls: FREEZE }
              - lift: { account: shop, id: F1, by: desk, why: done }
                expect: { changed: true }
              - lift: { account: shop, id: F1, by: desk, why: done }
                expect: { changed: false }
              - impose: { account: li, kind: LIMIT, limit: SINGLE_FIAT, max: 15000, by: officer 1, why: asked for, until: "2026-03-02T12:00" }
              - transfer: { payer: li, payee: dealer, amount: 14000 }
                expect: { outcome: ALLOW, passes: [] }
            """));
  }

  @Test
  @DisplayName("Movements, signals and reports are told, and told again change nothing")
  void tellsWhatHappenedElsewhere() throws IOException {
    assertAsExpected(
        play(
            """
              - observe: { transfer_id: P1, time: "2026-02-01T09:00", payer: li, payee: shop, amount: 10 }
                expect: { changed: true }
              - observe: { transfer_id: P1, time: "2026-02-01T09:00", payer: li, payee: shop, amount: 10 }
                expect: { changed: false }
              - signal: { id: S1, account: li, kind: ON_CALL }
                expect: { changed: true }
              - signal: { id: S1, account: li, kind: ON_CALL }
                expect: { changed: false }
              - report: { id: R1, payee: shop, transfer: P1, value: 10.00, scam: FAKE_JOB }
                expect: { changed: true }
            """));
  }

  @Test
  @DisplayName("What the engine refuses must be expected, in the refusal's words")
  void refusalsMustBeExpected() throws IOException {
    String steps =
        """
          - transfer: { transfer_id: T1, payer: li, payee: shop, amount: 10, time: "08:00" }
          - transfer: { transfer_id: T1, payer: li, payee: shop, amount: 11, time: "08:00" }
        """;

    Cli.Result unexpected = play(steps);

    assertThat(unexpected.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(unexpected.out()).contains("s.yaml:" + (FIRST + 1) + ": refused: ");
    assertAsExpected(play(steps + "    expect: { refused: T1 }\n"));
  }

  @Test
  @DisplayName("A field that nobody gives is data that there is not, an empty one should be there")
  void tellsAbsentFromMissing() throws IOException {
    assertAsExpected(
        play(
            """
              - transfer: { payer: li, payee: shop, amount: 10, currency: USD, latitude: "", longitude: "" }
                expect: { outcome: ALLOW, used: { DAILY_FIAT: 70.00 } }
              - transfer: { payer: li, payee: shop, amount: 10, currency: EUR }
                expect: { outcome: HOLD, release: RETRY, degraded: "NO_RATE:EUR" }
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "- tranfer: { payer: li, payee: shop, amount: 1 } | unknown key 'tranfer'; did you mean"
            + " 'transfer'?",
        "- transfer: { payer: li, payee: shop, amout: 1 } | unknown key 'amout'; did you mean"
            + " 'amount'?",
        "- transfer: { payer: li, payee: shop } | transfer: 'amount' is missing",
        "- transfer: { payer: li, payee: shop, amount: 1.234 } | transfer: amount '1.234': too many"
            + " decimals",
        "- transfer: { payer: li, payee: shop, amount: 1, payer_segments: OLD } | 'OLD' is not"
            + " known",
        "- { at: '07:00', transfer: { payer: li, payee: shop, amount: 1 } } | is earlier than the"
            + " step before it",
        "- { after: soon, transfer: { payer: li, payee: shop, amount: 1 } } | which is a duration"
            + " such as 90s",
        "- { at: noon, transfer: { payer: li, payee: shop, amount: 1 } } | 'at' must be a time",
        "- { settle: T9 } | there is no transfer 'T9' before this step",
        "- { note: nothing happens } | name one thing to do",
        "- { expect: ALLOW } | name one thing to do",
        "- { transfer: { payer: li, payee: shop, amount: 1 }, expect: ALOW } | did you mean"
            + " 'ALLOW'?",
        "- { transfer: { payer: li, payee: shop, amount: 1 }, expect: { hit: OFTEN } } | unknown"
            + " key 'hit'; did you mean 'hits'?",
        "- { transfer: { payer: li, payee: shop, amount: 1 }, expect: { hits: OFFEN } } | did you"
            + " mean 'OFTEN'?",
        "- { transfer: { payer: li, payee: shop, amount: 1 }, expect: { used: { DAILY: 1 } } } |"
            + " unknown key 'DAILY'",
        "- { signal: { account: li, kind: ONCALL } } | did you mean 'ON_CALL'?",
        "- { signal: { kind: ON_CALL } } | name either the 'account' or the 'customer'",
        "- { impose: { account: li, kind: LIMIT, limit: DALY_FIAT, by: a, why: b } } | did you mean"
            + " 'DAILY_FIAT'?",
        "- { impose: { account: li, kind: FREEZE, by: a } } | impose: 'why' is missing",
        "- { lift: { account: li } } | lift: 'id' is missing",
        "- { report: { transfer: T1 } } | report: 'payee' is missing",
        "- { notice: { account: li, number: N } } | notice: 'authority' is missing",
        "- { notice: { account: li, number: N, authoriti: p, reason: r } } | did you mean"
            + " 'authority'?",
        "- { confirm: { account: li, number: N, by: a } } | confirm: 'note' is missing",
        "- { extend: { account: li, number: N, by: a } } | extend: 'why' is missing",
        "- { respond: { transfer: T9, kind: CONTACTED, by: a } } | there is no transfer 'T9'",
        "- { alerts: { state: OPENED } } | did you mean 'OPEN'?",
        "- { statistics: { tier: HIGH } } | statistics: 'from' is missing",
        "- { statistics: { from: '07:00', scam: FAKE_JOBS } } | did you mean 'FAKE_JOB'?",
        "- { sweep: now } | write 'sweep: true'",
        "- { risk: { customer: c } } | risk: 'account' is missing",
        "- { movements: { account: li } } | movements: 'from' is missing",
        "- { movements: { account: li, from: '09:00' } } | 'from' must be earlier than 'to'",
        "- { controls: { acount: li } } | did you mean 'account'?",
        "- { sweep: true, expect: { events: NOTICE_LAPSE } } | did you mean 'NOTICE_LAPSED'?",
        "- { sweep: true, expect: { respondBy: soon } } | respondBy must be a time",
        "- { sweep: true, expect: { loss: much } } | loss 'much'",
        "- { sweep: true, expect: { counts: { raisd: 1 } } } | did you mean 'raised'?",
        "- { sweep: true, expect: { counts: { raised: some } } } | raised must be a number, or none"
      })
  @DisplayName("A story that cannot be played is refused with line and what was meant")
  void refusesAWrongStory(String step, String why) throws IOException {
    Cli.Result result = play("  " + step + "\n");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("s.yaml:" + FIRST + ": ").contains(why);
    assertThat(result.out()).isEmpty();
  }

  @Test
  @DisplayName("A response to an alert is checked when the story is read")
  void refusesAResponseWithoutItsCause() throws IOException {
    Cli.Result result =
        play(
            """
              - transfer: { transfer_id: T1, payer: li, payee: shop, amount: 1 }
              - respond: { transfer: T1, kind: FAILED, by: desk }
            """);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("s.yaml:" + (FIRST + 1) + ": respond: A FAILED response");
  }

  @Test
  @DisplayName("Everything that is wrong is told at once, each by its line, and once")
  void tellsEveryProblemAtOnce() throws IOException {
    Cli.Result result =
        play(
            """
              - transfer: { transfer_id: T1, payer: li, payee: shop, amout: 10 }
              - settle: T1
              - tranfer: { payer: li, payee: shop, amount: 1 }
              - transfer: { payer: li, payee: shop, amount: 1 }
                expect: { outcom: ALLOW, hits: OFFEN }
              - settle: T2
            """);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .hasSize(6)
        .anySatisfy(line -> assertThat(line).contains(":8: transfer: 'amount' is missing"))
        .anySatisfy(line -> assertThat(line).contains(":8: ").contains("'amount'?"))
        .anySatisfy(line -> assertThat(line).contains(":10: ").contains("'transfer'?"))
        .anySatisfy(line -> assertThat(line).contains(":12: ").contains("'outcome'?"))
        .anySatisfy(line -> assertThat(line).contains(":12: ").contains("'OFTEN'?"))
        .anySatisfy(line -> assertThat(line).contains(":13: there is no transfer 'T2'"));
  }

  @Test
  @DisplayName("An id belongs to one payer, so that later steps can go by it")
  void refusesAnIdOfTwoPayers() throws IOException {
    Cli.Result result =
        play(
            """
              - transfer: { transfer_id: T1, payer: li, payee: shop, amount: 1 }
              - transfer: { transfer_id: T1, payer: wu, payee: shop, amount: 1 }
            """);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("transfer_id 'T1' is Li Na's already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "story: A | 'start' is missing",
        "start: '2026-03-02T08:00' | 'story' is missing",
        "steps: 7 | 'steps' must be a list",
        "[ | is not YAML",
        "acounts: { a: { name: b } } | did you mean 'accounts'?",
        "accounts: { a: { nme: b } } | did you mean 'name'?",
        "defaults: { payer: b } | unknown key 'payer'",
        "rates: { USD: much } | must be a decimal greater than zero"
      })
  @DisplayName("All that is wrong with the head of a story is told")
  void refusesAWrongHead(String yaml, String why) throws IOException {
    Cli.Result result = playText(yaml + (yaml.contains(":") ? "\nfoo: 1\n" : ""));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(why);
  }

  @Test
  @DisplayName("A file that is not there is named")
  void refusesAMissingFile() {
    Cli.Result result = Cli.run("story", dir.resolve("no.yaml"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("no.yaml: no such file");
  }
}
