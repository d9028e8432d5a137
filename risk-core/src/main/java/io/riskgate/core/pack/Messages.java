package io.riskgate.core.pack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A pack's texts for people. */
@FunctionalInterface
public interface Messages {
  /** No texts at all. */
  Messages NONE = (key, locale, arguments) -> Optional.empty();

  /**
   * Returns a text with its arguments put in, in the locale's language or, where the pack does not
   * speak it, in the pack's first language; empty when the pack has no such text.
   *
   * @param key a rule's code for its reason, a code with {@code .advice} for what the customer
   *     should do
   * @param locale the language wanted
   * @param arguments the values that the rule's texts name; its reason and its advice share them
   */
  Optional<String> text(String key, Locale locale, List<Object> arguments);
}
