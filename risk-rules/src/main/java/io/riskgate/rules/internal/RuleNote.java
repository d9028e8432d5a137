package io.riskgate.rules.internal;

import io.riskgate.rules.RuleLane;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about a rule.
 *
 * @param rule its name
 * @param file the file it stands in
 * @param line its line
 * @param needs what data it needs, in words
 * @param lane the lane it takes; null while the pack is not compiled
 */
public record RuleNote(String rule, String file, int line, String needs, @Nullable RuleLane lane) {
  RuleNote withLane(RuleLane found) {
    return new RuleNote(rule, file, line, needs, found);
  }
}
