package io.riskgate.stores.remote.kit;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What goes wrong at an {@link InProcessServer}. */
public interface Faults {
  /** All goes well. */
  Faults NONE = new Faults() {};

  /** Before anything is done; a {@link StoreException} means that nothing is. */
  default void before(List<RecordCall> calls, Duration budget) {}

  /** After all is done; a {@link StoreException} means that the answer is lost. */
  default void after(List<RecordCall> calls, Duration budget) {}

  /** Some calls fail, and nothing of them is done. */
  static Faults failing(Predicate<List<RecordCall>> which) {
    return new Faults() {
      @Override
      public void before(List<RecordCall> calls, Duration budget) {
        if (which.test(calls)) {
          throw new StoreException("The connection was refused");
        }
      }
    };
  }

  /** The answers to some calls are lost, though all was done. */
  static Faults losingAnswers(Predicate<List<RecordCall>> which) {
    return new Faults() {
      @Override
      public void after(List<RecordCall> calls, Duration budget) {
        if (which.test(calls)) {
          throw new StoreException("The connection was cut before the answer came");
        }
      }
    };
  }

  /** Answers come late; those beyond the budget never come, though all is done. */
  static Faults slow(Duration by) {
    return new Faults() {
      @Override
      public void after(List<RecordCall> calls, Duration budget) {
        boolean isTooLate = by.compareTo(budget) > 0;
        long until = System.nanoTime() + (isTooLate ? budget : by).toNanos();
        while (System.nanoTime() < until) {
          LockSupport.parkNanos(
              Math.min(TimeUnit.MILLISECONDS.toNanos(5), until - System.nanoTime()));
        }
        if (isTooLate) {
          throw new StoreException("No answer within " + budget);
        }
      }
    };
  }
}
