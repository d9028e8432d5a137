package io.riskgate.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Which rules hit, by their numbers; the global of the rules of plain Drools. */
public final class HitBits {
  private final long[] words;

  /** For the rules of the pack {@code cn}. */
  HitBits() {
    this(CnRule.values().length);
  }

  /** For so many rules. */
  HitBits(int rules) {
    words = new long[(rules + 63) >> 6];
  }

  /** Notes a hit of a rule, by its number: in the pack {@code cn} its place in {@link CnRule}. */
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

  boolean sameAs(HitBits other) {
    return Arrays.equals(words, other.words);
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

  /** The numbers of the rules that hit. */
  @Override
  public String toString() {
    StringBuilder numbers = new StringBuilder();
    for (int rule = 0; rule < words.length * 64; rule++) {
      if ((words[rule >> 6] & 1L << rule) != 0) {
        numbers.append(numbers.isEmpty() ? "" : " ").append(rule);
      }
    }
    return numbers.toString();
  }
}
