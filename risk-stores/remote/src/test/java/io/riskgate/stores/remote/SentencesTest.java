package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is promised, and its tests, keep together. */
class SentencesTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Pattern SENTENCE =
      Pattern.compile("^- \\*\\*(RS-\\d+)\\*\\* ", Pattern.MULTILINE);

  @Test
  @DisplayName("Each sentence has a test, and each test names sentences that exist")
  void together() throws IOException {
    Set<String> tested = new TreeSet<>();
    for (Class<?> tests :
        List.of(
            AfterwardsTest.class,
            AttemptedAgainTest.class,
            LostWordsTest.class,
            PastMovementsTest.class,
            RemoteAlertsTest.class,
            SeveralProcessesTest.class)) {
      for (Method method : tests.getDeclaredMethods()) {
        Sentence sentence = method.getAnnotation(Sentence.class);
        if (sentence != null) {
          tested.addAll(Set.of(sentence.value()));
        }
      }
    }
    Set<String> written = new TreeSet<>();
    Path page = BASE.resolve("../../docs/remote-stores.md").normalize();
    Matcher matcher = SENTENCE.matcher(Files.readString(page));
    while (matcher.find()) {
      assertThat(written.add(matcher.group(1))).as("%s is there once", matcher.group(1)).isTrue();
    }

    assertThat(written).hasSizeGreaterThan(7).isEqualTo(tested);
  }
}
