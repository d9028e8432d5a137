package io.riskgate.springboot;

import io.riskgate.core.RiskEngine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells listeners what has become due, again and again, on a thread of its own: an application's
 * scheduler may be busy, or not there. Starts last and stops first of all.
 */
final class Sweeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final long STOP_SECONDS_MAX = 30;

  private final RiskEngine engine;
  private final Duration interval;
  private volatile String trouble = "";

  /** The thread and what ends it. */
  private record Running(Thread thread, CountDownLatch ending) {}

  private @Nullable Running running;

  Sweeper(RiskEngine engine, Duration interval) {
    this.engine = engine;
    this.interval = interval;
  }

  /** Why the last sweep failed; empty where it did not. */
  String trouble() {
    return trouble;
  }

  @Override
  public synchronized void start() {
    if (running != null || interval.isZero()) {
      return;
    }
    CountDownLatch ending = new CountDownLatch(1);
    Thread thread = new Thread(() -> sweep(ending), "riskgate-sweep");
    thread.setDaemon(true);
    running = new Running(thread, ending);
    thread.start();
  }

  private void sweep(CountDownLatch ending) {
    try {
      while (!ending.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        sweepOnce();
      }
    } catch (InterruptedException e) {
      LOG.warn("The thread that tells what has become due was interrupted, and ends");
      trouble = "interrupted";
    }
  }

  private void sweepOnce() {
    try {
      engine.sweep();
      trouble = "";
    } catch (RuntimeException | LinkageError e) {
      if (trouble.isEmpty()) {
        LOG.error("What has become due could not be told; trying again every {}", interval, e);
      }
      trouble = e.getClass().getSimpleName();
    }
  }

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
      ended.thread().join(TimeUnit.SECONDS.toMillis(STOP_SECONDS_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
