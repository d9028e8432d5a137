package io.riskgate.stores.tck;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.FraudReport;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Claim;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.CommitResult.Status;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.KnownSignals;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StorePage;
import io.riskgate.core.spi.StoreSchema;
import io.riskgate.core.spi.StoredMovement;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole port in lists, and loops over everything that ever happened: slow, never let go of, and
 * plain enough to be seen to be right. Whoever writes a store can read here what is meant.
 *
 * <p>It has no caps but those that the port names.
 */
final class NaiveStore implements RiskStore {
  private record Account(String tenant, String id) {}

  /** Money that has moved, for first and last seen. */
  private record Seen(
      String tenant, String payer, String payee, @Nullable String device, long ms) {}

  private final List<NaiveItem> items = new ArrayList<>();
  private final List<NaiveReport> reports = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private final Map<Reference, NaiveItem> references = new LinkedHashMap<>();
  private final Map<Account, NaiveBook> books = new LinkedHashMap<>();
  private final NaiveAggregates aggregates = new NaiveAggregates(items, reports);

  private final Map<Account, List<Long>> accountsSeen = new HashMap<>();
  private final Map<List<String>, List<Long>> pairsSeen = new HashMap<>();
  private final Map<List<String>, List<Long>> devicesSeen = new HashMap<>();

  private final Map<Account, Long> forgottenUpTo = new HashMap<>();

  /** How many names were given to what was forgotten, apart from accounts. */
  private int pseudonyms;

  private long referencesKeptMs = Long.MAX_VALUE;

  @Override
  public synchronized void declare(List<StoreSchema> inForce, long nowMs) {
    referencesKeptMs = inForce.get(0).referencesKept().toMillis();
  }

  @Override
  public synchronized long[] coveredSinceMs(StoreSchema schema) {
    long[] since = new long[schema.aggregates().size()];
    Arrays.fill(since, SINCE_EVER_MS); // everything is recorded, whatever is declared
    return since;
  }

  /** Lets time pass: what has expired expires, and old references are forgotten. */
  private void at(Moment moment) {
    for (NaiveItem item : items) {
      StoredTransfer stored = item.stored;
      if (stored != null && stored.state().isOpen() && moment.nowMs() >= stored.expiresAtMs()) {
        item.claimsCount = false;
        close(item, stored, TransferState.EXPIRED, stored.marks());
      }
    }
    references
        .values()
        .removeIf(i -> moment.nowMs() - i.knownSinceMs >= referencesKeptMs && !i.isOpen());
  }

  private static StoredTransfer close(
      NaiveItem item, StoredTransfer stored, TransferState state, Set<Mark> marks) {
    item.store(
        new StoredTransfer(
            stored.reference(),
            stored.transfer(),
            stored.value(),
            stored.verdict(),
            stored.demand(),
            state,
            marks,
            stored.usages(),
            stored.evidence(),
            stored.release(),
            stored.decidedAtMs(),
            History.NEVER,
            stored.revision() + 1));
    return Objects.requireNonNull(item.stored);
  }

  @Override
  public synchronized @Nullable StoredTransfer attempt(Attempt attempt, History history) {
    at(attempt.moment());
    NaiveItem item = references.get(attempt.reference());
    if (item == null) {
      item = add(attempt);
    } else {
      checkSame(item, attempt);
      if (item.observed) {
        throw new ConflictingTransferException(attempt.reference(), "it is an observed movement");
      }
      if (item.stored != null) {
        return item.stored;
      }
      item.repeat(attempt);
    }
    List<Limit> limits = attempt.schema().limits();
    for (int i = 0; i < limits.size(); i++) {
      history.used()[i] = used(limits.get(i), item, attempt.moment());
    }
    history.setRevision(item.revision);
    Transfer t = attempt.transfer();
    history.setControls(
        controls(t.tenant(), t.payer(), attempt.moment()),
        controls(t.tenant(), t.payee(), attempt.moment()));
    readPast(attempt, item, history);
    return null;
  }

  private NaiveItem add(Attempt attempt) {
    NaiveItem item = new NaiveItem(attempt, items.size());
    items.add(item);
    references.put(attempt.reference(), item);
    return item;
  }

  private static void checkSame(NaiveItem item, Attempt attempt) {
    if (!item.transfer.hasSameContentAs(attempt.transfer())) {
      throw new ConflictingTransferException(attempt.reference(), "it has other content");
    }
  }

  private void readPast(Attempt attempt, NaiveItem own, History history) {
    List<Aggregate> declared = attempt.schema().aggregates();
    for (int i = 0; i < declared.size(); i++) {
      history.aggregates()[i] = aggregates.value(declared.get(i), own, attempt.schema().zone());
    }
    readSeen(own, history);
    aggregates
        .before(own, true, i -> i.isAccount(own.transfer.payer(), true))
        .filter(i -> i.shown.hasLocation())
        .max(NaiveAggregates.EVENT_ORDER)
        .ifPresent(i -> history.setLastPlace(i.timeMs, i.shown.latitude(), i.shown.longitude()));
    Transfer t = own.transfer;
    KnownSignals known = known(t.tenant(), t.payer(), t.customer(), own.timeMs);
    history.setSignals(known.latestFirst());
    if (known.capped()) {
      history.setSignalsCapped();
    }
  }

  private void readSeen(NaiveItem own, History history) {
    Transfer t = own.transfer;
    long atMs = own.timeMs;
    List<Long> payer = accountsSeen.getOrDefault(new Account(t.tenant(), t.payer()), List.of());
    List<Long> payee = accountsSeen.getOrDefault(new Account(t.tenant(), t.payee()), List.of());
    List<Long> pair = pairsSeen.getOrDefault(List.of(t.tenant(), t.payer(), t.payee()), List.of());
    history.setPayerSeen(first(payer, atMs), last(payer, atMs));
    history.setPayeeFirstSeenMs(first(payee, atMs));
    history.setPairSeen(first(pair, atMs), last(pair, atMs));
    String device = t.device();
    if (device != null) {
      history.setPayerDeviceFirstSeenMs(
          first(devicesSeen.getOrDefault(List.of(t.tenant(), t.payer(), device), List.of()), atMs));
    }
  }

  private static long first(List<Long> seen, long atMs) {
    return upTo(seen, atMs).min().orElse(History.NEVER);
  }

  private static long last(List<Long> seen, long atMs) {
    return upTo(seen, atMs).max().orElse(History.NEVER);
  }

  private static LongStream upTo(List<Long> seen, long atMs) {
    return seen.stream().mapToLong(Long::longValue).filter(ms -> ms <= atMs);
  }

  private void see(Transfer t) {
    Seen s = new Seen(t.tenant(), t.payer(), t.payee(), t.device(), Kit.timeMs(t));
    see(accountsSeen, new Account(s.tenant(), s.payer()), s.ms());
    see(accountsSeen, new Account(s.tenant(), s.payee()), s.ms());
    see(pairsSeen, List.of(s.tenant(), s.payer(), s.payee()), s.ms());
    if (s.device() != null) {
      see(devicesSeen, List.of(s.tenant(), s.payer(), s.device()), s.ms());
    }
  }

  private static <K> void see(Map<K, List<Long>> seen, K key, long ms) {
    seen.computeIfAbsent(key, k -> new ArrayList<>()).add(ms);
  }

  /** What an aggregate is at most, for a remembered attempt, where its place was forgotten. */
  synchronized long mostOf(Aggregate a, Attempt attempt) {
    NaiveItem item = references.get(attempt.reference());
    return item == null ? 0 : aggregates.valueOfAllUpTo(a, item, attempt.schema().zone());
  }

  @Override
  public synchronized boolean read(Attempt attempt, History history) {
    NaiveItem item = references.get(attempt.reference());
    Transfer t = attempt.transfer();
    if (item == null
        || item.observed
        || !item.transfer.hasSameContentAs(t)
        || item.forgotten.contains(t.payer())) {
      return false;
    }
    readPast(attempt, item, history);
    markAsForgotten(attempt.schema(), item, history);
    List<Limit> limits = attempt.schema().limits();
    for (int i = 0; i < limits.size(); i++) {
      history.used()[i] = usedByOthers(limits.get(i), item, attempt.moment());
    }
    return true;
  }

  /** What is counted by a key that was forgotten is gone. */
  private static void markAsForgotten(StoreSchema schema, NaiveItem item, History history) {
    boolean payee = item.forgotten.contains(item.transfer.payee());
    for (int i = 0; i < schema.aggregates().size(); i++) {
      Aggregate a = schema.aggregates().get(i);
      boolean isGone =
          switch (a.key()) {
            case PAYEE, PAYER_PAYEE -> payee;
            case DEVICE -> item.deviceForgotten;
            case CUSTOMER -> item.customerForgotten;
            case PAYER, PAYER_DEVICE, IP, MERCHANT -> false;
          };
      if (isGone && a.of() == Aggregate.Source.TRANSFERS) {
        history.setCapped(i);
      }
    }
  }

  /** The use of the moment's window of a limit by all that an item's owner has. */
  private long used(Limit limit, NaiveItem item, Moment moment) {
    return used(limit, item.reference, moment.bucket(limit), i -> true);
  }

  /** The same without the item: of the window in which its suspicious value counts, if it does. */
  private long usedByOthers(Limit limit, NaiveItem item, Moment moment) {
    NaiveItem.Made made = item.suspiciousClaim(limit);
    return made == null
        ? used(limit, item.reference, moment.bucket(limit), i -> i != item)
        : used(made.limit(), item.reference, made.bucket(), i -> i != item);
  }

  private long used(Limit limit, Reference of, long bucket, Predicate<NaiveItem> which) {
    return items.stream()
        .filter(i -> i.reference.tenant().equals(of.tenant()))
        .filter(i -> i.reference.owner().equals(of.owner()))
        .filter(which)
        .map(i -> BigInteger.valueOf(i.uses(limit, bucket)))
        .reduce(BigInteger.ZERO, BigInteger::add)
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  @Override
  public synchronized long[] used(StoreSchema schema, Reference reference, Moment moment) {
    at(moment);
    NaiveItem item = references.get(reference);
    return schema.limits().stream()
        .mapToLong(
            limit ->
                item == null
                    ? used(limit, reference, moment.bucket(limit), i -> true)
                    : usedByOthers(limit, item, moment))
        .toArray();
  }

  @Override
  public synchronized CommitResult commit(Commit commit) {
    at(commit.moment());
    NaiveItem item = references.get(commit.reference());
    if (item == null) {
      throw new StoreException("The attempt is no longer remembered");
    }
    if (item.observed) {
      throw new ConflictingTransferException(commit.reference(), "it is an observed movement");
    }
    StoredTransfer before = item.stored;
    if (item.revision != commit.fromRevision()) {
      return new CommitResult(Status.CHANGED, before, new long[0], item.revision);
    }
    for (Claim claim : commit.claims()) {
      Limit limit = commit.schema().limits().get(claim.limit());
      BigInteger with =
          BigInteger.valueOf(usedByOthers(limit, item, commit.moment()))
              .add(BigInteger.valueOf(claim.amount()));
      if (!claim.covered() && with.compareTo(BigInteger.valueOf(claim.max())) > 0) {
        long[] used = used(commit.schema(), commit.reference(), commit.moment());
        return new CommitResult(Status.PASSED, before, used, item.revision);
      }
    }
    claim(item, commit);
    StoredTransfer stored =
        new StoredTransfer(
            commit.reference(),
            item.transfer,
            item.value,
            commit.verdict(),
            commit.demand(),
            commit.state(),
            commit.marks(),
            usages(item, commit),
            commit.evidence(),
            commit.release(),
            before == null ? commit.moment().nowMs() : before.decidedAtMs(),
            commit.expiresAtMs(),
            item.revision + 1);
    item.store(stored);
    commit.signals().forEach(signal -> signal(signal, commit.moment()));
    return new CommitResult(Status.COMMITTED, stored, new long[0], stored.revision());
  }

  private static void claim(NaiveItem item, Commit commit) {
    List<NaiveItem.Made> letGo = new ArrayList<>();
    for (Claim claim : commit.claims()) {
      Limit limit = commit.schema().limits().get(claim.limit());
      NaiveItem.Made made =
          new NaiveItem.Made(limit, commit.moment().bucket(limit), claim.amount());
      if (limit.counts() == Limit.Counts.LET_GO) {
        letGo.add(made);
      } else if (item.suspiciousClaim(limit) == null) {
        item.suspicious.add(made);
      }
    }
    item.claimsCount = commit.state() == TransferState.RESERVED;
    if (item.claimsCount) {
      item.claims = letGo;
    }
  }

  /** The usages as they really are now that the claims have been made. */
  private List<LimitUsage> usages(NaiveItem item, Commit commit) {
    boolean reserved = commit.state() == TransferState.RESERVED;
    List<LimitUsage> real = new ArrayList<>();
    for (LimitUsage usage : commit.usages()) {
      Limit limit = usage.limit();
      NaiveItem.Made made = item.suspiciousClaim(limit);
      boolean isClaimed =
          limit.window() != Limit.Window.SINGLE
              && (limit.counts() == Limit.Counts.LET_GO ? reserved : made != null);
      long bucket = made == null ? commit.moment().bucket(limit) : made.bucket();
      real.add(
          isClaimed
              ? new LimitUsage(limit, used(limit, item.reference, bucket, i -> true), usage.max())
              : usage);
    }
    return real;
  }

  @Override
  public synchronized @Nullable StoredTransfer settle(Reference reference, Moment moment) {
    at(moment);
    NaiveItem item = references.get(reference);
    StoredTransfer stored = item == null ? null : item.stored;
    if (item == null || stored == null || stored.state() == TransferState.SETTLED) {
      return stored;
    }
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    marks.addAll(stored.marks());
    if (stored.state() == TransferState.EXPIRED) {
      marks.add(Mark.LATE);
    } else if (stored.state() == TransferState.CANCELLED) {
      marks.add(Mark.AFTER_CANCEL);
    }
    boolean wasAsked = stored.demand().outcome() != Outcome.ALLOW;
    if (stored.state() != TransferState.RESERVED && wasAsked) {
      marks.add(Mark.UNVERIFIED);
    }
    if (item.claims.isEmpty() && stored.state() != TransferState.RESERVED) {
      item.claims = claimsOfNow(stored, moment);
    }
    item.claimsCount = true;
    see(stored.transfer());
    return close(item, stored, TransferState.SETTLED, marks);
  }

  private static List<NaiveItem.Made> claimsOfNow(StoredTransfer stored, Moment moment) {
    return stored.usages().stream()
        .map(LimitUsage::limit)
        .filter(l -> l.window() != Limit.Window.SINGLE && l.counts() == Limit.Counts.LET_GO)
        .map(l -> new NaiveItem.Made(l, moment.bucket(l), l.amountOf(stored.value())))
        .toList();
  }

  @Override
  public synchronized @Nullable StoredTransfer cancel(Reference reference, Moment moment) {
    at(moment);
    NaiveItem item = references.get(reference);
    StoredTransfer stored = item == null ? null : item.stored;
    if (item == null || stored == null || !stored.state().isOpen()) {
      return stored;
    }
    item.claimsCount = false;
    return close(item, stored, TransferState.CANCELLED, stored.marks());
  }

  @Override
  public synchronized @Nullable StoredTransfer find(Reference reference, Moment moment) {
    at(moment);
    NaiveItem item = references.get(reference);
    return item == null ? null : item.stored;
  }

  @Override
  public synchronized boolean observe(Attempt attempt, Moment eventMoment) {
    at(attempt.moment());
    NaiveItem item = references.get(attempt.reference());
    if (item != null) {
      checkSame(item, attempt);
      if (item.stored != null) {
        throw new ConflictingTransferException(attempt.reference(), "it is a scored transfer");
      }
      if (item.observed) {
        return false;
      }
      item.repeat(attempt);
    } else {
      item = add(attempt);
    }
    item.observed = true;
    item.revision++;
    Transfer t = attempt.transfer();
    item.claims =
        attempt.schema().limits().stream()
            .filter(l -> l.window() != Limit.Window.SINGLE)
            .filter(l -> l.counts() == Limit.Counts.LET_GO)
            .filter(l -> t.kind().countsAgainstLimits())
            .filter(l -> l.assetClasses().contains(t.assetClass()))
            .map(l -> new NaiveItem.Made(l, eventMoment.bucket(l), l.amountOf(attempt.value())))
            .toList();
    item.claimsCount = true;
    see(t);
    return true;
  }

  @Override
  public synchronized boolean report(FraudReport report, Moment moment) {
    at(moment);
    if (reports.stream().anyMatch(r -> r.isSame(report))) {
      return false;
    }
    Reference reference = report.reference();
    NaiveItem of = reference == null ? null : references.get(reference);
    boolean known = of != null && of.transfer.payee().equals(report.payee());
    reports.add(
        new NaiveReport(
            report, known && of != null ? of.transfer : null, known && of != null ? of.value : 0));
    return true;
  }

  @Override
  public synchronized boolean signal(Signal signal, Moment moment) {
    List<Signal> kept = latestOf(signal.tenant(), signal.subject(), signal.name());
    if (kept.stream().anyMatch(s -> s.id().equals(signal.id()))) {
      return false;
    }
    signals.add(signal);
    return latestOf(signal.tenant(), signal.subject(), signal.name()).contains(signal);
  }

  private Stream<Signal> about(String tenant, Signal.Subject subject, String name) {
    return signals.stream()
        .filter(s -> s.tenant().equals(tenant) && s.subject() == subject)
        .filter(s -> s.name().equals(name));
  }

  /**
   * The latest signals about a subject, as many as are kept; of equal times the last told first.
   */
  private List<Signal> latestOf(String tenant, Signal.Subject subject, String name) {
    List<Signal> all = new ArrayList<>(about(tenant, subject, name).toList());
    Collections.reverse(all);
    all.sort(Comparator.comparing(Signal::at).reversed());
    return all.subList(0, Math.min(all.size(), TransferFacts.SIGNALS_MAX));
  }

  private KnownSignals known(String tenant, String account, @Nullable String customer, long atMs) {
    long fromMs = atMs - TransferFacts.SIGNALS_KEPT.toMillis();
    List<Signal> found = new ArrayList<>();
    boolean capped = addKnown(found, tenant, Signal.Subject.ACCOUNT, account, fromMs, atMs);
    if (customer != null) {
      capped |= addKnown(found, tenant, Signal.Subject.CUSTOMER, customer, fromMs, atMs);
    }
    found.sort(Comparator.comparing(Signal::at).reversed());
    return found.size() <= TransferFacts.SIGNALS_MAX
        ? new KnownSignals(found, capped)
        : new KnownSignals(found.subList(0, TransferFacts.SIGNALS_MAX), true);
  }

  /** Adds the signals about one subject; whether some in or after the time were dropped. */
  private boolean addKnown(
      List<Signal> found,
      String tenant,
      Signal.Subject subject,
      String name,
      long fromMs,
      long atMs) {
    List<Signal> kept = latestOf(tenant, subject, name);
    kept.stream()
        .filter(s -> s.at().toEpochMilli() >= fromMs && s.at().toEpochMilli() <= atMs)
        .forEach(found::add);
    return about(tenant, subject, name)
        .anyMatch(s -> !kept.contains(s) && s.at().toEpochMilli() >= fromMs);
  }

  @Override
  public synchronized KnownSignals signals(
      String tenant, String account, @Nullable String customer, Moment moment) {
    return known(tenant, account, customer, moment.nowMs());
  }

  private NaiveBook book(String tenant, String account) {
    return books.computeIfAbsent(new Account(tenant, account), a -> new NaiveBook());
  }

  @Override
  public synchronized List<Reference> impose(
      Control control, Demand heldBy, long expiresAtMs, Moment moment) {
    at(moment);
    book(control.tenant(), control.account()).impose(control, moment.nowMs());
    return control.isInForce(moment.nowMs()) ? carryOut(control, heldBy, expiresAtMs) : List.of();
  }

  private List<Reference> carryOut(Control control, Demand heldBy, long expiresAtMs) {
    List<Reference> moved = new ArrayList<>();
    for (NaiveItem item : references.values()) {
      if (item.observed || !item.isOf(control.tenant(), control.account())) {
        continue;
      }
      Transfer t = item.transfer;
      boolean isPayer = t.payer().equals(control.account());
      if (control.kind() == Control.Kind.LIMIT) {
        if (isPayer) {
          disturb(item);
        }
      } else if (control.stops(t.kind(), t.assetClass(), isPayer)
          && stop(item, control, heldBy, expiresAtMs)) {
        moved.add(item.reference);
      }
    }
    return moved;
  }

  /** Whoever is about to commit it must look again. */
  private static void disturb(NaiveItem item) {
    StoredTransfer stored = item.stored;
    if (stored == null) {
      item.revision++;
    } else if (stored.state().isOpen() && stored.state() != TransferState.RESERVED) {
      item.store(
          open(stored, stored.verdict(), stored.demand(), stored.state(), stored.expiresAtMs()));
    }
  }

  private static boolean stop(NaiveItem item, Control control, Demand heldBy, long expiresAtMs) {
    StoredTransfer stored = item.stored;
    if (stored == null) {
      item.revision++;
      return false;
    }
    if (!stored.state().isOpen() || stored.marks().contains(Mark.MONITORED)) {
      return false;
    }
    item.claimsCount = false;
    ReleasePath path =
        stored.state() == TransferState.HELD
            ? stored.demand().path().strongest(heldBy.path())
            : heldBy.path();
    item.store(
        open(
            stored,
            stored.verdict().stoppedBy(control),
            Demand.hold(path),
            TransferState.HELD,
            expiresAtMs));
    return true;
  }

  private static StoredTransfer open(
      StoredTransfer stored,
      Verdict verdict,
      Demand demand,
      TransferState state,
      long expiresAtMs) {
    return new StoredTransfer(
        stored.reference(),
        stored.transfer(),
        stored.value(),
        verdict,
        demand,
        state,
        stored.marks(),
        stored.usages(),
        stored.evidence(),
        stored.release(),
        stored.decidedAtMs(),
        expiresAtMs,
        stored.revision() + 1);
  }

  @Override
  public synchronized boolean lift(
      String tenant, String account, String controlId, String by, String why, Moment moment) {
    return book(tenant, account).lift(controlId, by, why, moment.nowMs());
  }

  @Override
  public synchronized ControlHistory controlHistory(String tenant, String account, Moment moment) {
    NaiveBook book = book(tenant, account);
    book.at(moment.nowMs());
    return new ControlHistory(book.history, 0);
  }

  @Override
  public synchronized List<Control> controls(String tenant, String account, Moment moment) {
    NaiveBook book = book(tenant, account);
    book.at(moment.nowMs());
    return List.copyOf(book.controls);
  }

  @Override
  public synchronized @Nullable StoredNotice receive(
      StoredNotice notice, Demand heldBy, long expiresAtMs, Moment moment) {
    at(moment);
    NaiveBook book = book(notice.notice().tenant(), notice.notice().account());
    if (!book.receive(notice, moment.nowMs())) {
      return null;
    }
    List<Reference> moved = carryOut(NaiveBook.controlOf(notice), heldBy, expiresAtMs);
    if (moved.isEmpty()) {
      return notice;
    }
    StoredNotice holding = notice.holding(moved);
    book.replace(holding);
    return holding;
  }

  @Override
  public synchronized boolean change(StoredNotice next, Moment moment) {
    return book(next.notice().tenant(), next.notice().account()).change(next, moment.nowMs());
  }

  @Override
  public synchronized List<StoredNotice> notices(String tenant, String account) {
    return List.copyOf(book(tenant, account).notices);
  }

  @Override
  public synchronized List<StoredNotice> notices(
      String tenant, Set<NoticeStatus.State> states, long receivedFromMs, int max, Moment moment) {
    return allNotices()
        .filter(n -> n.notice().tenant().equals(tenant))
        .filter(n -> n.receivedMs() >= receivedFromMs)
        .filter(n -> states.contains(n.state(moment.nowMs())))
        .sorted(Comparator.comparingLong(StoredNotice::receivedMs))
        .limit(max)
        .toList();
  }

  private Stream<StoredNotice> allNotices() {
    return books.values().stream().flatMap(b -> b.notices.stream());
  }

  @Override
  public synchronized List<StoredNotice> dueNotices(int max, Moment moment) {
    return allNotices().filter(n -> n.isDue(moment.nowMs())).limit(max).toList();
  }

  @Override
  public synchronized MovementPage movements(
      String tenant, String account, long fromMs, long toMs, int max, Moment moment) {
    at(moment);
    List<NaiveItem> found =
        items.stream()
            .filter(i -> i.isInHistoryOf(tenant, account))
            .filter(i -> i.timeMs >= fromMs && i.timeMs < toMs)
            .sorted(
                Comparator.<NaiveItem>comparingLong(i -> i.timeMs)
                    .thenComparing(i -> !i.transfer.payer().equals(account))
                    .thenComparingInt(i -> i.number))
            .toList();
    List<StoredMovement> page = new ArrayList<>();
    long nextMs = History.NEVER;
    for (int i = 0; i < found.size(); i++) {
      NaiveItem item = found.get(i);
      if (page.size() >= max && item.timeMs > found.get(i - 1).timeMs) {
        nextMs = item.timeMs;
        break;
      }
      StoredTransfer stored = item.stored;
      page.add(
          new StoredMovement(
              item.shown, item.value, item.state(), stored == null ? Set.of() : stored.marks()));
    }
    Long forgotten = forgottenUpTo.get(new Account(tenant, account));
    return new MovementPage(page, forgotten == null ? SINCE_EVER_MS : forgotten + 1, nextMs);
  }

  @Override
  public synchronized StorePage<String> accounts(
      String tenant, @Nullable String after, int max, Moment moment) {
    at(moment);
    Set<String> all = new TreeSet<>();
    for (NaiveItem item : items) {
      for (String id : List.of(item.transfer.payer(), item.transfer.payee())) {
        boolean isKept = item.isInHistoryOf(tenant, id) || item.isOpen();
        if (item.isOf(tenant, id) && isKept) {
          all.add(id);
        }
      }
    }
    books.forEach(
        (account, book) -> {
          if (account.tenant().equals(tenant) && !book.history.isEmpty()) {
            all.add(account.id());
          }
        });
    return page(all.stream().filter(id -> after == null || id.compareTo(after) > 0), max, id -> id);
  }

  @Override
  public synchronized StorePage<StoredTransfer> transfers(
      String tenant, @Nullable String after, int max, Moment moment) {
    at(moment);
    return page(
        references.values().stream()
            .filter(i -> i.reference.tenant().equals(tenant) && i.stored != null)
            .filter(i -> after == null || i.number > Integer.parseInt(after))
            .sorted(Comparator.comparingInt(i -> i.number))
            .map(i -> Objects.requireNonNull(i.stored)),
        max,
        s -> String.valueOf(numberOf(s.reference())));
  }

  private int numberOf(Reference reference) {
    return Objects.requireNonNull(references.get(reference)).number;
  }

  private static <T> StorePage<T> page(Stream<T> rest, int max, Function<T, String> cursor) {
    if (max < 1) {
      throw new IllegalArgumentException("A page has room for at least 1");
    }
    List<T> found = rest.limit(max).toList();
    return new StorePage<>(found, found.size() < max ? null : cursor.apply(found.get(max - 1)));
  }

  @Override
  public synchronized void forget(String tenant, String account, Moment moment) {
    at(moment);
    Anonymous anonymous = new Anonymous(account, forgottenUpTo.size() + items.size());
    long upToMs = moment.nowMs();
    for (NaiveItem item : items) {
      if (item.isInHistoryOf(tenant, account)) {
        upToMs = Math.max(upToMs, item.timeMs);
        item.forgotten.add(account);
        item.shown = anonymous.of(item.shown);
      }
      if (item.transfer.tenant().equals(tenant) && item.transfer.payer().equals(account)) {
        keepForRetries(item);
      }
    }
    for (NaiveReport report : reports) {
      if (report.tenant.equals(tenant)) {
        report.forgotten.add(account);
      }
    }
    signals.removeIf(
        s ->
            s.tenant().equals(tenant)
                && s.subject() == Signal.Subject.ACCOUNT
                && s.name().equals(account));
    accountsSeen.remove(new Account(tenant, account));
    pairsSeen.keySet().removeIf(k -> k.get(0).equals(tenant) && k.subList(1, 3).contains(account));
    devicesSeen.keySet().removeIf(k -> k.get(0).equals(tenant) && k.get(1).equals(account));
    forgottenUpTo.merge(new Account(tenant, account), upToMs, Math::max);
  }

  @Override
  public synchronized void forgetCustomer(String tenant, String customer, Moment moment) {
    at(moment);
    for (NaiveItem item : items) {
      Transfer t = item.transfer;
      if (t.tenant().equals(tenant) && customer.equals(t.customer())) {
        item.customerForgotten = true;
        if (item.reference.owner().equals(customer)) {
          keepForRetries(item);
        }
      }
    }
    String someone = "someone-" + pseudonyms++;
    for (NaiveReport report : reports) {
      if (report.tenant.equals(tenant) && customer.equals(report.customer)) {
        report.customer = someone;
      }
    }
    signals.removeIf(
        s ->
            s.tenant().equals(tenant)
                && s.subject() == Signal.Subject.CUSTOMER
                && s.name().equals(customer));
  }

  @Override
  public synchronized boolean forgetDevice(
      String tenant, String device, Set<String> accounts, Moment moment) {
    at(moment);
    List<NaiveItem> paid =
        items.stream()
            .filter(i -> i.transfer.tenant().equals(tenant) && !i.deviceForgotten)
            .filter(i -> device.equals(i.transfer.device()))
            .toList();
    List<NaiveReport> reported =
        reports.stream().filter(r -> r.tenant.equals(tenant) && device.equals(r.device)).toList();
    boolean isOnlyTheirs =
        paid.stream().map(i -> i.transfer.payer()).allMatch(accounts::contains)
            && paid.stream().noneMatch(i -> i.forgotten.contains(i.transfer.payer()))
            && reported.stream().allMatch(r -> r.payer != null && accounts.contains(r.payer))
            && reported.stream().noneMatch(r -> r.forgotten.contains(r.payer));
    if (isOnlyTheirs) {
      paid.forEach(i -> i.deviceForgotten = true);
      String some = "some-" + pseudonyms++;
      reported.forEach(r -> r.device = some);
    }
    return isOnlyTheirs;
  }

  /** Of a closed transfer only what a retry is compared with stays. */
  private static void keepForRetries(NaiveItem item) {
    StoredTransfer s = item.stored;
    if (s != null && !s.state().isOpen()) {
      item.endedElsewhere = item.endedElsewhere == null ? s.state() : item.endedElsewhere;
      item.stored =
          new StoredTransfer(
              s.reference(),
              Anonymous.bare(s.transfer()),
              s.value(),
              s.verdict(),
              s.demand(),
              s.state(),
              s.marks(),
              s.usages(),
              s.evidence(),
              s.release(),
              s.decidedAtMs(),
              s.expiresAtMs(),
              s.revision());
    }
  }

  @Override
  public void close() {
    // nothing but memory is held
  }
}
