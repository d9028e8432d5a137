package io.riskgate.rules;

import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.internal.LoadedPack;
import io.riskgate.rules.internal.RuleSource;
import io.riskgate.rules.internal.RuleTest;
import io.riskgate.rules.internal.RuleTest.Expectation;
import io.riskgate.rules.internal.RuleTestRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A pack's own rule tests, the cases in its {@code tests} folder. */
public final class RulePackTests {
  private final LoadedPack pack;

  /** Asked for once: a pack that comes with the library reads them from its files each time. */
  private final List<RuleTest> tests;

  private final List<Case> cases;

  private RulePackTests(LoadedPack pack) {
    this.pack = pack;
    RuleTestRunner runner = new RuleTestRunner(pack);
    this.tests = pack.tests();
    this.cases = tests.stream().map(test -> new Case(runner, test)).toList();
  }

  /**
   * The tests of a pack.
   *
   * @throws IllegalArgumentException if the pack was not loaded by {@link RulePacks}
   */
  public static RulePackTests of(RulePack pack) {
    if (pack instanceof LoadedPack loaded) {
      return new RulePackTests(loaded);
    }
    throw new IllegalArgumentException(
        "Only packs that RulePacks has loaded carry tests: " + pack.identity());
  }

  /** Every case, in the order of files and lines. */
  public List<Case> cases() {
    return cases;
  }

  /** Runs every case; returns a problem for each that failed. */
  public List<PackProblem> run() {
    return cases.stream().map(Case::run).flatMap(Optional::stream).toList();
  }

  /** Names each rule that no case sees fire, or stay quiet. */
  public List<PackProblem> gaps() {
    List<PackProblem> gaps = new ArrayList<>();
    for (RuleSource rule : pack.sources()) {
      for (Expectation wanted : List.of(Expectation.FIRES, Expectation.QUIET)) {
        if (tests.stream()
            .noneMatch(t -> t.rule().equals(rule.name()) && t.expectation() == wanted)) {
          gaps.add(
              new PackProblem(
                  Severity.WARNING,
                  rule.file(),
                  rule.line(),
                  rule.name(),
                  "rule " + rule.name() + " has no test with '" + wanted.word() + "'",
                  ""));
        }
      }
    }
    return gaps;
  }

  /** One case of a rule test. */
  public static final class Case {
    private final RuleTestRunner runner;
    private final RuleTest test;

    private Case(RuleTestRunner runner, RuleTest test) {
      this.runner = Objects.requireNonNull(runner, "runner");
      this.test = test;
    }

    /** The code of the rule it tests. */
    public String rule() {
      return test.rule();
    }

    /** The file it stands in, relative to the pack's folder. */
    public String file() {
      return test.file();
    }

    /** Its line. */
    public int line() {
      return test.line();
    }

    /** Runs it; what it returns is why it failed. */
    public Optional<PackProblem> run() {
      return runner.run(test);
    }

    /** What is tested and where, in one line. */
    @Override
    public String toString() {
      return test.rule() + " " + test.expectation().word() + " (" + file() + ":" + line() + ")";
    }
  }
}
