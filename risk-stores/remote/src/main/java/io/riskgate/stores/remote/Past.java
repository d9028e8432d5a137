package io.riskgate.stores.remote;

import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads from records what was known before a transfer. */
final class Past {
  private final Plan plan;
  private final Map<RecordKey, Folded> records;
  private final Reckoning reckoning;
  private final Reference reference;
  private final Transfer t;
  private final long atMs;

  /**
   * Prepares to read.
   *
   * @param plan that of the attempt's schema
   */
  Past(Attempt attempt, Plan plan, Map<RecordKey, Folded> records) {
    this.plan = plan;
    this.records = records;
    reference = attempt.reference();
    t = attempt.transfer();
    atMs = attempt.eventTimeMs();
    reckoning = new Reckoning(t, atMs, attempt.moment().nowMs(), attempt.schema().zone());
  }

  void fill(History history) {
    plan.readings().forEach((source, reading) -> fill(source, reading, history));
    look(records.get(Subjects.account(t.tenant(), t.payer())), s -> readPayer(s, history));
    look(records.get(Subjects.account(t.tenant(), t.payee())), s -> readPayee(s, history));
    KnownSignals known = signals(records, t.tenant(), t.payer(), t.customer(), atMs);
    history.setSignals(known.latestFirst());
    if (known.capped()) {
      history.setSignalsCapped();
    }
  }

  private interface Of<R> {
    R at(RecordState state);
  }

  private static <R> @Nullable R look(@Nullable Folded folded, Of<R> of) {
    return folded == null ? null : folded.<RecordState, R>look((state, outcome) -> of.at(state));
  }

  private void fill(Plan.Source source, Plan.Reading reading, History history) {
    String id = source.idOf(t);
    if (id == null) {
      return;
    }
    Folded folded = records.get(new RecordKey(source.kind(), t.tenant(), id));
    if (folded == null) {
      for (Plan.Part part : reading.parts()) {
        if (part.isOf(t)) {
          history.setCapped(part.index); // the store was not told to keep it
        }
      }
      return;
    }
    look(
        folded,
        s -> {
          int own = own(s);
          reckoning.ofTransfers(reading.families(), s.events, own, history);
          for (Plan.Part part : reading.ofReports()) {
            if (part.isOf(t)) {
              reckoning.ofReports(part, s.reports, reportsOf(part.a), history);
            }
          }
          return s;
        });
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
      history.setPayerSeen(self.firstUpTo(atMs), last(self, () -> s.events.lastSettled(atMs)));
    }
    Seen.Span pair = seen.payees.get(t.payee());
    if (pair != null) {
      long last = last(pair, () -> s.events.lastSettled(atMs, t.payer(), t.payee()));
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

  /** The place of the transfer's own event; none where it is hidden. */
  private int own(RecordState s) {
    int place = s.events.find(reference.owner(), reference.id());
    return place == Events.NONE || s.events.rows.isHidden(place) ? Events.NONE : place;
  }

  /** The last time up to that of the transfer, which may be that of the latest settled event. */
  private long last(Seen.Span span, LongSupplier settledMs) {
    if (span.lastMs <= atMs) {
      return span.lastMs;
    }
    long first = span.firstUpTo(atMs);
    return first == History.NEVER ? first : Math.max(first, settledMs.getAsLong());
  }

  private void readPlace(RecordState s, History history) {
    EventRows rows = s.events.rows;
    int own = own(s);
    int payer = rows.numberOf(t.payer());
    for (int i = (own == Events.NONE ? rows.firstAfter(atMs) : own) - 1; i >= 0; i--) {
      if (rows.isPlaced(i) && !rows.isHidden(i) && rows.field(i, Aggregate.Field.PAYER) == payer) {
        history.setLastPlace(rows.timeMs(i), rows.latitude(i), rows.longitude(i));
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
