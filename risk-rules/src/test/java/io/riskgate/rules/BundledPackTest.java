package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The pack {@code cn} as it is shipped. */
class BundledPackTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/riskgate/rules/packs/cn");
  private static final RulePack PACK = RulePacks.bundled("cn");

  @TestFactory
  Stream<DynamicTest> itsOwnTests() {
    return RulePackTests.of(PACK).cases().stream()
        .map(
            test ->
                DynamicTest.dynamicTest(test.toString(), () -> assertThat(test.run()).isEmpty()));
  }

  @Test
  void everyRuleIsTestedFiringAndQuiet() {
    assertThat(RulePackTests.of(PACK).gaps()).isEmpty();
  }

  @Test
  void theIndexNamesEveryFile() throws IOException {
    try (Stream<Path> walk = Files.walk(FOLDER)) {
      List<String> files =
          walk.filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
              .filter(file -> !file.equals("index.txt"))
              .sorted()
              .toList();
      assertThat(Files.readAllLines(FOLDER.resolve("index.txt"))).isEqualTo(files);
    }
  }

  @Test
  void theFolderHasTheSameContentAndHash(@TempDir Path copy) throws IOException {
    for (String file : Files.readAllLines(FOLDER.resolve("index.txt"))) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(FOLDER.resolve(file), copy.resolve(file));
    }

    assertThat(RulePacks.load(copy).identity()).isEqualTo(PACK.identity());
  }

  @Test
  void everyRuleTakesTheDirectLaneUnlessSessionsAreAskedFor(@TempDir Path copy) throws IOException {
    for (String file : Files.readAllLines(FOLDER.resolve("index.txt"))) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(FOLDER.resolve(file), copy.resolve(file));
    }
    RulePack inSessions = RulePacks.load(copy, Lanes.SESSION_ONLY);

    assertThat(RulePacks.lanes(PACK)).hasSameSizeAs(PACK.rules()).allMatch(RuleLane::direct);
    assertThat(RulePacks.lanes(inSessions)).noneMatch(RuleLane::direct);
    assertThat(RulePackTests.of(inSessions).run()).isEmpty();
  }

  @Test
  void everyRuleExplainsItselfInBothLanguages() {
    for (Rule rule : PACK.rules()) {
      for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
        for (String key : List.of(rule.code(), rule.code() + ".advice")) {
          assertThat(PACK.messages().text(key, language, List.of())).as(key).isPresent();
        }
      }
    }
  }

  @Test
  void everyTextIsInItsLanguage() {
    Pattern han = Pattern.compile("\\p{IsHan}");
    for (Rule rule : PACK.rules()) {
      for (String key : List.of(rule.code(), rule.code() + ".advice")) {
        assertThat(PACK.messages().text(key, Locale.CHINESE, List.of()))
            .hasValueSatisfying(text -> assertThat(text).as(key).containsPattern(han));
        assertThat(PACK.messages().text(key, Locale.ENGLISH, List.of()))
            .hasValueSatisfying(text -> assertThat(text).as(key).doesNotContainPattern(han));
      }
    }
  }

  /** Points below the first band only add to what else is found; the others are typologies. */
  @Test
  void oneTypologyIsVerifiedAndTwoAreHeld() {
    int verify = firstBand();
    int hold = lastBand();
    List<Rule> typologies = PACK.rules().stream().filter(rule -> rule.points() >= verify).toList();

    for (Rule one : typologies) {
      if (!one.group().equals("forbidden")) {
        assertThat(one.points()).as(one.code()).isLessThan(hold);
      }
      for (Rule other : typologies) {
        if (!one.group().equals(other.group())) {
          assertThat(one.points() + other.points()).isGreaterThanOrEqualTo(hold);
        }
      }
    }
  }

  @Test
  void whatIsEverydayLifeByItselfStopsNothing() {
    for (Rule rule : PACK.rules()) {
      if (rule.points() > 0 && rule.points() < firstBand()) {
        assertThat(rule.points()).as(rule.code()).isLessThanOrEqualTo(25);
      }
    }
  }

  private static int firstBand() {
    return PACK.policy().bands().get(0).from();
  }

  private static int lastBand() {
    return PACK.policy().bands().get(PACK.policy().bands().size() - 1).from();
  }

  @Test
  void aggregatesStayCheap() {
    assertThat(PACK.aggregates()).hasSizeLessThanOrEqualTo(45);
  }
}
