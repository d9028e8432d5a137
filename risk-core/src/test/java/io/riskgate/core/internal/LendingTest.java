package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is lent is nobody else's until it is given back, and is never more than there are slots. */
class LendingTest {
  private final Lending<Object> lending = new Lending<>();

  @Test
  @DisplayName("what was given back is lent again, to one at a time")
  void lent() {
    Object thing = new Object();
    assertThat(lending.take()).isNull();

    assertThat(lending.giveBack(thing)).isTrue();

    assertThat(lending.take()).isSameAs(thing);
    assertThat(lending.take()).isNull();
  }

  @Test
  @DisplayName("where slots are taken nothing more is kept")
  void full() {
    int kept = 0;
    for (int i = 0; i <= lending.slots(); i++) {
      kept += lending.giveBack(new Object()) ? 1 : 0;
    }
    assertThat(kept).isBetween(1, lending.slots());
    for (int i = 0; i < kept; i++) {
      assertThat(lending.take()).isNotNull();
    }
    assertThat(lending.take()).isNull();
  }
}
