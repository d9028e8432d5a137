package io.riskgate.core.memory;

import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt about accounts and customers of late.
 *
 * <p>Caps: as many accounts, and as many customers, as the store keeps keys; {@link
 * TransferFacts#SIGNALS_MAX} signals of each, the oldest go first; and as many for one transfer. A
 * transfer for which a signal may have been dropped is told so.
 */
final class Signals {
  private static final long KEPT_MS = TransferFacts.SIGNALS_KEPT.toMillis();

  /** An event time may lie behind the clock; signals are kept that much longer. */
  private static final long LAG_MS = Duration.ofDays(2).toMillis();

  /**
   * The signals of one subject by time and, where times are equal, in order of arrival. Its ring is
   * empty and knows up to when signals were dropped.
   */
  private static final class Subject extends RingState {
    final List<Signal> signals = new ArrayList<>(2);

    /** Drops the signals before a time. A transfer that comes later than most would see them. */
    void prune(long beforeMs) {
      while (!signals.isEmpty() && atMs(signals.get(0)) < beforeMs) {
        ring.missed(atMs(signals.remove(0)));
      }
    }

    boolean add(Signal signal, CapHits capHits) {
      for (Signal known : signals) {
        if (known.id().equals(signal.id())) {
          return false;
        }
      }
      int at = signals.size();
      while (at > 0 && atMs(signals.get(at - 1)) > atMs(signal)) {
        at--;
      }
      signals.add(at, signal);
      if (signals.size() <= TransferFacts.SIGNALS_MAX) {
        return true;
      }
      capHits.count(InMemoryStore.Cap.SIGNALS);
      ring.missed(atMs(signals.remove(0)));
      return at > 0;
    }

    @Override
    void write(ImageOut out) {
      super.write(out);
      out.putAll(signals, out::putValue);
    }

    @Override
    void read(ImageIn in) {
      super.read(in);
      signals.addAll(in.nextAll(() -> in.nextValue(Signal.class)));
    }

    void forget() {
      signals.clear();
      ring.clear();
    }
  }

  private final KeyMap<Subject> accounts;
  private final KeyMap<Subject> customers;
  private final CapHits capHits;

  Signals(int subjectsMax, CapHits capHits) {
    this.capHits = capHits;
    accounts = new KeyMap<>(Subject::new, subjectsMax, KEPT_MS + LAG_MS);
    customers = new KeyMap<>(Subject::new, subjectsMax, KEPT_MS + LAG_MS);
  }

  private static long atMs(Signal signal) {
    return signal.at().toEpochMilli();
  }

  /** Records a signal; whether it is new and kept. */
  boolean record(Signal signal, long nowMs) {
    KeyMap<Subject> map = signal.subject() == Signal.Subject.ACCOUNT ? accounts : customers;
    while (true) {
      Subject subject = map.getOrCreate(signal.tenant(), signal.name(), nowMs);
      if (subject == null) {
        subject = map.missed(signal.tenant(), signal.name(), atMs(signal));
      }
      if (subject == null) {
        capHits.count(InMemoryStore.Cap.SIGNALS);
        throw new StoreException(
            "No room for signals about more subjects: "
                + map.size()
                + " are kept; raise keysMax of the in-memory store, or move to a larger one");
      }
      synchronized (subject) {
        if (!subject.removed) {
          subject.touchedMs = nowMs;
          subject.prune(nowMs - KEPT_MS - LAG_MS);
          return subject.add(signal, capHits);
        }
      }
    }
  }

  /** Tells what is known about payer and customer before a transfer. */
  void read(Asked asked, History history) {
    Transfer t = asked.transfer;
    read(t.tenant(), t.payer(), t.customer(), asked.timeMs, asked.nowMs, history);
  }

  /** Tells what is known about an account and a customer at the clock. */
  KnownSignals known(String tenant, String account, @Nullable String customer, long nowMs) {
    History history = new History(new long[0], 0);
    read(tenant, account, customer, nowMs, nowMs, history);
    return new KnownSignals(history.signals(), history.isSignalsCapped());
  }

  private void read(
      String tenant,
      String account,
      @Nullable String customer,
      long atMs,
      long nowMs,
      History history) {
    List<Signal> found = read(accounts, tenant, account, null, atMs, nowMs, history);
    int ofAccount = found == null ? 0 : found.size();
    found = read(customers, tenant, customer, found, atMs, nowMs, history);
    if (found == null) {
      return;
    }
    if (ofAccount > 0 && ofAccount < found.size()) {
      // Latest first; stable, so at equal times the account's stay before the customer's.
      found.sort(Comparator.comparingLong(Signals::atMs).reversed());
    }
    if (found.size() > TransferFacts.SIGNALS_MAX) {
      found = found.subList(0, TransferFacts.SIGNALS_MAX);
      history.setSignalsCapped();
    }
    history.setSignals(found);
  }

  private static @Nullable List<Signal> read(
      KeyMap<Subject> map,
      String tenant,
      @Nullable String name,
      @Nullable List<Signal> before,
      long askedMs,
      long nowMs,
      History history) {
    if (name == null) {
      return before;
    }
    long fromMs = askedMs - KEPT_MS;
    Subject subject = map.get(tenant, name);
    if (subject == null) {
      if (map.missedUpToMs() >= fromMs) {
        history.setSignalsCapped(); // it may have been among those without room
      }
      return before;
    }
    List<Signal> found = before;
    synchronized (subject) {
      subject.prune(nowMs - KEPT_MS - LAG_MS);
      if (subject.ring.isCappedSince(fromMs)) {
        history.setSignalsCapped();
      }
      for (int i = subject.signals.size() - 1; i >= 0; i--) {
        Signal signal = subject.signals.get(i);
        if (atMs(signal) >= fromMs && atMs(signal) <= askedMs) {
          found = found == null ? new ArrayList<>() : found;
          found.add(signal);
        }
      }
    }
    return found;
  }

  /** Forgets the signals about an account. */
  void forget(String tenant, String account) {
    accounts.forget(tenant, account, Subject::forget);
  }

  /** Forgets the signals about a customer. */
  void forgetCustomer(String tenant, String customer) {
    customers.forget(tenant, customer, Subject::forget);
  }

  // ---- images

  void write(ImageOut out) {
    accounts.write(out);
    customers.write(out);
  }

  void read(ImageIn in) {
    accounts.read(in);
    customers.read(in);
  }
}
