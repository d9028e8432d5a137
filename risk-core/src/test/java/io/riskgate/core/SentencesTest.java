package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The specification and its tests keep together. */
class SentencesTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Pattern SENTENCE =
      Pattern.compile("^- \\*\\*([A-Z]-\\d+)\\*\\* ", Pattern.MULTILINE);

  @Test
  void every_sentence_has_a_test_and_every_test_names_sentences_that_exist() throws Exception {
    Set<String> tested = tested();
    Set<String> written = written();

    assertThat(written).as("sentences found in decisions.md").hasSizeGreaterThan(50);
    assertThat(written).as("sentences without a test").isSubsetOf(tested);
    assertThat(tested).as("tests of sentences that do not exist").isSubsetOf(written);
  }

  private static Set<String> written() throws IOException {
    String text =
        Files.readString(BASE.resolve("../docs/decisions.md").normalize(), StandardCharsets.UTF_8);
    Set<String> sentences = new TreeSet<>();
    Matcher matcher = SENTENCE.matcher(text);
    while (matcher.find()) {
      assertThat(sentences.add(matcher.group(1)))
          .as("%s is there twice", matcher.group(1))
          .isTrue();
    }
    return sentences;
  }

  private static Set<String> tested() throws Exception {
    Path root = BASE.resolve("target/test-classes");
    Set<String> sentences = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace(".class", "").replace('/', '.');
        Class<?> type = Class.forName(name, false, SentencesTest.class.getClassLoader());
        for (Method method : type.getDeclaredMethods()) {
          Sentence sentence = method.getAnnotation(Sentence.class);
          if (sentence != null && isRun(method)) {
            sentences.addAll(Set.of(sentence.value()));
          }
        }
      }
    }
    return sentences;
  }

  private static boolean isRun(Method method) {
    return !method.isAnnotationPresent(Disabled.class)
        && (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class)
            || method.isAnnotationPresent(Property.class));
  }
}
