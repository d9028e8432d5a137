package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a text contains a word. */
class WordMatcherTest {
  private static final WordMatcher MATCHER =
      new WordMatcher(List.of("刷单", "Task Rebate", "安全账户", "q&a", "ß"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "刷单",
        "转刷单",
        "刷单佣金",
        "刷刷单",
        "TASK REBATE no. 4",
        "my task rebate",
        "ＴＡＳＫ　Ｒｅｂａｔｅ",
        "tasK REBATE",
        "taſk rebate",
        "Q＆A",
        "到安全账户",
        "groß",
        "\uD83D\uDE00刷单",
        "刷刷单单"
      })
  void aTextThatContainsAWordWhateverItsCaseAndWidth(String text) {
    assertThat(MATCHER.test(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "刷",
        "单刷",
        "刷 单",
        "刷\u200B单",
        "taskrebate",
        "task-rebate",
        "安全帐户",
        "gross"
      })
  void aTextThatDoesNot(String text) {
    assertThat(MATCHER.test(text)).isFalse();
  }

  @Test
  void aTextThatIsNotThereContainsNothing() {
    assertThat(MATCHER.test(null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "A, a", "Z, z", "a, a", "İ, i", "ı, i", "Å, å", "Σ, σ", "ς, σ", "Ａ, a", "！, !", "～, ~"
  })
  void charactersAreFolded(char from, char to) {
    assertThat(WordMatcher.fold(from)).isEqualTo(to);
  }

  @Test
  void foldingTwiceIsFoldingOnceAndAgreesWithJava() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      char folded = WordMatcher.fold((char) c);
      assertThat(WordMatcher.fold(folded)).isEqualTo(folded);
      boolean wide = c == 0x3000 || (c >= 0xFF01 && c <= 0xFF5E);
      if (!wide) {
        assertThat(String.valueOf((char) c)).isEqualToIgnoringCase(String.valueOf(folded));
      }
    }
  }

  /** Few characters, so that words begin and end in one another in every way. */
  @Test
  void itFindsWhatLookingForEachWordByItselfFinds() {
    Random random = new Random(20_261_121);
    int found = 0;
    for (int round = 0; round < 3_000; round++) {
      List<String> words = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        words.add(text(random, 1 + random.nextInt(6)));
      }
      WordMatcher matcher = new WordMatcher(words);
      for (int i = 0; i < 40; i++) {
        String text = text(random, random.nextInt(16));
        boolean expected = words.stream().anyMatch(word -> naive(text, word));
        assertThat(matcher.test(text)).as("%s in '%s'", words, text).isEqualTo(expected);
        found += expected ? 1 : 0;
      }
    }
    assertThat(found).isBetween(20_000, 100_000); // both answers were tried
  }

  @Test
  void aLongListWithLongWordsIsSearchedAsWell() {
    Random random = new Random(3);
    List<String> words = new ArrayList<>();
    while (words.size() < WordList.WORDS_MAX) {
      words.add("刷单返利".repeat(9) + text(random, 4));
    }
    WordMatcher matcher = new WordMatcher(words);

    for (String word : words) {
      assertThat(matcher.test("刷单" + word + "x")).isTrue();
      assertThat(matcher.test(word.substring(1))).isFalse();
    }
  }

  @Test
  void aTextThatAlmostMatchesAtEveryCharacter() {
    WordMatcher matcher = new WordMatcher(List.of("a".repeat(39) + "b", "a".repeat(38) + "c"));
    String text = "a".repeat(200_000);

    assertThat(matcher.test(text)).isFalse();
    assertThat(matcher.test(text + "b")).isTrue();
    assertThat(matcher.test(text + "dc")).isFalse();
  }

  @Test
  void anEmptyWordIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WordMatcher(List.of("a", "")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordMatcher(Collections.nCopies(700, "a".repeat(100))));
  }

  private static String text(Random random, int length) {
    String alphabet = "abAＢ刷单 ";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static boolean naive(String text, String word) {
    return plain(text).contains(plain(word));
  }

  private static String plain(String text) {
    return text.replace('Ｂ', 'b').replace('A', 'a');
  }
}
