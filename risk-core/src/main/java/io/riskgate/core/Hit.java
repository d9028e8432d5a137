package io.riskgate.core;

import io.riskgate.core.pack.Rule;
import java.util.List;
import java.util.Objects;

/**
 * One rule that fired.
 *
 * @param rule what the pack says about the rule
 * @param arguments the values its message names, in order of appearance; empty when it names none
 */
public record Hit(Rule rule, List<Object> arguments) {
  /** Copies the arguments. */
  public Hit {
    Objects.requireNonNull(rule, "rule");
    arguments = List.copyOf(arguments);
  }

  /** The rule's code, unique in its pack. */
  public String code() {
    return rule.code();
  }
}
