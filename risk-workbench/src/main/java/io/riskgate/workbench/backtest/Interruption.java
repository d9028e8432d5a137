package io.riskgate.workbench.backtest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C, or whatever else asks the program to end, end a run in order: the run sees that it
 * is asked to stop, and the program waits until what has been done is written.
 */
public final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop the run");
  private volatile boolean asked;

  /** Begins to listen. */
  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    ask();
    awaitEnd();
  }

  /** Asks the run to stop. */
  void ask() {
    asked = true;
  }

  /** Whether somebody has asked the run to stop. */
  public boolean isAsked() {
    return asked;
  }

  /** Waits until the run has ended, for {@value #PATIENCE_SECONDS} seconds at most. */
  public void awaitEnd() {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("risk: the run does not end; it is given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that the run has ended and everything is written. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and waited for this.
    }
  }
}
