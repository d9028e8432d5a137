package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Control;
import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.SignalKind;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/duties.md} says which rule, sentence and test carries out which duty. */
class DutiesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DUTIES = ROOT.resolve("docs").resolve("duties.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [A-Z][0-9]+ \\|.*$");
  private static final Pattern ROW_ID = Pattern.compile("^\\| ([A-Z][0-9]+) \\|");
  private static final Pattern ID = Pattern.compile("\\b([A-Z][0-9]+)\\b");
  private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");
  private static final Pattern SENTENCE = Pattern.compile("\\b([A-Z]{1,2}-[0-9]+)\\b");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Properties))`");

  private static List<String> rows() throws IOException {
    return ROW.matcher(Files.readString(DUTIES)).results().map(match -> match.group()).toList();
  }

  private static List<String> cells(String row) {
    return List.of(row.split(" \\| ", -1));
  }

  private static Set<String> named(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static Set<String> allNamed(Pattern pattern) throws IOException {
    return named(pattern, String.join("\n", rows()));
  }

  @Test
  @DisplayName("every duty names what carries it out, and a test")
  void everyDutyNamesATest() throws IOException {
    List<String> rows = rows();

    assertThat(rows).hasSizeGreaterThan(40);
    for (String row : rows) {
      List<String> cells = cells(row);
      assertThat(cells).as(row).hasSize(5);
      assertThat(cells.get(2)).as("what Riskgate does: " + row).isNotBlank();
      assertThat(cells.get(3)).as("what carries it out: " + row).isNotBlank();
      assertThat(cells.get(4).contains("rule tests") || TEST.matcher(cells.get(4)).find())
          .as("which test: " + row)
          .isTrue();
    }
  }

  @Test
  @DisplayName("a row that rests on the pack's own tests names a rule, which is what they test")
  void ruleTestsAreOfRules() throws IOException {
    for (String row : rows()) {
      List<String> cells = cells(row);
      if (cells.get(4).contains("rule tests")) {
        assertThat(cells.get(3)).as(row).containsPattern(CODE);
      }
    }
  }

  @Test
  @DisplayName(
      "a duty that is carried out in part is marked, and the end of the page says what is missing")
  void halfDutiesAreToldOf() throws IOException {
    String page = Files.readString(DUTIES);
    String told =
        page.substring(page.indexOf("\n## Carried out in part"), page.indexOf("\n## Deliberately"));
    Set<String> marked = new TreeSet<>();
    for (String row : rows()) {
      if (row.contains("**In part**")) {
        marked.addAll(named(ROW_ID, row));
      }
    }

    assertThat(marked).isNotEmpty().isEqualTo(named(ID, told));
  }

  @Test
  @DisplayName("every rule of the pack serves a duty, and every rule that is named exists")
  void everyRuleServesADuty() throws IOException {
    RulePack pack = RulePacks.bundled("cn");
    Set<String> rules =
        pack.rules().stream().map(Rule::code).collect(Collectors.toCollection(TreeSet::new));

    Set<String> named = allNamed(CODE);
    Set<String> others = new TreeSet<>(named);
    others.removeAll(rules);

    assertThat(named).containsAll(rules);
    assertThat(others)
        .as("no rule, but a limit, a control, a scam kind, a label or a signal")
        .allMatch(name -> isOtherwiseKnown(name, pack));
  }

  private static boolean isOtherwiseKnown(String name, RulePack pack) {
    Stream<String> limits = pack.policy().limits().stream().map(limit -> limit.id());
    Stream<String> scams = pack.rules().stream().map(Rule::scam);
    Stream<String> enums =
        Stream.of(
                Control.Kind.values(),
                SignalKind.values(),
                DataItem.values(),
                Degraded.Cause.values(),
                VerificationMethod.values(),
                AssetClass.values())
            .flatMap(Stream::of)
            .map(Enum::name);
    return Stream.of(limits, scams, enums, pack.policy().labels().stream())
        .flatMap(names -> names)
        .anyMatch(name::equals);
  }

  @Test
  @DisplayName("every sentence that is named stands in docs/decisions.md")
  void everySentenceExists() throws IOException {
    String decisions = Files.readString(ROOT.resolve("docs").resolve("decisions.md"));

    assertThat(allNamed(SENTENCE))
        .isNotEmpty()
        .allMatch(sentence -> decisions.contains("**" + sentence + "**"));
  }

  @Test
  @DisplayName("every test that is named exists")
  void everyTestExists() throws IOException {
    Set<String> files;
    try (Stream<Path> modules = Files.list(ROOT)) {
      files = new TreeSet<>();
      for (Path module : modules.filter(path -> Files.isDirectory(path.resolve("src"))).toList()) {
        try (Stream<Path> tests = Files.walk(module.resolve("src").resolve("test"))) {
          tests.forEach(path -> files.add(String.valueOf(path.getFileName())));
        }
      }
    }

    assertThat(allNamed(TEST)).isNotEmpty().allMatch(test -> files.contains(test + ".java"));
  }
}
