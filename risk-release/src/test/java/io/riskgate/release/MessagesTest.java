package io.riskgate.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads English is told what whoever reads Chinese is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {
  /** A bundle is a family of files whose names end in a language. */
  private static final Pattern OF_A_LANGUAGE = Pattern.compile("(.*)_(zh|en)\\.properties");

  private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

  /** The folder and name of each bundle in the sources, to its files by language. */
  static Stream<Map.Entry<Path, Map<String, Path>>> bundles() throws IOException {
    Map<Path, Map<String, Path>> bundles = new TreeMap<>();
    for (Path resources : resources()) {
      try (Stream<Path> walk = Files.walk(resources)) {
        walk.forEach(path -> add(path, bundles));
      }
    }
    assertThat(bundles.keySet()).as("bundles: at least that of the pack cn").hasSizeGreaterThan(1);
    return bundles.entrySet().stream();
  }

  private static void add(Path path, Map<Path, Map<String, Path>> bundles) {
    var name = OF_A_LANGUAGE.matcher(path.getFileName().toString());
    if (name.matches()) {
      bundles
          .computeIfAbsent(path.resolveSibling(name.group(1)), any -> new TreeMap<>())
          .put(name.group(2), path);
    }
  }

  /** Of each module: what is built, or left by other tests, is none of a bundle. */
  private static List<Path> resources() throws IOException {
    List<Path> resources = new ArrayList<>();
    for (Path parent : List.of(Path.of(".."), Path.of("..", "risk-stores"))) {
      try (Stream<Path> modules = Files.list(parent)) {
        modules
            .map(module -> module.resolve("src/main/resources"))
            .filter(Files::isDirectory)
            .forEach(resources::add);
      }
    }
    return resources;
  }

  @ParameterizedTest
  @MethodSource("bundles")
  @DisplayName("Each text is there in either language, is not empty, and names the same facts")
  void complete(Map.Entry<Path, Map<String, Path>> bundle) throws IOException {
    assertThat(bundle.getValue()).containsOnlyKeys("zh", "en");
    Properties chinese = read(bundle.getValue().get("zh"));
    Properties english = read(bundle.getValue().get("en"));

    assertThat(english.stringPropertyNames()).isNotEmpty();
    assertThat(new TreeSet<>(english.stringPropertyNames()))
        .isEqualTo(new TreeSet<>(chinese.stringPropertyNames()));
    assertThat(english.stringPropertyNames())
        .allSatisfy(
            key -> {
              assertThat(english.getProperty(key)).as(key).isNotBlank();
              assertThat(chinese.getProperty(key)).as(key).isNotBlank();
              assertThat(places(english.getProperty(key)))
                  .as(key)
                  .isEqualTo(places(chinese.getProperty(key)));
            });
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
