package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(?is).*(刷单|返利|task rebate|brushing order).*",
        "(?is).*x.*",
        ".*x.*",
        "[A-Z]{3}[0-9]+",
        "(ab)*c",
        "a?b?c?",
        "(?:USDT|[Bb]itcoin) ?(\\d{1,4})?",
        "[^\\]\\[a-z-]+",
        "x+x+y",
        "\\(\\*\\)",
        "a|b||c",
        "(?is).*加.{0,5}微信.*",
      })
  void patternsThatEndInTime(String pattern) {
    assertThatCode(() -> SafePattern.check(pattern)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a|a)*b",
        "(a|aa){1,50}b",
        "(a+)+b",
        "(a*)*",
        "(?:a?){30}a{30}",
        "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaa",
        ".*.*.*x",
        "(?is).*a.*b.*c.*",
        "(a|b|ab)*c",
        "(([a-z])+.)+[A-Z]([a-z])+",
        "((a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a))",
      })
  void patternsThatCouldTakeLong(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafePattern.check(pattern))
        .withMessageStartingWith("the pattern \"" + pattern + "\" could take long: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a)\\1",
        "(?=a)b",
        "(?<!a)b",
        "(?<n>a)\\k<n>",
        "(?i:a)",
        "(?x)a b",
        "a++",
        "a*+",
        "a**",
        "a{1000}",
        "a{3,1}",
        "a{",
        "(",
        ")",
        "[",
        "[a",
        "[]a]",
        "[a[b]]",
        "[a&&b]",
        "*a",
        "^a",
        "a$",
        "\\Qa\\E",
        "\\p{L}",
        "\\x41",
        "\\0",
        "\\",
        "\\b",
        "a]",
        "((((((((((a))))))))))",
      })
  void whatIsNotInTheSubset(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafePattern.check(pattern))
        .withMessageStartingWith("the pattern \"" + pattern + "\" is not supported: ");
  }

  @Test
  void whatOnlyJavaRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafePattern.check("[z-a]"))
        .withMessageStartingWith("\"[z-a]\" is no regular expression: ");
  }
}
