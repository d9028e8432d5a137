package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Decision;
import io.riskgate.core.RiskEngine;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The API guide leaves nothing out. */
class ApiGuideTest {
  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

  private static List<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .filter(name -> !OF_OBJECT.contains(name))
        .distinct()
        .toList();
  }

  private static String javaOf(Page page) {
    return page.blocks().stream()
        .filter(block -> block.is("java"))
        .map(Block::text)
        .collect(Collectors.joining());
  }

  @Test
  @DisplayName("every method of an engine stands in a block that is compiled")
  void engine() {
    String code = javaOf(Page.doc("api-guide.md"));

    assertThat(methods(RiskEngine.class))
        .filteredOn(name -> !name.equals("close"))
        .allSatisfy(name -> assertThat(code).containsPattern("\\." + name + "\\("));
  }

  @Test
  @DisplayName("every setting of a builder has a row")
  void builder() {
    String text = Page.doc("api-guide.md").text();
    String table = text.substring(text.indexOf("| builder |"), text.indexOf("`close()` ends"));

    assertThat(methods(RiskEngine.Builder.class))
        .filteredOn(name -> !name.equals("build"))
        .allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
  }

  @Test
  @DisplayName("everything that a decision tells has a row, but its inner form")
  void decision() {
    String text = Page.doc("api-guide.md").text();
    String table = text.substring(text.indexOf("| of a decision |"), text.indexOf("### Retry"));

    assertThat(methods(Decision.class))
        .filteredOn(name -> !name.equals("verdict"))
        .allSatisfy(name -> assertThat(table).containsPattern("`" + name + "\\((locale)?\\)`"));
  }
}
