package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A pack that was compiled when the library was built is the same pack. */
class PrebuiltPackTest {
  private static final TestPack FILES =
      new TestPack()
          .whole(
              "DIRECT",
              "TransferFacts( value > P.LARGE_AMOUNT || hour < 6 )",
              "",
              "SIGNALS",
              "TransferFacts( hour < 12 ) $s : Signal( kind == SignalKind.ON_CALL )"
                  + " not Signal( ageMinutes < $s.ageMinutes )",
              "",
              "READS",
              "Flag( name == \"NEW_DEVICE\" ) not Flag( name == \"CALLED\" )",
              "",
              "SETS",
              "TransferFacts( device.ageHours < 24 || history.outCount > 3 )",
              "NEW_DEVICE",
              "CALLS",
              "accumulate( Signal( ageMinutes < P.CALL_MINUTES ); $n : count(); $n >= 2 )",
              "CALLED");

  @Test
  @DisplayName("rules of both lanes, written and read back, come to the same on 2,000 facts")
  void mixedRules() throws IOException {
    LoadedPack pack = FILES.load();

    LoadedPack read = read(FILES, written(pack));

    assertThat(read.identity()).isEqualTo(pack.identity());
    assertThat(read.rules()).isEqualTo(pack.rules());
    assertThat(read.lanes()).isEqualTo(pack.lanes());
    assertThat(read.checkedRules()).isEqualTo(pack.checkedRules());
    RuleChecker checker = new RuleChecker(pack.vocabulary(), new DroolsLanguage(), new Problems());
    checker.check(
        pack.sources(),
        true,
        new MessageReader(pack.definition(), pack.vocabulary(), FILES.files(), new Problems()));
    FactProbes[] probes = new FactProbes[2];
    for (int i = 0; i < 2; i++) {
      probes[i] =
          new FactProbes(
              pack.vocabulary(), NeutralFacts.of(pack.definition()), checker.understood(), 5);
    }
    int hits = 0;
    try (RuleEvaluator ours = pack.newEvaluator();
        RuleEvaluator theirs = read.newEvaluator()) {
      for (int i = 0; i < 2_000; i++) {
        RuleResults wanted = evaluate(ours, pack, probes[0]);
        RuleResults found = evaluate(theirs, read, probes[1]);
        assertThat(outcomes(found)).as(probes[0].toString()).isEqualTo(outcomes(wanted));
        hits += IntStream.range(0, wanted.size()).anyMatch(wanted::isHit) ? 1 : 0;
      }
    }
    assertThat(hits).isBetween(200, 1_999);
  }

  @Test
  @DisplayName("what was stored for other files, or by another version, is refused")
  void whatBelongsElsewhere() throws IOException {
    byte[] written = written(FILES.load());
    TestPack other = new TestPack().file("rules/a.drl", TestPack.RULE + "\n");

    assertThatIllegalStateException().isThrownBy(() -> read(other, written));
    written[3] = 1; // the format that knew no signals
    assertThatIllegalStateException().isThrownBy(() -> read(FILES, written));
  }

  private static byte[] written(LoadedPack pack) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrebuiltPack.write(pack, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static LoadedPack read(TestPack files, byte[] bytes) throws IOException {
    return PrebuiltPack.read(
        files.files(),
        new DataInputStream(new ByteArrayInputStream(bytes)),
        new DroolsLanguage()::readClasses,
        new DroolsLanguage());
  }

  private static RuleResults evaluate(RuleEvaluator evaluator, LoadedPack pack, FactProbes probes) {
    TransferFacts facts = pack.newFacts();
    probes.fill(facts);
    RuleResults results = new RuleResults(pack.rules().size());
    evaluator.evaluate(facts, results);
    return results;
  }

  private static String outcomes(RuleResults results) {
    return IntStream.range(0, results.size())
        .mapToObj(rule -> RuleTestRunner.outcome(results, rule))
        .toList()
        .toString();
  }
}
