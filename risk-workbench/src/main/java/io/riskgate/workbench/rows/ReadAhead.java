package io.riskgate.workbench.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read on a thread of their own, a little ahead of whoever takes them: the same rows
 * in the same order, and what went wrong in reading comes where it happened. At most {@value
 * #BATCHES_AHEAD} times {@value #BATCH_ROWS} rows wait.
 */
public final class ReadAhead implements RowSource {
  private static final int BATCH_ROWS = 256;
  private static final int BATCHES_AHEAD = 8;
  private static final long LOOK_MS = 100;

  private final RowSource source;
  private final BooleanSupplier stopped;
  private final BlockingQueue<Batch> ahead = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final Thread reader;
  private volatile boolean closed;
  private Batch batch = new Batch(List.of(), 0, false, null);
  private int next;

  /**
   * Some rows, and what came after them.
   *
   * @param fraction how much had been read by then
   * @param last whether nothing follows
   * @param failure what went wrong after these rows, or null
   */
  private record Batch(
      List<InputRow> rows, double fraction, boolean last, @Nullable Throwable failure) {}

  /**
   * Begins to read.
   *
   * @param source where the rows come from; closed with this
   * @param stopped whether somebody has asked to stop: then there are no more rows, also where the
   *     source is still waited for
   */
  public ReadAhead(RowSource source, BooleanSupplier stopped) {
    this.source = source;
    this.stopped = stopped;
    reader = new Thread(this::read, "read rows");
    reader.setDaemon(true); // a pipe may never end
    reader.start();
  }

  private void read() {
    boolean last = false;
    while (!last && !closed) {
      List<InputRow> rows = new ArrayList<>(BATCH_ROWS);
      Throwable failure = null;
      try {
        while (rows.size() < BATCH_ROWS && !last) {
          InputRow row = source.next();
          if (row == null) {
            last = true;
          } else {
            rows.add(row);
          }
        }
      } catch (Throwable e) { // whatever it is, it belongs to whoever takes the rows
        failure = e;
        last = true;
      }
      last = !offer(new Batch(rows, source.fractionRead(), last, failure)) || last;
    }
  }

  private boolean offer(Batch read) {
    try {
      while (!closed) {
        if (ahead.offer(read, LOOK_MS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
    return false;
  }

  @Override
  public @Nullable InputRow next() {
    while (next == batch.rows().size()) {
      if (batch.failure() instanceof RuntimeException e) {
        throw e;
      }
      if (batch.failure() instanceof Error e) {
        throw e;
      }
      if (batch.last() || !take()) {
        return null;
      }
    }
    InputRow row = batch.rows().get(next);
    next++;
    return row;
  }

  private boolean take() {
    try {
      while (!stopped.getAsBoolean()) {
        Batch read = ahead.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (read != null) {
          batch = read;
          next = 0;
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public double fractionRead() {
    return batch.fraction();
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    if (!stopped.getAsBoolean()) { // else it may hang in reading, and the program ends
      boolean interrupted = false;
      while (reader.isAlive()) {
        try {
          reader.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      source.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
