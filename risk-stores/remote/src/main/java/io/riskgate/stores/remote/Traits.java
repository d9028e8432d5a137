package io.riskgate.stores.remote;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Aggregate.Filter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What aggregates ask of an event, as bits: worked out once for each event, and compared in one
 * step for each aggregate. An event passes where it has none of the bits that a filter does not let
 * through, and all that the aggregate's key wants.
 */
final class Traits {
  private static final int OF_ASSETS = TransferKind.values().length;
  private static final int OF_CHANNELS = OF_ASSETS + AssetClass.values().length;
  private static final int OF_STATES = OF_CHANNELS + Channel.values().length;

  /** It is in no state. */
  private static final int UNDECIDED = OF_STATES + TransferState.values().length;

  private static final long EXPIRED = 1L << (OF_STATES + TransferState.EXPIRED.ordinal());
  private static final long STATES = (1L << UNDECIDED) - (1L << OF_STATES);
  private static final long OPEN = open();
  static final long HIDDEN = 1L << (UNDECIDED + 1);
  private static final long OUT = HIDDEN << 1;
  private static final long IN = HIDDEN << 2;
  private static final long TO_PAYEE = HIDDEN << 3;
  private static final long ON_DEVICE = HIDDEN << 4;

  private Traits() {}

  private static long open() {
    long bits = 0;
    for (TransferState state : TransferState.values()) {
      bits |= state.isOpen() ? 1L << (OF_STATES + state.ordinal()) : 0;
    }
    return bits;
  }

  /**
   * What an event has that is not hidden, whatever transfer it is looked at from.
   *
   * @param isOut whether the record's account pays it
   * @param isIn whether it is paid to the record's account
   */
  static long of(
      TransferKind kind,
      AssetClass assetClass,
      Channel channel,
      @Nullable TransferState state,
      boolean isOut,
      boolean isIn) {
    return 1L << kind.ordinal()
        | 1L << (OF_ASSETS + assetClass.ordinal())
        | 1L << (OF_CHANNELS + channel.ordinal())
        | 1L << (state == null ? UNDECIDED : OF_STATES + state.ordinal())
        | (isOut ? OUT : 0)
        | (isIn ? IN : 0);
  }

  /**
   * What an event has beside a transfer.
   *
   * @param traits what it has anyway
   * @param isLate whether its time is over, should it be open
   * @param isToPayee whether it has the transfer's payee
   * @param isOnDevice whether it has the transfer's device
   */
  static long at(long traits, boolean isLate, boolean isToPayee, boolean isOnDevice) {
    long bits = isLate && (traits & OPEN) != 0 ? (traits & ~STATES) | EXPIRED : traits;
    return (bits & OUT) == 0
        ? bits
        : bits | (isToPayee ? TO_PAYEE : 0) | (isOnDevice ? ON_DEVICE : 0);
  }

  /** What a filter does not let through; hidden events pass none. */
  static long refused(Filter f) {
    return HIDDEN
        | refused(f.kinds(), TransferKind.values(), 0)
        | refused(f.assetClasses(), AssetClass.values(), OF_ASSETS)
        | refused(f.channels(), Channel.values(), OF_CHANNELS)
        | refused(f.states(), TransferState.values(), OF_STATES)
        | (f.states().isEmpty() ? 0 : 1L << UNDECIDED);
  }

  private static <E extends Enum<E>> long refused(Set<E> some, E[] all, int first) {
    long bits = 0;
    if (!some.isEmpty()) {
      for (E each : all) {
        bits |= some.contains(each) ? 0 : 1L << (first + each.ordinal());
      }
    }
    return bits;
  }

  /** What the key of an aggregate wants. */
  static long wanted(Aggregate a) {
    return switch (a.key()) {
      case PAYER, PAYEE -> a.direction() == Direction.OUT ? OUT : IN;
      case PAYER_PAYEE -> OUT | TO_PAYEE;
      case PAYER_DEVICE -> OUT | ON_DEVICE;
      case DEVICE, IP, CUSTOMER, MERCHANT -> 0; // all that the record has
    };
  }
}
