package io.riskgate.rules.internal;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Refuses regular expressions that can take long. Java's engine tries one way after the other to
 * match a text, and the customer writes the text; so the pattern is parsed and the ways there can
 * be are counted. One atom is one way; alternatives add up; what follows each other multiplies; a
 * repetition of something with {@code w} ways from {@code a} to {@code b} times has {@code wᵃ + … +
 * wᵇ}, where {@code b} is never more than the length of a text. That is an upper bound whatever the
 * text, so {@code (a|a)*b} has 2⁵¹² ways and is refused, and {@code .*(x|y).*} has about a
 * thousand.
 *
 * <p>Everything that is not named in {@link #atom} or {@link #repeated} is refused, look-around and
 * references back among them.
 */
final class SafePattern {
  /** How many ways a pattern may have: a few milliseconds of trying at the very worst. */
  static final long WAYS_MAX = 300_000;

  /** As long as a purpose may be. */
  private static final int TEXT_CHARS_MAX = 512;

  private static final int GROUPS_DEEP_MAX = 8;
  private static final String ANY_TAIL = ".*";

  private final String pattern;
  private final boolean dotMeansAny;
  private int at;
  private int deep;

  private SafePattern(String pattern) {
    this.pattern = pattern;
    int end = pattern.indexOf(')');
    boolean flagged = end > 0 && pattern.substring(0, end + 1).matches("\\(\\?[isu]{1,3}\\)");
    dotMeansAny = flagged && pattern.substring(0, end).contains("s");
    at = flagged ? end + 1 : 0;
  }

  /**
   * Checks a pattern.
   *
   * @throws IllegalArgumentException if it is not one that rules may use
   */
  static void check(String pattern) {
    SafePattern parsed = new SafePattern(pattern);
    long ways = parsed.alternatives();
    if (parsed.at < pattern.length()) {
      throw parsed.unsupported("')' closes nothing");
    }
    if (ways > WAYS_MAX) {
      throw new IllegalArgumentException(
          "the pattern \""
              + pattern
              + "\" could take long: there are more than "
              + WAYS_MAX
              + " ways to match a text with it; repeat single characters only, use at most one .*"
              + " before the last, or write several constraints");
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + pattern + "\" is no regular expression: " + e.getDescription(), e);
    }
  }

  private long alternatives() {
    if (++deep > GROUPS_DEEP_MAX) {
      throw unsupported("groups nest deeper than " + GROUPS_DEEP_MAX);
    }
    long ways = sequence();
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      ways = capped(ways + sequence());
    }
    deep--;
    return ways;
  }

  private long sequence() {
    long ways = 1;
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      if (dotMeansAny && pattern.length() - at == ANY_TAIL.length() && pattern.endsWith(ANY_TAIL)) {
        // It takes whatever is left and never has to give it back.
        at = pattern.length();
      } else {
        ways = capped(ways * repeated(atom()));
      }
    }
    return ways;
  }

  /** One atom; how many ways it has. */
  private long atom() {
    char c = pattern.charAt(at);
    switch (c) {
      case '(' -> {
        at++;
        if (pattern.startsWith("?", at)) {
          if (!pattern.startsWith("?:", at)) {
            throw unsupported("'(?' may only be (?:…), or (?is) at the very beginning");
          }
          at += 2;
        }
        long ways = alternatives();
        if (at >= pattern.length()) {
          throw unsupported("a group is not closed");
        }
        at++;
        return ways;
      }
      case '[' -> characterClass();
      case '\\' -> escape();
      case '*', '+', '?', '{', '}', ']' ->
          throw unsupported("'" + c + "' repeats nothing; write \\\\" + c + " for the character");
      case '^', '$' -> throw unsupported("'" + c + "' is not needed: the whole text must match");
      default -> at += Character.charCount(pattern.codePointAt(at));
    }
    return 1;
  }

  private void escape() {
    at++;
    char c = at < pattern.length() ? pattern.charAt(at) : 'z';
    boolean isClass = "dDwWsS".indexOf(c) >= 0;
    if (!isClass && (c >= 0x80 || Character.isLetterOrDigit(c))) {
      throw unsupported("after a backslash stands one of d D w W s S or a sign");
    }
    at++;
  }

  private void characterClass() {
    at++;
    if (pattern.startsWith("^", at)) {
      at++;
    }
    int first = at;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
      if (pattern.charAt(at) == '\\') {
        escape();
      } else if (pattern.charAt(at) == '['
          || pattern.charAt(at) == ']'
          || pattern.startsWith("&&", at)) {
        throw unsupported("a class such as [abc] holds characters and ranges only");
      } else {
        at++;
      }
    }
    if (at >= pattern.length()) {
      throw unsupported("a class such as [abc] is not closed");
    }
    at++;
  }

  /** What may follow an atom; how many ways that and the atom have together. */
  private long repeated(long ways) {
    if (at >= pattern.length()) {
      return ways;
    }
    int from;
    int to;
    switch (pattern.charAt(at)) {
      case '*' -> {
        from = 0;
        to = TEXT_CHARS_MAX;
      }
      case '+' -> {
        from = 1;
        to = TEXT_CHARS_MAX;
      }
      case '?' -> {
        from = 0;
        to = 1;
      }
      case '{' -> {
        int end = pattern.indexOf('}', at);
        String counts = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!counts.matches("[0-9]{1,3}(,[0-9]{0,3})?")) {
          throw unsupported("a repetition is written {2}, {2,} or {2,5}, up to 512");
        }
        at = end;
        String[] bounds = counts.split(",", -1);
        from = Integer.parseInt(bounds[0]);
        to =
            bounds.length == 1
                ? from
                : bounds[1].isEmpty() ? TEXT_CHARS_MAX : Integer.parseInt(bounds[1]);
        if (from > to || to > TEXT_CHARS_MAX) {
          throw unsupported("a repetition is written {2}, {2,} or {2,5}, up to 512");
        }
      }
      default -> {
        return ways;
      }
    }
    at++;
    if (pattern.startsWith("?", at)) {
      at++; // as few as possible first: the same ways in another order
    }
    if (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
      throw unsupported("a repetition is not repeated");
    }
    return times(ways, from, to);
  }

  private static long times(long ways, int from, int to) {
    long sum = 0;
    long power = 1;
    for (int i = 0; i <= to; i++) {
      sum = i >= from ? capped(sum + power) : sum;
      power = capped(power * ways);
    }
    return sum;
  }

  /** Stays far from overflow, and above the limit once it is there. */
  private static long capped(long ways) {
    return Math.min(ways, Integer.MAX_VALUE);
  }

  private IllegalArgumentException unsupported(String why) {
    return new IllegalArgumentException("the pattern \"" + pattern + "\" is not supported: " + why);
  }
}
