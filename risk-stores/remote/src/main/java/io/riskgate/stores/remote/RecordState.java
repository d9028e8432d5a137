package io.riskgate.stores.remote;

import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.Reference;
import io.riskgate.core.Signal;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.book.ControlBook;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.spi.CommitResult;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredNotice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the changes to one record come to: the same in every process that applies the same changes.
 * Nothing in it looks at a clock, a setting or anything else but the changes.
 *
 * <p>A change is read as a whole before anything is touched, so one that cannot be read leaves
 * nothing half done.
 */
final class RecordState implements State {
  private static final int REPORTS_MAX = 1_024;
  private static final long REPORTS_KEPT_MS = java.time.Duration.ofDays(368).toMillis();
  private static final int DETACH_EVERY = 16;
  private static final long LOOK_EVERY_MS = 1_000;

  final RecordKey key;
  final boolean isAccount;
  final Events events;
  final Seen seen = new Seen();
  final Book book = new Book(this::sync);
  final KnownOf signals = new KnownOf();
  final List<Report> reports = new ArrayList<>(0);
  final List<PendingStop> stops = new ArrayList<>(0);
  ControlBook controls = new ControlBook();
  long forgottenUpToMs = History.NEVER;

  private final Tokens tokens = new Tokens();
  private int applied;
  private long lookedMs = History.NEVER;
  private long lookAgainMs = History.NEVER;

  /** The transfer that an attempt was for before it was repeated; of the change applied last. */
  @Nullable Transfer before;

  /** What a control has moved in this record; of the change applied last. */
  List<Reference> moved = List.of();

  private final Item.Form form;

  RecordState(RecordKey key, WordBook words) {
    this.key = key;
    form = new Item.Form(key, words);
    isAccount = key.kind() == RecordKey.Kind.ACCOUNT;
    events = new Events(isAccount ? key.id() : null);
  }

  /** Whether it is time to look for events of which nobody has told; no part of what is kept. */
  boolean isToBeLookedAt(long nowMs) {
    return nowMs < lookedMs || nowMs >= lookAgainMs;
  }

  /** From when on an event's owner is asked what became of it; never where that is this record. */
  long lostMs(int place) {
    boolean isOfAnother = events.rows.isLive(place) && !events.isEndTold(place) && !isOwn(place);
    return isOfAnother ? events.lostMs(place) : Long.MAX_VALUE;
  }

  /** Whether an event is of a reference of this record. */
  private boolean isOwn(int place) {
    return events.rows.owner(place) == events.rows.numberOf(key.id());
  }

  /** An event says something new: the record is looked at again when that one is lost. */
  private void lookFor(int place) {
    lookAgainMs = Math.min(lookAgainMs, Math.max(lostMs(place), lookedMs + LOOK_EVERY_MS));
  }

  /** It was looked at, and nothing is to be found until a time; it is looked at again then. */
  void lookAgain(long nowMs, long atMs) {
    lookedMs = nowMs;
    lookAgainMs = Math.max(atMs, nowMs + LOOK_EVERY_MS);
  }

  private Reference reference(String id) {
    return new Reference(key.tenant(), key.id(), id);
  }

  private boolean isParty(Transfer t) {
    return isAccount && (t.payer().equals(key.id()) || t.payee().equals(key.id()));
  }

  @Override
  public @Nullable Outcome outcome(long token) {
    return tokens.outcome(token);
  }

  @Override
  public Outcome apply(RecordChange change, WordBook words) {
    Outcome known = tokens.outcome(change.token());
    if (known != null) {
      forgetLast();
      return known;
    }
    RecordIn from = new RecordIn(change.body(), words);
    Head head = Head.read(from.in);
    Change read = read(head, change.token(), from);
    if (!from.in.isOver()) {
      throw new WireException("a change of it has more than is known");
    }
    forgetLast();
    book.at(head.nowMs(), head.keeping(), this::forgetReference);
    Outcome outcome = read.apply();
    events.prune(head.nowMs(), head.keeping(), isAccount);
    if (++applied % DETACH_EVERY == 0) {
      detachOld(head);
    }
    if (head.op().isForgetting()) {
      words.forgetShared();
    }
    tokens.add(change.token(), outcome);
    return outcome;
  }

  /** Writes pointers only where there is something to forget: it comes by with each change. */
  private void forgetLast() {
    if (before != null) {
      before = null;
    }
    if (!moved.isEmpty()) {
      moved = List.of();
    }
  }

  /** A change that has been read. */
  @FunctionalInterface
  private interface Change {
    Outcome apply();
  }

  private void forgetReference(Item item) {
    int place = events.find(key.id(), item.id);
    if (place != Events.NONE) {
      events.detach(place);
    }
  }

  /** References that everybody has forgotten lead nowhere any more. */
  private void detachOld(Head head) {
    if (head.nowMs() - events.knownFromMs() < head.keeping().referencesMs()) {
      return;
    }
    for (int i = events.size() - 1; i >= 0; i--) {
      boolean isOld = events.isForgottenAt(i, head.nowMs(), head.keeping().referencesMs());
      if (isOld && events.rows.isLive(i) && !isOwn(i)) {
        events.lapse(i, head.nowMs());
        events.detach(i);
      }
    }
    events.lookKnownFrom();
  }

  /** The event of an item has the item's state. */
  private void sync(Item item) {
    int place = events.find(key.id(), item.id);
    if (place != Events.NONE) {
      events.stand(place, item);
      dropHidden(place);
    }
  }

  private void dropHidden(int place) {
    if (events.rows.isHidden(place) && events.isEndTold(place)) {
      events.remove(place);
    }
  }

  private Change read(Head head, long token, RecordIn from) {
    return switch (head.op()) {
      case ATTEMPT -> attempt(from);
      case SEEN -> seen(head, Event.read(from, head.nowMs()));
      case COMMIT -> commit(head, token, from);
      case SETTLE -> settle(head, token, from.text());
      case CANCEL -> cancel(token, from.text());
      case OBSERVE -> observe(head, token, from);
      case STATE -> state(head, from);
      case RETRACT -> retract(from.text(), from.text(), from.in.nextLong());
      case PUT -> put(Event.read(from, head.nowMs()));
      case IMPOSE -> impose(head, token, from);
      case LIFT -> lift(head, from.text(), from.text(), from.text());
      case RECEIVE -> receive(head, token, from);
      case CHANGE -> change(head, from.value(StoredNotice.class));
      case DONE -> done(from.in.nextLong(), from.values(Reference.class));
      case STOP -> stop(head, from);
      case SIGNAL -> signal(head, from.value(Signal.class));
      case REPORT -> report(head, Report.read(from.in));
      case FORGET -> forget(head);
      case SCRUB ->
          scrub(head, from.text(), new Pseudonyms(from.in.nextLong(), from.in.nextLong()));
      case STRIP -> strip(from.text());
      case FORGET_DEVICE -> forgetDevice(head, accounts(from));
    };
  }

  // ---- the owner's part

  private Change attempt(RecordIn from) {
    Attempted a = Attempted.read(from, key);
    String id = a.id();
    Transfer t = a.transfer();
    return () -> {
      Item item = book.items.get(id);
      if (item == null) {
        item = add(a);
        if (book.stoppedAhead.remove(id) != null) {
          item.revision++;
          return Outcome.AHEAD;
        }
        return Outcome.DONE;
      }
      if (!item.transfer().hasSameContentAs(t)) {
        return Outcome.CONFLICT;
      }
      if (item.isObserved) {
        return Outcome.MOVEMENT;
      }
      if (!item.isDecided()) {
        repeat(item, t, a.value());
      }
      return Outcome.KNOWN;
    };
  }

  private Item add(Attempted a) {
    Item item = new Item(form, a.id(), a.stamp(), a.timeMs(), a.transfer(), a.value());
    book.add(item);
    if (isParty(a.transfer())) {
      int old = events.find(key.id(), a.id());
      if (old != Events.NONE) {
        events.detach(old);
      }
      int unused = events.add(Event.of(key.id(), item), false);
    }
    return item;
  }

  private void repeat(Item item, Transfer t, long value) {
    before = item.transfer();
    item.be(t);
    item.value = value;
    int place = events.find(key.id(), item.id);
    Event next = new Event(key.id(), item.id, item.stamp, item.timeMs, t, value);
    if (place != Events.NONE) {
      events.take(place, next);
    } else if (isParty(t)) {
      int unused = events.add(next, true);
    }
  }

  private Change commit(Head head, long token, RecordIn from) {
    String id = from.text();
    Book.Asked asked = Commands.readCommit(reference(id), head.moment(), from);
    return () -> {
      Item item = book.items.get(id);
      if (item == null) {
        return Outcome.NONE;
      }
      if (item.isObserved) {
        return Outcome.MOVEMENT;
      }
      if (item.token == token) {
        return Outcome.DONE;
      }
      CommitResult.Status status = book.commit(item, asked, head.moment());
      if (status == CommitResult.Status.COMMITTED) {
        item.token = token;
        asked.signals().forEach(signal -> signals.add(signal, head.nowMs()));
      }
      return switch (status) {
        case COMMITTED -> Outcome.DONE;
        case CHANGED -> Outcome.CHANGED;
        case PASSED -> Outcome.PASSED;
      };
    };
  }

  private Change settle(Head head, long token, String id) {
    return () -> {
      Item item = book.items.get(id);
      if (item == null || !item.isDecided()) {
        return Outcome.NONE;
      }
      int place = events.find(key.id(), id);
      Event e = place == Events.NONE ? null : events.event(place);
      if (!book.settle(item, head.moment())) {
        return item.token == token ? Outcome.DONE : Outcome.KNOWN;
      }
      item.token = token;
      see(e, item, head);
      return Outcome.DONE;
    };
  }

  /** Money of a transfer of this owner has moved. */
  private void see(@Nullable Event e, Item item, Head head) {
    if (isParty(item.transfer())) {
      Event of =
          e != null && !e.isHidden()
              ? e
              : new Event(key.id(), item.id, item.stamp, item.timeMs, item.transfer(), item.value);
      seen.see(of, key.id(), head.keeping());
    }
  }

  private Change cancel(long token, String id) {
    return () -> {
      Item item = book.items.get(id);
      if (item == null || !item.isDecided()) {
        return Outcome.NONE;
      }
      if (book.cancel(item)) {
        item.token = token;
      }
      return item.token == token ? Outcome.DONE : Outcome.KNOWN;
    };
  }

  private Change observe(Head head, long token, RecordIn from) {
    Attempted a = Attempted.read(from, key);
    Transfer t = a.transfer();
    List<Item.Made> claims = Item.made(from);
    return () -> {
      Item item = book.items.get(a.id());
      if (item == null) {
        item = add(a);
      } else if (!item.transfer().hasSameContentAs(t)) {
        return Outcome.CONFLICT;
      } else if (item.isDecided()) {
        return Outcome.SCORED;
      } else if (item.isObserved) {
        return item.token == token ? Outcome.DONE : Outcome.KNOWN;
      } else {
        repeat(item, t, a.value());
      }
      item.token = token;
      book.observe(item, claims);
      see(null, item, head);
      return Outcome.DONE;
    };
  }

  private Change stop(Head head, RecordIn from) {
    String id = from.text();
    Control control = from.value(Control.class);
    Demand heldBy = from.value(Demand.class);
    long expiresAtMs = from.in.nextSigned();
    return () -> {
      Item item = book.items.get(id);
      if (item == null) {
        book.stoppedAhead.put(id, head.nowMs());
        return Outcome.NONE;
      }
      return book.stop(item, control, heldBy, expiresAtMs) ? Outcome.DONE : Outcome.KNOWN;
    };
  }

  // ---- what others are told of a transfer

  private Change seen(Head head, Event told) {
    return () -> {
      int place = events.find(told.owner, told.id);
      if (place != Events.NONE
          && events.isForgottenAt(place, head.nowMs(), head.keeping().referencesMs())) {
        events.lapse(place, head.nowMs());
        events.detach(place);
        place = Events.NONE;
      }
      if (place == Events.NONE) {
        lookFor(events.add(told, false));
        return Outcome.DONE;
      }
      if (!events.event(place).hasSameContentAs(told)) {
        return Outcome.CONFLICT;
      }
      if (events.rows.state(place) == null) {
        events.take(place, told);
        lookFor(place);
      }
      return Outcome.KNOWN;
    };
  }

  private Change put(Event told) {
    return () -> {
      int place = events.find(told.owner, told.id);
      if (place == Events.NONE) {
        lookFor(events.add(told, true));
        return Outcome.DONE;
      }
      if (events.rows.stamp(place) != told.stamp) {
        events.remove(place);
        events.rows.forgetNames();
        lookFor(events.add(told, true));
      } else {
        events.take(place, told);
        lookFor(place);
      }
      return Outcome.KNOWN;
    };
  }

  private Change retract(String owner, String id, long stamp) {
    return () -> {
      int place = events.find(owner, id);
      if (place == Events.NONE || events.rows.stamp(place) != stamp) {
        return Outcome.NONE;
      }
      events.remove(place);
      events.rows.forgetNames(); // nobody finds its names here any more, should they be forgotten
      return Outcome.DONE;
    };
  }

  private Change state(Head head, RecordIn from) {
    String owner = from.text();
    String id = from.text();
    long timeMs = head.nowMs() + from.in.nextSigned();
    long revision = from.in.nextVar();
    TransferState state = from.nullableConstant(TransferState.class);
    long expiresAtMs = from.time(head.nowMs());
    int marks = Event.bits(from.marks());
    Event told = from.in.next() == 0 ? null : Event.read(from, head.nowMs());
    return () -> {
      int place = events.find(owner, id);
      if (place == Events.NONE && told != null) {
        place = events.add(told, true);
      } else if (told != null) {
        events.take(place, told);
      }
      if (place == Events.NONE) {
        if (state == TransferState.SETTLED && isAccount) {
          seen.seeAccount(timeMs);
        }
        return Outcome.NONE;
      }
      if (revision < events.rows.revision(place)) {
        return Outcome.KNOWN;
      }
      if (state == null) {
        events.detach(place); // its owner has forgotten it
        return Outcome.DONE;
      }
      events.rows.stand(place, state, expiresAtMs, revision, marks);
      lookFor(place);
      if (state == TransferState.SETTLED && isAccount) {
        seen.see(events.event(place), key.id(), head.keeping());
      }
      dropHidden(place);
      return Outcome.DONE;
    };
  }

  // ---- controls and notices

  private Change impose(Head head, long token, RecordIn from) {
    Control control = from.value(Control.class);
    Demand heldBy = from.value(Demand.class);
    long expiresAtMs = from.in.nextSigned();
    return () -> {
      try {
        controls.impose(control, head.nowMs());
      } catch (IllegalArgumentException e) {
        return Outcome.TAKEN;
      } catch (StoreException e) {
        return Outcome.FULL;
      }
      if (control.isInForce(head.nowMs())) {
        carryOut(head, token, control, heldBy, expiresAtMs, null);
      }
      return Outcome.DONE;
    };
  }

  private Change receive(Head head, long token, RecordIn from) {
    StoredNotice notice = from.value(StoredNotice.class);
    Demand heldBy = from.value(Demand.class);
    long expiresAtMs = from.in.nextSigned();
    return () -> {
      Control control = ControlBook.controlOf(notice);
      if (!controls.receive(notice, control, head.nowMs())) {
        return Outcome.KNOWN;
      }
      carryOut(head, token, control, heldBy, expiresAtMs, notice.notice().number());
      return Outcome.DONE;
    };
  }

  private void carryOut(
      Head head,
      long token,
      Control control,
      Demand heldBy,
      long expiresAtMs,
      @Nullable String notice) {
    List<Reference> here = new ArrayList<>();
    for (Item item : book.items.list()) {
      if (!item.isOver()
          && isParty(item.transfer())
          && book.stop(item, control, heldBy, expiresAtMs)) {
        here.add(reference(item.id));
      }
    }
    List<Reference> others = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (events.rows.isLive(i) && !events.isEndTold(i) && !isOwn(i)) {
        Event e = events.event(i);
        if (concerns(control, e)) {
          others.add(new Reference(key.tenant(), e.owner, e.id));
        }
      }
    }
    moved = here;
    if (!others.isEmpty()) {
      stops.add(
          new PendingStop(token, head.nowMs(), control, heldBy, expiresAtMs, notice, here, others));
    } else if (notice != null) {
      controls.hold(notice, here);
    }
  }

  private boolean concerns(Control control, Event e) {
    boolean isPayer = e.payer.equals(key.id());
    return control.kind() == Control.Kind.LIMIT
        ? isPayer
        : control.stops(e.kind, e.assetClass, isPayer);
  }

  private Change done(long token, List<Reference> movedElsewhere) {
    return () -> {
      for (Iterator<PendingStop> all = stops.iterator(); all.hasNext(); ) {
        PendingStop stop = all.next();
        if (stop.token() == token) {
          all.remove();
          String notice = stop.notice();
          if (notice != null) {
            List<Reference> both = new ArrayList<>(stop.moved());
            both.addAll(movedElsewhere);
            if (controls.notice(notice) != null) {
              controls.hold(notice, both);
            }
          }
          return Outcome.DONE;
        }
      }
      return Outcome.KNOWN;
    };
  }

  private Change lift(Head head, String id, String by, String why) {
    return () -> controls.lift(id, by, why, head.nowMs()) ? Outcome.DONE : Outcome.NONE;
  }

  private Change change(Head head, StoredNotice next) {
    return () -> controls.change(next, head.nowMs()) ? Outcome.DONE : Outcome.CHANGED;
  }

  /** The controls at a clock; what lapses by it is told and not written down. */
  ControlBook controlsAt(long nowMs) {
    return controls.isUpToDate(nowMs) ? controls : controls.copy();
  }

  // ---- signals, reports, forgetting

  private Change signal(Head head, Signal signal) {
    return () -> signals.add(signal, head.nowMs());
  }

  private Change report(Head head, Report report) {
    return () -> {
      reports.removeIf(r -> r.knownAtMs() < head.nowMs() - REPORTS_KEPT_MS);
      for (Report known : reports) {
        if (known.id().equals(report.id())) {
          return Outcome.KNOWN;
        }
      }
      reports.add(isAccount ? report : report.withoutNames());
      if (reports.size() > REPORTS_MAX) {
        reports.remove(0);
      }
      return Outcome.DONE;
    };
  }

  private Change forget(Head head) {
    return () -> {
      forgetAll(head);
      book.strip(key.id());
      return Outcome.DONE;
    };
  }

  private void forgetAll(Head head) {
    long upToMs = head.nowMs();
    for (int i = events.size() - 1; i >= 0; i--) {
      upToMs = Math.max(upToMs, events.rows.timeMs(i));
      if (isAccount && events.mayBeStopped(i, head.nowMs(), head.keeping())) {
        events.rows.hide(i);
      } else {
        events.remove(i);
      }
    }
    events.rows.forgetNames();
    forgottenUpToMs = Math.max(forgottenUpToMs, upToMs);
    seen.clear();
    signals.clear();
    reports.clear();
  }

  private Change strip(String customer) {
    return () -> {
      book.stripCustomer(customer);
      return Outcome.DONE;
    };
  }

  private static Set<String> accounts(RecordIn from) {
    Set<String> accounts = new HashSet<>();
    for (int i = from.in.nextCount(); i > 0; i--) {
      accounts.add(from.text());
    }
    return accounts;
  }

  private Change forgetDevice(Head head, Set<String> accounts) {
    return () -> {
      if (!isOnlyOf(accounts, head)) {
        return Outcome.NONE;
      }
      forgetAll(head);
      return Outcome.DONE;
    };
  }

  /** Whether none but these accounts is known to have used the device. */
  private boolean isOnlyOf(Set<String> accounts, Head head) {
    if (events.droppedUpToMs >= head.nowMs() - head.keeping().reachMs()) {
      return false; // nobody can tell
    }
    for (int i = 0; i < events.size(); i++) {
      if (!events.rows.isHidden(i) && !accounts.contains(events.event(i).payer)) {
        return false;
      }
    }
    Set<Long> named = new HashSet<>();
    accounts.forEach(account -> named.add(Report.hash(account)));
    return reports.stream().allMatch(r -> named.contains(r.payer()));
  }

  private Change scrub(Head head, String account, Pseudonyms pseudonyms) {
    return () -> {
      for (int i = events.size() - 1; i >= 0; i--) {
        boolean isOfPayer =
            !isAccount && events.rows.isLive(i) && events.event(i).payer.equals(account);
        events.scrub(i, account, pseudonyms);
        if (isOfPayer) {
          endForGood(i, head.nowMs());
        }
      }
      events.rows.forgetNames();
      seen.payees.remove(account);
      reports.replaceAll(r -> r.without(account));
      book.strip(account);
      return Outcome.DONE;
    };
  }

  /** Nothing tells any more that it was this device or the like, should it be settled after all. */
  private void endForGood(int place, long nowMs) {
    TransferState now = events.stateAt(place, nowMs);
    if (now != null && !now.isOpen()) {
      events.lapse(place, nowMs);
      events.detach(place);
    }
  }

  // ---- how long it is needed

  @Override
  public long keepUntilMs(byte[] change, long nowMs, long reachMs) {
    Op op = Op.of(change[1]);
    boolean isOfControls =
        switch (op) {
          case IMPOSE, RECEIVE, CHANGE, LIFT, DONE -> true;
          default -> !controls.isEmpty() || !stops.isEmpty();
        };
    if (isOfControls) {
      return Long.MAX_VALUE;
    }
    long idleMs = Math.max(reachMs, isAccount ? Caps.IDLE_MS : Caps.IDLE_OTHER_MS);
    if (op == Op.REPORT || !reports.isEmpty()) {
      idleMs = Math.max(idleMs, REPORTS_KEPT_MS);
    }
    if (op == Op.SIGNAL || !signals.isEmpty()) {
      idleMs = Math.max(idleMs, KnownOf.KEPT_MS + KnownOf.LAG_MS);
    }
    return nowMs + idleMs;
  }

  // ---- bytes

  @Override
  public byte[] snapshot(WordBook words) {
    RecordOut to = new RecordOut(words);
    to.know(key.id());
    WireOut out = to.out;
    out.put(Head.FORMAT);
    tokens.write(out);
    out.putVar(applied);
    events.write(to, key.id(), book, book.write(to));
    seen.write(to);
    signals.write(to);
    out.putVar(reports.size());
    reports.forEach(r -> r.write(out));
    out.putVar(stops.size());
    stops.forEach(s -> s.write(to));
    write(controls.kept(), to);
    to.time(forgottenUpToMs, 0);
    return to.copy();
  }

  static RecordState read(RecordKey key, byte[] snapshot, WordBook words) {
    RecordState state = new RecordState(key, words);
    RecordIn from = new RecordIn(snapshot, words);
    from.know(key.id());
    WireIn in = from.in;
    int format = in.next();
    if (format != Head.FORMAT) {
      throw new WireException(
          "its format is " + format + ", and this version reads " + Head.FORMAT);
    }
    state.tokens.read(in);
    state.applied = (int) in.nextVar();
    List<Item> items = state.book.read(from, state.form);
    state.events.read(from, key.id(), items);
    state.seen.read(from);
    state.signals.read(from);
    for (int i = in.nextCount(); i > 0; i--) {
      state.reports.add(Report.read(in));
    }
    for (int i = in.nextCount(); i > 0; i--) {
      state.stops.add(PendingStop.read(from));
    }
    state.controls = readControls(from);
    state.forgottenUpToMs = from.time(0);
    if (!in.isOver()) {
      throw new WireException("a snapshot of it has more than is known");
    }
    return state;
  }

  private static void write(ControlBook.Kept book, RecordOut to) {
    to.value(book.controls());
    to.out.putSigned(book.lapsedUpToMs());
    to.value(book.history());
    to.out.putVar(book.dropped());
    to.value(book.notices());
  }

  private static ControlBook readControls(RecordIn from) {
    List<Control> controls = from.values(Control.class);
    long lapsedUpToMs = from.in.nextSigned();
    List<ControlHistory.Entry> history = from.values(ControlHistory.Entry.class);
    long dropped = from.in.nextVar();
    return ControlBook.of(
        new ControlBook.Kept(
            controls, lapsedUpToMs, history, dropped, from.values(StoredNotice.class)));
  }
}
