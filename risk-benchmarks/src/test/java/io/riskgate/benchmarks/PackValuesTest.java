package io.riskgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What is written by hand has the values of the pack {@code cn}. The facts that are measured seldom
 * stand at a threshold, so that a value that drifted would not show in the hits.
 */
class PackValuesTest {
  @Test
  void every_threshold_written_by_hand_is_the_packs_and_none_is_left_out() throws Exception {
    Map<String, Long> numbers = new HashMap<>();
    parameters()
        .forEach(
            (name, parameter) -> {
              if (!parameter.get("type").equals("words")) {
                numbers.put(name, number(parameter));
              }
            });
    Map<String, Long> written = new HashMap<>();
    for (Field constant : Thresholds.class.getDeclaredFields()) {
      if (!constant.isSynthetic()) {
        written.put(constant.getName(), constant.getLong(null));
      }
    }

    assertThat(written).isEqualTo(numbers);
  }

  @Test
  void every_list_of_words_written_by_hand_is_the_packs_and_none_is_left_out() throws Exception {
    Map<String, Object> lists = new HashMap<>();
    parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.get("type").equals("words")) {
                lists.put(name, parameter.get("value"));
              }
            });
    Map<String, List<String>> written = new HashMap<>();
    for (ScamWords list : ScamWords.values()) {
      written.put(list.name() + "_WORDS", list.words());
    }

    assertThat(written).isEqualTo(lists);
  }

  /** As rules read it: money in minor units. */
  private static long number(Map<String, Object> parameter) {
    BigDecimal value = new BigDecimal(parameter.get("value").toString());
    return parameter.get("type").equals("money")
        ? value.movePointRight(2).longValueExact()
        : value.longValueExact();
  }

  @SuppressWarnings("unchecked") // the pack was checked when it was built
  private static Map<String, Map<String, Object>> parameters() throws IOException {
    try (InputStream yaml =
        Objects.requireNonNull(RulePacks.class.getResourceAsStream("packs/cn/pack.yaml"))) {
      Map<String, Object> pack =
          (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      return (Map<String, Map<String, Object>>) pack.get("parameters");
    }
  }
}
