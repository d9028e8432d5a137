package io.riskgate.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Which rules of the pack {@code cn} hit; the global of the rules of plain Drools. */
public final class HitBits {
  private final long[] words = new long[(CnRule.values().length + 63) >> 6];

  /** Notes a hit of a rule, by its place in {@link CnRule}. */
  public void hit(int rule) {
    words[rule >> 6] |= 1L << rule;
  }

  void hit(CnRule rule) {
    hit(rule.ordinal());
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  /** How many rules hit. */
  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  Set<CnRule> rules() {
    Set<CnRule> rules = EnumSet.noneOf(CnRule.class);
    for (CnRule rule : CnRule.values()) {
      if ((words[rule.ordinal() >> 6] & 1L << rule.ordinal()) != 0) {
        rules.add(rule);
      }
    }
    return rules;
  }
}
