package io.riskgate.stores.remote;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Source;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads from records what was known before a transfer. */
final class Past {
  private final Attempt attempt;
  private final Map<RecordKey, Folded> records;
  private final Reckoning reckoning;
  private final Reference reference;
  private final Transfer t;
  private final long atMs;

  Past(Attempt attempt, Map<RecordKey, Folded> records) {
    this.attempt = attempt;
    this.records = records;
    reference = attempt.reference();
    t = attempt.transfer();
    atMs = attempt.eventTimeMs();
    reckoning = new Reckoning(atMs, attempt.moment().nowMs(), attempt.schema().zone());
  }

  void fill(History history) {
    List<Aggregate> declared = attempt.schema().aggregates();
    for (int i = 0; i < declared.size(); i++) {
      fill(declared.get(i), i, history);
    }
    look(Subjects.account(t.tenant(), t.payer()), s -> readPayer(s, history));
    look(Subjects.account(t.tenant(), t.payee()), s -> readPayee(s, history));
    KnownSignals known = signals(records, t.tenant(), t.payer(), t.customer(), atMs);
    history.setSignals(known.latestFirst());
    if (known.capped()) {
      history.setSignalsCapped();
    }
  }

  void readControls(History history) {
    history.setControls(controls(t.payer()), controls(t.payee()));
  }

  private List<Control> controls(String account) {
    long nowMs = attempt.moment().nowMs();
    List<Control> found =
        look(Subjects.account(t.tenant(), account), s -> s.controlsAt(nowMs).inForce(nowMs));
    return found == null ? List.of() : found;
  }

  private interface Of<R> {
    R at(RecordState state);
  }

  private <R> @Nullable R look(RecordKey key, Of<R> of) {
    Folded folded = records.get(key);
    return folded == null ? null : folded.<RecordState, R>look((state, outcome) -> of.at(state));
  }

  private @Nullable String idOf(Aggregate.Key key) {
    return switch (key) {
      case PAYER, PAYER_PAYEE -> t.payer();
      case PAYER_DEVICE -> t.device() == null ? null : t.payer();
      case PAYEE -> t.payee();
      case DEVICE -> t.device();
      case IP -> t.ip();
      case CUSTOMER -> t.customer();
      case MERCHANT -> t.merchant();
    };
  }

  private void fill(Aggregate a, int index, History history) {
    String id = idOf(a.key());
    if (id == null) {
      return;
    }
    RecordKey key = new RecordKey(Subjects.kindOf(a.key()), t.tenant(), id);
    if (!records.containsKey(key)) {
      history.setCapped(index); // the store was not told to keep it
      return;
    }
    look(
        key,
        s -> {
          if (a.of() == Source.REPORTS) {
            reckoning.ofReports(a, index, s.reports, reportsOf(a), history);
          } else {
            ofTransfers(a, index, s, history);
          }
          return s;
        });
  }

  private void ofTransfers(Aggregate a, int index, RecordState s, History history) {
    Event live = s.events.live(reference.owner(), reference.id());
    Event own = live == null || live.isHidden ? null : live;
    Predicate<Event> isOfKey = eventsOf(a);
    reckoning.ofTransfers(a, index, s.events, own, isOfKey, history);
    boolean isToBeOfKey =
        a.key() == Aggregate.Key.PAYER_PAYEE || a.key() == Aggregate.Key.PAYER_DEVICE;
    if (own == null || (isToBeOfKey && !isOfKey.test(own))) {
      history.setCapped(index);
    }
  }

  private Predicate<Event> eventsOf(Aggregate a) {
    boolean out = a.direction() == Direction.OUT;
    String device = t.device();
    return switch (a.key()) {
      case PAYER -> e -> (out ? e.payer : e.payee).equals(t.payer());
      case PAYEE -> e -> (out ? e.payer : e.payee).equals(t.payee());
      case PAYER_PAYEE -> e -> e.payer.equals(t.payer()) && e.payee.equals(t.payee());
      case PAYER_DEVICE -> e -> e.payer.equals(t.payer()) && Objects.equals(device, e.device);
      case DEVICE, IP, CUSTOMER, MERCHANT -> e -> true; // all that the record has
    };
  }

  private Predicate<Report> reportsOf(Aggregate a) {
    boolean out = a.direction() == Direction.OUT;
    long payer = Report.hash(t.payer());
    long payee = Report.hash(t.payee());
    long device = Report.hash(t.device());
    return switch (a.key()) {
      case PAYER -> r -> (out ? r.payer() : r.payee()) == payer;
      case PAYEE -> r -> (out ? r.payer() : r.payee()) == payee;
      case PAYER_PAYEE -> r -> r.payer() == payer && r.payee() == payee;
      case PAYER_DEVICE -> r -> r.payer() == payer && r.device() == device;
      case DEVICE, IP, CUSTOMER, MERCHANT -> r -> true; // all that the record has
    };
  }

  private RecordState readPayer(RecordState s, History history) {
    Seen seen = s.seen;
    if (seen.isCapped) {
      history.setSeenCapped();
    }
    Seen.Span self = seen.account;
    if (self != null) {
      history.setPayerSeen(self.firstUpTo(atMs), last(self, s, e -> true));
    }
    Seen.Span pair = seen.payees.get(t.payee());
    if (pair != null) {
      long last = last(pair, s, e -> isPaid(e) && e.payee.equals(t.payee()));
      history.setPairSeen(pair.firstUpTo(atMs), last);
    }
    String device = t.device();
    Seen.Span used = device == null ? null : seen.devices.get(device);
    if (used != null) {
      history.setPayerDeviceFirstSeenMs(used.firstUpTo(atMs));
    }
    readPlace(s, history);
    return s;
  }

  private boolean isPaid(Event e) {
    return e.payer.equals(t.payer());
  }

  /** The last time up to that of the transfer. */
  private long last(Seen.Span span, RecordState s, Predicate<Event> of) {
    if (span.lastMs <= atMs) {
      return span.lastMs;
    }
    long first = span.firstUpTo(atMs);
    return first == History.NEVER ? first : Math.max(first, s.events.lastSettled(atMs, of));
  }

  private void readPlace(RecordState s, History history) {
    Event own = s.events.live(reference.owner(), reference.id());
    int end = own == null || own.isHidden ? s.events.firstAfter(atMs) : s.events.all.indexOf(own);
    for (int i = end - 1; i >= 0; i--) {
      Event e = s.events.all.get(i);
      if (e.isPlaced && !e.isHidden && isPaid(e)) {
        history.setLastPlace(e.timeMs, e.latitude, e.longitude);
        return;
      }
    }
  }

  private RecordState readPayee(RecordState s, History history) {
    Seen.Span self = s.seen.account;
    if (self != null) {
      history.setPayeeFirstSeenMs(self.firstUpTo(atMs));
    }
    return s;
  }

  /** The signals about an account and a customer up to a time. */
  static KnownSignals signals(
      Map<RecordKey, Folded> records,
      String tenant,
      String account,
      @Nullable String customer,
      long atMs) {
    List<Signal> found = new ArrayList<>();
    boolean capped = addSignals(records.get(Subjects.account(tenant, account)), found, atMs);
    if (customer != null) {
      RecordKey key = new RecordKey(RecordKey.Kind.CUSTOMER, tenant, customer);
      capped |= addSignals(records.get(key), found, atMs);
    }
    found.sort(Comparator.comparing(Signal::at).reversed());
    return found.size() <= TransferFacts.SIGNALS_MAX
        ? new KnownSignals(found, capped)
        : new KnownSignals(found.subList(0, TransferFacts.SIGNALS_MAX), true);
  }

  private static boolean addSignals(@Nullable Folded folded, List<Signal> found, long atMs) {
    Boolean capped =
        folded == null
            ? null
            : folded.<RecordState, Boolean>look((s, o) -> s.signals.addTo(found, atMs));
    return capped != null && capped;
  }
}
