package io.riskgate.rules.internal;

import static io.riskgate.core.SignalKind.FAILED_LOGIN;
import static io.riskgate.core.SignalKind.ON_CALL;
import static io.riskgate.core.SignalKind.SCREEN_SHARED;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules over signals and flags. */
class SessionLaneTest {
  static final LoadedPack PACK =
      new TestPack()
          .whole(
              "REMOTE",
              """
              TransferFacts( value > P.LARGE_AMOUNT )
              $s : Signal( kind == SignalKind.SCREEN_SHARED, ageMinutes <= P.CALL_MINUTES )
              exists Signal( kind == SignalKind.ON_CALL, ageMinutes >= $s.ageMinutes )
              """,
              "REMOTE_CONTROL",
              "QUIET_LINE",
              "TransferFacts( value > P.LARGE_AMOUNT ) not Signal( kind == SignalKind.ON_CALL )",
              "",
              "GUESSED",
              """
              accumulate( Signal( kind == SignalKind.FAILED_LOGIN, ageMinutes < 60 );
                          $n : count(); $n >= P.COUNT )
              """,
              "TAKEN_OVER",
              "TAKEN",
              "TransferFacts( hour < 6 ) Flag( name == \"TAKEN_OVER\" )",
              "WORSE",
              "ONLY_REMOTE",
              """
              Flag( name == "REMOTE_CONTROL" )
              not Flag( name == "WORSE" )
              """,
              "",
              "PLAIN",
              "TransferFacts( value > P.LARGE_AMOUNT )",
              "")
          .load();

  @Test
  @DisplayName("a rule joins signals with each other and with the transfer")
  void joins() {
    assertThat(hits(facts(600_000, 12))).containsExactly("QUIET_LINE", "PLAIN");
    assertThat(hits(facts(600_000, 12), signal(SCREEN_SHARED, 5), signal(ON_CALL, 5)))
        .containsExactly("REMOTE", "ONLY_REMOTE", "PLAIN");
    assertThat(hits(facts(600_000, 12), signal(SCREEN_SHARED, 5), signal(ON_CALL, 4)))
        .containsExactly("PLAIN");
    assertThat(hits(facts(600_000, 12), signal(SCREEN_SHARED, 31), signal(ON_CALL, 40)))
        .containsExactly("PLAIN");
    assertThat(hits(facts(1, 12), signal(SCREEN_SHARED, 5), signal(ON_CALL, 5))).isEmpty();
  }

  @Test
  @DisplayName("a rule counts signals")
  void counts() {
    SignalFacts[] signals = new SignalFacts[6];
    java.util.Arrays.fill(signals, signal(FAILED_LOGIN, 3));
    for (int i = 0; i < signals.length; i++) {
      signals[i] = signal(FAILED_LOGIN, i);
    }
    assertThat(hits(facts(1, 12), signals)).containsExactly("GUESSED");
    signals[5] = signal(FAILED_LOGIN, 60);
    assertThat(hits(facts(1, 12), signals)).isEmpty();
  }

  @Test
  @DisplayName("flags are set before the rules that read them are evaluated, over several strata")
  void strata() {
    List<SignalFacts> signals = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      signals.add(signal(FAILED_LOGIN, i));
    }
    assertThat(hits(facts(1, 5), signals.toArray(new SignalFacts[0])))
        .containsExactly("GUESSED", "TAKEN");
    signals.add(signal(SCREEN_SHARED, 5));
    signals.add(signal(ON_CALL, 5));
    assertThat(hits(facts(600_000, 12), signals.toArray(new SignalFacts[0])))
        .containsExactly("REMOTE", "GUESSED", "ONLY_REMOTE", "PLAIN");
    assertThat(hits(facts(600_000, 5), signals.toArray(new SignalFacts[0])))
        .containsExactly("REMOTE", "GUESSED", "TAKEN", "PLAIN");
  }

  static SignalFacts signal(SignalKind kind, long ageMinutes) {
    return new SignalFacts(kind, ageMinutes);
  }

  private static TransferFacts facts(long value, int hour) {
    TransferFacts facts = PACK.newFacts();
    facts.setValue(value);
    facts.setHour(hour);
    return facts;
  }

  static List<String> hits(TransferFacts facts, SignalFacts... signals) {
    facts.signals().addAll(List.of(signals));
    RuleResults results = new RuleResults(PACK.rules().size());
    List<String> hits = new ArrayList<>();
    try (RuleEvaluator evaluator = PACK.newEvaluator()) {
      evaluator.evaluate(facts, results);
    }
    for (int rule = 0; rule < PACK.rules().size(); rule++) {
      if (results.isHit(rule)) {
        hits.add(PACK.rules().get(rule).code());
      }
    }
    return hits;
  }
}
