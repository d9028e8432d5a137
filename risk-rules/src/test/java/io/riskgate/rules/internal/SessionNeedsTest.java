package io.riskgate.rules.internal;

import static io.riskgate.core.SignalKind.ON_CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules with signals and flags when data is missing. */
class SessionNeedsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        // signals that are there are there; that there is none has to be known
        "Signal() => is always evaluated",
        "exists Signal( ageMinutes < 3 ) => is always evaluated",
        "not Signal() => waits for enough history to say that there was no signal",
        "accumulate( Signal(); $n : count(); $n >= P.COUNT ) => is always evaluated",
        "accumulate( Signal(); $n : count(); $n * 2 + 1 > P.COUNT ) => is always evaluated",
        "accumulate( Signal(); $n : count(); $n < P.COUNT ) => waits for enough history to say that"
            + " there was no signal",
        "accumulate( Signal(); $n : count(); $n == 1 ) => waits for enough history to say that"
            + " there was no signal",
        "accumulate( Signal(); $n : count(); $n != 1 ) => waits for enough history to say that"
            + " there was no signal",
        "accumulate( Signal(); $n : count(); $n - 1 > 3 ) => waits for enough history to say that"
            + " there was no signal",
        // what is read through a name is needed as if it were read in its own pattern
        "$t : TransferFacts() Signal( ageMinutes < $t.device.ageHours ) => needs DEVICE",
        "$t : TransferFacts() Signal( ageMinutes > $t.device.ageHours ) => needs DEVICE; waits for"
            + " enough history to tell new from known",
        "$t : TransferFacts() Signal( ageMinutes < $t.history.outCount ) => is always evaluated",
        "$t : TransferFacts() exists Signal( ageMinutes > $t.history.outCount ) => waits for the"
            + " whole window of history.outCount",
        // and within not it counts the other way round
        "$t : TransferFacts() not Signal( ageMinutes < $t.history.outCount ) => waits for enough"
            + " history to say that there was no signal and the whole window of history.outCount",
        "$t : TransferFacts() not Signal( ageMinutes > $t.history.outCount ) => waits for enough"
            + " history to say that there was no signal",
        "$t : TransferFacts() accumulate( Signal( ageMinutes < $t.history.outCount ); $n : count();"
            + " $n > 3 ) => is always evaluated",
        "$t : TransferFacts() accumulate( Signal( ageMinutes > $t.history.outCount ); $n : count();"
            + " $n > 3 ) => waits for the whole window of history.outCount",
        "$t : TransferFacts() accumulate( Signal( ageMinutes > $t.history.outCount ); $n : count();"
            + " $n < 3 ) => waits for enough history to say that there was no signal and the whole"
            + " window of history.outCount",
        // each side of || by itself, within a group too
        "$t : TransferFacts() exists( Signal( ageMinutes < $t.device.ageHours || ageMinutes < 3 ) )"
            + " => needs DEVICE, or is always evaluated",
        "$t : TransferFacts() not Signal( ageMinutes < $t.device.ageHours || ageMinutes < 3 ) =>"
            + " needs DEVICE; waits for enough history to tell new from known and enough history to"
            + " say that there was no signal",
        "TransferFacts( purpose == \"x\" || hour < 3 ) Signal() => needs PURPOSE, or is always"
            + " evaluated",
      })
  void whatRulesNeed(String conditions, String needs) {
    assertThat(needs(new TestPack().whole("A", conditions, ""), "A")).isEqualTo(needs);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        // X is set by: device.ageHours < 3 || history.outCount >= 6; or by: value > …, purpose …
        "Flag( name == \"X\" ) => needs DEVICE; waits for enough history to tell new from known, or"
            + " is always evaluated, or needs PURPOSE",
        "TransferFacts( payer.customerAge > 9 ) Flag( name == \"X\" ) => needs DEVICE, PAYER_AGE;"
            + " waits for enough history to tell new from known, or needs PAYER_AGE, or needs"
            + " PAYER_AGE, PURPOSE",
        // all that could set it, with the opposite of each comparison
        "not Flag( name == \"X\" ) => needs DEVICE, PURPOSE; waits for the whole window of"
            + " history.outCount",
        // Y rests on not X, and on a signal
        "Flag( name == \"Y\" ) => needs DEVICE, PURPOSE; waits for the whole window of"
            + " history.outCount",
        "not Flag( name == \"Y\" ) => needs DEVICE, PURPOSE; waits for enough history to tell new"
            + " from known and enough history to say that there was no signal",
      })
  void whatRulesNeedThroughFlags(String conditions, String needs) {
    TestPack pack =
        new TestPack()
            .whole(
                "SETS_X",
                "TransferFacts( device.ageHours < 3 || history.outCount >= 6 )",
                "X",
                "SETS_X_TOO",
                "TransferFacts( value > P.LARGE_AMOUNT, purpose matches \"x\" )",
                "X",
                "SETS_Y",
                "Signal() not Flag( name == \"X\" )",
                "Y",
                "READS_Y",
                "Flag( name == \"Y\" )",
                "",
                "A",
                conditions,
                "");
    assertThat(needs(pack, "A")).isEqualTo(needs);
  }

  private static final LoadedPack PACK =
      new TestPack()
          .whole(
              "READER",
              "Flag( name == \"X\" )",
              "",
              "NOT_READER",
              "not Flag( name == \"X\" )",
              "",
              "NEW_DEVICE",
              "TransferFacts( device.ageHours < 3 || history.outCount >= 6 )",
              "X",
              "NO_CALL",
              "TransferFacts( hour < 24 ) not Signal( kind == SignalKind.ON_CALL )",
              "",
              "CALL",
              "TransferFacts( device.ageHours < 3 || hour == 5 ) Signal( kind == SignalKind.ON_CALL"
                  + " )",
              "")
          .load();

  @Test
  @DisplayName("D-3: a flag set by a rule that does not stand lets no other hit stand")
  void aFlagThatDoesNotStand() {
    // The device is not known, so its age is 0 and the flag is set.
    assertThat(outcome(facts -> facts.availability().missing(DataItem.DEVICE)))
        .containsExactly("not evaluated", "not evaluated", "not evaluated", "hit", "not evaluated");
  }

  @Test
  @DisplayName("D-3: a flag that stands through another branch lets hits stand")
  void aFlagThatStandsAllTheSame() {
    assertThat(
            outcome(
                facts -> {
                  facts.availability().missing(DataItem.DEVICE);
                  facts.aggregates().array()[0] = 6;
                }))
        .containsExactly("hit", "not evaluated", "hit", "hit", "not evaluated");
  }

  @Test
  @DisplayName("that a flag is not set is known where all that could set it is")
  void aFlagThatIsNotSet() {
    assertThat(
            outcome(
                facts -> {
                  facts.getDevice().setAgeHours(9);
                  facts.availability().missing(DataItem.PURPOSE);
                }))
        .containsExactly("quiet", "hit", "quiet", "hit", "quiet");
    assertThat(
            outcome(
                facts -> {
                  facts.getDevice().setAgeHours(9);
                  facts.availability().aggregateUncovered(0);
                }))
        .containsExactly("quiet", "not evaluated", "quiet", "hit", "quiet");
  }

  @Test
  @DisplayName("D-4: that there was no signal is not known while history is short")
  void noSignalWhileHistoryIsShort() {
    assertThat(outcome(facts -> facts.availability().signalsUncovered()).get(3))
        .isEqualTo("not evaluated");
  }

  @Test
  @DisplayName("D-3: a hit through a signal stands through a branch that has its data")
  void signalsAndBranches() {
    Consumer<TransferFacts> onCall = facts -> facts.signals().add(new SignalFacts(ON_CALL, 3));
    assertThat(outcome(onCall).get(4)).isEqualTo("hit");
    Consumer<TransferFacts> noDevice =
        onCall.andThen(facts -> facts.availability().missing(DataItem.DEVICE));
    assertThat(outcome(noDevice).get(4)).isEqualTo("not evaluated");
    assertThat(outcome(noDevice.andThen(facts -> facts.setHour(5))).get(4)).isEqualTo("hit");
  }

  private static List<String> outcome(Consumer<TransferFacts> change) {
    TransferFacts facts = PACK.newFacts();
    change.accept(facts);
    return EvaluationTest.evaluate(PACK, facts);
  }

  private static String needs(TestPack files, String rule) {
    LoadedPack pack = files.load();
    int index =
        IntStream.range(0, pack.rules().size())
            .filter(i -> pack.rules().get(i).code().equals(rule))
            .findFirst()
            .orElseThrow();
    return Needs.describe(pack.checkedRules().get(index).branches(), pack.vocabulary());
  }
}
