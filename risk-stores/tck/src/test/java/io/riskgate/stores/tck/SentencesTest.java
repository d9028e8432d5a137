package io.riskgate.stores.tck;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The suite names sentences of the specification that exist. */
class SentencesTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Pattern SENTENCE =
      Pattern.compile("^- \\*\\*([A-Z]-\\d+)\\*\\* ", Pattern.MULTILINE);

  @Test
  @DisplayName("each sentence that a case names is written in decisions.md")
  void exist() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Class<?> theme : RiskStoreContract.class.getDeclaredClasses()) {
      if (theme.isAnnotationPresent(Nested.class)) {
        for (Method method : theme.getSuperclass().getDeclaredMethods()) {
          Sentence sentence = method.getAnnotation(Sentence.class);
          if (sentence != null) {
            named.addAll(Set.of(sentence.value()));
          }
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(60).isSubsetOf(written());
  }

  private static Set<String> written() throws IOException {
    Path file = BASE.resolve("../../docs/decisions.md").normalize();
    Matcher matcher = SENTENCE.matcher(Files.readString(file, StandardCharsets.UTF_8));
    Set<String> written = new TreeSet<>();
    while (matcher.find()) {
      written.add(matcher.group(1));
    }
    return written;
  }
}
