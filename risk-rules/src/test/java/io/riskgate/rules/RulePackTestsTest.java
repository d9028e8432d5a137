package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.internal.TestPack;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class RulePackTestsTest {
  @Test
  void casesThatFailAreToldByFileAndLine() {
    RulePackTests tests =
        RulePackTests.of(
            new TestPack()
                .file(
                    "tests/a.yaml",
                    """
                    - rule: LARGE
                      given: { value: P.LARGE_AMOUNT }
                      fires:
                        - { value: P.LARGE_AMOUNT + 0.01 }
                        - {}
                      quiet: { value: P.LARGE_AMOUNT - 1000 }
                      notEvaluated: { missing: [DEVICE], uncovered: [seen, history.outCount] }
                    """)
                .load());

    assertThat(tests.cases())
        .map(Object::toString)
        .containsExactly(
            "LARGE fires (tests/a.yaml:4)",
            "LARGE fires (tests/a.yaml:5)",
            "LARGE quiet (tests/a.yaml:6)",
            "LARGE notEvaluated (tests/a.yaml:7)");
    assertThat(tests.run())
        .map(Object::toString)
        .containsExactly(
            "tests/a.yaml:5: error: rule LARGE should be 'fires' and is 'quiet'",
            "tests/a.yaml:7: error: rule LARGE should be 'notEvaluated' and is 'quiet'");
    assertThat(tests.gaps()).isEmpty();
  }

  @Test
  void rulesWithoutTestsAreNamed() {
    assertThat(RulePackTests.of(new TestPack().load()).gaps())
        .map(Object::toString)
        .containsExactly(
            "rules/a.drl:1: warning: rule LARGE has no test with 'fires'",
            "rules/a.drl:1: warning: rule LARGE has no test with 'quiet'");
  }

  @Test
  void otherPacksCarryNoTests() {
    RulePack other =
        (RulePack)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RulePack.class},
                (proxy, method, arguments) -> null);

    assertThatIllegalArgumentException().isThrownBy(() -> RulePackTests.of(other));
  }
}
