package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.facts.Bound;
import io.riskgate.core.facts.FactUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables in docs/rule-authors.md that follow from the code. */
class FactReferenceTest {
  private static final Path DOC = Path.of("..", "docs", "rule-authors.md");

  @Test
  void theTableOfFactsIsUpToDate() throws IOException {
    PackDefinition definition = new TestPack().load().definition();
    Map<String, Object> neutral = NeutralFacts.of(definition);
    StringBuilder table = new StringBuilder();
    table.append(
        "| fact | what it says | counted in | needs | while history is short | in tests |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (FactInfo fact : new FactCatalog(List.of()).all()) {
      assertThat(neutral).as("every fact has a neutral value").containsKey(fact.path());
      table.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  fact.path(),
                  fact.about(),
                  unit(fact),
                  items(fact),
                  bound(fact.bound()),
                  value(fact, neutral.get(fact.path()), definition.money())));
    }

    String expected =
        "<!-- facts: checked by FactReferenceTest -->\n" + table + "<!-- /facts -->\n";
    assertThat(Files.readString(DOC)).contains(expected);
  }

  private static String unit(FactInfo fact) {
    if (fact.type().isEnum()) {
      return "`" + fact.type().getSimpleName() + "`";
    }
    if (fact.unit() == FactUnit.NONE) {
      return fact.type() == boolean.class
          ? "true or false"
          : fact.type() == String.class ? "text" : "a number";
    }
    return fact.unit().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String items(FactInfo fact) {
    return FactCatalog.items(fact.items()).stream()
        .map(item -> "`" + item + "`")
        .collect(Collectors.joining(", "));
  }

  private static String bound(Bound bound) {
    return switch (bound) {
      case EXACT -> "";
      case LOWER -> "the truth may be more";
      case UPPER -> "the truth may be less";
      case UNKNOWN -> "not known";
    };
  }

  private static String value(FactInfo fact, Object value, Money money) {
    if (fact.unit() == FactUnit.MONEY) {
      return money.show((Long) value);
    }
    return value.equals("") ? "empty" : String.valueOf(value);
  }
}
