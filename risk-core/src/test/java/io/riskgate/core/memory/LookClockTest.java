package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAY_MS;
import static io.riskgate.core.memory.Kit.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The clock by which what is old is let go of. */
class LookClockTest {
  private final LookClock clock = new LookClock();

  @Test
  @DisplayName("it follows calls that come one after the other")
  void follows() {
    long nowMs = START_MS;
    clock.at(nowMs);
    for (int i = 0; i < 100; i++) {
      nowMs += LookClock.STEP_MS;
      clock.at(nowMs);
    }
    assertThat(clock.at(nowMs)).isEqualTo(nowMs);
  }

  @Test
  @DisplayName("one call of a clock that is far ahead does not move it")
  void oneAhead() {
    clock.at(START_MS);
    assertThat(clock.at(START_MS + 100 * DAY_MS)).isEqualTo(START_MS);
    assertThat(clock.at(START_MS + 1)).isEqualTo(START_MS + 1);
  }

  @Test
  @DisplayName("it begins with the first call, though a later one of a clock ahead looks first")
  void beginsWithTheFirstCall() {
    clock.begin(START_MS);
    clock.begin(START_MS + 400 * DAY_MS);
    assertThat(clock.at(START_MS + 400 * DAY_MS)).isEqualTo(START_MS);
    assertThat(clock.at(START_MS + 400 * DAY_MS)).isEqualTo(START_MS + LookClock.STEP_MS);
  }

  @Test
  @DisplayName("many move it step by step, and it goes back at once")
  void manyAhead() {
    clock.at(START_MS);
    clock.at(START_MS + 100 * DAY_MS);
    for (int i = 1; i <= 10; i++) {
      assertThat(clock.at(START_MS + 100 * DAY_MS)).isEqualTo(START_MS + i * LookClock.STEP_MS);
    }
    assertThat(clock.at(START_MS)).isEqualTo(START_MS);
  }

  @Test
  @DisplayName("after one call of a clock that is far behind it soon keeps up again")
  void oneBehind() {
    clock.at(START_MS);
    assertThat(clock.at(0)).as("it is believed").isZero();
    assertThat(clock.at(START_MS)).isZero();
    for (long back = 0; back < 2 * LookClock.BACK_MS; back += LookClock.STEP_MS) {
      clock.at(START_MS);
    }
    assertThat(clock.at(START_MS)).isEqualTo(START_MS);
  }

  @Test
  @DisplayName("where there is no room two calls are believed, and one is not")
  void whereFull() {
    assertThat(clock.whereFull(START_MS)).isLessThan(START_MS - 10_000 * DAY_MS);
    assertThat(clock.whereFull(START_MS + 100 * DAY_MS)).isEqualTo(START_MS);
    assertThat(clock.whereFull(START_MS + 100 * DAY_MS)).isEqualTo(START_MS + 100 * DAY_MS);
  }
}
