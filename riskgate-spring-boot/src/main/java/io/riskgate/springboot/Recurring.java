package io.riskgate.springboot;

import io.riskgate.core.internal.logging.Redacted;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again, on a thread of its own: an application's scheduler may be busy,
 * or not there. Starts last and stops first of all.
 */
abstract class Recurring implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

  private final String name;
  private final String what;
  private final Duration first;
  private final Duration interval;
  private final Duration stopWait;
  private volatile String trouble = "";

  /** The thread and what ends it. */
  private record Running(Thread thread, CountDownLatch ending) {}

  private @Nullable Running running;

  /**
   * Says what is done when.
   *
   * @param name names the thread, and the detail of the health
   * @param what is done, for the log
   * @param first how long after the start it is done first
   * @param interval how long after one time the next one is; 0 for never
   * @param stopWait how long stopping waits for one that is under way
   */
  Recurring(String name, String what, Duration first, Duration interval, Duration stopWait) {
    this.name = name;
    this.what = what;
    this.first = first;
    this.interval = interval;
    this.stopWait = stopWait;
  }

  /** Does it once. */
  abstract void once() throws Exception;

  /** How it is called where its trouble is told. */
  String name() {
    return name;
  }

  /** Why it failed the last time; empty where it did not. */
  String trouble() {
    return trouble;
  }

  @Override
  public synchronized void start() {
    if (running != null || interval.isZero()) {
      return;
    }
    CountDownLatch ending = new CountDownLatch(1);
    Thread thread = new Thread(() -> repeat(ending), "riskgate-" + name);
    thread.setDaemon(true);
    running = new Running(thread, ending);
    thread.start();
  }

  private void repeat(CountDownLatch ending) {
    try {
      Duration wait = first;
      while (!ending.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        safely(ending);
        wait = interval;
      }
    } catch (InterruptedException e) {
      if (ending.getCount() > 0) {
        LOG.warn("The thread of {} was interrupted, and ends", what);
        trouble = "interrupted";
      }
    }
  }

  private void safely(CountDownLatch ending) throws InterruptedException {
    try {
      once();
      trouble = "";
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      if (ending.getCount() == 0) {
        return; // it was broken off
      }
      if (trouble.isEmpty()) {
        LOG.error("Failed: {}; trying again every {}", what, interval, Redacted.of(e));
      }
      trouble = told(e);
    }
  }

  /** What is told of a failure: messages of others may name anything, ours do not. */
  private static String told(Throwable e) {
    return e instanceof IllegalStateException
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }

  /** Breaks off what is under way and has taken longer than stopping waits. */
  void breakOff(Thread thread) {}

  @Override
  public void stop() {
    Running ended;
    synchronized (this) {
      ended = running;
      running = null;
    }
    if (ended == null) {
      return;
    }
    ended.ending().countDown();
    try {
      ended.thread().join(stopWait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (ended.thread().isAlive()) {
      breakOff(ended.thread());
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
