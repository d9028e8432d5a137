package io.riskgate.rules.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a text contains any of some words, looking at each of its characters once and
 * allocating nothing. Immutable.
 *
 * <p>Two characters are the same where {@link #fold} makes them the same. The words are kept as the
 * automaton of Aho and Corasick: a state stands for the longest end of what was read that begins a
 * word, and where no character leads on, its fallback is the next shorter one. A text goes back at
 * most as often as it went on, so that time is linear in the text whatever the text and the words.
 * Most characters begin no word, and are passed over by one look into a table of bits.
 */
public final class WordMatcher implements Predicate<@Nullable String> {
  private static final int ROOT = 0;
  private static final int NOWHERE = -1;

  /** Which characters may begin a word, folded or not; those that share a bit are mistaken. */
  private final long[] first = new long[16];

  /** Where a state leads to by a character: a hash table of state and character. */
  private final int[] keys;

  private final int[] targets;
  private final int[] fallbacks;
  private final boolean[] ends;
  private int states = 1;

  /** A matcher of words, of which none is empty. */
  public WordMatcher(Collection<String> words) {
    if (words.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("An empty word is in every text");
    }
    if (!fits(words)) {
      throw new IllegalArgumentException("The words have too many characters");
    }
    int statesMax = Math.toIntExact(statesMax(words));
    int size = Integer.highestOneBit(statesMax) << 2; // at most half of it is used
    keys = new int[size];
    targets = new int[size];
    Arrays.fill(targets, NOWHERE);
    fallbacks = new int[statesMax];
    ends = new boolean[statesMax];
    char[] parentsCharacter = new char[statesMax];
    int[] parents = new int[statesMax];
    for (String word : words) {
      int state = ROOT;
      for (int i = 0; i < word.length(); i++) {
        char c = fold(word.charAt(i));
        int next = step(state, c);
        if (next == NOWHERE) {
          next = states++;
          put(state, c, next);
          parents[next] = state;
          parentsCharacter[next] = c;
        }
        state = next;
      }
      ends[state] = true;
    }
    fallBack(parents, parentsCharacter);
    for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
      if (step(ROOT, fold((char) c)) != NOWHERE) {
        first[c >> 6 & 15] |= 1L << c;
      }
    }
  }

  /** Whether words have few enough characters, 65,534 in all, for one matcher. */
  static boolean fits(Collection<String> words) {
    return statesMax(words) <= Character.MAX_VALUE;
  }

  private static long statesMax(Collection<String> words) {
    return 1 + words.stream().mapToLong(String::length).sum();
  }

  /** Finds each state's fallback. */
  private void fallBack(int[] parents, char[] parentsCharacter) {
    // A fallback is nearer to the root than its state: depth by depth, it is known when needed.
    int[] depth = new int[states];
    int deepest = 0;
    for (int state = 1; state < states; state++) {
      depth[state] = depth[parents[state]] + 1; // a state is made after its parent
      deepest = Math.max(deepest, depth[state]);
    }
    for (int level = 2; level <= deepest; level++) {
      for (int state = 1; state < states; state++) {
        if (depth[state] == level) {
          int found = next(fallbacks[parents[state]], parentsCharacter[state]);
          fallbacks[state] = found;
          ends[state] |= ends[found];
        }
      }
    }
  }

  /** Whether a text contains a word; nothing is in no text. */
  @Override
  public boolean test(@Nullable String text) {
    if (text == null) {
      return false;
    }
    int state = ROOT;
    for (int i = 0, length = text.length(); i < length; i++) {
      char c = text.charAt(i);
      if (state == ROOT && (first[c >> 6 & 15] & 1L << c) == 0) {
        continue;
      }
      state = next(state, fold(c));
      if (ends[state]) {
        return true;
      }
    }
    return false;
  }

  /** The state after a character. */
  private int next(int state, char c) {
    int from = state;
    int to = step(from, c);
    while (to == NOWHERE && from != ROOT) {
      from = fallbacks[from];
      to = step(from, c);
    }
    return Math.max(to, ROOT);
  }

  private int step(int state, char c) {
    int key = state << 16 | c;
    int slot = slot(key);
    while (targets[slot] != NOWHERE) {
      if (keys[slot] == key) {
        return targets[slot];
      }
      slot = slot + 1 & keys.length - 1;
    }
    return NOWHERE;
  }

  private void put(int state, char c, int target) {
    int key = state << 16 | c;
    int slot = slot(key);
    while (targets[slot] != NOWHERE) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private int slot(int key) {
    int mixed = key * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & keys.length - 1;
  }

  /**
   * What a character counts as: full-width forms as the plain ones, and capitals as small letters,
   * each character by itself, as {@link String#equalsIgnoreCase} compares them.
   */
  static char fold(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    if (c == '\u3000') {
      return ' ';
    }
    // Chinese and Korean letters and what is between them have neither case nor width; to look that
    // up takes longer than all the rest, for most characters that there are.
    if ((c >= '\u3400' && c < '\uA000') || (c >= '\uAC00' && c < '\uFB00')) {
      return c;
    }
    char plain = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
    return Character.toLowerCase(Character.toUpperCase(plain));
  }
}
