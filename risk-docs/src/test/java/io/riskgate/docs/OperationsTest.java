package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Degraded;
import io.riskgate.core.RiskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator looks up in the night is there. */
class OperationsTest {
  private static final Pattern METER = Pattern.compile("`(riskgate\\.[a-z.]+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|(.*)\\|$");

  private static final Pattern EVENT = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\|(.*)\\|$");

  @Test
  @DisplayName("every degraded cause has a row: subject, meaning, decision and what to do")
  void causes() {
    String page = Page.doc("operations.md").text();
    String table = page.substring(page.indexOf("<!-- causes"), page.indexOf("<!-- /causes"));
    List<String> named = new ArrayList<>();

    for (MatchResult row : ROW.matcher(table).results().toList()) {
      named.add(row.group(1));
      assertThat(row.group(2).split(" \\| ", -1))
          .as(row.group(1))
          .hasSize(4)
          .allSatisfy(cell -> assertThat(cell).isNotBlank());
    }

    assertThat(named)
        .containsExactlyElementsOf(Stream.of(Degraded.Cause.values()).map(Enum::name).toList());
  }

  @Test
  @DisplayName("every event has a row: what it means, and what to do")
  void events() {
    String page = Page.doc("operations.md").text();
    String table = page.substring(page.indexOf("<!-- events"), page.indexOf("<!-- /events"));

    assertThat(EVENT.matcher(table).results())
        .allSatisfy(
            row ->
                assertThat(row.group(2).split(" \\| ", -1))
                    .as(row.group(1))
                    .hasSize(2)
                    .allSatisfy(cell -> assertThat(cell).isNotBlank()))
        .extracting(row -> row.group(1))
        .containsExactlyInAnyOrderElementsOf(
            permitted(RiskEvent.class).map(Class::getSimpleName).toList());
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OperationsTest::permitted)
        : Stream.of(type);
  }

  @Test
  @DisplayName("every meter that an alarm looks at is a meter")
  void meters() {
    Set<String> meters =
        METER
            .matcher(Page.doc("metrics.md").text())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(METER.matcher(Page.doc("operations.md").text()).results())
        .extracting(match -> match.group(1))
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(meters).contains(name));
  }
}
