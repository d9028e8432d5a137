package io.riskgate.rules.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Guesses what an author meant to write. */
public final class Suggestions {
  private static final int WORD_CHARS_MAX = 100;

  private Suggestions() {}

  /** Returns {@code " (did you mean 'x'?)"}, or nothing where no known word is close. */
  public static String didYouMean(String word, Collection<String> known) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    if (word.length() > WORD_CHARS_MAX) {
      return ""; // nobody meant this, and comparing takes its length for every candidate
    }
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (isClose(word, candidate, distance) && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best == null ? "" : " (did you mean '" + best + "'?)";
  }

  private static boolean isClose(String word, String candidate, int distance) {
    return distance <= Math.max(1, Math.min(word.length(), candidate.length()) / 3)
        || (word.length() >= 3 && candidate.startsWith(word))
        || sameLastName(word, candidate);
  }

  /** {@code device.country} was perhaps meant to be {@code origin.country}. */
  private static boolean sameLastName(String word, String candidate) {
    String last = lastName(word);
    return last != null && last.equals(lastName(candidate));
  }

  private static @Nullable String lastName(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? null : path.substring(dot);
  }

  /** How many characters must be put in, taken out, replaced or swapped with their neighbour. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
