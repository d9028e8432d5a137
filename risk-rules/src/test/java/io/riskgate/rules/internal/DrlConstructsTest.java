package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.EquivalenceCheck.Extent;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every construct of DRL: either it means the same in every way to run it, on facts around all its
 * constants, or it is refused with what to write instead.
 */
class DrlConstructsTest {
  private static final int PROBES = 12_000;

  /** Name, when-part, flag. */
  private static final String[] RULES = {
    // one pattern
    "ONE_PATTERN",
    "TransferFacts( value > P.LARGE_AMOUNT, hour < 6 || hour > 22 )",
    "",
    "BOUND_FOR_NOTHING",
    "$t : TransferFacts( value > P.LARGE_AMOUNT )",
    "",
    "TWO_OVER_THE_TRANSFER",
    "TransferFacts( value > P.LARGE_AMOUNT ) TransferFacts( hour < 6 )",
    "",
    "ONE_PATTERN_AND_A_FLAG",
    "TransferFacts( hour < 6 || !counterparty.paidBefore )",
    "ODD",
    // signals
    "ANY_SIGNAL",
    "Signal()",
    "",
    "A_SIGNAL",
    "TransferFacts( hour < 6 ) Signal( kind == SignalKind.ON_CALL, ageMinutes <= P.CALL_MINUTES )",
    "",
    "A_SIGNAL_FIRST",
    "Signal( kind in (SignalKind.ON_CALL, SignalKind.SCREEN_SHARED) ) TransferFacts( hour < 6 )",
    "",
    "JOINED_BY_AND",
    "TransferFacts( hour < 6 ) and (Signal( kind != SignalKind.ON_CALL ) and Signal())",
    "",
    // joins
    "SIGNAL_AND_SIGNAL",
    "$s : Signal( kind == SignalKind.SCREEN_SHARED )"
        + " Signal( kind == SignalKind.ON_CALL, ageMinutes >= $s.ageMinutes )",
    "",
    "SAME_KIND",
    "$s : Signal( ageMinutes < 5 ) Signal( kind == $s.kind, ageMinutes > $s.ageMinutes + 10 )",
    "",
    "THREE_SIGNALS",
    "$a : Signal( kind == SignalKind.ON_CALL ) $b : Signal( ageMinutes == $a.ageMinutes, kind =="
        + " SignalKind.SCREEN_SHARED ) Signal( ageMinutes != $b.ageMinutes )",
    "",
    "SIGNAL_AND_TRANSFER",
    "$t : TransferFacts( value > P.LARGE_AMOUNT )"
        + " Signal( kind == SignalKind.ON_CALL, ageMinutes < $t.hour )",
    "",
    "SIGNAL_AND_GROUPS",
    "$t : TransferFacts() Signal( ageMinutes * 10 < $t.device.ageHours || ageMinutes >"
        + " $t.history.outCount * 100 )",
    "",
    "TRANSFER_AND_SIGNAL",
    "$s : Signal( kind == SignalKind.LIMIT_RAISED ) TransferFacts( hour > $s.ageMinutes )",
    "",
    // not and exists
    "NOT_SIGNAL",
    "TransferFacts( value > P.LARGE_AMOUNT ) not Signal( kind == SignalKind.ON_CALL )",
    "",
    "NOT_ANY",
    "TransferFacts( hour < 6 ) not( Signal() )",
    "",
    "NOT_ALONE",
    "not Signal( ageMinutes < P.CALL_MINUTES )",
    "",
    "EXISTS",
    "TransferFacts( hour < 6 ) exists Signal( kind == SignalKind.ON_CALL, ageMinutes > 5 )",
    "",
    "NOT_LATER",
    "$s : Signal( kind == SignalKind.ON_CALL ) not Signal( ageMinutes < $s.ageMinutes )",
    "",
    "NOT_BOTH",
    "TransferFacts( hour < 6 ) not( $a : Signal( kind == SignalKind.ON_CALL )"
        + " and Signal( kind == SignalKind.SCREEN_SHARED, ageMinutes < $a.ageMinutes ) )",
    "",
    "EXISTS_BOTH",
    "TransferFacts( hour < 6 ) exists( $a : Signal( kind == SignalKind.ON_CALL )"
        + " and Signal( kind == SignalKind.SCREEN_SHARED, ageMinutes < $a.ageMinutes ) )",
    "",
    // accumulate
    "COUNT_AT_LEAST",
    "accumulate( Signal( kind == SignalKind.FAILED_LOGIN ); $n : count(); $n >= P.COUNT )",
    "MANY_LOGINS",
    "COUNT_BETWEEN",
    "TransferFacts( hour < 6 ) accumulate( Signal( kind == SignalKind.FAILED_LOGIN ), $n : count();"
        + " $n > 1, $n <= 3 )",
    "",
    "COUNT_NONE",
    "TransferFacts( hour < 6 ) acc( Signal( ageMinutes < 60 ); $n : count(); $n == 0 )",
    "",
    "COUNT_JOINED",
    "$t : TransferFacts( hour > 2 ) $s : Signal( kind == SignalKind.ON_CALL ) accumulate("
        + " Signal( ageMinutes < $s.ageMinutes || ageMinutes > $t.hour ); $n : count();"
        + " $n * 2 >= P.COUNT || $n == 1 )",
    "",
    // flags in strata, read in any order of the text
    "READS_BOTH",
    "Flag( name == \"ODD\" ) Flag( name == \"WATCHED\" )",
    "",
    "FLAG_ON_FLAG",
    "Flag( name == \"ODD\" ) exists Flag( name == \"MANY_LOGINS\" )",
    "WATCHED",
    "ANOTHER_WATCHER",
    "TransferFacts( value > P.LARGE_AMOUNT || device.ageHours < 24 )"
        + " Signal( kind == SignalKind.REMOTE_CONTROL_APP )",
    "WATCHED",
    "NOT_FLAG",
    "TransferFacts( value > P.LARGE_AMOUNT ) not Flag( name == \"WATCHED\" )",
    "UNWATCHED",
    "NOT_FLAG_ALONE",
    "not Flag( name == \"UNWATCHED\" )",
    "",
    "FLAG_AND_SIGNALS",
    "TransferFacts( hour < 12 ) Flag( name == \"WATCHED\" )"
        + " not Signal( kind == SignalKind.ON_CALL ) not( Flag( name == \"UNWATCHED\" ) )",
    "",
  };

  @Test
  @DisplayName(
      "every construct that is allowed means the same in the lanes, the executable model, the"
          + " classic mode and branch by branch, on 12,000 facts")
  void whatIsAllowedMeansTheSameEverywhere() {
    LoadedPack pack =
        PackAssembler.assemble(
            "test",
            new TestPack().whole(RULES).files(),
            new DroolsLanguage(),
            new Extent(PROBES, 600_000));

    // A comparison in which nothing fires compares nothing.
    assertThat(outcomes(pack))
        .allSatisfy((rule, outcomes) -> assertThat(outcomes).as(rule).contains("fires", "quiet"));
    assertThat(outcomes(pack).values()).anySatisfy(o -> assertThat(o).contains("notEvaluated"));
  }

  /** What comes of each rule on the facts that the packs are compared on. */
  private static Map<String, List<String>> outcomes(LoadedPack pack) {
    RuleChecker checker = new RuleChecker(pack.vocabulary(), new DroolsLanguage(), new Problems());
    Problems problems = new Problems();
    checker.check(
        pack.sources(),
        true,
        new MessageReader(
            pack.definition(), pack.vocabulary(), new TestPack().whole(RULES).files(), problems));
    FactProbes probes =
        new FactProbes(
            pack.vocabulary(), NeutralFacts.of(pack.definition()), checker.understood(), 1);
    Map<String, List<String>> outcomes = new TreeMap<>();
    pack.rules().forEach(rule -> outcomes.put(rule.code(), new ArrayList<>()));
    RuleResults results = new RuleResults(pack.rules().size());
    try (RuleEvaluator evaluator = pack.newEvaluator()) {
      for (int i = 0; i < PROBES; i++) {
        TransferFacts facts = pack.newFacts();
        probes.fill(facts);
        results.clear();
        evaluator.evaluate(facts, results);
        for (int rule = 0; rule < pack.rules().size(); rule++) {
          List<String> seen = outcomes.get(pack.rules().get(rule).code());
          String outcome = RuleTestRunner.outcome(results, rule);
          if (!seen.contains(outcome)) {
            seen.add(outcome);
          }
        }
      }
    }
    return outcomes;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        // what facts there are
        "Object() => unknown fact type 'Object'; there are TransferFacts, Signal, Flag",
        "SignalFacts() => unknown fact type 'SignalFacts'; there are TransferFacts, Signal, Flag",
        "Signals() => unknown fact type 'Signals' (did you mean 'Signal'?); there are"
            + " TransferFacts, Signal, Flag",
        "riskpack.Flag() => unknown fact type 'riskpack.Flag'",
        "Signal() from $x => no 'from': the facts of a transfer are all there is",
        "Signal() from entry-point E => no entry points: the facts of a transfer are all there is",
        "List() from collect( Signal() ) => no 'from' before collect or accumulate: write"
            + " accumulate( Signal( … ); $n : count(); $n >= P.MANY )",
        "Signal() over window:time( 3m ) => no 'over': declare an aggregate in pack.yaml",
        "/signals => no paths with '/': a condition is TransferFacts( … ), Signal( … ) or Flag( …"
            + " )",
        "$s : /signals[ ageMinutes > 3 ] => no paths with '/'",
        "?q( 3; ) => unknown fact type 'q'",
        "Signal( 3; ) => '3' is not supported: name the fact that it is about",
        // how patterns are joined
        "Signal() or Flag( name == \"X\" ) => no 'or' between patterns: write || within a pattern,"
            + " or two rules",
        "and (Signal() || Signal()) => no 'or' between patterns",
        "$s : (Signal() or Signal()) => no 'or' between patterns",
        "eval( true ) => no 'eval': write the condition in TransferFacts( … )",
        "forall( Signal() Signal( ageMinutes > 3 ) ) => no 'forall': write not Signal( … ) with the"
            + " opposite condition",
        "Signal() do[x] => no 'do' and no 'if': a rule has one then-part; write two rules",
        "Signal() if ( true ) do[x] => no 'do' and no 'if'",
        "not( not Signal() ) => nothing but patterns within 'not' and 'exists': write one pattern,"
            + " or several joined by 'and'",
        "not( exists Signal() ) => nothing but patterns within 'not' and 'exists'",
        "not( Signal() or Signal() ) => nothing but patterns within 'not' and 'exists'",
        "exists( eval( true ) ) => nothing but patterns within 'not' and 'exists'",
        "not( Signal() and not Signal() ) => nothing but patterns within 'not' and 'exists'",
        "not( accumulate( Signal(); $n : count(); $n > 1 ) ) => no 'from' before collect or"
            + " accumulate",
        "not TransferFacts( hour > 3 ) => 'not' and 'exists' are about Signals and Flags; write the"
            + " opposite condition in TransferFacts( … )",
        "exists TransferFacts( hour > 3 ) => 'not' and 'exists' are about Signals and Flags",
        "not( Signal() and Flag( name == \"X\" ) ) => a Flag stands in 'not' or 'exists' by itself",
        // names
        "$s := Signal() => no ':=', '?' and '@' at a pattern",
        "Signal() @watch( kind ) => no ':=', '?' and '@' at a pattern",
        "signal : Signal() => a pattern is bound like $signal : Signal( … ), not 'signal'",
        "$S : Signal() => a pattern is bound like $signal : Signal( … ), not '$S'",
        "$s : Signal() $s : Signal() => '$s' stands for something else already",
        "$s : Signal( ageMinutes < $s.ageMinutes ) => unknown fact '$s.ageMinutes'",
        "Signal( ageMinutes < $s.ageMinutes ) $s : Signal() => unknown fact '$s.ageMinutes'",
        "not( $s : Signal() ) Signal( ageMinutes < $s.ageMinutes ) => unknown fact '$s.ageMinutes'",
        "$f : Flag( name == \"X\" ) => a flag is read as Flag( name == \"NAME\" ) and in no other"
            + " way",
        "Signal( $a : ageMinutes ) => facts have no other names: write the constraint without"
            + " 'name :'; a whole pattern can have one, as in $s : Signal( … )",
        "$s : Signal() TransferFacts( $s == 3 ) => '$s' is a group of facts; name one of them, as"
            + " in '$s.ageMinutes'",
        "$s : Signal() Signal( this == $s ) => is not supported: constraints use facts",
        "Signal( this after $x ) => is not supported: constraints use facts",
        "Signal( value > P.LARGE_AMOUNT ) => unknown fact 'value'; it is a fact of the transfer:"
            + " write $t : TransferFacts( … ) before, and $t.value",
        "$s : Signal() TransferFacts( ageMinutes > 3 ) => unknown fact 'ageMinutes' (did you mean"
            + " '$s.ageMinutes'?)",
        "$t : TransferFacts() Signal( $t.hour > 3 ) => '$t.hour > 3' asks nothing of the Signal in"
            + " whose pattern it stands; put it where it belongs",
        "Signal( kind == TransferKind.TRANSFER ) => they are never equal",
        "Signal( kind == SignalKind.ON_CAL ) => unknown SignalKind 'ON_CAL' (did you mean"
            + " 'ON_CALL'?)",
        "Signal( true ) => this constraint looks at no fact",
        // flags
        "Signal( kind == ON_CALL ) => unknown fact 'ON_CALL' (did you mean 'SignalKind.ON_CALL'?)",
        "Signal( kind == SignalKinds.ON_CALL ) => unknown fact 'SignalKinds.ON_CALL' (did you mean"
            + " 'SignalKind.ON_CALL'?)",
        "Signal(), Signal() => mismatched input ',' in rule \"ONE\"; no comma stands between two"
            + " conditions such as Signal( … )",
        "Flag() => a flag is read as Flag( name == \"NAME\" ) and in no other way",
        "Flag( name != \"X\" ) => a flag is read as Flag( name == \"NAME\" ) and in no other way",
        "Flag( name in (\"X\", \"Y\") ) => a flag is read as",
        "Flag( name matches \".*\" ) => a flag is read as",
        "Flag( name == \"X\" || name == \"Y\" ) => a flag is read as",
        "Flag( name == \"x\" ) => a flag is named like REMOTE_CONTROL, not 'x'",
        "Flag( name == \"ONE#0\" ) => a flag is named like REMOTE_CONTROL, not 'ONE#0'",
        "Flag( nme == \"X\" ) => unknown fact 'nme' (did you mean 'name'?)",
        "Flag( name == purpose ) => unknown fact 'purpose'",
        // accumulate
        "accumulate( Signal(); count() ) => nothing asks for the number: write accumulate(",
        "accumulate( Signal(); $n : count() ) => nothing asks for the number",
        "accumulate( Signal(); $n : count( 1 ); $n > 1 ) => accumulate knows count() only, not"
            + " count(1)",
        "accumulate( Signal(); $n : max( ageMinutes ); $n > 1 ) => accumulate knows count() only,"
            + " not max(ageMinutes)",
        "accumulate( Signal(); $n : collectList( kind ); $n > 1 ) => accumulate knows count() only",
        "accumulate( Signal(); $n := count(); $n > 1 ) => accumulate knows count() only",
        "accumulate( Signal(); $n : count(), $m : count(); $n > 1 ) => accumulate counts and does"
            + " nothing else",
        "accumulate( Signal(); $n : count(); hour > 1 ) => unknown fact 'hour'",
        "accumulate( Signal(); n : count(); n > 1 ) => a pattern is bound like",
        "accumulate( Signal(); $n : count(); $n > $n ) => '$n > $n' compares something with itself",
        "accumulate( $s : Signal(); $n : count(); $n > 1 ) => accumulate counts Signals, which need"
            + " no name",
        "accumulate( Flag( name == \"X\" ); $n : count(); $n > 1 ) => accumulate counts Signals",
        "accumulate( TransferFacts(); $n : count(); $n > 1 ) => accumulate counts Signals",
        "accumulate( Signal() and Signal(); $n : count(); $n > 1 ) => accumulate counts one"
            + " pattern",
        "accumulate( not Signal(); $n : count(); $n > 1 ) => accumulate counts one pattern",
        "accumulate( Signal() from $x; $n : count(); $n > 1 ) => no 'from'",
        "accumulate( Signal(), init( int x = 0; ) action( x++; ) result( x ) ) => this is not"
            + " DRL",
        "$n : Number( intValue > 3 ) from accumulate( Signal(), count( 1 ) ) => accumulate counts"
            + " and does nothing else",
        "Number() from accumulate( Signal(), init( System.exit(1); ) action( ) reverse( ) result("
            + " 1 ) ) => accumulate counts and does nothing else",
        "groupby( Signal(); $k : kind; $n : count() ) => no 'groupby'",
        // what would take too long
        "Signal() Signal() Signal() Signal() => rule ONE has more than 3 patterns over Signal; let"
            + " another rule set a flag",
        "$a : Signal() $b : Signal( kind == $a.kind ) $c : Signal( kind == $b.kind ) TransferFacts("
            + " hour > $c.ageMinutes ) => rule ONE combines more than 2 signals with each other,"
            + " which takes long; let another rule set a flag",
        "not( Signal() and Signal() and Signal() ) => rule ONE combines more than 2 signals",
        "$a : Signal() exists( Signal( kind == $a.kind ) and Signal() ) => combines more than 2",
        "exists( Signal() and Signal() and Signal() and Signal() ) => more than 3 patterns over"
            + " Signal",
        "Signal() accumulate( Signal(); $n : count(); $n > 1 ) not Signal() exists Signal() => more"
            + " than 3 patterns over Signal",
      })
  void allElseIsRefused(String conditions, String expected) {
    assertThat(
            new TestPack().whole("ONE", "TransferFacts( hour > 3 )\n" + conditions, "").problems())
        .anySatisfy(problem -> assertThat(problem).startsWith("rules/a.drl:").contains(expected));
  }
}
