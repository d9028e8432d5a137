package io.riskgate.stores.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of numbers that come and go. */
class LongRowsTest {
  private static final int WIDTH = 3;
  private static final int STEPS = 10_000;

  private final LongRows rows = new LongRows(WIDTH);
  private final List<long[]> wanted = new ArrayList<>();
  private long next = 1;

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 40, 300})
  @DisplayName("rows are those of a list, wherever they come, go or are copied")
  void asAList(int most) {
    Random random = new Random(most);
    for (int i = 0; i < STEPS; i++) {
      int which = random.nextInt(100);
      int size = wanted.size();
      if (size == 0 || (which < 60 && size < most)) {
        insert(which < 50 ? size : random.nextInt(size + 1));
      } else if (which < 70) {
        remove(random.nextInt(size));
      } else if (which < 90) {
        dropFirst(1 + random.nextInt(which < 88 ? 1 : size));
      } else if (which < 97) {
        copy(random.nextInt(size), random.nextInt(size));
      } else {
        rows.trim();
      }
      isAsWanted();
    }
  }

  private void insert(int row) {
    rows.insert(row);
    assertThat(row(row)).as("a new row says nothing").containsOnly(0);
    wanted.add(row, new long[WIDTH]);
    for (int column = 0; column < WIDTH; column++) {
      rows.set(row, column, next);
      wanted.get(row)[column] = next++;
    }
  }

  private void remove(int row) {
    rows.remove(row);
    wanted.remove(row);
  }

  private void dropFirst(int count) {
    rows.dropFirst(count);
    wanted.subList(0, count).clear();
  }

  private void copy(int from, int to) {
    rows.copy(from, to);
    wanted.set(to, wanted.get(from).clone());
  }

  private long[] row(int row) {
    return Arrays.copyOfRange(rows.part(row), rows.at(row), rows.at(row) + WIDTH);
  }

  private void isAsWanted() {
    assertThat(rows.size()).isEqualTo(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(row(i)).isEqualTo(wanted.get(i));
    }
  }

  @Test
  @DisplayName("where as many go as come, no room is made any more")
  void steady() {
    for (int i = 0; i < 100; i++) {
      insert(i);
    }
    for (int i = 0; i < 100; i++) {
      dropFirst(1);
      insert(99);
    }
    int room = rows.room();
    for (int i = 0; i < 1_000; i++) {
      dropFirst(1);
      insert(99);
      assertThat(rows.room()).isEqualTo(room).isLessThan(120);
    }
    isAsWanted();
  }

  @Test
  @DisplayName("what many rows took is let go of with them")
  void few() {
    for (int i = 0; i < 100_000; i++) {
      insert(i);
    }
    dropFirst(99_999);
    rows.trim();
    isAsWanted();
    assertThat(rows.room()).isLessThan(10);
  }
}
