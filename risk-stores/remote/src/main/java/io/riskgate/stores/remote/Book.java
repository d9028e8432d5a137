package io.riskgate.stores.remote;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.Control;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The references of one owner, and what they use of its limits. */
final class Book {
  final Items items = new Items();
  final Windows windows = new Windows();
  private int open;

  /** Before this clock none of the open ones expires; they may all expire later. */
  private long firstExpiryMs = Long.MAX_VALUE;

  /** References that a control has stopped before their attempt came, with the clock of that. */
  final Map<String, Long> stoppedAhead = new LinkedHashMap<>();

  private final Consumer<Item> onChange;

  /**
   * An empty book.
   *
   * @param onChange hears of each item whose state or revision has changed
   */
  Book(Consumer<Item> onChange) {
    this.onChange = onChange;
  }

  boolean isEmpty() {
    return items.isEmpty() && windows.isEmpty() && stoppedAhead.isEmpty();
  }

  /** Lets time pass: what has expired expires, and old references are forgotten. */
  void at(long nowMs, Keeping keeping, Consumer<Item> onForget) {
    if (nowMs >= firstExpiryMs) {
      expire(nowMs);
    }
    Iterator<Item> eldest = items.iterator();
    while (eldest.hasNext()) {
      Item item = eldest.next();
      if (nowMs - item.knownSinceMs < keeping.referencesMs()) {
        break; // in the order of their attempts, as far as clocks agree
      }
      if (!item.isOpen()) {
        eldest.remove();
        onForget.accept(item);
      }
    }
    if (!stoppedAhead.isEmpty()) {
      stoppedAhead.values().removeIf(atMs -> nowMs - atMs >= keeping.referencesMs());
    }
  }

  private void expire(long nowMs) {
    firstExpiryMs = Long.MAX_VALUE;
    if (open == 0) {
      return;
    }
    for (Item item : items) {
      if (item.isOpen() && nowMs >= item.expiresAtMs()) {
        StoredTransfer s = takeOut(item);
        count(item, false);
        put(item, closed(s, TransferState.EXPIRED, s.marks()));
      } else if (item.isOpen()) {
        firstExpiryMs = Math.min(firstExpiryMs, item.expiresAtMs());
      }
    }
  }

  void add(Item item) {
    items.add(item);
  }

  void put(Item item, StoredTransfer next) {
    open -= item.isOpen() ? 1 : 0;
    item.store(next);
    open(item);
    onChange.accept(item);
    item.pack();
  }

  /** What was decided of an item that is about to be put back with something else. */
  private static StoredTransfer takeOut(Item item) {
    item.unpack();
    return Objects.requireNonNull(item.stored(), "it is decided");
  }

  private void open(Item item) {
    if (item.isOpen()) {
      open++;
      firstExpiryMs = Math.min(firstExpiryMs, item.expiresAtMs());
    }
  }

  static StoredTransfer closed(StoredTransfer s, TransferState state, Set<Mark> marks) {
    return new StoredTransfer(
        s.reference(),
        s.transfer(),
        s.value(),
        s.verdict(),
        s.demand(),
        state,
        marks,
        s.usages(),
        s.evidence(),
        s.release(),
        s.decidedAtMs(),
        History.NEVER,
        s.revision() + 1);
  }

  /** What is told of an item at a clock; null where no decided transfer is remembered. */
  @Nullable StoredTransfer told(@Nullable Item item, long nowMs, long keptMs) {
    if (item == null || (nowMs - item.knownSinceMs >= keptMs && !item.isOpenAt(nowMs))) {
      return null;
    }
    StoredTransfer s = item.stored();
    return s != null && s.state().isOpen() && nowMs >= s.expiresAtMs()
        ? closed(s, TransferState.EXPIRED, s.marks())
        : s;
  }

  // ---- limits

  private void count(Item item, boolean counts) {
    if (item.claimsCount != counts) {
      item.claimsCount = counts;
      for (Item.Made made : item.claims()) {
        if (counts) {
          windows.add(made);
        } else {
          windows.giveBack(made);
        }
      }
    }
  }

  private void claim(Item item, List<Item.Made> claims) {
    count(item, false);
    item.claim(claims);
    count(item, true);
  }

  /** The use of a window at a clock; what has expired by it uses nothing any more. */
  long used(String limit, long bucket, long nowMs) {
    long used = windows.used(limit, bucket);
    if (used != Long.MAX_VALUE && open > 0 && nowMs >= firstExpiryMs) {
      for (Item item : items) {
        if (item.isOpen() && item.claimsCount && !item.isOpenAt(nowMs)) {
          for (Item.Made made : item.claims()) {
            if (made.limit().equals(limit) && made.bucket() == bucket) {
              used -= made.amount();
            }
          }
        }
      }
    }
    return used;
  }

  /** The use of a limit's window without an item: that in which its suspicious value counts. */
  long usedByOthers(Limit limit, @Nullable Item item, Moment moment) {
    Item.Made made = item == null ? null : item.suspiciousClaim(Windows.name(limit));
    long bucket = made == null ? moment.bucket(limit) : made.bucket();
    long used = used(Windows.name(limit), bucket, moment.nowMs());
    boolean isSuspicious = limit.counts() == Limit.Counts.SUSPICIOUS;
    return item == null || used == Long.MAX_VALUE
        ? used
        : used - item.uses(Windows.name(limit), bucket, isSuspicious, moment.nowMs());
  }

  // ---- the life of a transfer

  /** A commit as it is told to a record. */
  record Asked(
      Reference reference,
      long fromRevision,
      Verdict verdict,
      Demand demand,
      TransferState state,
      List<Claimed> claims,
      List<LimitUsage> usages,
      Set<Mark> marks,
      List<io.riskgate.core.Evidence> evidence,
      io.riskgate.core.@Nullable Release release,
      List<io.riskgate.core.Signal> signals,
      long expiresAtMs) {}

  /** A claim with what must be known of its limit. */
  record Claimed(
      String limit, boolean isSuspicious, long bucket, long amount, long max, boolean covered) {}

  CommitResult.Status commit(Item item, Asked c, Moment moment) {
    if (item.revision != c.fromRevision()) {
      return CommitResult.Status.CHANGED;
    }
    for (Claimed claim : c.claims()) {
      if (!claim.covered() && passes(item, claim, moment)) {
        return CommitResult.Status.PASSED;
      }
    }
    List<Item.Made> letGo = new ArrayList<>(c.claims().size());
    for (Claimed claim : c.claims()) {
      Item.Made made = new Item.Made(claim.limit(), claim.bucket(), claim.amount());
      if (!claim.isSuspicious()) {
        letGo.add(made);
      } else if (item.suspiciousClaim(claim.limit()) == null) {
        item.claimSuspicious(made);
        windows.add(made);
      }
    }
    boolean isReserved = c.state() == TransferState.RESERVED;
    if (isReserved) {
      claim(item, List.copyOf(letGo));
    } else {
      count(item, false);
    }
    StoredTransfer before = item.stored();
    put(
        item,
        new StoredTransfer(
            c.reference(),
            item.transfer(),
            item.value,
            c.verdict(),
            c.demand(),
            c.state(),
            c.marks(),
            usages(item, c, moment, isReserved),
            c.evidence(),
            c.release(),
            before == null ? moment.nowMs() : before.decidedAtMs(),
            c.expiresAtMs(),
            item.revision + 1));
    return CommitResult.Status.COMMITTED;
  }

  private boolean passes(Item item, Claimed claim, Moment moment) {
    Item.Made made = claim.isSuspicious() ? item.suspiciousClaim(claim.limit()) : null;
    long bucket = made == null ? claim.bucket() : made.bucket();
    long used = used(claim.limit(), bucket, moment.nowMs());
    if (used == Long.MAX_VALUE) {
      return claim.amount() > 0 || claim.max() < used;
    }
    long others = used - item.uses(claim.limit(), bucket, claim.isSuspicious(), moment.nowMs());
    long with = others + claim.amount();
    return with < 0 || with > claim.max();
  }

  /** The usages as they really are now that the claims have been made. */
  private List<LimitUsage> usages(Item item, Asked c, Moment moment, boolean isReserved) {
    List<LimitUsage> real = new ArrayList<>(c.usages().size());
    for (LimitUsage usage : c.usages()) {
      Limit limit = usage.limit();
      Item.Made made =
          limit.counts() == Limit.Counts.SUSPICIOUS
              ? item.suspiciousClaim(Windows.name(limit))
              : null;
      boolean isClaimed =
          limit.window() != Limit.Window.SINGLE
              && (limit.counts() == Limit.Counts.LET_GO ? isReserved : made != null);
      long bucket = made == null ? moment.bucket(limit) : made.bucket();
      real.add(
          isClaimed
              ? new LimitUsage(
                  limit, used(Windows.name(limit), bucket, moment.nowMs()), usage.max())
              : usage);
    }
    return List.copyOf(real);
  }

  /** Ends a transfer as settled; whether it was not before. */
  boolean settle(Item item, Moment moment) {
    if (!item.isDecided() || item.state() == TransferState.SETTLED) {
      return false;
    }
    StoredTransfer s = takeOut(item);
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    marks.addAll(s.marks());
    if (s.state() == TransferState.EXPIRED) {
      marks.add(Mark.LATE);
    } else if (s.state() == TransferState.CANCELLED) {
      marks.add(Mark.AFTER_CANCEL);
    }
    if (s.state() != TransferState.RESERVED && s.demand().outcome() != Outcome.ALLOW) {
      marks.add(Mark.UNVERIFIED);
    }
    if (item.claims().isEmpty() && s.state() != TransferState.RESERVED) {
      List<Item.Made> now = new ArrayList<>();
      for (LimitUsage usage : s.usages()) {
        Limit l = usage.limit();
        if (l.window() != Limit.Window.SINGLE && l.counts() == Limit.Counts.LET_GO) {
          now.add(new Item.Made(Windows.name(l), moment.bucket(l), l.amountOf(s.value())));
        }
      }
      claim(item, now);
    } else {
      count(item, true);
    }
    put(item, closed(s, TransferState.SETTLED, marks));
    return true;
  }

  /** Ends an open transfer as cancelled; whether it was open. */
  boolean cancel(Item item) {
    if (!item.isOpen()) {
      return false;
    }
    StoredTransfer s = takeOut(item);
    count(item, false);
    put(item, closed(s, TransferState.CANCELLED, s.marks()));
    return true;
  }

  /**
   * Makes a movement of a new or undecided item; whether it was none before.
   *
   * @throws ConflictingTransferException where it is a decided transfer
   */
  void observe(Item item, List<Item.Made> claims) {
    item.isObserved = true;
    item.revision++;
    claim(item, claims);
    onChange.accept(item);
    item.pack();
  }

  /** Carries out a control on an item of the account; whether it was moved to HELD. */
  boolean stop(Item item, Control control, Demand heldBy, long expiresAtMs) {
    if (item.isOver()) {
      return false;
    }
    Transfer t = item.transfer();
    boolean isPayer = t.payer().equals(control.account());
    if (control.kind() == Control.Kind.LIMIT) {
      if (isPayer) {
        disturb(item);
      }
      return false;
    }
    return control.stops(t.kind(), t.assetClass(), isPayer)
        && hold(item, control, heldBy, expiresAtMs);
  }

  /** Whoever is about to commit it must look again. */
  private void disturb(Item item) {
    StoredTransfer s = item.stored();
    if (s == null) {
      item.revision++;
      onChange.accept(item);
    } else if (s.state() != TransferState.RESERVED) {
      put(item, changed(s, s.verdict(), s.demand(), s.state(), s.expiresAtMs()));
    }
  }

  private boolean hold(Item item, Control control, Demand heldBy, long expiresAtMs) {
    StoredTransfer s = item.stored();
    if (s == null) {
      item.revision++;
      onChange.accept(item);
      return false;
    }
    if (s.marks().contains(Mark.MONITORED)) {
      return false;
    }
    count(item, false);
    ReleasePath path =
        s.state() == TransferState.HELD
            ? s.demand().path().strongest(heldBy.path())
            : heldBy.path();
    put(
        item,
        changed(
            s, s.verdict().stoppedBy(control), Demand.hold(path), TransferState.HELD, expiresAtMs));
    return true;
  }

  private static StoredTransfer changed(
      StoredTransfer s, Verdict verdict, Demand demand, TransferState state, long expiresAtMs) {
    return new StoredTransfer(
        s.reference(),
        s.transfer(),
        s.value(),
        verdict,
        demand,
        state,
        s.marks(),
        s.usages(),
        s.evidence(),
        s.release(),
        s.decidedAtMs(),
        expiresAtMs,
        s.revision() + 1);
  }

  /** Of a closed transfer of a forgotten payer only what a retry is compared with stays. */
  void strip(String payer) {
    strip(t -> t.payer().equals(payer));
  }

  /** The same of a forgotten customer. */
  void stripCustomer(String customer) {
    strip(t -> customer.equals(t.customer()));
  }

  private void strip(Predicate<Transfer> of) {
    for (Item item : items) {
      if (!of.test(item.transfer())) {
        continue;
      }
      StoredTransfer s = item.stored();
      if (s != null && !s.state().isOpen()) {
        item.be(bare(s.transfer()));
        item.pack();
      } else if (item.isObserved) {
        item.be(bare(item.transfer()));
        item.pack();
      }
    }
  }

  private static Transfer bare(Transfer t) {
    Transfer.Builder copy =
        Transfer.builder()
            .tenant(t.tenant())
            .id(t.id())
            .payer(t.payer())
            .payee(t.payee())
            .kind(t.kind())
            .channel(t.channel())
            .value(t.value());
    java.time.Instant time = t.time();
    if (time != null) {
      copy.time(time);
    }
    String currency = t.currency();
    String asset = t.asset();
    if (currency != null) {
      copy.amount(t.amountMinor(), currency);
    } else if (asset != null) {
      copy.asset(t.amountMinor(), asset, t.assetScale(), t.assetClass());
    }
    return copy.build();
  }

  // ---- bytes

  /** Writes it; the items in the order in which they are written, each with its place. */
  List<Item> write(RecordOut to) {
    windows.write(to);
    to.out.putVar(items.size());
    List<Item> all = items.list();
    long baseMs = 0;
    for (int i = 0; i < all.size(); i++) {
      Item item = all.get(i);
      item.place = i;
      item.write(to, baseMs);
      baseMs = item.timeMs;
    }
    to.out.putVar(stoppedAhead.size());
    stoppedAhead.forEach(
        (id, atMs) -> {
          to.text(id);
          to.out.putSigned(atMs);
        });
    return all;
  }

  /** Reads it; the items in the order in which they were written. */
  List<Item> read(RecordIn from, Item.Form form) {
    windows.read(from);
    List<Item> all = new ArrayList<>();
    long baseMs = 0;
    for (int i = from.in.nextCount(); i > 0; i--) {
      Item item = Item.read(from, form, baseMs);
      baseMs = item.timeMs;
      all.add(item);
      if (items.get(item.id) != null) {
        throw new WireException("a transfer of it is there twice");
      }
      items.add(item);
      open(item);
    }
    for (int i = from.in.nextCount(); i > 0; i--) {
      String id = from.text();
      stoppedAhead.put(id, from.in.nextSigned());
    }
    return all;
  }
}
