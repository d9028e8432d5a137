package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.Fact;
import io.riskgate.core.facts.FactGroup;
import io.riskgate.core.facts.TransferFacts;
import java.lang.reflect.Method;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of facts by name. */
class NamedFactTest {
  private static TransferFacts facts() {
    return new TransferFacts(new AggregateValues(0) {}) {};
  }

  @Test
  @DisplayName("Every fact that rules can read is in the table, and nothing else")
  void isWhole() {
    TreeSet<String> declared = new TreeSet<>();
    for (Method method : TransferFacts.class.getMethods()) {
      if (method.isAnnotationPresent(Fact.class)) {
        declared.add(property(method));
      } else if (method.isAnnotationPresent(FactGroup.class)) {
        for (Method inGroup : method.getReturnType().getMethods()) {
          if (inGroup.isAnnotationPresent(Fact.class)) {
            declared.add(property(method) + "." + property(inGroup));
          }
        }
      }
    }

    assertThat(NamedFact.ALL.stream().map(NamedFact::name).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  private static String property(Method getter) {
    String name = getter.getName().replaceFirst("^(get|is)", "");
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  @Test
  @DisplayName("What is read of a fact can be written to another, one fact at a time")
  void goesThereAndBack() {
    for (NamedFact fact : NamedFact.ALL) {
      TransferFacts from = facts();
      fact.set().accept(from, other(fact));
      TransferFacts to = facts();
      fact.set().accept(to, fact.get().apply(from));
      for (NamedFact each : NamedFact.ALL) {
        assertThat(each.get().apply(to)).as(fact.name()).isEqualTo(each.get().apply(from));
      }
      assertThat(fact.get().apply(to)).as(fact.name()).isNotEqualTo(fact.get().apply(facts()));
    }
  }

  private static Object other(NamedFact fact) {
    return switch (fact.name()) {
      case "kind" -> TransferKind.REFUND.name();
      case "assetClass" -> AssetClass.GAME_CURRENCY.name();
      case "channel" ->
          Channel.values()[0] == Channel.OTHER ? Channel.values()[1] : Channel.values()[0];
      default -> {
        if (fact.neutral() instanceof Boolean) {
          yield true;
        }
        yield fact.neutral() instanceof Number ? (Object) 7L : "text";
      }
    };
  }
}
