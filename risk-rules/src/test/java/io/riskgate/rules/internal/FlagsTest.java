package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RuleLane;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What lint says of flags, and the lanes that they lead to. */
class FlagsTest {
  private static final String ODD_HOUR = "TransferFacts( hour < 6 )";

  @Test
  @DisplayName("a flag that no rule sets is an error with a suggestion")
  void anUnknownFlag() {
    assertThat(
            problems(
                "SETS",
                ODD_HOUR,
                "NIGHT",
                "READS",
                ODD_HOUR + "\nnot Flag( name == \"NIGT\" )",
                ""))
        .contains("rules/a.drl:6: error: no rule sets the flag 'NIGT' (did you mean 'NIGHT'?)");
  }

  @Test
  @DisplayName("a flag that nobody reads is a warning")
  void anUnreadFlag() {
    TestPack pack = new TestPack().whole("SETS", ODD_HOUR, "NIGHT");

    assertThat(
            PackAssembler.lint(pack.files(), new DroolsLanguage(), InstantSource.system())
                .problems())
        .map(PackProblem::toString)
        .containsExactly(
            "rules/a.drl:1: warning: no rule reads the flag NIGHT; leave the then-part empty");
    assertThat(pack.load().rules()).hasSize(1);
  }

  @Test
  @DisplayName("a rule that reads the flag it sets is an error")
  void aRuleThatRestsOnItself() {
    assertThat(problems("A", ODD_HOUR + " Flag( name == \"X\" )", "X"))
        .containsExactly(
            "rules/a.drl:1: error: flags go round in a circle: A reads X, which it sets itself");
  }

  @Test
  @DisplayName("flags that rest on each other, also through not, are an error that names the rules")
  void aCircle() {
    assertThat(
            problems(
                "A",
                "Flag( name == \"Y\" )",
                "X",
                "OUTSIDE",
                "Flag( name == \"X\" )",
                "",
                "B",
                "not Flag( name == \"X\" )",
                "Z",
                "C",
                "exists Flag( name == \"Z\" )",
                "Y"))
        .containsExactly(
            "rules/a.drl:1: error: flags go round in a circle: A reads Y, which C sets, C reads Z,"
                + " which B sets, B reads X, which A sets");
  }

  @Test
  @DisplayName("more combinations than 32, counting those of the setting rules, are an error")
  void tooManyCombinations() {
    String three = "TransferFacts( hour < 3 || hour > 9 || value > P.LARGE_AMOUNT )";
    assertThat(
            problems(
                "A",
                three,
                "X",
                "B",
                three,
                "X",
                "C",
                "Flag( name == \"X\" ) " + three + " Flag( name == \"X\" )",
                ""))
        .singleElement()
        .asString()
        .startsWith("rules/a.drl:7: error: rule C has more than 32 combinations of ||, counting");
  }

  @Test
  @DisplayName("more than 16 rules that set one flag are an error")
  void tooManySetters() {
    String[] rules = new String[3 * (Flags.SETTERS_MAX + 2)];
    for (int i = 0; i <= Flags.SETTERS_MAX; i++) {
      rules[3 * i] = "R" + i;
      rules[3 * i + 1] = ODD_HOUR;
      rules[3 * i + 2] = "X";
    }
    rules[rules.length - 3] = "READS";
    rules[rules.length - 2] = "Flag( name == \"X\" )";
    rules[rules.length - 1] = "";

    assertThat(problems(rules)).contains("rules/a.drl:1: error: more than 16 rules set the flag X");
  }

  @Test
  @DisplayName("lanes tell the author why a rule takes the session lane")
  void whyTheSessionLane() {
    LoadedPack pack =
        new TestPack()
            .whole(
                "DIRECT",
                ODD_HOUR,
                "",
                "SETS",
                ODD_HOUR,
                "NIGHT",
                "SIGNALS",
                ODD_HOUR + " not Signal()",
                "",
                "ALL",
                ODD_HOUR + " Signal() Flag( name == \"NIGHT\" )",
                "WORSE",
                "READS",
                "not Flag( name == \"NIGHT\" ) Flag( name == \"WORSE\" )",
                "",
                "TWO",
                ODD_HOUR + " " + ODD_HOUR,
                "")
            .load();

    assertThat(pack.lanes())
        .containsExactly(
            new RuleLane("DIRECT", true, "it is one pattern of plain conditions over the facts"),
            new RuleLane("SETS", false, "it sets the flag NIGHT"),
            new RuleLane("SIGNALS", false, "it reads Signals"),
            new RuleLane(
                "ALL", false, "it reads Signals, it reads the flag NIGHT, it sets the flag WORSE"),
            new RuleLane("READS", false, "it reads the flags NIGHT and WORSE"),
            new RuleLane("TWO", false, "it has several patterns over TransferFacts; one would do"));
  }

  @Test
  @DisplayName("for sessions only, rules with and without flags give the same hits")
  void sessionOnly() {
    TestPack files =
        new TestPack()
            .whole(
                "SETS",
                ODD_HOUR,
                "NIGHT",
                "READS",
                "Flag( name == \"NIGHT\" )",
                "",
                "PLAIN",
                ODD_HOUR,
                "");
    LoadedPack pack =
        PackAssembler.assemble("test", files.files(), new DroolsLanguage(Lanes.SESSION_ONLY));

    assertThat(pack.lanes()).noneMatch(RuleLane::direct);
    var facts = pack.newFacts();
    facts.setHour(5);
    assertThat(EvaluationTest.evaluate(pack, facts)).containsExactly("hit", "hit", "hit");
    facts.setHour(6);
    assertThat(EvaluationTest.evaluate(pack, facts)).containsExactly("quiet", "quiet", "quiet");
  }

  private static List<String> problems(String... rules) {
    return new TestPack().whole(rules).problems();
  }
}
