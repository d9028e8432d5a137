package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter that is a list of words, which rules read as in {@code purpose contains P.<name>}.
 *
 * @param name its name, in upper case
 * @param words the words, 1 to {@value #WORDS_MAX}
 * @param why why it has these words
 */
public record WordList(String name, List<String> words, String why) {
  /** How many words a list may have. */
  static final int WORDS_MAX = 200;

  /** How long a word may be. */
  static final int WORD_CHARS_MAX = 40;

  /** The type that such a parameter has in {@code pack.yaml}. */
  static final String TYPE = "words";

  /** What every parameter's {@code why} must match. */
  static final String WHY = "(?s).*\\S.*";

  static final String WHY_FORM = "a sentence that says why this value was chosen";

  /** Checks the words. */
  public WordList {
    words = List.copyOf(words);
    if (words.isEmpty() || words.size() > WORDS_MAX) {
      throw new IllegalArgumentException("value must list 1 to " + WORDS_MAX + " words");
    }
    Map<String, String> known = new HashMap<>();
    for (String word : words) {
      check(word);
      String before = known.putIfAbsent(folded(word), word);
      if (before != null) {
        throw new IllegalArgumentException(
            before.equals(word)
                ? "'" + word + "' is there twice"
                : "'" + word + "' and '" + before + "' are the same word");
      }
    }
  }

  private static void check(String word) {
    if (word.isBlank()) {
      throw new IllegalArgumentException("a word cannot be blank: it would be in most texts");
    }
    if (word.length() > WORD_CHARS_MAX) {
      throw new IllegalArgumentException(
          "a word has at most " + WORD_CHARS_MAX + " characters, not " + word.length());
    }
    if (!word.codePoints().allMatch(PackProblem::isPrintable)) {
      throw new IllegalArgumentException(
          "'" + word + "' holds a character that cannot be seen; delete it");
    }
  }

  private static String folded(String word) {
    StringBuilder folded = new StringBuilder(word);
    for (int i = 0; i < folded.length(); i++) {
      folded.setCharAt(i, WordMatcher.fold(folded.charAt(i)));
    }
    return folded.toString();
  }

  /** What tells whether a text contains any of the words. */
  public WordMatcher matcher() {
    return new WordMatcher(words);
  }
}
