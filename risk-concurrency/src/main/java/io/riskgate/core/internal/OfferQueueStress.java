package io.riskgate.core.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The queue to a shadow: many callers offer, one thread takes, and nobody takes a lock. */
public final class OfferQueueStress {
  private OfferQueueStress() {}

  /** Something with a plain field, so that only the queue makes it visible. */
  static final class Offered {
    int content;

    Offered(int content) {
      this.content = content;
    }
  }

  static int contentOf(@Nullable Offered offered) {
    return offered == null ? -1 : offered.content;
  }

  /** Takes what lies in front, as the one consumer does. */
  static int take(OfferQueue<Offered> queue) {
    Offered front = queue.peek();
    if (front == null) {
      return -1;
    }
    int content = front.content;
    queue.remove();
    return content;
  }

  /** What is found in the queue is whole. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "The offer has not arrived.")
  @Outcome(id = "7", expect = ACCEPTABLE, desc = "It has arrived, with what was written before.")
  @Outcome(id = "0", expect = FORBIDDEN, desc = "It is seen before what was written into it.")
  @State
  public static class Whole {
    final OfferQueue<Offered> queue = new OfferQueue<>(2);

    /** A caller. */
    @Actor
    public void offer() {
      queue.offer(new Offered(7));
    }

    /** The shadow's thread. */
    @Actor
    public void look(I_Result r) {
      r.r1 = contentOf(queue.peek());
    }
  }

  /** One place is given to one of two offers. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first came first.")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second came first.")
  @Outcome(id = "true, true", expect = FORBIDDEN, desc = "More is kept than there is room for.")
  @Outcome(id = "false, false", expect = FORBIDDEN, desc = "An empty queue takes nothing.")
  @State
  public static class OnePlace {
    final OfferQueue<Offered> queue = new OfferQueue<>(1);

    /** A caller. */
    @Actor
    public void offer1(ZZ_Result r) {
      r.r1 = queue.offer(new Offered(1));
    }

    /** Another. */
    @Actor
    public void offer2(ZZ_Result r) {
      r.r2 = queue.offer(new Offered(2));
    }
  }

  /**
   * Two offers at once, and one thread takes: each offer is taken once, then or later. The queue
   * has room for both. One thread both offers and takes, as jcstress runs no test that has more
   * threads than there are processors.
   */
  @JCStressTest
  @Outcome(
      id = {"-1, 1, 2", "-1, 2, 1", "1, 2, -1", "2, 1, -1"},
      expect = ACCEPTABLE,
      desc = "Both are taken, each once, in either order.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost, taken twice, or stands behind an empty place.")
  @State
  public static class NothingLost {
    final OfferQueue<Offered> queue = new OfferQueue<>(2);

    /** A caller. */
    @Actor
    public void offer1() {
      queue.offer(new Offered(1));
    }

    /** Another, which is the shadow's thread as well. */
    @Actor
    public void offer2(III_Result r) {
      queue.offer(new Offered(2));
      r.r1 = take(queue);
    }

    /** Afterwards. */
    @Arbiter
    public void rest(III_Result r) {
      r.r2 = take(queue);
      r.r3 = take(queue);
    }
  }

  /**
   * The place that the shadow's thread empties is used again at once: what is offered into it is
   * not emptied with it.
   */
  @JCStressTest
  @Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "The offer came while the place was taken.")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The place was free, and keeps the offer.")
  @Outcome(expect = FORBIDDEN, desc = "An accepted offer is lost, or a refused one is kept.")
  @State
  public static class PlaceUsedAgain {
    final OfferQueue<Offered> queue = new OfferQueue<>(1);

    /** The place is taken. */
    public PlaceUsedAgain() {
      queue.offer(new Offered(1));
    }

    /** The shadow's thread. */
    @Actor
    public void consume() {
      take(queue);
    }

    /** A caller. */
    @Actor
    public void offer(II_Result r) {
      r.r1 = queue.offer(new Offered(2)) ? 1 : 0;
    }

    /** Afterwards. */
    @Arbiter
    public void rest(II_Result r) {
      r.r2 = take(queue);
    }
  }
}
