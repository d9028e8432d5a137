package io.riskgate.stores.remote;

import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records as this process knows them, and the way to the server.
 *
 * <p>Cap: so many records are kept, those used last; another is read whole when it is needed.
 */
final class Records {
  private static final int STRIPES = 64;
  private static final int STRIPE_SHIFT = 26;

  private static final class Stripe extends LinkedHashMap<RecordKey, Folded> {
    private static final long serialVersionUID = 1L;
    private final int max;

    Stripe(int max) {
      super(16, 0.75f, true);
      this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<RecordKey, Folded> eldest) {
      return size() > max;
    }
  }

  private final RecordServer server;
  private final WordBook words;
  private final Duration budget;
  private final Stripe[] stripes = new Stripe[STRIPES];

  Records(RecordServer server, WordBook words, Duration budget, int recordsMax) {
    this.server = server;
    this.words = words;
    this.budget = budget;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe(Math.max(1, recordsMax / STRIPES));
    }
  }

  private Stripe stripe(RecordKey key) {
    // Other bits of the hash than those by which a stripe finds its place.
    return stripes[(key.hashCode() * 0x9E3779B9) >>> STRIPE_SHIFT];
  }

  Folded folded(RecordKey key) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      return stripe.computeIfAbsent(key, k -> new Folded(k, words));
    }
  }

  private void drop(RecordKey key, Folded folded) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      stripe.remove(key, folded);
    }
  }

  /** Asks one record, and waits. */
  <S extends State, R> R call(Ask<S, R> ask, long nowMs, long reachMs) {
    call(List.of(ask), nowMs, reachMs);
    return ask.result();
  }

  /**
   * Asks several records, and waits once for all.
   *
   * @return the records, in the order of what was asked
   */
  List<Folded> call(List<? extends Ask<?, ?>> asks, long nowMs, long reachMs) {
    List<Folded> all = new ArrayList<>(asks.size());
    List<RecordCall> calls = new ArrayList<>(asks.size());
    try {
      for (Ask<?, ?> ask : asks) {
        Folded folded = folded(ask.key);
        all.add(folded);
        calls.add(folded.begin(ask, nowMs, reachMs));
      }
      List<RecordTail> tails = server.call(calls, budget);
      for (int i = 0; i < calls.size(); i++) {
        fold(calls.get(i), all.get(i), tails.get(i));
        all.get(i).end(asks.get(i));
      }
    } catch (RuntimeException e) {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).cancel(asks.get(i));
      }
      throw e instanceof StoreException ? e : broken(asks, all, e);
    }
    List<Ask<?, ?>> again = new ArrayList<>(0);
    for (Ask<?, ?> ask : asks) {
      if (!ask.isDone()) {
        again.add(ask.again());
      }
    }
    if (!again.isEmpty()) {
      call(again, nowMs, reachMs);
    }
    writeSnapshots(asks, all);
    return all;
  }

  /** What was half applied is not used again: it is read anew. */
  private StoreException broken(
      List<? extends Ask<?, ?>> asks, List<Folded> all, RuntimeException e) {
    for (int i = 0; i < all.size(); i++) {
      drop(asks.get(i).key, all.get(i));
    }
    return new StoreException("A record could not be put together: " + e, e);
  }

  private void fold(RecordCall call, Folded folded, RecordTail tail) {
    if (!folded.fold(call.known(), tail)) {
      RecordTail whole =
          server.call(List.of(RecordCall.read(call.key(), RecordPoint.START)), budget).get(0);
      if (!folded.fold(RecordPoint.START, whole)) {
        throw new StoreException("The record " + call.key() + " has a gap on the server");
      }
    }
  }

  private void writeSnapshots(List<? extends Ask<?, ?>> asks, List<Folded> all) {
    @Nullable List<RecordCall> calls = null;
    for (int i = 0; i < all.size(); i++) {
      if (asks.get(i).isWithSnapshot()) {
        calls = calls == null ? new ArrayList<>() : calls;
        calls.add(all.get(i).snapshot());
      }
    }
    if (calls != null) {
      server.call(calls, budget);
    }
  }
}
