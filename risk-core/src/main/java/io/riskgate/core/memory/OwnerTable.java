package io.riskgate.core.memory;

import io.riskgate.core.Reference;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The owners of limits, up to a cap, in stripes that are chosen by a keyed hash. Whoever works with
 * an owner holds the monitor of its stripe, and never that of two.
 *
 * <p>One call in so many looks at a few owners, whoever they are, so that what is old leaves bit by
 * bit, and never in one long pause.
 */
final class OwnerTable {
  /**
   * An owner without references and running windows is forgotten at once, but for what threads with
   * clocks a little behind may still ask.
   */
  private static final long IDLE_KEPT_MS = Duration.ofHours(1).toMillis();

  private static final int STRIPE_BITS = 10;

  /** How many stripes there are. */
  static final int STRIPES = 1 << STRIPE_BITS;

  /** How many owners, and references, of one stripe are looked at for one attempt in so many. */
  private static final int OWNERS_PER_LOOK = 12;

  private static final int REFERENCES_PER_LOOK = 24;
  private static final int ATTEMPTS_PER_LOOK = 8;

  /** Where there are few owners, most stripes have none or one. */
  private static final int STRIPES_PER_LOOK = 8;

  /** How many owners are looked at where there is no room for another, until one leaves. */
  private static final int OWNERS_PER_REFUSAL = 64;

  private final AtomicReferenceArray<@Nullable OwnerStripe> stripes =
      new AtomicReferenceArray<>(STRIPES);
  private final Tenants tenants = new Tenants();
  private final OwnerStripe.Common common;
  private final int cap;
  private final CapHits capHits;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger nextLook = new AtomicInteger();
  private final LookClock lookClock = new LookClock();

  OwnerTable(int keysMax, Journal journal, SipHash hash, CapHits capHits) {
    this.capHits = capHits;
    common = new OwnerStripe.Common(hash, journal, capHits);
    cap = keysMax;
  }

  // ---- stripes

  /** The hash of an owner's name, which says in which stripe it is. */
  private long hash(int tenant, String name) {
    return common.hash().hash(tenant, name);
  }

  private OwnerStripe stripe(long hash) {
    int index = (int) hash & (STRIPES - 1);
    OwnerStripe stripe = stripes.get(index);
    if (stripe != null) {
      return stripe;
    }
    OwnerStripe created = new OwnerStripe(common);
    OwnerStripe other = stripes.compareAndExchange(index, null, created);
    return other == null ? created : other;
  }

  /** The owner with a name, at a clock; null where it is not there. Under the stripe's monitor. */
  private static @Nullable OwnerState find(
      OwnerStripe stripe, long hash, int tenant, String name, long nowMs) {
    int address = tenant < 0 ? Slab.NONE : stripe.owners.find(hash, tenant, name);
    if (address == Slab.NONE) {
      return null;
    }
    OwnerState owner = stripe.owner(address);
    owner.advance(nowMs);
    return owner;
  }

  /** The same, created on first use; null where there is no room. Under the stripe's monitor. */
  private @Nullable OwnerState findOrAdd(
      OwnerStripe stripe, long hash, int tenant, String name, long nowMs) {
    stripe.tidy();
    OwnerState found = find(stripe, hash, tenant, name, nowMs);
    if (found != null) {
      return found;
    }
    if (name.length() > KeyStripe.NAME_CHARS_MAX) {
      throw new StoreException("A name is too long: " + name.length() + " characters");
    }
    if (size.incrementAndGet() > cap) {
      size.decrementAndGet();
      return null;
    }
    return stripe.owner(stripe.owners.add(hash, tenant, name, OwnerState.BODY_LONGS, nowMs));
  }

  /** What is done with an owner, under the monitor of its stripe. */
  @FunctionalInterface
  interface Visit<T> {
    @Nullable T at(OwnerState owner);
  }

  /** The same for a caller who comes again and again: only who comes is told anew each time. */
  @FunctionalInterface
  interface VisitBy<C, T> {
    @Nullable T at(C caller, OwnerState owner);
  }

  /** Visits the owner of a reference, created on first use, at a clock. */
  <T> @Nullable T visitNew(Reference reference, long nowMs, long referencesKeptMs, Visit<T> what) {
    return visitNew(reference, nowMs, referencesKeptMs, what, Visit::at);
  }

  /** The same for a caller who comes again and again. */
  <C, T> @Nullable T visitNew(
      Reference reference, long nowMs, long referencesKeptMs, C caller, VisitBy<C, T> what) {
    int tenant = tenants.number(reference.tenant());
    long hash = hash(tenant, reference.owner());
    OwnerStripe stripe = stripe(hash);
    for (boolean isFirst = true; ; isFirst = false) {
      synchronized (stripe) {
        OwnerState owner = findOrAdd(stripe, hash, tenant, reference.owner(), nowMs);
        if (owner != null) {
          return what.at(caller, owner);
        }
      }
      if (!isFirst) {
        throw full();
      }
      makeRoom(nowMs, referencesKeptMs);
    }
  }

  private StoreException full() {
    capHits.count(InMemoryStore.Cap.OWNERS);
    return new StoreException(
        "No room for more owners of limits: "
            + size.get()
            + " are kept; raise keysMax of the in-memory store, or move to a larger one");
  }

  /** Visits an owner that is there, at a clock; null where it is not. */
  <T> @Nullable T visit(String tenant, String name, long nowMs, Visit<T> what) {
    return visit(tenant, name, nowMs, what, Visit::at);
  }

  /** The same for a caller who comes again and again. */
  <C, T> @Nullable T visit(String tenant, String name, long nowMs, C caller, VisitBy<C, T> what) {
    int tenantNumber = tenants.find(tenant);
    long hash = hash(tenantNumber, name);
    OwnerStripe stripe = stripe(hash);
    synchronized (stripe) {
      OwnerState owner = find(stripe, hash, tenantNumber, name, nowMs);
      return owner == null ? null : what.at(caller, owner);
    }
  }

  /**
   * Lets go of what of an owner's is over, and of the owner where nothing is kept of them;
   * otherwise does something with them. That is no use of the owner.
   */
  void forget(
      String tenant, String name, long nowMs, long referencesKeptMs, Consumer<OwnerState> what) {
    int tenantNumber = tenants.find(tenant);
    long hash = hash(tenantNumber, name);
    OwnerStripe stripe = stripe(hash);
    synchronized (stripe) {
      int address = tenantNumber < 0 ? Slab.NONE : stripe.owners.find(hash, tenantNumber, name);
      if (address == Slab.NONE) {
        return;
      }
      OwnerState owner = stripe.owner(address);
      if (OwnerStripe.leaves(owner, nowMs, IDLE_KEPT_MS, referencesKeptMs)) {
        size.decrementAndGet();
      } else {
        what.accept(owner);
      }
    }
  }

  /** Looks at an owner that is there, without using it; null where it is not. */
  <T> @Nullable T look(String tenant, String name, Visit<T> what) {
    int tenantNumber = tenants.find(tenant);
    long hash = hash(tenantNumber, name);
    OwnerStripe stripe = stripe(hash);
    synchronized (stripe) {
      int address = tenantNumber < 0 ? Slab.NONE : stripe.owners.find(hash, tenantNumber, name);
      return address == Slab.NONE ? null : what.at(stripe.owner(address));
    }
  }

  // ---- what is old

  /**
   * Looks at a few owners and references for one call in so many: those that ask for nothing have
   * references to forget too. Under no monitor.
   */
  void look(long nowMs, long referencesKeptMs) {
    lookClock.begin(nowMs);
    if (ThreadLocalRandom.current().nextInt(ATTEMPTS_PER_LOOK) != 0) {
      return;
    }
    long clockMs = lookClock.at(nowMs);
    int lookedAt = 0;
    for (int i = 0; i < STRIPES_PER_LOOK && lookedAt < OWNERS_PER_LOOK; i++) {
      OwnerStripe stripe = stripes.get(nextLook.getAndIncrement() & (STRIPES - 1));
      if (stripe != null) {
        synchronized (stripe) {
          stripe.tidy();
          lookedAt += stripe.owners.size();
          lookAtOwners(stripe, OWNERS_PER_LOOK, clockMs, referencesKeptMs);
          size.addAndGet(
              -stripe.lookAtReferences(
                  REFERENCES_PER_LOOK, clockMs, IDLE_KEPT_MS, referencesKeptMs));
        }
      }
    }
  }

  private void lookAtOwners(OwnerStripe stripe, int count, long clockMs, long referencesKeptMs) {
    size.addAndGet(-stripe.lookAtOwners(count, clockMs, IDLE_KEPT_MS, referencesKeptMs));
  }

  /** Looks at a few owners, wherever there are any, until there is room. Under no monitor. */
  private void makeRoom(long nowMs, long referencesKeptMs) {
    long clockMs = lookClock.whereFull(nowMs);
    int lookedAt = 0;
    for (int i = 0; i < STRIPES && lookedAt < OWNERS_PER_REFUSAL && size.get() >= cap; i++) {
      OwnerStripe stripe = stripes.get(nextLook.getAndIncrement() & (STRIPES - 1));
      if (stripe != null) {
        synchronized (stripe) {
          int count = Math.min(stripe.owners.size(), OWNERS_PER_REFUSAL - lookedAt);
          lookedAt += count;
          lookAtOwners(stripe, count, clockMs, referencesKeptMs);
        }
      }
    }
  }

  /** Lets go of all that is over at a clock in one stripe. Under no monitor. */
  void tidy(int index, long nowMs, long referencesKeptMs) {
    OwnerStripe stripe = stripes.get(index);
    if (stripe != null) {
      synchronized (stripe) {
        size.addAndGet(-stripe.lookAtAll(nowMs, IDLE_KEPT_MS, referencesKeptMs));
        stripe.tidy();
      }
    }
  }

  /** How many owners are kept. */
  int size() {
    return size.get();
  }

  /** How many references are remembered, or not yet let go of. */
  long references() {
    long all = 0;
    for (int i = 0; i < STRIPES; i++) {
      OwnerStripe stripe = stripes.get(i);
      if (stripe != null) {
        synchronized (stripe) {
          all += stripe.references.size();
        }
      }
    }
    return all;
  }

  // ---- pages

  /** In which stripe an owner is. */
  int stripeOf(String tenant, String name) {
    return (int) hash(tenants.find(tenant), name) & (STRIPES - 1);
  }

  /** The owners of a tenant in one stripe that have references, in their order. */
  List<String> names(int index, String tenant) {
    OwnerStripe stripe = stripes.get(index);
    int number = tenants.find(tenant);
    if (stripe == null || number < 0) {
      return List.of();
    }
    synchronized (stripe) {
      return stripe.ownersWithReferences(number);
    }
  }

  // ---- images

  void write(ImageOut out) {
    tenants.write(out);
    common.shared().write(out);
    common.limitIds().write(out);
    common.codes().write(out);
    out.put(size.get());
    out.put(nextLook.get());
    lookClock.write(out);
    for (int i = 0; i < STRIPES; i++) {
      OwnerStripe stripe = stripes.get(i);
      out.putFlag(stripe != null);
      if (stripe != null) {
        synchronized (stripe) {
          stripe.write(out);
        }
      }
    }
  }

  void read(ImageIn in) {
    tenants.read(in);
    common.shared().read(in);
    common.limitIds().read(in);
    common.codes().read(in);
    size.set(in.nextCount());
    nextLook.set(in.nextInt());
    lookClock.read(in);
    for (int i = 0; i < STRIPES; i++) {
      if (in.nextFlag()) {
        OwnerStripe stripe = stripe(i);
        synchronized (stripe) {
          stripe.read(in);
        }
      }
    }
  }
}
