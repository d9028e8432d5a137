package io.riskgate.workbench.message;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody most likely meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /** The nearest of the known words, unless none is near enough to be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String wanted = normal(word);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(wanted, normal(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    // A third of the word may be wrong: more than that is another word.
    return bestDistance <= Math.max(1, wanted.length() / 3)
        ? Optional.ofNullable(best)
        : Optional.empty();
  }

  /** Text to put behind a complaint: {@code ; did you mean 'payer'?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(found -> "; did you mean '" + found + "'?").orElse("");
  }

  // Case and separators are the commonest mistakes, so they count for nothing.
  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  /** The number of letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] done = previous;
      previous = current;
      current = done;
    }
    return previous[b.length()];
  }
}
