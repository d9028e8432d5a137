package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class DocumentationTest {
  private static final Pattern NAME = Pattern.compile("`([a-z.-]+)(\\.<[a-z]+>)?`");

  /** Maps, whose keys metadata does not know. */
  private static final Set<String> MAPS =
      Set.of(
          "riskgate.intelligence.files", "riskgate.intelligence.max-age", "riskgate.metrics.tags");

  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  /** Each property of the table, and what its cell says of its default. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "spring-boot.md"))) {
      if (line.startsWith("| `riskgate.")) {
        String group = "";
        String[] cells = line.split("\\|", -1);
        Iterator<String> defaults = List.of(cells[2].split(",", -1)).iterator();
        Matcher name = NAME.matcher(cells[1]);
        while (name.find()) {
          String full = name.group(1).startsWith(".") ? group + name.group(1) : name.group(1);
          group = full.substring(0, full.lastIndexOf('.'));
          documented.put(full, defaults.hasNext() ? defaults.next().strip() : "");
        }
      }
    }
    return documented;
  }

  /** Each property that IDEs are told of, and its default; "" where it has none. */
  private static Map<String, String> told() throws IOException {
    try (InputStream in = Apps.metadata()) {
      Map<String, String> told = new TreeMap<>();
      List<Map<String, Object>> properties = JsonPath.parse(in).read("$.properties");
      for (Map<String, Object> property : properties) {
        told.put(
            String.valueOf(property.get("name")),
            Objects.toString(property.get("defaultValue"), ""));
      }
      return told;
    }
  }

  @Test
  @DisplayName("docs/spring-boot.md lists every property, and no other")
  void properties() throws IOException {
    assertThat(documented().keySet()).isEqualTo(told().keySet());
  }

  @Test
  @DisplayName("docs/spring-boot.md gives every property the default that it has")
  void defaults() throws IOException {
    Map<String, String> documented = documented();
    told()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                // IDEs name a constant, which is told in small letters and read in any.
                assertThat(documented.get(name)).as(name).isEqualToIgnoringCase("`" + value + "`");
              }
            });
  }

  @Test
  @DisplayName("Every property of riskgate that a page or an example sets in YAML is one")
  void inYaml() throws IOException {
    Path root = Path.of("..");
    Map<String, String> texts = new TreeMap<>();
    Path example = root.resolve("examples/gateway/src/main/resources/application.yaml");
    texts.put(example.toString(), Files.readString(example));
    try (Stream<Path> pages = Files.list(root.resolve("docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        for (MatchResult block : YAML.matcher(Files.readString(page)).results().toList()) {
          if (block.group(1).startsWith("riskgate:") || block.group(1).contains("\nriskgate:")) {
            texts.put(page + ":" + block.start(), block.group(1));
          }
        }
      }
    }
    Set<String> known = told().keySet();
    Set<String> wrong = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      for (PropertySource<?> source :
          new YamlPropertySourceLoader()
              .load(
                  text.getKey(),
                  new ByteArrayResource(text.getValue().getBytes(StandardCharsets.UTF_8)))) {
        for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
          String plain = name.replaceAll("\\[\\d+]", "");
          if (plain.startsWith("riskgate.") && MAPS.stream().noneMatch(plain::startsWith)) {
            seen.add(plain);
            if (!known.contains(plain)) {
              wrong.add(text.getKey() + ": " + plain);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).contains("riskgate.decision-log.checkpoint.file").hasSizeGreaterThan(10);
  }
}
