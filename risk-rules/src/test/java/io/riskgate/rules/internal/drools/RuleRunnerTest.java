package io.riskgate.rules.internal.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.Vocabulary;
import io.riskgate.rules.internal.drools.RuleSet.Member;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** A session that is used again knows nothing of the transfers before. */
class RuleRunnerTest {
  /** As Drools gets rules: printed anew from what was understood. */
  private static final String DRL =
      """
      rule "SETS" when TransferFacts( value > 3 ) SignalFacts( ageMinutes < 5 )
        then insert( new Flag( "X" ) ); end
      rule "SETS_TOO" when TransferFacts( value > 9 ) then insert( new Flag( "X" ) ); end
      rule "READS" salience -1 when TransferFacts() Flag( name == "X" ) then end
      rule "READS_NOT" salience -1 when TransferFacts() not Flag( name == "X" ) then end
      rule "NONE" when TransferFacts() not( SignalFacts() ) then end
      rule "JOIN" when TransferFacts() $s : SignalFacts() SignalFacts( ageMinutes > $s.ageMinutes )
        then end
      rule "COUNT" when TransferFacts()
        accumulate( SignalFacts(); $n : count(); $n >= 2 ) then end
      rule "THROWS" when TransferFacts( value / hour > 2 ) then insert( new Flag( "Y" ) ); end
      rule "RESTS" salience -1 when TransferFacts() not Flag( name == "Y" ) then end
      """;

  private static final List<Member> RULES =
      List.of(
          new Member("SETS", "X", List.of()),
          new Member("SETS_TOO", "X", List.of()),
          new Member("READS", "", List.of("X")),
          new Member("READS_NOT", "", List.of("X")),
          new Member("NONE", "", List.of()),
          new Member("JOIN", "", List.of()),
          new Member("COUNT", "", List.of()),
          new Member("THROWS", "Y", List.of()),
          new Member("RESTS", "", List.of("Y")));

  private final List<KieBase> bases = new ArrayList<>();
  private final PackLoader loader = loader();
  private final RuleRunner runner = runner();

  @AfterEach
  void close() {
    runner.close();
    assertThat(sessions()).isEmpty();
  }

  @Test
  @DisplayName("after 10,000 transfers the session's memory is empty, and each saw only its own")
  void nothingIsLeft() throws Throwable {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      TransferFacts facts = facts(random.nextInt(12), 1 + random.nextInt(3));
      for (int signals = random.nextInt(4); signals > 0; signals--) {
        facts.signals().add(signal(random.nextInt(8)));
      }

      assertThat(run(facts)).isEqualTo(expected(facts));
      assertThat(facts(sessions())).isZero();
    }
    assertThat(sessions()).hasSize(1);
  }

  @Test
  @DisplayName(
      "neither facts nor signals nor flags of a transfer can be reached two transfers later")
  void nothingIsHeld() throws Throwable {
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      TransferFacts facts = facts(10, 1);
      SignalFacts signal = signal(i % 8);
      facts.signals().add(signal);
      run(facts);
      gone.add(new WeakReference<>(facts));
      gone.add(new WeakReference<>(signal));
    }
    run(facts(0, 1));
    run(facts(0, 1));
    for (int i = 0; i < 50 && gone.stream().anyMatch(r -> r.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(gone).allMatch(reference -> reference.get() == null);
  }

  @Test
  @DisplayName(
      "a rule that throws leaves nothing behind, and takes only those along that rest on it")
  void aRuleThatThrows() throws Throwable {
    for (int i = 0; i < 3; i++) {
      TransferFacts facts = facts(10, 0);
      facts.signals().add(signal(3));

      assertThat(run(facts)).containsExactly("SETS", "SETS_TOO", "READS");
      assertThat(failed()).containsExactly("THROWS", "RESTS");
      assertThat(facts(sessions())).isZero();

      assertThat(run(facts(10, 1))).containsExactly("SETS_TOO", "READS", "NONE", "THROWS");
      assertThat(failed()).isEmpty();
      assertThat(run(facts(0, 1))).containsExactly("READS_NOT", "NONE", "RESTS");
    }
  }

  private static List<String> expected(TransferFacts facts) {
    List<SignalFacts> signals = facts.signals();
    boolean sets = facts.getValue() > 3 && signals.stream().anyMatch(s -> s.getAgeMinutes() < 5);
    boolean setsToo = facts.getValue() > 9;
    boolean all = facts.getValue() / facts.getHour() > 2;
    List<String> hits = new ArrayList<>();
    add(hits, "SETS", sets);
    add(hits, "SETS_TOO", setsToo);
    add(hits, "READS", sets || setsToo);
    add(hits, "READS_NOT", !(sets || setsToo));
    add(hits, "NONE", signals.isEmpty());
    add(
        hits,
        "JOIN",
        signals.stream().mapToLong(SignalFacts::getAgeMinutes).distinct().count() > 1);
    add(hits, "COUNT", signals.size() >= 2);
    add(hits, "THROWS", all);
    add(hits, "RESTS", !all);
    return hits;
  }

  private static void add(List<String> hits, String rule, boolean hit) {
    if (hit) {
      hits.add(rule);
    }
  }

  private List<String> run(TransferFacts facts) {
    runner.run(facts);
    List<String> hits = new ArrayList<>();
    for (int i = 0; i < RULES.size(); i++) {
      add(hits, RULES.get(i).name(), runner.fired(i));
    }
    return hits;
  }

  private List<String> failed() {
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < RULES.size(); i++) {
      add(failed, RULES.get(i).name(), runner.failed(i));
    }
    return failed;
  }

  private List<KieSession> sessions() {
    return bases.stream()
        .flatMap(base -> base.getKieSessions().stream())
        .map(s -> (KieSession) s)
        .toList();
  }

  private static long facts(List<KieSession> sessions) {
    return sessions.stream().mapToLong(KieSession::getFactCount).sum();
  }

  private TransferFacts facts(long value, int hour) throws Throwable {
    TransferFacts facts = (TransferFacts) loader.factsConstructor().invokeExact();
    facts.setValue(value);
    facts.setHour(hour);
    return facts;
  }

  private static SignalFacts signal(long ageMinutes) {
    return new SignalFacts(SignalKind.ON_CALL, ageMinutes);
  }

  private RuleRunner runner() {
    ModelNetworks networks = new ModelNetworks(loader.model());
    return new RuleRunner(
        new RuleSet(
            RULES,
            names -> {
              KieBase base = networks.build(names);
              bases.add(base);
              return base;
            }));
  }

  private static PackLoader loader() {
    Vocabulary vocabulary = Vocabulary.of(List.of(), List.of());
    Problems problems = new Problems();
    PackClasses classes =
        PackClasses.compile(
            Map.of("rules/a.drl", DRL), vocabulary, List.of(), Lanes.SESSION_ONLY, problems);
    assertThat(problems.list()).isEmpty();
    return new PackLoader(classes.files(), vocabulary);
  }
}
