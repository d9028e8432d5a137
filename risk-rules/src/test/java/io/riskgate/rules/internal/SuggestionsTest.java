package io.riskgate.rules.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> KNOWN =
      List.of("device.ageHours", "counterparty.ageHours", "origin.country", "hour");

  @Test
  void closeWordsAreSuggested() {
    assertThat(Suggestions.didYouMean("huor", KNOWN)).isEqualTo(" (did you mean 'hour'?)");
    assertThat(Suggestions.didYouMean("HOUR", KNOWN)).isEqualTo(" (did you mean 'hour'?)");
    assertThat(Suggestions.didYouMean("device.age", KNOWN))
        .isEqualTo(" (did you mean 'device.ageHours'?)");
    assertThat(Suggestions.didYouMean("device.country", KNOWN))
        .isEqualTo(" (did you mean 'origin.country'?)");
  }

  @Test
  void farWordsAreNot() {
    assertThat(Suggestions.didYouMean("balance", KNOWN)).isEmpty();
    assertThat(Suggestions.didYouMean("x", KNOWN)).isEmpty();
  }

  @Test
  void neighboursThatAreSwappedCountOnce() {
    assertThat(Suggestions.distance("huor", "hour")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
  }
}
