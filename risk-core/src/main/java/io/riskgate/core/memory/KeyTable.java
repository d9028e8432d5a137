package io.riskgate.core.memory;

import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of one kind of key, up to a cap, in stripes that are chosen by a keyed hash. Whoever
 * works with a record holds the monitor of its stripe, and never that of two.
 *
 * <p>Each visit looks at an old key now and then, and a new key at a few: they let go of what no
 * window reaches any more, and idle keys leave. So state leaves bit by bit, and never in one long
 * pause.
 */
final class KeyTable<R extends KeyRecord> {
  /** Makes the view of a record, or uses one again. */
  @FunctionalInterface
  interface View<R> {
    R of(@Nullable Scratch scratch, KeyStripe stripe, int address);
  }

  /** Keys leave once no window reaches their events. */
  static final long AS_LONG_AS_EVENTS = 0;

  /** No such key. */
  static final int NO_NUMBER = -1;

  private static final int STRIPE_BITS = 10;

  /** How many stripes there are. */
  static final int STRIPES = 1 << STRIPE_BITS;

  private static final int NUMBER_BITS = Integer.SIZE - STRIPE_BITS;
  private static final int LOOKED_AT_PER_NEW_KEY = 3;

  /** Accounts take most of the memory, and stay as long as they are while they live evenly. */
  private static final int ACCOUNTS_FREE_DIVISOR = 32;

  private static final int STRIPES_PER_NEW_KEY = 32;
  private static final int VISITS_PER_LOOK_MASK = 3;

  private final AtomicReferenceArray<@Nullable KeyStripe> stripes =
      new AtomicReferenceArray<>(STRIPES);
  private final String what;
  private final View<R> view;
  private final int bodyLongs;
  private final SipHash hash;
  private final Journal journal;
  private final int cap;
  private final boolean isOfEventsAlone;
  private final CapHits capHits;
  private final LookClock lookClock = new LookClock();
  private final AtomicLong idleKeptMs;
  private final AtomicLong missedUpToMs = new AtomicLong(History.NEVER);
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger sweep = new AtomicInteger();
  private volatile long eventsKeptMs;

  /**
   * Makes an empty table.
   *
   * @param idleKeptMs how long keys are kept that are not used; {@link #AS_LONG_AS_EVENTS} for keys
   *     of which nothing but their events is known
   */
  KeyTable(
      String what,
      View<R> view,
      int bodyLongs,
      SipHash hash,
      Journal journal,
      int cap,
      long idleKeptMs,
      CapHits capHits) {
    this.what = what;
    this.view = view;
    this.bodyLongs = bodyLongs;
    this.hash = hash;
    this.journal = journal;
    this.cap = cap;
    this.capHits = capHits;
    isOfEventsAlone = idleKeptMs == AS_LONG_AS_EVENTS;
    this.idleKeptMs = new AtomicLong(idleKeptMs);
  }

  /** Keeps events for so long, and idle keys at least as long, even where less was asked for. */
  void keep(long eventsMs) {
    eventsKeptMs = eventsMs;
    idleKeptMs.accumulateAndGet(eventsMs, Math::max);
  }

  /** Keeps idle keys at least so long. */
  void keepIdle(long ms) {
    idleKeptMs.accumulateAndGet(ms, Math::max);
  }

  /** After how long without use a key may be forgotten. */
  long idleKeptMs() {
    return idleKeptMs.get();
  }

  /** The time before which no window finds events any more. */
  long pruneBeforeMs(long nowMs) {
    return Math.max(nowMs - eventsKeptMs, journal.goneBeforeMs());
  }

  int size() {
    return size.get();
  }

  /** The hash of a name, which says in which stripe it is. */
  long hash(int tenant, String name) {
    return hash.hash(tenant, name);
  }

  /** The stripe that a hash falls into; its monitor guards its records. */
  KeyStripe stripe(long hashOfName) {
    return stripeAt((int) hashOfName & (STRIPES - 1));
  }

  private KeyStripe stripeAt(int index) {
    KeyStripe stripe = stripes.get(index);
    if (stripe != null) {
      return stripe;
    }
    KeyStripe created =
        new KeyStripe(
            capHits, isOfEventsAlone ? new Slab() : Slab.leavingFree(ACCOUNTS_FREE_DIVISOR));
    KeyStripe other = stripes.compareAndExchange(index, null, created);
    return other == null ? created : other;
  }

  /** The number of a key, of all of its kind. */
  static int number(long hashOfName, KeyRecord record) {
    return number(hashOfName, record.number);
  }

  private static int number(long hashOfName, int inStripe) {
    return ((int) hashOfName & (STRIPES - 1)) << NUMBER_BITS | inStripe;
  }

  /** The record of a key, or null. Under the monitor of its stripe. */
  @Nullable R find(KeyStripe stripe, long hashOfName, int tenant, String name) {
    int address = tenant < 0 ? Slab.NONE : stripe.find(hashOfName, tenant, name);
    return address == Slab.NONE ? null : view.of(null, stripe, address);
  }

  /**
   * The record of a key, used now, created on first use; null where there is no room for it. Under
   * the monitor of its stripe.
   *
   * @param scratch what the record is viewed with, if anything
   */
  @Nullable R visit(
      KeyStripe stripe,
      long hashOfName,
      int tenant,
      String name,
      long nowMs,
      @Nullable Scratch scratch) {
    stripe.tidy();
    if ((stripe.visited() & VISITS_PER_LOOK_MASK) == 0) {
      look(stripe, nowMs, lookClock.at(nowMs), false, scratch);
    }
    int address = stripe.find(hashOfName, tenant, name);
    if (address == Slab.NONE) {
      return add(stripe, hashOfName, tenant, name, nowMs, scratch);
    }
    R record = view.of(scratch, stripe, address);
    if (isIdle(record, nowMs)) {
      record.remove(); // as if it had been looked at in time: what is decided must not hang on that
      size.decrementAndGet();
      return add(stripe, hashOfName, tenant, name, nowMs, scratch);
    }
    record.touch(nowMs);
    record.prune(pruneBeforeMs(nowMs));
    return record;
  }

  /**
   * The number of a key that is there and not idle, used now; otherwise {@link #NO_NUMBER}, and a
   * visit will tell. Under no monitor.
   */
  int numberOf(long hashOfName, int tenant, String name, long nowMs) {
    KeyStripe stripe = stripe(hashOfName);
    synchronized (stripe) {
      int address = stripe.find(hashOfName, tenant, name);
      if (address == Slab.NONE) {
        return NO_NUMBER;
      }
      long[] page = stripe.page(address);
      int at = Slab.offset(address);
      if (nowMs - KeyStripe.touchedMs(page, at) > idleKeptMs.get()) {
        return NO_NUMBER;
      }
      KeyStripe.touch(page, at, nowMs);
      return number(hashOfName, KeyStripe.number(page, at));
    }
  }

  private boolean isIdle(R record, long clockMs) {
    return clockMs - record.touchedMs() > idleKeptMs.get()
        && record.isSweepable(clockMs)
        && (!isOfEventsAlone || record.isNothingSince(pruneBeforeMs(clockMs)));
  }

  private @Nullable R add(
      KeyStripe stripe,
      long hashOfName,
      int tenant,
      String name,
      long nowMs,
      @Nullable Scratch scratch) {
    if (name.length() > KeyStripe.NAME_CHARS_MAX) {
      throw new StoreException("A name is too long: " + name.length() + " characters");
    }
    if (size.incrementAndGet() > cap) {
      size.decrementAndGet();
      return null;
    }
    return put(stripe, hashOfName, tenant, name, nowMs, scratch);
  }

  /** Adds a key whether or not there is room for it. Under the stripe's monitor. */
  R addBeyondCap(KeyStripe stripe, long hashOfName, int tenant, String name, long nowMs) {
    R added = put(stripe, hashOfName, tenant, name, nowMs, null);
    size.incrementAndGet();
    return added;
  }

  /**
   * Gives a record another name; what is attached to it stays with the old name, with a new record,
   * or goes. Where that fails, for lack of memory, the record has its name, and what is attached,
   * as before: a control never hangs on nothing. Under the stripe's monitor.
   *
   * @param keeps whether what is attached is to be kept
   */
  void rename(KeyStripe stripe, R record, String name, boolean keeps, long nowMs) {
    int tenant = record.tenant();
    String before = record.name();
    R heir = null;
    try {
      if (keeps) { // for a moment there are two of one name, which nobody sees
        heir = addBeyondCap(stripe, hash(tenant, before), tenant, before, nowMs);
        heir.setAttached(record.attached());
      }
      record.rename(hash(tenant, name), tenant, name);
    } catch (RuntimeException | Error e) {
      if (heir != null) {
        heir.remove();
        size.decrementAndGet();
      }
      throw e;
    }
    record.setAttached(null);
  }

  private R put(
      KeyStripe stripe,
      long hashOfName,
      int tenant,
      String name,
      long nowMs,
      @Nullable Scratch scratch) {
    R record = view.of(scratch, stripe, stripe.add(hashOfName, tenant, name, bodyLongs, nowMs));
    record.missed(missedUpToMs.get());
    return record;
  }

  /** Looks at a few old keys, for each new one. Under no monitor. */
  void sweepSome(long nowMs) {
    boolean isFull = size.get() >= cap;
    long clockMs = isFull ? lookClock.whereFull(nowMs) : lookClock.at(nowMs);
    int stripesMax = isFull ? STRIPES : STRIPES_PER_NEW_KEY;
    int lookedAt = 0;
    for (int i = 0; i < stripesMax && lookedAt < LOOKED_AT_PER_NEW_KEY; i++) {
      KeyStripe stripe = stripes.get(sweep.getAndIncrement() & (STRIPES - 1));
      if (stripe != null) {
        synchronized (stripe) {
          for (int n = stripe.size(); n > 0 && lookedAt < LOOKED_AT_PER_NEW_KEY; n--) {
            lookedAt++;
            look(stripe, nowMs, clockMs, true, null);
          }
        }
      }
    }
  }

  /**
   * Looks at the next key of a stripe.
   *
   * @param clockMs the clock by which idle keys leave, which no single call moves far
   */
  private void look(
      KeyStripe stripe, long nowMs, long clockMs, boolean again, @Nullable Scratch scratch) {
    int address = stripe.sweepNext();
    if (address == Slab.NONE && again) {
      address = stripe.sweepNext();
    }
    if (address == Slab.NONE) {
      return;
    }
    R record = view.of(scratch, stripe, address);
    record.isSweepable(nowMs); // lets go of what is of no more use
    if (isIdle(record, clockMs)) {
      record.remove();
      size.decrementAndGet();
    } else {
      record.prune(pruneBeforeMs(nowMs));
    }
  }

  /**
   * The names of a tenant's keys in one stripe of which something is kept, in their order. Under no
   * monitor.
   */
  List<String> keptNames(int index, int tenant, long nowMs) {
    KeyStripe stripe = stripes.get(index);
    if (stripe == null || tenant < 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    synchronized (stripe) {
      for (int number = 0; number < stripe.numbersGiven(); number++) {
        int address = stripe.addressOf(number);
        if (address != Slab.NONE) {
          R record = view.of(null, stripe, address);
          if (record.tenant() == tenant && (record.size() > 0 || !record.isSweepable(nowMs))) {
            names.add(record.name());
          }
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  /** Whether a key is there. Under no monitor. */
  boolean has(int tenant, String name) {
    long hashOfName = hash(tenant, name);
    KeyStripe stripe = stripe(hashOfName);
    synchronized (stripe) {
      return find(stripe, hashOfName, tenant, name) != null;
    }
  }

  /**
   * Removes a key, unless it is to stay. Under no monitor.
   *
   * @return whether it is not there now
   */
  boolean remove(int tenant, String name, Predicate<R> which) {
    long hashOfName = hash(tenant, name);
    KeyStripe stripe = stripe(hashOfName);
    synchronized (stripe) {
      R record = find(stripe, hashOfName, tenant, name);
      if (record == null) {
        return true;
      }
      record.prune(journal.goneBeforeMs());
      if (!which.test(record)) {
        return false;
      }
      record.remove();
      size.decrementAndGet();
      return true;
    }
  }

  /** The name of the key with a number, or null where it has left. Under no monitor. */
  @Nullable String name(int number) {
    KeyStripe stripe = stripeAt(number >>> NUMBER_BITS);
    synchronized (stripe) {
      int address = stripe.addressOf(number & ((1 << NUMBER_BITS) - 1));
      return address == Slab.NONE ? null : view.of(null, stripe, address).name();
    }
  }

  /**
   * Takes note of an event of a key for which there was no room, so that it is missed where the key
   * finds room later.
   */
  void missed(long timeMs) {
    capHits.count(InMemoryStore.Cap.KEYS);
    missedUpToMs.accumulateAndGet(timeMs, Math::max);
  }

  /** Says that there is no room. */
  StoreException full() {
    capHits.count(InMemoryStore.Cap.KEYS);
    return new StoreException(
        "No room for more "
            + what
            + ": "
            + size()
            + " are kept; raise keysMax of the in-memory store, or move to a larger one");
  }

  // ---- images

  void write(ImageOut out, Consumer<Attached> one) {
    out.put(idleKeptMs.get());
    out.put(missedUpToMs.get());
    out.put(size.get());
    out.put(sweep.get());
    out.put(eventsKeptMs);
    lookClock.write(out);
    for (int i = 0; i < STRIPES; i++) {
      KeyStripe stripe = stripes.get(i);
      out.putFlag(stripe != null);
      if (stripe != null) {
        synchronized (stripe) {
          stripe.write(out, one);
        }
      }
    }
  }

  void read(ImageIn in, Supplier<Attached> one) {
    idleKeptMs.accumulateAndGet(in.next(), Math::max);
    missedUpToMs.set(in.next());
    size.set(in.nextCount());
    sweep.set(in.nextInt());
    eventsKeptMs = in.next();
    lookClock.read(in);
    for (int i = 0; i < STRIPES; i++) {
      if (in.nextFlag()) {
        KeyStripe stripe = stripeAt(i);
        synchronized (stripe) {
          stripe.read(in, one);
        }
      }
    }
  }
}
