package io.riskgate.workbench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.workbench.message.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows that are read ahead are the rows. */
class ReadAheadTest {
  private static final InputRow ROW =
      NamedCells.row(
          Path.of("a.csv"),
          2,
          Map.of(
              "time",
              "2026-01-05T09:00:00+08:00",
              "payer",
              "a",
              "payee",
              "b",
              "amount",
              "1",
              "currency",
              "CNY"),
          "CNY");

  /** Gives so many rows, then ends, fails or waits. */
  private static final class Rows implements RowSource {
    private final int count;
    private final @Nullable RuntimeException failure;
    private final @Nullable CountDownLatch more;
    private final List<InputRow> given = new ArrayList<>();
    private volatile boolean closed;

    Rows(int count, @Nullable RuntimeException failure, @Nullable CountDownLatch more) {
      this.count = count;
      this.failure = failure;
      this.more = more;
    }

    @Override
    public @Nullable InputRow next() {
      if (given.size() < count) {
        given.add(
            new InputRow(
                ROW.file(),
                given.size() + 2,
                ROW.cells(),
                ROW.transfer(),
                null,
                false,
                false,
                ROW.layout()));
        return given.get(given.size() - 1);
      }
      if (failure != null) {
        throw failure;
      }
      if (more != null) {
        try {
          more.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return null;
    }

    @Override
    public double fractionRead() {
      return 0.5;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  @DisplayName("All rows come, in their order, and the source is closed")
  void allRowsInOrder() {
    Rows source = new Rows(5_000, null, null);
    List<InputRow> taken = new ArrayList<>();

    try (ReadAhead rows = new ReadAhead(source, () -> false)) {
      for (InputRow row = rows.next(); row != null; row = rows.next()) {
        taken.add(row);
      }
      assertThat(rows.next()).isNull();
      assertThat(rows.fractionRead()).isEqualTo(0.5);
    }

    assertThat(taken).containsExactlyElementsOf(source.given);
    assertThat(source.closed).isTrue();
  }

  @Test
  @DisplayName("What goes wrong in reading comes after the rows before it")
  void failuresComeWhereTheyHappened() {
    Rows source = new Rows(1_000, new InputException("a quote is never closed"), null);

    try (ReadAhead rows = new ReadAhead(source, () -> false)) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(rows.next()).isNotNull();
      }
      assertThatThrownBy(rows::next).hasMessage("a quote is never closed");
    }
  }

  @Test
  @DisplayName("Whoever asks to stop need not wait for a source that does not come to an end")
  void stopsWhileTheSourceWaits() {
    CountDownLatch more = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    // A batch is handed on whole: the reader hangs before the first is full.
    try (ReadAhead rows = new ReadAhead(new Rows(10, null, more), stopped::get)) {
      stopped.set(true);
      assertThat(rows.next()).isNull();
    } finally {
      more.countDown();
    }
  }

  @Test
  @DisplayName("Whoever has had enough closes, and the reader ends")
  void closesEarly() {
    Rows source = new Rows(1_000_000, null, null);

    try (ReadAhead rows = new ReadAhead(source, () -> false)) {
      assertThat(rows.next()).isNotNull();
    }

    assertThat(source.closed).isTrue();
    assertThat(source.given).hasSizeLessThan(10_000);
  }
}
