package io.riskgate.stores.redis;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.riskgate.core.spi.StoreException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Sends commands and waits for their answers: the only place where a caller waits. */
final class Exchange {
  private final Link link;
  private final LongAdder waits = new LongAdder();

  Exchange(Link link) {
    this.link = link;
  }

  /** How often a caller has waited for the network. */
  long waits() {
    return waits.sum();
  }

  /**
   * Sends commands and waits until each is answered, with a result or an error of its own, which is
   * for the caller to look at.
   *
   * @throws StoreException if they could not be sent, or not all were answered by the deadline. Of
   *     those that were not, what has not left this process yet never will
   */
  void await(List<? extends AsyncCommand<byte[], byte[], ?>> commands, Deadline deadline) {
    if (commands.isEmpty()) {
      return;
    }
    waits.increment();
    boolean answered = false;
    try {
      link.send(commands);
      for (AsyncCommand<byte[], byte[], ?> command : commands) {
        answered(command, deadline);
      }
      answered = true;
      look(commands);
    } catch (RuntimeException e) {
      throw Failures.of(e);
    } finally {
      if (!answered) {
        commands.forEach(c -> c.cancel(false));
      }
    }
  }

  private static void answered(RedisCommand<byte[], byte[], ?> command, Deadline deadline) {
    try {
      ((AsyncCommand<byte[], byte[], ?>) command).get(deadline.leftNs(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException e) {
      // an answer too: the caller looks at it
    } catch (TimeoutException e) {
      throw new StoreException(
          "Redis has not answered within "
              + deadline.budgetMs()
              + " ms: look at its load, its slow log and the network",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for Redis", e);
    }
  }

  /** A connection to a former master is of no use any more, though it stands. */
  private void look(List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
    for (AsyncCommand<byte[], byte[], ?> command : commands) {
      if (command.isCompletedExceptionally()) {
        Throwable failure = failure(command);
        if (failure != null && Failures.isOfReplica(failure)) {
          link.demoted();
          return;
        }
      }
    }
  }

  /** Why a command that was answered failed, or null where it did not. */
  static @Nullable Throwable failure(AsyncCommand<byte[], byte[], ?> command) {
    try {
      var unused = command.getNow(null);
      return null;
    } catch (CancellationException e) {
      return e;
    } catch (RuntimeException e) {
      Throwable cause = e.getCause();
      return cause == null ? e : cause;
    }
  }

  /** What a command was answered with. */
  static <T> T result(AsyncCommand<byte[], byte[], T> command) {
    Throwable failure = failure(command);
    if (failure != null) {
      throw Failures.of(failure);
    }
    return command.join();
  }
}
