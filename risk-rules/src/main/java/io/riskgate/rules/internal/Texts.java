package io.riskgate.rules.internal;

import io.riskgate.core.pack.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A pack's texts in its languages. */
final class Texts implements Messages {
  private final Map<String, Map<String, Template>> languages;
  private final Map<String, Template> first;

  /** Texts by language and key, of which there is at least one language; {@code first} is one. */
  Texts(Map<String, Map<String, Template>> languages, String first) {
    this.languages = Map.copyOf(languages);
    this.first = languages.getOrDefault(first, Map.of());
  }

  @Override
  public Optional<String> text(String key, Locale locale, List<Object> arguments) {
    Template template = languages.getOrDefault(locale.getLanguage(), first).get(key);
    return template == null ? Optional.empty() : Optional.of(template.fill(arguments));
  }
}
