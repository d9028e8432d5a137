package io.riskgate.rules.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What it takes long to make of a pack's rules, kept while they are read. Safe for several threads.
 */
final class ExprCache {
  private final Map<FactInfo, FactReader> readers = new ConcurrentHashMap<>();
  private final Map<WordList, WordMatcher> words = new ConcurrentHashMap<>();
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  FactReader reader(FactInfo fact) {
    return readers.computeIfAbsent(fact, FactReader::new);
  }

  WordMatcher matcher(WordList list) {
    return words.computeIfAbsent(list, WordList::matcher);
  }

  Pattern pattern(String expression) {
    return patterns.computeIfAbsent(expression, Pattern::compile);
  }
}
