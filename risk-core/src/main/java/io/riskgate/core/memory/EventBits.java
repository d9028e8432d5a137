package io.riskgate.core.memory;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an event, and where its transfer stands, are written in single longs.
 *
 * <p>An event's first long has its time in the upper 48 bits, so that comparing two of them
 * compares times; in the lower 14 bits what filters ask for: kind, asset class and channel, whether
 * the key is the payer's, whether a place is known, and the transfer's state once that is final.
 *
 * <p>The standing of a transfer, as the journal keeps it, has when it expires in the upper 48 bits,
 * then marks, whether it is final, and the state.
 */
final class EventBits {
  static final int TIME_BITS = 48;
  static final int TIME_SHIFT = Long.SIZE - TIME_BITS;

  /** Times begin in 1830, so that all that is valid is positive. */
  private static final long TIME_OFFSET = 1L << 42;

  private static final long TIME_MAX = (1L << TIME_BITS) - 1;

  // ---- an event
  private static final int KIND_SHIFT = 0;
  private static final int ASSETS_SHIFT = 3;
  private static final int CHANNEL_SHIFT = 5;
  static final long OUT = 1L << 8;
  static final long HAS_PLACE = 1L << 9;
  private static final int STATE_SHIFT = 10;

  /** The lower bits, which say what sort of event it is: kind, class, channel and direction. */
  static final int SORT_BITS = 9;

  static final int SORT_MASK = (1 << SORT_BITS) - 1;
  private static final long STATE_MASK = 7L << STATE_SHIFT;

  /** Says that the event was folded into the tallies of its key. */
  private static final long FOLDED = 1L << 13;

  /** The code of a state that is none: nothing was decided. */
  static final int UNDECIDED = 6;

  /** The code of a state that may still change: the journal knows it. */
  static final int IN_JOURNAL = 7;

  // ---- a standing
  private static final int MARKS_SHIFT = 3;
  private static final long FINAL = 1L << 7;
  private static final long MOVED = 1L << 8;

  private static final List<TransferState> STATES = List.of(TransferState.values());
  private static final List<TransferKind> KINDS = List.of(TransferKind.values());
  private static final List<AssetClass> ASSETS = List.of(AssetClass.values());
  private static final List<Channel> CHANNELS = List.of(Channel.values());
  private static final List<Mark> MARKS = List.of(Mark.values());

  private EventBits() {}

  /** A time in 48 bits; none is 0. */
  static long packTime(long ms) {
    return ms == History.NEVER ? 0 : Math.max(1, Math.min(TIME_MAX, clamped(ms) + TIME_OFFSET));
  }

  private static long clamped(long ms) {
    return Math.max(-TIME_OFFSET, Math.min(TIME_MAX, ms));
  }

  /** A time that was packed. */
  static long time(long packed) {
    return packed == 0 ? History.NEVER : packed - TIME_OFFSET;
  }

  /** The first long of an event, of which only the journal knows the state. */
  static long event(Transfer t, long timeMs, boolean out) {
    return packTime(timeMs) << TIME_SHIFT
        | (long) t.kind().ordinal() << KIND_SHIFT
        | (long) t.assetClass().ordinal() << ASSETS_SHIFT
        | (long) t.channel().ordinal() << CHANNEL_SHIFT
        | (out ? OUT : 0)
        | (t.hasLocation() ? HAS_PLACE : 0)
        | (long) IN_JOURNAL << STATE_SHIFT;
  }

  static long timeOf(long event) {
    return time(event >>> TIME_SHIFT);
  }

  static boolean isOut(long event) {
    return (event & OUT) != 0;
  }

  static int kindOf(long event) {
    return (int) (event >>> KIND_SHIFT) & 7;
  }

  static int assetsOf(long event) {
    return (int) (event >>> ASSETS_SHIFT) & 3;
  }

  static int channelOf(long event) {
    return (int) (event >>> CHANNEL_SHIFT) & 7;
  }

  static int stateCode(long event) {
    return (int) (event >>> STATE_SHIFT) & 7;
  }

  static long withState(long event, int code) {
    return (event & ~STATE_MASK) | (long) code << STATE_SHIFT;
  }

  static boolean isFolded(long event) {
    return (event & FOLDED) != 0;
  }

  static long withFolded(long event, boolean isFolded) {
    return isFolded ? event | FOLDED : event & ~FOLDED;
  }

  static TransferKind kind(long event) {
    return KINDS.get(kindOf(event));
  }

  static AssetClass assets(long event) {
    return ASSETS.get(assetsOf(event));
  }

  static Channel channel(long event) {
    return CHANNELS.get(channelOf(event));
  }

  /** Whether the state with a code is one in which a transfer has ended. */
  static boolean isClosed(int code) {
    return code >= TransferState.SETTLED.ordinal() && code < UNDECIDED;
  }

  /** Where a transfer stands: for good, or until it expires. */
  static long standing(
      @Nullable TransferState state, Set<Mark> marks, long expiresAtMs, boolean isFinal) {
    long bits = state == null ? UNDECIDED : state.ordinal();
    if (!marks.isEmpty()) { // as mostly, and an iterator over nothing is an object too
      for (Mark mark : marks) {
        bits |= 1L << (MARKS_SHIFT + mark.ordinal());
      }
    }
    return bits | (isFinal ? FINAL : 0) | packTime(expiresAtMs) << TIME_SHIFT;
  }

  /** Says that an entry was written again elsewhere. */
  static long moved(int address) {
    return (long) address << Integer.SIZE | MOVED;
  }

  /** Where an entry is that was written again. */
  static int movedTo(long standing) {
    return (int) (standing >>> Integer.SIZE);
  }

  static boolean isMoved(long standing) {
    return (standing & MOVED) != 0;
  }

  static boolean isFinal(long standing) {
    return (standing & FINAL) != 0;
  }

  /** The code of the state at a clock: what is open expires by itself. */
  static int stateCode(long standing, long nowMs) {
    int code = (int) standing & 7;
    boolean isOpen = code < TransferState.SETTLED.ordinal();
    return isOpen && nowMs >= time(standing >>> TIME_SHIFT)
        ? TransferState.EXPIRED.ordinal()
        : code;
  }

  /** The state with a code; null where nothing was decided. */
  static @Nullable TransferState state(int code) {
    return code == UNDECIDED ? null : STATES.get(code);
  }

  static Set<Mark> marks(long standing) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    for (Mark mark : MARKS) {
      if ((standing & 1L << (MARKS_SHIFT + mark.ordinal())) != 0) {
        marks.add(mark);
      }
    }
    return marks;
  }
}
