package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.RuleDates;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The annotations {@code @effective} and {@code @expires}. */
class DatedRulesLintTest {
  private static TestPack pack(String annotations) {
    return new TestPack()
        .edit("rules/a.drl", "@group(\"amount\")", "@group(\"amount\")\n  " + annotations);
  }

  @Test
  @DisplayName("both dates are read, and a rule without them counts always")
  void read() {
    assertThat(pack("@effective(\"2026-12-01\") @expires(\"2027-03-01\")").load().rules())
        .singleElement()
        .extracting(rule -> rule.dates())
        .isEqualTo(new RuleDates(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-03-01")));
    assertThat(new TestPack().load().rules())
        .singleElement()
        .extracting(rule -> rule.dates())
        .isEqualTo(RuleDates.ALWAYS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "@effective(\"2026-02-30\") => @effective must be a day such as \"2026-12-01\", not"
            + " '2026-02-30'",
        "@effective(\"1 Dec 2026\") => @effective must be a day such as \"2026-12-01\", not"
            + " '1 Dec 2026'",
        "@expires(\"2026-12-1\") => @expires must be a day such as \"2026-12-01\", not '2026-12-1'",
        "@expires(\"+99999-12-01\") => @expires must be a day such as \"2026-12-01\", not"
            + " '+99999-12-01'",
        "@expires => @expires must be a day such as \"2026-12-01\", not ''",
        "@effective(\"2026-12-01\") @expires(\"2026-12-01\") => @expires(\"2026-12-01\") must be"
            + " later than @effective(\"2026-12-01\"): it is the first day on which the rule no"
            + " longer counts",
        "@effectiv(\"2026-12-01\") => unknown annotation '@effectiv' (did you mean 'effective'?)"
      })
  @DisplayName("what is no day, or no time between two, is an error")
  void refused(String annotations, String message) {
    assertThat(pack(annotations).problems()).containsExactly("rules/a.drl:3: error: " + message);
  }

  @Test
  @DisplayName("a rule that sets a flag has no days, and one that reads a flag may have some")
  void flags() {
    TestPack pack =
        new TestPack()
            .whole(
                "SETS",
                "TransferFacts( hour < 6 )",
                "NIGHT",
                "READS",
                "Flag( name == \"NIGHT\" )",
                "");

    assertThat(
            pack.edit("rules/a.drl", "\"SETS\"", "\"SETS\" @effective(\"2026-12-01\")").problems())
        .containsExactly(
            "rules/a.drl:1: error: rule SETS sets the flag NIGHT, so that it has no days: leave"
                + " @effective out here, and write it at the rules that read the flag");
    assertThat(
            pack.edit("rules/a.drl", "@effective(\"2026-12-01\")", "")
                .edit("rules/a.drl", "\"READS\"", "\"READS\" @expires(\"2027-03-01\")")
                .problems())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    // midnight in Shanghai
    "2027-02-28T15:59:59Z, false",
    "2027-02-28T16:00:00Z, true",
    "2030-01-01T00:00:00Z, true"
  })
  @DisplayName("a rule that has expired by the clock, in the pack's zone, is a warning")
  void expired(Instant now, boolean warned) {
    LintReport report =
        PackAssembler.lint(
            pack("@expires(\"2027-03-01\")").files(), new DroolsLanguage(), () -> now);

    assertThat(report.problems().stream().map(Object::toString))
        .isEqualTo(
            warned
                ? List.of(
                    "rules/a.drl:3: warning: rule LARGE expired on 2027-03-01 and no longer counts;"
                        + " delete it, or give it a later day")
                : List.of());
    assertThat(report.identity()).isNotNull();
  }

  @Test
  @DisplayName("an expired rule loads, and its own tests look at its constraints alone")
  void loads() {
    LoadedPack pack =
        pack("@expires(\"2020-01-01\")")
            .file("tests/a.yaml", "- rule: LARGE\n  fires: { value: P.LARGE_AMOUNT + 0.01 }\n")
            .load();

    assertThat(new RuleTestRunner(pack).run(pack.tests().get(0))).isEmpty();
  }
}
