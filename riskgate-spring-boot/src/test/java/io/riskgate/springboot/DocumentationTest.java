package io.riskgate.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  private static final Pattern NAME = Pattern.compile("`([a-z.-]+)(\\.<[a-z]+>)?`");

  @Test
  @DisplayName("docs/spring-boot.md lists every property, and no other")
  void properties() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "spring-boot.md"))) {
      if (line.startsWith("| `riskgate.")) {
        String group = "";
        Matcher name = NAME.matcher(line.split("\\|", -1)[1]);
        while (name.find()) {
          String full = name.group(1).startsWith(".") ? group + name.group(1) : name.group(1);
          group = full.substring(0, full.lastIndexOf('.'));
          documented.add(full);
        }
      }
    }
    try (InputStream in =
        RiskgateProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      List<String> names = JsonPath.parse(in).read("$.properties[*].name");
      assertThat(documented).isEqualTo(new TreeSet<>(names));
    }
  }
}
