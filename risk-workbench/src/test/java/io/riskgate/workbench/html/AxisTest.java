package io.riskgate.workbench.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written at an axis. */
class AxisTest {
  private static List<String> ticks(double largest) {
    Axis axis = Axis.upTo("precision, %", largest);
    return axis.ticks().stream().map(axis.label()::apply).toList();
  }

  @Test
  @DisplayName("Goes up to a round number in round steps")
  void roundSteps() {
    assertThat(ticks(43)).containsExactly("0", "10", "20", "30", "40", "50");
    assertThat(ticks(0.07)).containsExactly("0", "0.02", "0.04", "0.06", "0.08");
  }

  @Test
  @DisplayName("Where nothing is above 0, as no alert is right, it goes up to 1")
  void nothing() {
    assertThat(ticks(0)).containsExactly("0", "1");
  }
}
