package io.riskgate.benchmarks;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that is moved by the transfers it is asked for, each caller's a little by itself: callers
 * take a few ticks at a time, so that they do not wait for one another here, and a caller that the
 * machine leaves standing does not find its transfers out of time.
 */
final class ReplayClock implements InstantSource {
  /** How many transfers of a caller share a tick. */
  private static final int SHARED = 16;

  private final AtomicLong transfers = new AtomicLong();
  private final ThreadLocal<Hand> hands;
  private volatile Step step;

  private record Step(long fromTransfer, long fromMs, long spanMs, long spanTransfers) {
    long timeMs(long transfer) {
      long passed = transfer - fromTransfer;
      return fromMs
          + passed / spanTransfers * spanMs
          + (long) ((double) (passed % spanTransfers) * spanMs / spanTransfers);
    }
  }

  /** One caller's hand of the clock. */
  static final class Hand {
    long nowMs;
    private int left;
  }

  ReplayClock(long startMs, long spanMs, long spanTransfers) {
    step = new Step(0, startMs, spanMs, spanTransfers);
    hands = ThreadLocal.withInitial(this::newHand);
  }

  private Hand newHand() {
    Hand hand = new Hand();
    hand.nowMs = step.timeMs(transfers.get());
    return hand;
  }

  /** The calling thread's hand, for {@link #advance}. */
  Hand hand() {
    return hands.get();
  }

  /** From now on so many transfers take so long. Nobody else may be calling. */
  void pace(long spanMs, long spanTransfers) {
    long now = transfers.get();
    step = new Step(now, step.timeMs(now), spanMs, spanTransfers);
  }

  /** The time of a caller's next transfer, which its clock shows from now on. */
  long advance(Hand hand) {
    if (hand.left == 0) {
      hand.left = SHARED;
      hand.nowMs = step.timeMs(transfers.addAndGet(SHARED));
    }
    hand.left--;
    return hand.nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    return hands.get().nowMs;
  }
}
