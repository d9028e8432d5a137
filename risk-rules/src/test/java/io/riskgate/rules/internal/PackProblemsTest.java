package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.internal.RuleSource.ConstraintSource;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused besides pack.yaml, with its exact message. */
class PackProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "value > P.LARGE => unknown parameter 'P.LARGE' (did you mean 'P.LARGE_AMOUNT'?)",
        "device.age < 3 => unknown fact 'device.age' (did you mean 'device.ageHours'?)",
        "device.country == \"CN\" => unknown fact 'device.country' (did you mean"
            + " 'origin.country'?)",
        "history.outcount > 3 => unknown aggregate 'history.outcount' (did you mean"
            + " 'history.outCount'?)",
        "nonsense > 3 => unknown fact 'nonsense'",
        "LARGE_AMOUNT > value => unknown fact 'LARGE_AMOUNT' (did you mean 'P.LARGE_AMOUNT'?)",
        "outCount > 3 => unknown fact 'outCount' (did you mean 'history.outCount'?)",
        "overseas => unknown fact 'overseas' (did you mean 'counterparty.overseas' or"
            + " 'origin.overseas'?)",
        "kind == TRANSFER => unknown fact 'TRANSFER' (did you mean 'TransferKind.TRANSFER'?)",
        "speed > 3 => unknown fact 'speed'",
        "purpose contains \"\" => 'purpose contains \"\"' looks for an empty text: name what it"
            + " looks for",
        "kind in P.COUNT => this is not DRL: mismatched input 'in' in rule \"LARGE\"; its choices"
            + " stand in parentheses, as in kind in ( … )",
        "value > P.LARGE_AMOUNT， hour > 3 => '，' is a full-width character; outside of a text write"
            + " ','",
        "hour ＞ 3 => '＞' is a full-width character; outside of a text write '>'",
        "purpose contains “返利” => '“' is a full-width character; outside of a text write '\"'",
        "hour >　3 => '　' is a full-width character; outside of a text write ' '",
        "device > 3 => 'device' is a group of facts; name one of them, as in 'device.ageHours'",
        "kind == TransferKind.TRANSFERS => unknown TransferKind 'TRANSFERS' (did you mean"
            + " 'TRANSFER'?); there are TRANSFER, PAYMENT, WITHDRAWAL, DEPOSIT, EXCHANGE, REFUND,"
            + " FOREIGN_EXCHANGE",
        "kind == Channel.WEB => 'kind' is a TransferKind and 'Channel.WEB' is a Channel: they are"
            + " never equal",
        "kind == \"TRANSFER\" => 'kind' is a TransferKind and '\"TRANSFER\"' is a text: they are"
            + " never equal",
        "kind in (Channel.WEB) => 'kind' is a TransferKind, so it is never 'Channel.WEB'",
        "kind > 3 => '>' asks for a number, and 'kind' is a TransferKind",
        "purpose > P.COUNT => '>' asks for a number, and 'purpose' is a text",
        "value => a constraint asks for true or false, and 'value' is a number",
        "true => this constraint looks at no fact",
        "value matches \"x\" => 'matches' asks for a text, and 'value' is a number",
        "!value => '!' asks for true or false, and 'value' is a number",
        "value && hour > 3 => '&&' asks for true or false, and 'value' is a number",
        "10 < value => write the fact first: 'value > 10'",
        "value > 5 && < 9 => name the fact again before '< 9'",
        "value > 5000.00 => '5000.00' is no whole number: for money declare a parameter of type"
            + " money in pack.yaml and write P.<its name>",
        "value > 010 => '010' is not understood: write whole numbers plainly, as in 1000",
        "purpose.length() > 3 => 'purpose.length()' is not supported: constraints use facts,"
            + " parameters, constants, + - * / %, comparisons, in, matches, contains, && || ! and"
            + " parentheses",
        "purpose str[startsWith] \"a\" => 'purpose str[startsWith] \"a\"' is not supported:"
            + " constraints use facts, parameters, constants, + - * / %, comparisons, in, matches,"
            + " contains, && || ! and parentheses",
        "$v : value > 3 => facts have no other names: write the constraint without 'name :'; a"
            + " whole pattern can have one, as in $s : Signal( … )",
        "counterparty.overseas == device.present => compare a condition with true or false only",
        "System.exit(1) == 3 => 'System.exit(1)' is not supported: constraints use facts,"
            + " parameters, constants, + - * / %, comparisons, in, matches, contains, && || ! and"
            + " parentheses",
      })
  void constraintsThatGoTooFar(String constraint, String message) {
    TestPack pack = new TestPack().edit("rules/a.drl", "value > P.LARGE_AMOUNT", constraint);

    assertThat(pack.problems()).containsExactly("rules/a.drl:4: error: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "history.meanOut > 5000 => 'history.meanOut' is money and 5000 is a bare number: declare a"
            + " parameter of type money in pack.yaml and write P.<its name>",
        "history.lastOut > P.COUNT => 'history.lastOut' is money and 'P.COUNT' is not",
        "history.refundShare > P.LARGE_AMOUNT => 'P.LARGE_AMOUNT' is money and"
            + " 'history.refundShare' is not",
        "value > history.refundShare => 'value' is money and 'history.refundShare' is not",
        "history.refundshare > P.MANY => unknown aggregate 'history.refundshare' (did you mean"
            + " 'history.refundShare'?)",
        "history.payeeFrauds > P.COUNT => unknown aggregate 'history.payeeFrauds' (did you mean"
            + " 'history.payeeFrauds28d'?)",
      })
  void whatIsReadOfTheNewMeasuresIsChecked(String constraint, String message) {
    TestPack pack = withNewMeasures().edit("rules/a.drl", "value > P.LARGE_AMOUNT", constraint);

    assertThat(pack.problems()).containsExactly("rules/a.drl:4: error: " + message);
  }

  @Test
  void theNewMeasuresAreReadByNameAndTyped() {
    TestPack pack =
        withNewMeasures()
            .edit(
                "rules/a.drl",
                "value > P.LARGE_AMOUNT",
                "value > 3 * history.meanOut, history.lastOut < P.LARGE_AMOUNT, history.refundShare"
                    + " >= P.MANY, history.payeeFrauds28d >= P.COUNT");

    assertThat(pack.problems()).isEmpty();
  }

  @Test
  void aShareInARuleTestIsAPercentage() {
    TestPack pack =
        withNewMeasures()
            .edit("rules/a.drl", "value > P.LARGE_AMOUNT", "history.refundShare >= P.MANY")
            .file(
                "tests/a.yaml",
                """
                - rule: LARGE
                  fires: { history.refundShare: 120 }
                  quiet: { history.refundShare: P.MANY - 1 }
                """);

    assertThat(pack.problems())
        .containsExactly(
            "tests/a.yaml:2: error: 'history.refundShare' lies between 0 and 100 percent, and is"
                + " not 120");
  }

  private static TestPack withNewMeasures() {
    return new TestPack()
        .edit(
            "pack.yaml",
            "aggregates:\n",
            """
              MANY: { type: percent, value: 30, min: 1, max: 100, why: "test" }
            aggregates:
              meanOut: { key: payer, measure: mean, window: 90d }
              lastOut: { key: payer, measure: last, window: 90d }
              refundShare: { key: merchant, measure: share, window: 30d, part: { kind: REFUND } }
              payeeFrauds28d: { key: payee, of: reports, measure: count, window: 28d, delay: 7d }
            """);
  }

  @Test
  void fullWidthSignsBelongIntoTexts() {
    TestPack pack =
        new TestPack()
            .edit(
                "rules/a.drl",
                "value > P.LARGE_AMOUNT",
                "purpose not contains \"（返利），“红包”\" // 不是：返利\n");

    assertThat(pack.problems()).isEmpty();
  }

  @Test
  void aForgottenThenIsNamed() {
    TestPack pack = new TestPack().edit("rules/a.drl", "then end", "end");

    assertThat(pack.problems())
        .containsExactly(
            "rules/a.drl:5: error: this is not DRL: mismatched input 'end' in rule \"LARGE\";"
                + " 'then' may be missing before it");
  }

  @Test
  void aFullWidthBraceIsNoPlaceholder() {
    TestPack pack = new TestPack().file("messages_zh.properties", "LARGE = 金额 ｛value｝ 元\n");

    assertThat(pack.problems())
        .containsExactly(
            "messages_zh.properties:1: error: 'LARGE' has a full-width brace, which the customer"
                + " would see: write '{' and '}'");
  }

  @Test
  void aConstraintIsToldAtItsOwnLine() {
    TestPack pack =
        new TestPack()
            .edit(
                "rules/a.drl",
                "value > P.LARGE_AMOUNT",
                "value > 0, // first\n  hour > 3,\n  hur > 3");

    assertThat(pack.problems())
        .containsExactly("rules/a.drl:6: error: unknown fact 'hur' (did you mean 'hour'?)");
  }

  @Test
  void deepParenthesesDoNotReachTheParser() {
    String deep = "(".repeat(40) + "value > 3" + ")".repeat(40);

    assertThat(new TestPack().edit("rules/a.drl", "value > P.LARGE_AMOUNT", deep).problems())
        .containsExactly("rules/a.drl:4: error: brackets nest deeper than 7; split the rule");
  }

  @Test
  void aTailThatTheParserIgnoresIsNoticed() {
    Vocabulary vocabulary = Vocabulary.of(List.of(), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DroolsLanguage()
                    .understand(new ConstraintSource("value between 3 and 4", 1), vocabulary))
        .withMessage(
            "only 'value between 3' is understood of the constraint 'value between 3 and 4'");
  }

  @Test
  void tooManyBranches() {
    String three = "(hour == 1 || hour == 2 || hour == 3)";
    String many = three + " && " + three + " && " + three + " && " + three;

    assertThat(new TestPack().edit("rules/a.drl", "value > P.LARGE_AMOUNT", many).problems())
        .containsExactly(
            "rules/a.drl:1: error: rule LARGE has more than 32 combinations of ||; split the rule,"
                + " or write 'fact in (…)'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "@points(40) @group(\"amount\") => @group(\"x\") => 1: error: rule LARGE has no @points;"
            + " @points(0) is for a rule that only informs",
        "@points(40) => @points(101) => 2: error: @points must be a whole number from -100 to 100,"
            + " not '101'",
        "@points(40) => @points(a) => 2: error: @points must be a whole number from -100 to 100,"
            + " not 'a'",
        "@points(40) => @points(40) @ponts(3) => 2: error: unknown annotation '@ponts' (did you"
            + " mean 'points'?)",
        "@group(\"amount\") => @group(\"Big Money\") => 2: error: @group must be a name in lower"
            + " case such as takeover, not 'Big Money'",
        "@points(40) => @points(40) @scam(\"x\") => 2: error: @scam must be a kind of scam such as"
            + " TASK_REBATE, not 'x'",
        "@points(40) => @points(40) @outcome(HOLT) => 2: error: @outcome must be one of ALLOW,"
            + " VERIFY, HOLD, not 'HOLT' (did you mean 'HOLD'?)",
        "@points(40) => @points(40) @outcome(VERIFY) => 2: error: @outcome: VERIFY through the"
            + " customer needs at least one verification method",
        "@points(40) => @points(40) @outcome(HOLD) => 2: error: @outcome: HOLD must say who can end"
            + " it: release is one of CUSTOMER, BANK, AUTHORITY, NONE",
        "@points(40) => @points(40) @outcome(VERIFY) @methods(\"SMS\") => 2: error: @methods must"
            + " be one of SMS_CODE, FACE_RECOGNITION, IDENTITY_DOCUMENT, CALL_BACK, not 'SMS' (did"
            + " you mean 'SMS_CODE'?)",
        "@points(40) => @points(40) @release(BANK) => 1: error: @methods and @release go with"
            + " @outcome",
        "rule \"LARGE\" => rule \"large\" => 1: error: a rule is named like NEW_DEVICE_NEW_PAYEE,"
            + " not 'large': its name is the code that decisions and texts carry",
      })
  void annotations(String part, String by, String expected) {
    assertThat(new TestPack().edit("rules/a.drl", part, by).problems())
        .contains("rules/a.drl:" + expected);
  }

  @Test
  void anAnnotationTwice() {
    assertThat(
            new TestPack().edit("rules/a.drl", "@points(40)", "@points(40) @points(30)").problems())
        .singleElement()
        .asString()
        .startsWith("rules/a.drl:2: error: ")
        .contains("points");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "package x; => 1: error: no 'package' here: the pack supplies it",
        "import java.util.List; => 1: error: no 'import' here: the pack supplies the imports",
        "global java.util.List list; => 1: error: no 'global' here: rules see the facts and the"
            + " parameters",
        "function void f() { } => 1: error: no 'function' here: rules see the facts and the"
            + " parameters",
        "declare Thing end => 1: error: no 'declare' here: the facts are given",
        "dialect \"mvel\" => 1: error: no attributes here: rules have no order, and say everything"
            + " by annotations",
        "query q() TransferFacts() end => 1: error: queries are not supported; a rule is: rule"
            + " \"NAME\" @points(…) when TransferFacts( … ) then end",
      })
  void aFileHoldsRulesOnly(String line, String expected) {
    assertThat(new TestPack().file("rules/a.drl", line + "\n" + TestPack.RULE).problems())
        .contains("rules/a.drl:" + expected);
  }

  @Test
  void aThenPartMustBeEmpty() {
    TestPack pack = new TestPack().edit("rules/a.drl", "then end", "then\n  System.exit(1);\nend");

    assertThat(pack.problems())
        .contains(
            "rules/a.drl:5: error: the then-part of rule LARGE must be empty, or only"
                + " flag(\"NAME\");");
  }

  @Test
  void otherFormsOfPatterns() {
    assertThat(new TestPack().edit("rules/a.drl", "TransferFacts( v", "TransferFact( v").problems())
        .contains(
            "rules/a.drl:4: error: unknown fact type 'TransferFact' (did you mean"
                + " 'TransferFacts'?); there are TransferFacts, Signal, Flag");
    assertThat(
            new TestPack()
                .edit("rules/a.drl", "TransferFacts( value > P.LARGE_AMOUNT )", "TransferFacts()")
                .problems())
        .contains(
            "rules/a.drl:4: error: rule LARGE has no constraint: it would fire for every transfer");
    assertThat(
            new TestPack()
                .edit(
                    "rules/a.drl",
                    "TransferFacts( value > P.LARGE_AMOUNT )",
                    "TransferFacts() TransferFacts()")
                .problems())
        .contains(
            "rules/a.drl:4: error: rule LARGE has no constraint: it would fire for every transfer");
    assertThat(new TestPack().edit("rules/a.drl", "when", "salience 5\nwhen").problems())
        .contains(
            "rules/a.drl:3: error: 'salience' is not supported: rules have no order, and say"
                + " everything by annotations");
    assertThat(new TestPack().edit("rules/a.drl", "then end", "then").problems())
        .singleElement()
        .asString()
        .startsWith("rules/a.drl:6: error: this is not DRL: ");
  }

  @Test
  void twoRulesOfOneName() {
    assertThat(new TestPack().file("rules/b.drl", "\n" + TestPack.RULE).problems())
        .contains("rules/b.drl:2: error: there are two rules called LARGE; see rules/a.drl:1");
  }

  @Test
  void textsThatAreMissingOrUnasked() {
    TestPack pack =
        new TestPack()
            .edit("rules/a.drl", "@points(40)", "@points(40) @scam(\"FAKE\")")
            .file("messages_zh.properties", "LARGE = {valu} {\nLARGE.advice = x\nLAGRE = y\n")
            .file("messages_en.properties", "scam.FAKE = {value}\nscam.FAKE.advice =\n")
            .edit(
                "pack.yaml",
                "zone:",
                "limits: [ { id: A, asset: FIAT, window: day, max: 1, outcome: HOLD, release: BANK"
                    + " } ]\n"
                    + "zone:");

    assertThat(pack.problems())
        .containsExactly(
            "messages_en.properties:1: error: '{value}': only texts of rules can name facts; use a"
                + " parameter",
            "messages_en.properties:2: error: 'scam.FAKE.advice' is empty",
            "messages_zh.properties:1: error: 'LARGE' has a curly brace without its partner",
            "messages_zh.properties:1: error: unknown place '{valu}' (did you mean 'value'?)",
            "messages_zh.properties:2: error: 'LARGE.advice' is missing in messages_en.properties",
            "messages_zh.properties:3: error: no rule, limit, label or scam kind asks for 'LAGRE'"
                + " (did you mean 'LARGE'?)",
            "pack.yaml: error: limit A has no text 'limit.A' in messages_en.properties",
            "pack.yaml: error: limit A has no text 'limit.A' in messages_zh.properties",
            "rules/a.drl:1: error: rule LARGE has no text 'LARGE' in messages_en.properties",
            "rules/a.drl:1: error: scam kind FAKE has no text 'scam.FAKE' in"
                + " messages_zh.properties",
            "rules/a.drl:1: error: scam kind FAKE has no text 'scam.FAKE.advice' in"
                + " messages_zh.properties");
  }

  @Test
  void aTextTwice() {
    assertThat(new TestPack().file("messages_zh.properties", "LARGE = a\n\nLARGE = b\n").problems())
        .containsExactly("messages_zh.properties:3: error: 'LARGE' stands twice; see line 1");
  }

  @Test
  void ruleTests() {
    TestPack pack =
        new TestPack()
            .file(
                "tests/a.yaml",
                """
                - rule: LAGRE
                  fires: { valu: 3 }
                - rule: LARGE
                  fires: { value: 1.001 }
                  quiet: { kind: TRANSFERS }
                  notEvaluated: { uncovered: [history.outcount], missing: [DEVIC] }
                - rule: LARGE
                - rule: LARGE
                  fires: { value: P.LARGE + 1 }
                  quite: { counterparty.overseas: maybe }
                """);

    assertThat(pack.problems())
        .containsExactly(
            "tests/a.yaml:1: error: there is no rule 'LAGRE' (did you mean 'LARGE'?)",
            "tests/a.yaml:2: error: unknown fact 'valu' (did you mean 'value'?)",
            "tests/a.yaml:4: error: 'value' has more decimals than the 2 of CNY: '1.001'",
            "tests/a.yaml:5: error: 'kind' must be one of TRANSFER, PAYMENT, WITHDRAWAL, DEPOSIT,"
                + " EXCHANGE, REFUND, FOREIGN_EXCHANGE, not 'TRANSFERS' (did you mean 'TRANSFER'?)",
            "tests/a.yaml:6: error: 'missing' of 'notEvaluated' must be one of DEVICE, IP,"
                + " LOCATION, ORIGIN_COUNTRY, PAYER_BALANCE, PAYER_AGE, PAYEE_COUNTRY, PURPOSE,"
                + " CUSTOMER, MERCHANT, SEGMENTS, REAL_NAME, PAYEE_PHONE, ORDER_ADDRESS, TOR_EXITS,"
                + " VPN_ADDRESSES, HOSTING_ADDRESSES, IP_NETWORKS, REPORTED_ACCOUNTS,"
                + " REPORTED_DEVICES, REPORTED_NUMBERS, HIGH_RISK_REGIONS, not 'DEVIC' (did you"
                + " mean 'DEVICE'?)",
            "tests/a.yaml:6: error: 'uncovered' names aggregates, 'seen' for first and last seen"
                + " facts, or 'signals', not 'history.outcount' (did you mean 'history.outCount'?)",
            "tests/a.yaml:7: error: a rule test: it has none of 'fires', 'quiet' and"
                + " 'notEvaluated'",
            "tests/a.yaml:9: error: 'value' names an unknown parameter 'P.LARGE' (did you mean"
                + " 'LARGE_AMOUNT'?)",
            "tests/a.yaml:10: error: a rule test has no key 'quite' (did you mean 'quiet'?)");
  }

  @Test
  void aParameterStandsForNoText() {
    TestPack pack =
        new TestPack()
            .edit(
                "pack.yaml",
                "aggregates:\n",
                "  WORDS: { type: words, value: [a], why: \"test\" }\naggregates:\n")
            .file("tests/a.yaml", "- rule: LARGE\n  quiet: { purpose: P.WORDS }\n")
            .file("tests/b.yaml", "- rule: LARGE\n  quiet: { purpose: P.S }\n");

    assertThat(pack.problems())
        .containsExactly(
            "tests/a.yaml:2: error: 'purpose' is a text, which a parameter does not stand for:"
                + " write out what 'P.WORDS' means");
  }

  @ParameterizedTest
  @CsvSource({
    "device.ageHours < P.CALL_MINUTES, hours, P.CALL_MINUTES, minutes",
    "device.ageHours in (P.COUNT), hours, P.COUNT, count",
    "history.outCount > P.CALL_MINUTES, count, P.CALL_MINUTES, minutes",
  })
  void anotherUnitIsAWarning(String constraint, String unit, String parameter, String other) {
    assertThat(lint(new TestPack().whole("ONE", "TransferFacts( " + constraint + " )", "")))
        .containsExactly(
            "rules/a.drl:2: warning: '"
                + constraint.split(" ", 2)[0]
                + "' is of type "
                + unit
                + " and '"
                + parameter
                + "' of type "
                + other
                + "; compare it with a parameter of type "
                + unit);
  }

  @Test
  void theSameUnitOrACalculationIsNoWarning() {
    String constraints =
        "history.outCount > P.COUNT, hour < P.COUNT, device.ageHours * 60 < P.CALL_MINUTES";

    assertThat(
            lint(
                new TestPack()
                    .whole(
                        "ONE",
                        "TransferFacts( "
                            + constraints
                            + " ) Signal( ageMinutes < P.CALL_MINUTES )",
                        "")))
        .isEmpty();
  }

  private static List<String> lint(TestPack pack) {
    return PackAssembler.lint(pack.files(), new DroolsLanguage(), InstantSource.system())
        .problems()
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void filesThatAreMissingOrStrange() {
    assertThat(
            new TestPack()
                .without("pack.yaml")
                .file("rule/b.drl", TestPack.RULE)
                .without("messages_en.properties")
                .problems())
        .containsExactly(
            "pack.yaml: error: this file is missing",
            "rule/b.drl: error: this file has no place in a pack; a pack is pack.yaml, rules/*.drl,"
                + " tests/*.yaml and messages_*.properties");
    assertThat(new TestPack().without("messages_en.properties").problems())
        .contains("messages_en.properties: error: this file is missing");
    assertThat(new TestPack().without("rules/a.drl").problems())
        .contains("rules: error: a pack has at least one rule, in rules/*.drl");
  }

  @Test
  void theExceptionSaysItAll() {
    TestPack pack = new TestPack().edit("rules/a.drl", "value >", "valu >");

    assertThatExceptionOfType(RulePackException.class)
        .isThrownBy(pack::load)
        .withMessage(
            "Rule pack test has a problem:\n"
                + "  rules/a.drl:4: error: unknown fact 'valu' (did you mean 'value'?)");
  }
}
