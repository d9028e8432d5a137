package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lists that grow by one are the same lists whatever they are made of. */
class SmallListsTest {
  @Test
  @DisplayName("a list that grew has all that was added, in order")
  void grows() {
    List<Integer> expected = new ArrayList<>();
    List<Integer> list = List.of();
    for (int i = 0; i < 6; i++) {
      list = SmallLists.plus(list, i);
      expected.add(i);
      assertThat(list).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("what has grown to two is copied by nobody who keeps it")
  void immutable() {
    List<Integer> two = SmallLists.plus(SmallLists.plus(List.of(), 1), 2);

    assertThat(List.copyOf(two)).isSameAs(two);
  }
}
