package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to get past the lint by then-parts, signals, flags and counts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileSessionPackTest {
  private static final String THEN_PART =
      "the then-part of rule LARGE must be empty, or only flag(\"NAME\");";

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "System.exit(1);",
        "flag(\"X\"); System.exit(1);",
        "System.exit(1); flag(\"X\");",
        "flag(\"X\"); flag(\"Y\");",
        "flag(\"X\");;",
        "flag(x);",
        "flag(\"X\" + \"Y\");",
        "flag(\"X\", \"Y\");",
        "flag();",
        "flag(null);",
        "flag('X');",
        "flag(\"X\\u0022); System.exit(1); //\");",
        "flag(\"X\\\"); System.exit(1); //\");",
        "flag(\"X\").toString();",
        "flag(\"X\") /* System.exit(1); */;",
        "flag(\"X\"); // \\u000a System.exit(1);",
        "/* */ flag(\"X\");",
        "flag(\"X\n\");",
        "this.flag(\"X\");",
        "Flag(\"X\");",
        "{ flag(\"X\"); }",
        "if (true) flag(\"X\");",
        "while (true) flag(\"X\");",
        "return;",
        ";",
        "insert( new Flag( \"X\" ) );",
        "insertLogical( new Flag( \"X\" ) );",
        "drools.insert( new Flag( \"X\" ) );",
        "modify( $t ) { setValue( 1 ) }",
        "update( $t );",
        "retract( $t );",
        "delete( $t );",
        "drools.halt();",
        "drools.getWorkingMemory().dispose();",
        "kcontext.getKieRuntime().halt();",
        "channels[\"x\"].send( 1 );",
        "\u00a0flag(\"X\");",
        "flag\u00a0(\"X\");",
        "flag(\"X\")\u037e",
      })
  void thenParts(String then) {
    assertThat(
            new TestPack()
                .edit("rules/a.drl", "then end", "then\n" + then + "\nend")
                .edit("rules/a.drl", "TransferFacts( v", "$t : TransferFacts( v")
                .problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).startsWith("rules/a.drl:"))
        .allSatisfy(problem -> assertThat(problem).doesNotContain("no rule reads"));
    assertThat(System.getProperty("pwned")).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void rules(String attack, String part, String by, String expected) {
    assertThat(new TestPack().edit("rules/a.drl", part, by).problems()).contains(expected);
  }

  static Stream<Arguments> rules() {
    String pattern = "TransferFacts( value > P.LARGE_AMOUNT )";
    return Stream.of(
        arguments(
            "code after the flag",
            "then end",
            "then flag(\"X\"); System.exit(1); end",
            "rules/a.drl:5: error: " + THEN_PART),
        arguments(
            "a flag named like a branch's",
            "then end",
            "then flag(\"LARGE#0\"); end",
            "rules/a.drl:1: error: a flag is named like REMOTE_CONTROL, not 'LARGE#0'"),
        arguments(
            "a flag without a name",
            "then end",
            "then flag(\"\"); end",
            "rules/a.drl:5: error: " + THEN_PART),
        arguments(
            "salience by the author",
            "when",
            "salience 9\nwhen",
            "rules/a.drl:3: error: 'salience' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "no-loop",
            "when",
            "no-loop\nwhen",
            "rules/a.drl:4: error: 'no-loop' is not supported: rules have no order, and say"
                + " everything by annotations"),
        arguments(
            "a binding called P",
            pattern,
            "P : Signal() " + pattern,
            "rules/a.drl:4: error: a pattern is bound like $signal : Signal( … ), not 'P'"),
        arguments(
            "a binding called like a fact",
            pattern,
            "value : Signal() " + pattern,
            "rules/a.drl:4: error: a pattern is bound like $signal : Signal( … ), not 'value'"),
        arguments(
            "a binding called like an enum",
            pattern,
            "SignalKind : Signal() " + pattern,
            "rules/a.drl:4: error: a pattern is bound like $signal : Signal( … ), not"
                + " 'SignalKind'"),
        arguments(
            "a binding called drools",
            pattern,
            "drools : Signal() " + pattern,
            "rules/a.drl:4: error: a pattern is bound like $signal : Signal( … ), not 'drools'"),
        arguments(
            "a count called like a binding",
            pattern,
            "$n : Signal() accumulate( Signal(); $n : count(); $n > 1 )",
            "rules/a.drl:4: error: '$n' stands for something else already"),
        arguments(
            "a call on a binding",
            pattern,
            "$s : Signal() TransferFacts( hour > $s.getClass().hashCode() )",
            "rules/a.drl:4: error: '$s.getClass().hashCode()' is not supported: constraints use"
                + " facts, parameters, constants, + - * / %, comparisons, in, matches, contains,"
                + " && || ! and parentheses"),
        arguments(
            "the class of a binding",
            pattern,
            "$s : Signal() TransferFacts( hour > $s.class )",
            "rules/a.drl:4: error: '$s.class' is not supported: constraints use facts, parameters,"
                + " constants, + - * / %, comparisons, in, matches, contains, && || ! and"
                + " parentheses"),
        arguments(
            "the class of a signal's kind",
            pattern,
            "Signal( kind.declaringClass.name == \"x\" )",
            "rules/a.drl:4: error: unknown fact 'kind.declaringClass.name'"),
        arguments(
            "the name of a signal's kind",
            pattern,
            "Signal( kind.name == \"x\" )",
            "rules/a.drl:4: error: unknown fact 'kind.name'"),
        arguments(
            "the signals of the facts",
            pattern,
            "TransferFacts( signals.size > 3 )",
            "rules/a.drl:4: error: unknown fact 'signals.size'"),
        arguments(
            "what is missing from the facts",
            pattern,
            "$t : TransferFacts() Signal( ageMinutes > $t.availability.missingItems )",
            "rules/a.drl:4: error: unknown fact '$t.availability.missingItems'"),
        arguments(
            "a pattern from the customer, through a name",
            pattern,
            "$t : TransferFacts() TransferFacts( purpose matches $t.purpose )",
            "rules/a.drl:4: error: a pattern stands in the rule, in quotes: '$t.purpose' comes from"
                + " outside"),
        arguments(
            "a bare number against money, through a name",
            pattern,
            "$t : TransferFacts() TransferFacts( hour > 3, $t.value > 500000 || hour > 4 )",
            "rules/a.drl:4: error: '$t.value' is money and 500000 is a bare number: declare a"
                + " parameter of type money in pack.yaml and write P.<its name>"),
        arguments(
            "an overflow through names",
            pattern,
            "$t : TransferFacts() Signal( ageMinutes * $t.value * $t.value > 3 )",
            "rules/a.drl:4: error: 'ageMinutes * $t.value' can be as large as"
                + " 1000000000000000000000000, more than a number holds"),
        arguments(
            "code in a count's parameters",
            pattern,
            "accumulate( Signal(); $n : count( System.exit(1) ); $n > 1 )",
            "rules/a.drl:4: error: accumulate knows count() only, not count(System.exit(1)): write"
                + " accumulate( Signal( … ); $n : count(); $n >= P.MANY )"),
        arguments(
            "a function of one's own",
            pattern,
            "accumulate( Signal(); $n : java.lang.Runtime( 1 ); $n > 1 )",
            "rules/a.drl:4: error: this is not DRL: mismatched input '.' in rule \"LARGE\""),
        arguments(
            "a hundred conditions",
            pattern,
            pattern + " not Flag( name == \"X\" )".repeat(99),
            "rules/a.drl:1: error: rule LARGE has more than 8 conditions; split it"),
        arguments(
            "combinations of signals",
            pattern,
            "Signal() Signal() Signal() Signal()",
            "rules/a.drl:1: error: rule LARGE has more than 3 patterns over Signal; let"
                + " another rule set a flag"),
        arguments(
            "combinations of three signals",
            pattern,
            "$a : Signal() $b : Signal() TransferFacts( hour > $a.ageMinutes ) $c : Signal()"
                + " TransferFacts( hour > $b.ageMinutes + $c.ageMinutes )",
            "rules/a.drl:1: error: rule LARGE combines more than 2 signals with each other, which"
                + " takes long; let another rule set a flag"),
        arguments(
            "text after a flag's name",
            pattern,
            "Flag( name == \"X\" /* \" */ || true /* \" */ )",
            "rules/a.drl:4: error: 'true' looks at no fact: it is always true or never"),
        arguments(
            "a pattern in a comment that ends early",
            pattern,
            "Signal( ageMinutes > 3 /* ) */ && true )",
            "rules/a.drl:4: error: 'true' looks at no fact: it is always true or never"));
  }

  @Test
  void onlyWhatWasUnderstoodIsCompiled() {
    TestPack files =
        new TestPack()
            .whole(
                "READS",
                """
                TransferFacts( hour > 3 ) and ( $s : Signal( ageMinutes < 3 /* , true */ )
                  and exists( Signal( kind == $s.kind ) ) ) // not Flag( name == "Y" )
                not( Flag( name == "X" ) )
                """,
                "",
                "SETS",
                "accumulate( Signal(), $n : count(); $n >= P.COUNT )",
                "X");
    LoadedPack pack = files.load();
    RuleChecker checker = new RuleChecker(pack.vocabulary(), new DroolsLanguage(), new Problems());
    checker.check(
        pack.sources(),
        true,
        new MessageReader(pack.definition(), pack.vocabulary(), files.files(), new Problems()));

    assertThat(checker.drl())
        .isEqualTo(
            Map.of(
                "READS",
                "rule \"READS\" salience -1 when TransferFacts( hour > 3 ) $s : SignalFacts("
                    + " ageMinutes < 3 ) exists( SignalFacts( kind == $s.kind ) ) not Flag( name =="
                    + " \"X\" ) then end \n",
                "SETS",
                "rule \"SETS\" when TransferFacts() accumulate( SignalFacts(  ); $n : count(); $n"
                    + " >= P.COUNT ) then insert( new Flag( \"X\" ) ); end \n"));
    assertThat(checker.texts().values().stream().collect(Collectors.joining()))
        .doesNotContain("true")
        .doesNotContain("\"Y\"");
  }

  /** 32,768 combinations a rule, had the classic mode to make them: see {@link SignalJoins}. */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void combinationsForTheCheckAlone() {
    String signals = "{ kind: ON_CALL, ageMinutes: 1 }, ".repeat(31);
    String[] rules = new String[3 * 60];
    for (int i = 0; i < rules.length; i += 3) {
      rules[i] = "R" + i;
      rules[i + 1] = "Signal() Signal() Signal()";
      rules[i + 2] = "";
    }

    assertThat(
            new TestPack()
                .whole(rules)
                .file(
                    "tests/a.yaml",
                    "- rule: R0\n  fires: { signals: [ "
                        + signals
                        + "{ kind: ON_CALL, ageMinutes: 1 } ] }\n")
                .problems())
        .isEmpty();
  }

  @Test
  void manyRulesThatCombineSignals() {
    assertThat(joins(SignalJoins.RULES_MAX + 1).problems())
        .containsExactly(
            "rules/a.drl:151: error: more than 50 rules combine two signals with each other, which"
                + " takes long");
  }

  /** The slowest rules that pass, measured at 10 to 50 ms together; the point is that it ends. */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void theWorstJoinsEnd() {
    LoadedPack pack = joins(10).load();
    TransferFacts facts = pack.newFacts();
    facts.setHour(5);
    for (int i = 0; i < TransferFacts.SIGNALS_MAX; i++) {
      facts.signals().add(new SignalFacts(SignalKind.ON_CALL, i));
    }
    RuleResults results = new RuleResults(pack.rules().size());

    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      long start = System.nanoTime();
      evaluator.evaluate(facts, results);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
    }
    assertThat(results.isHit(0)).isTrue();
  }

  private static TestPack joins(int count) {
    String[] rules = new String[3 * count];
    for (int i = 0; i < count; i++) {
      rules[3 * i] = "R" + i;
      rules[3 * i + 1] =
          "TransferFacts( hour >= "
              + i % 3
              + " ) $a : Signal() $b : Signal( ageMinutes !="
              + " $a.ageMinutes ) accumulate( Signal( ageMinutes != $b.ageMinutes ); $n : count();"
              + " $n > 3 )";
      rules[3 * i + 2] = "";
    }
    return new TestPack().whole(rules);
  }
}
