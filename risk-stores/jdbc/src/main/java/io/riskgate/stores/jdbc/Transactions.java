package io.riskgate.stores.jdbc;

import io.riskgate.core.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Does what a lane has gathered: one transaction, again where that may help, and the answers. */
final class Transactions {
  /** What one record that is locked by others may cost those that are asked for beside it. */
  private static final long LOCK_SHARE = 8;

  private static final long ALONE_LOCK_MS = 25;
  private static final String OUT_OF_TIME = "57014";

  private final DataSource source;
  private final Dialect dialect;
  private final boolean durable;
  private final LongAdder tried = new LongAdder();
  private final LongAdder again = new LongAdder();

  Transactions(DataSource source, Dialect dialect, boolean durable) {
    this.source = source;
    this.dialect = dialect;
    this.durable = durable;
  }

  /** How many transactions were begun. */
  long tried() {
    return tried.sum();
  }

  /** How many of them because one before had failed. */
  long again() {
    return again.sum();
  }

  /**
   * Does it.
   *
   * @param alone takes what is to be tried again by itself
   */
  void run(List<Asked> batch, Consumer<Asked> alone) {
    List<Group> groups = grouped(batch);
    boolean connectionFailed = false;
    for (int attempt = 0; ; attempt++) {
      long leftMs = leftMs(batch);
      if (leftMs <= 0) {
        return; // every caller has gone
      }
      if (attempt > 0) {
        again.increment();
      }
      SQLException failure = tryOnce(groups, leftMs);
      if (failure == null) {
        answer(groups);
        return;
      }
      Fault fault = Fault.of(failure);
      if (fault == Fault.AGAIN && pause(attempt, leftMs)) {
        continue;
      }
      if (fault == Fault.CONNECTION && !connectionFailed) {
        connectionFailed = true;
        continue;
      }
      if (groups.size() > 1 && (fault == Fault.LOCKED || fault == Fault.DATA)) {
        oneByOne(groups, alone);
      } else if (fault == Fault.LOCKED) {
        batch.forEach(alone);
      } else {
        fail(batch, Fault.told(dialect.product(), failure));
      }
      return;
    }
  }

  private @Nullable SQLException tryOnce(List<Group> groups, long leftMs) {
    long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(leftMs);
    groups.forEach(Group::clear);
    tried.increment();
    try (Connection connection = source.getConnection()) {
      // A pool lets one wait for a connection as long as it likes.
      long stillMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
      if (stillMs <= 0) {
        return new SQLException("No connection in time", OUT_OF_TIME);
      }
      long lockMs = groups.size() > 1 ? Math.max(stillMs / LOCK_SHARE, 1) : ALONE_LOCK_MS;
      dialect.run(connection, groups, durable, Math.min(lockMs, stillMs), stillMs);
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  /**
   * Each by itself, so that one which fails fails alone. What is locked is put back: whoever asks
   * for other records need not wait for it.
   */
  private void oneByOne(List<Group> groups, Consumer<Asked> alone) {
    for (Group group : groups) {
      long leftMs = leftMs(group.asked);
      if (leftMs <= 0) {
        continue;
      }
      again.increment();
      SQLException failure = tryOnce(List.of(group), leftMs);
      if (failure == null) {
        answer(List.of(group));
      } else if (Fault.of(failure) == Fault.LOCKED || Fault.of(failure) == Fault.AGAIN) {
        group.asked.forEach(alone);
      } else {
        fail(group.asked, Fault.told(dialect.product(), failure));
      }
    }
  }

  private static void answer(List<Group> groups) {
    for (Group group : groups) {
      try {
        group.answer();
        group.asked.forEach(each -> each.caller.partDone());
      } catch (StoreException e) {
        fail(group.asked, e);
      }
    }
  }

  private static void fail(List<Asked> batch, StoreException with) {
    batch.forEach(each -> each.fail(with));
  }

  /** Waits a moment, longer from time to time; whether there is time for another attempt. */
  private static boolean pause(int attempt, long leftMs) {
    long micros = ThreadLocalRandom.current().nextLong(200, 1_000L << Math.min(attempt, 5));
    if (TimeUnit.MICROSECONDS.toMillis(micros) >= leftMs) {
      return false;
    }
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    return true;
  }

  /** How long the most patient of the callers goes on waiting. */
  private static long leftMs(List<Asked> batch) {
    long nanos = 0;
    for (Asked each : batch) {
      nanos = Math.max(nanos, each.caller.leftNanos());
    }
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** What is asked, by record, in the order in which rows are locked. */
  private static List<Group> grouped(List<Asked> batch) {
    Map<RowKey, Group> groups = new TreeMap<>();
    for (Asked each : batch) {
      groups.computeIfAbsent(each.row, Group::new).add(each);
    }
    return new ArrayList<>(groups.values());
  }
}
