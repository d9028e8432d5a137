package io.riskgate.core.memory;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Control;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mark;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.Moment;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store that keeps an {@link InMemoryStore}, and the alerts beside it, on a disk needs of
 * them, and nobody else. For the stores of this project: it may change with any version.
 */
public final class InMemoryState {
  /** How records lie in their longs. Another one needs a way to read this one. */
  private static final int LAYOUT = 1;

  /**
   * Constants of which records have the ordinals: others may come behind them, and nowhere else.
   */
  private static final List<Class<? extends Enum<?>>> ORDERED =
      List.of(
          TransferState.class,
          TransferKind.class,
          AssetClass.class,
          Channel.class,
          Mark.class,
          Aggregate.Field.class,
          VerificationMethod.class,
          ReleasePath.class,
          Degraded.Cause.class,
          Control.Kind.class,
          AlertTier.class,
          AlertChannel.class,
          Outcome.class,
          CustomerSegment.class,
          DataItem.class);

  private final InMemoryStore store;
  private final InMemoryAlertStore alerts;

  private InMemoryState(InMemoryStore store, InMemoryAlertStore alerts) {
    this.store = store;
    this.alerts = alerts;
  }

  /** An empty one, with these caps. */
  public static InMemoryState empty(InMemoryStore.Builder caps, int alertsMax) {
    return new InMemoryState(caps.build(), InMemoryAlertStore.ofAtMost(alertsMax));
  }

  /** The store. */
  public InMemoryStore store() {
    return store;
  }

  /** The alerts. */
  public InMemoryAlertStore alerts() {
    return alerts;
  }

  /** What was asked for under a reference, as it was said last; null where it is not remembered. */
  public @Nullable Transfer said(Reference reference) {
    return store.owners.peek(reference);
  }

  /**
   * Whether something may be over by a clock that nobody has looked at yet, so that asking about
   * the reference changes what is told without a clock.
   */
  public boolean isDue(Reference reference, Moment moment) {
    return store.owners.isDue(reference, moment.nowMs());
  }

  /**
   * Forgets an account as {@link InMemoryStore#forget} does.
   *
   * @param key0 half of a secret from which the pseudonyms come: with the same they are the same
   * @param key1 the other half
   */
  public void forget(String tenant, String account, long key0, long key1, Moment moment) {
    store.forget(tenant, account, new SipHash(key0, key1), moment);
  }

  /** Forgets a customer as {@link InMemoryStore#forgetCustomer} does, with a secret as above. */
  public void forgetCustomer(String tenant, String customer, long key0, long key1, Moment moment) {
    store.forgetCustomer(tenant, customer, new SipHash(key0, key1), moment);
  }

  /** Forgets a device as {@link InMemoryStore#forgetDevice} does, with a secret as above. */
  public boolean forgetDevice(
      String tenant, String device, Set<String> accounts, long key0, long key1, Moment moment) {
    return store.forgetDevice(tenant, device, accounts, new SipHash(key0, key1), moment);
  }

  /** How many parts there are for {@link #tidy}. */
  public static int parts() {
    return OwnerTable.STRIPES;
  }

  /**
   * Lets go of the references, and of the use of limits, that are over at a clock in one part of
   * the store. They would leave by themselves, bit by bit, while the store is used.
   */
  public void tidy(int part, long nowMs) {
    store.owners.tidy(part, nowMs);
  }

  /**
   * Writes the whole state. No call may change anything meanwhile.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(OutputStream to) {
    ImageOut out = new ImageOut(to);
    out.put(LAYOUT);
    out.putAll(ORDERED, type -> out.putAll(names(type), out::putText));
    store.write(out);
    alerts.write(out);
    out.finish();
  }

  /**
   * What was written, with these caps from now on.
   *
   * @throws io.riskgate.core.internal.wire.WireException if it does not fit
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static InMemoryState read(InputStream from, InMemoryStore.Builder caps, int alertsMax) {
    ImageIn in = new ImageIn(from);
    long layout = in.next();
    if (layout != LAYOUT) {
      throw new WireException("It has layout " + layout + ", and this version reads " + LAYOUT);
    }
    List<List<String>> written = in.nextAll(() -> in.nextAll(in::nextText));
    for (int i = 0; i < written.size(); i++) {
      List<String> now = i < ORDERED.size() ? names(ORDERED.get(i)) : List.of();
      List<String> then = written.get(i);
      if (then.size() > now.size() || !now.subList(0, then.size()).equals(then)) {
        throw new WireException("It was written by a version with other constants: " + then);
      }
    }
    InMemoryStore store = caps.read(in);
    InMemoryAlertStore alerts = InMemoryAlertStore.ofAtMost(alertsMax);
    alerts.read(in);
    return new InMemoryState(store, alerts);
  }

  private static List<String> names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
  }
}
