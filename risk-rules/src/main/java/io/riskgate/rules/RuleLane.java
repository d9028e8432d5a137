package io.riskgate.rules;

/**
 * The lane that a rule takes.
 *
 * @param rule the rule's code
 * @param direct whether it takes the direct lane; otherwise it runs in a Drools session
 * @param why why it takes this lane, in words for the rule's author
 */
public record RuleLane(String rule, boolean direct, String why) {
  /** The lane and why, in words: {@code direct lane: it is one pattern …}. */
  @Override
  public String toString() {
    return (direct ? "direct lane: " : "session lane: ") + why;
  }
}
