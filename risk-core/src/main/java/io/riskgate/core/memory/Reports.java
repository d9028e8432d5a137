package io.riskgate.core.memory;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Transfer;
import io.riskgate.core.memory.AggregatePlan.Scope;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fraud reports, apart from what happened, so that none is ever taken for a transfer.
 *
 * <p>A report is an event in the ring of each subject it names: the victim's account, the reported
 * account, device, IP, customer and merchant. They are kept for as long as any aggregate can look
 * back, whatever the packs of the day declare. Caps: as many reports, subjects of each sort, and
 * reports a subject, as the store keeps keys and events; what is dropped marks the aggregates that
 * would have counted it. Where there is no room to remember another report's id, it is refused.
 */
final class Reports {
  /** The longest reach of an aggregate, and two days for event times behind the clock. */
  private static final long KEPT_MS = Aggregate.Window.MAX.plus(Duration.ofDays(2)).toMillis();

  /** One report's id. */
  private static final class Known extends KeyState {
    boolean recorded;

    @Override
    void write(ImageOut out) {
      out.putFlag(recorded);
    }

    @Override
    void read(ImageIn in) {
      recorded = in.nextFlag();
    }
  }

  private final KeyMap<Known> ids;
  private final KeyMap<RingState> victims;
  private final KeyMap<RingState> reported;
  private final KeyMap<RingState> devices;
  private final KeyMap<RingState> ips;
  private final KeyMap<RingState> customers;
  private final KeyMap<RingState> merchants;
  private final int perSubjectMax;
  private final CapHits capHits;

  Reports(int reportsMax, int subjectsMax, int perSubjectMax, CapHits capHits) {
    this.capHits = capHits;
    ids = new KeyMap<>(Known::new, reportsMax, KEPT_MS);
    victims = new KeyMap<>(RingState::new, subjectsMax, KEPT_MS);
    reported = new KeyMap<>(RingState::new, subjectsMax, KEPT_MS);
    devices = new KeyMap<>(RingState::new, subjectsMax, KEPT_MS);
    ips = new KeyMap<>(RingState::new, subjectsMax, KEPT_MS);
    customers = new KeyMap<>(RingState::new, subjectsMax, KEPT_MS);
    merchants = new KeyMap<>(RingState::new, subjectsMax, KEPT_MS);
    this.perSubjectMax = perSubjectMax;
  }

  /**
   * Records a report unless it is known.
   *
   * @param of the transfer that it is about, or null where that is not known
   * @param ofValue its value
   */
  boolean record(FraudReport report, @Nullable Transfer of, long ofValue, long nowMs) {
    if (!isNew(report, nowMs)) {
      return false;
    }
    Instant knownAt = Objects.requireNonNull(report.knownAt(), "a valid report has a time");
    Long said = report.value();
    ReportEvent event =
        new ReportEvent(
            knownAt.toEpochMilli(),
            said != null ? said : of != null ? ofValue : 0,
            describe(report, of, knownAt),
            report.scam());
    Transfer t = event.transfer;
    add(victims, t.tenant(), t.payer().isEmpty() ? null : t.payer(), event, nowMs);
    add(reported, t.tenant(), t.payee(), event, nowMs);
    add(devices, t.tenant(), t.device(), event, nowMs);
    add(ips, t.tenant(), t.ip(), event, nowMs);
    add(customers, t.tenant(), t.customer(), event, nowMs);
    add(merchants, t.tenant(), t.merchant(), event, nowMs);
    return true;
  }

  private boolean isNew(FraudReport report, long nowMs) {
    while (true) {
      Known known = ids.getOrCreate(report.tenant(), report.id(), nowMs);
      if (known == null) {
        capHits.count(InMemoryStore.Cap.REPORTS);
        throw new StoreException(
            "No room for more fraud reports: "
                + ids.size()
                + " are kept; raise keysMax of the in-memory store, or move to a larger one");
      }
      synchronized (known) {
        if (!known.removed) {
          boolean isNew = !known.recorded;
          known.recorded = true;
          return isNew;
        }
      }
    }
  }

  /** What was paid by whom to whom, as far as report and transfer say. */
  private static Transfer describe(FraudReport report, @Nullable Transfer of, Instant knownAt) {
    Transfer.Builder said =
        Transfer.builder()
            .tenant(report.tenant())
            .id(report.id())
            .time(knownAt)
            .payee(report.payee());
    String payer = report.payer();
    if (of == null) {
      return said.payer(payer == null ? "" : payer)
          .customer(report.customer())
          .merchant(report.merchant())
          .device(report.device())
          .ip(report.ip())
          .build();
    }
    return said.payer(payer == null ? of.payer() : payer)
        .customer(either(report.customer(), of.customer()))
        .merchant(either(report.merchant(), of.merchant()))
        .device(either(report.device(), of.device()))
        .ip(either(report.ip(), of.ip()))
        .build();
  }

  private static @Nullable String either(@Nullable String said, @Nullable String otherwise) {
    return said != null ? said : otherwise;
  }

  private void add(
      KeyMap<RingState> map, String tenant, @Nullable String id, ReportEvent event, long nowMs) {
    if (id == null) {
      return;
    }
    while (true) {
      RingState subject = map.getOrCreate(tenant, id, nowMs);
      if (subject == null) {
        subject = map.missed(tenant, id, event.timeMs);
      }
      if (subject == null) {
        capHits.count(InMemoryStore.Cap.REPORTS);
        return;
      }
      synchronized (subject) {
        if (!subject.removed) {
          subject.touchedMs = nowMs;
          subject.ring.prune(nowMs - KEPT_MS);
          if (!subject.ring.add(event, perSubjectMax)) {
            capHits.count(InMemoryStore.Cap.REPORTS);
          }
          return;
        }
      }
    }
  }

  /** Computes the aggregates of reports for a transfer. */
  void read(AggregatePlan plan, Asked asked, History history) {
    Transfer t = asked.transfer;
    read(plan, Scope.REPORTS_BY_PAYER, victims, t.payer(), asked, history);
    read(plan, Scope.REPORTS_OF_PAYER, reported, t.payer(), asked, history);
    read(plan, Scope.REPORTS_BY_PAYEE, victims, t.payee(), asked, history);
    read(plan, Scope.REPORTS_OF_PAYEE, reported, t.payee(), asked, history);
    read(plan, Scope.REPORTS_ON_DEVICE, devices, t.device(), asked, history);
    read(plan, Scope.REPORTS_ON_IP, ips, t.ip(), asked, history);
    read(plan, Scope.REPORTS_OF_CUSTOMER, customers, t.customer(), asked, history);
    read(plan, Scope.REPORTS_OF_MERCHANT, merchants, t.merchant(), asked, history);
  }

  private static void read(
      AggregatePlan plan,
      Scope scope,
      KeyMap<RingState> map,
      @Nullable String id,
      Asked asked,
      History history) {
    if (id == null || !plan.reads(scope)) {
      return;
    }
    RingState subject = map.get(asked.transfer.tenant(), id);
    if (subject != null) {
      synchronized (subject) {
        plan.read(scope, subject.ring, asked, history);
      }
    } else if (map.missedUpToMs() >= asked.timeMs - plan.longestWindowMs(scope)) {
      plan.markCapped(scope, history); // it may have been among those without room
    }
  }

  /** Forgets the reports by and of an account; other subjects keep them without its names. */
  void forget(String tenant, String account, Forgetting forgetting) {
    for (KeyMap<RingState> map : List.of(victims, reported)) {
      map.forget(tenant, account, subject -> rename(subject, forgetting::anonymous));
    }
  }

  /** Forgets that reports name a customer; other subjects keep them without the name. */
  void forgetCustomer(String tenant, String customer, String pseudonym) {
    customers.forget(
        tenant,
        customer,
        subject -> rename(subject, t -> Forgetting.whole(t).customer(pseudonym).build()));
  }

  /**
   * Whether no report that names a device is about what another than these accounts paid, or may
   * be.
   */
  boolean isOnlyOf(Set<String> payers, String tenant, String device, long nowMs) {
    RingState subject = devices.get(tenant, device);
    if (subject == null) {
      return devices.missedUpToMs() < nowMs - KEPT_MS;
    }
    synchronized (subject) {
      subject.ring.prune(nowMs - KEPT_MS);
      for (int i = 0; i < subject.ring.size(); i++) {
        if (!payers.contains(subject.ring.get(i).transfer.payer())) {
          return false;
        }
      }
      return !subject.ring.isCappedSince(nowMs - KEPT_MS);
    }
  }

  /** Forgets that reports name a device; other subjects keep them without the name. */
  void forgetDevice(String tenant, String device, String pseudonym) {
    devices.forget(
        tenant,
        device,
        subject -> rename(subject, t -> Forgetting.whole(t).device(pseudonym).build()));
  }

  private static void rename(RingState subject, UnaryOperator<Transfer> how) {
    for (int i = 0; i < subject.ring.size(); i++) {
      ReportEvent event = subject.ring.get(i);
      event.transfer = how.apply(event.transfer);
    }
    subject.ring.clear();
  }

  // ---- images

  private List<KeyMap<RingState>> subjects() {
    return List.of(victims, reported, devices, ips, customers, merchants);
  }

  void write(ImageOut out) {
    ids.write(out);
    subjects().forEach(map -> map.write(out));
  }

  void read(ImageIn in) {
    ids.read(in);
    subjects().forEach(map -> map.read(in));
  }
}
