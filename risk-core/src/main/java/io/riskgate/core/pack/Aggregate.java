package io.riskgate.core.pack;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
import io.riskgate.core.facts.Bound;
import io.riskgate.core.facts.FactUnit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number about the past that a pack declares and its rules read by name.
 *
 * @param name how rules read it: {@code history.<name>}; a Java identifier in camel case
 * @param of which events are looked at
 * @param key whose events are looked at
 * @param direction which of an account's events are looked at; matters for PAYER and PAYEE alone
 * @param measure what is computed
 * @param field of what DISTINCT counts; null for the other measures
 * @param window over which time
 * @param delay how much earlier than the transfer a trailing window ends: it is [t - delay -
 *     length, t - delay]; zero for calendar windows. Window and delay together are at most {@link
 *     Window#MAX}
 * @param filter which events count
 * @param part of SHARE, which of the counted events are the part; null for the other measures
 */
public record Aggregate(
    String name,
    Source of,
    Key key,
    Direction direction,
    Measure measure,
    @Nullable Field field,
    Window window,
    Duration delay,
    Filter filter,
    @Nullable Filter part) {

  /** Which events an aggregate looks at. */
  public enum Source {
    /** Attempts and observed movements, at their event times. */
    TRANSFERS,
    /**
     * Fraud reports, at the times when they became known. Of an account, IN is what it was reported
     * for as payee, OUT what it was the victim of.
     */
    REPORTS
  }

  /** Whose events an aggregate looks at. */
  public enum Key {
    /** The payer account. */
    PAYER(null),
    /** The payee account. */
    PAYEE(null),
    /** This payer to this payee. */
    PAYER_PAYEE(null),
    /** The device, whoever uses it. */
    DEVICE(DataItem.DEVICE),
    /** This payer on this device. */
    PAYER_DEVICE(DataItem.DEVICE),
    /** The IP address, whoever uses it. */
    IP(DataItem.IP),
    /** The paying customer, over all accounts. */
    CUSTOMER(DataItem.CUSTOMER),
    /** The merchant, whoever pays. */
    MERCHANT(DataItem.MERCHANT);

    private final @Nullable DataItem needs;

    Key(@Nullable DataItem needs) {
      this.needs = needs;
    }

    /** The data item without which there is no key, or null when there always is one. */
    public @Nullable DataItem needs() {
      return needs;
    }
  }

  /** Which of an account's events are looked at. */
  public enum Direction {
    /** What it pays. */
    OUT,
    /** What it receives. */
    IN
  }

  /** What is computed over the events. */
  public enum Measure {
    /** How many there are. */
    COUNT,
    /** The sum of their values, saturating at the largest long. */
    SUM,
    /** The largest of their values, 0 if there are none. */
    MAX,
    /** How many different values a field takes; events without the field do not count. */
    DISTINCT,
    /**
     * The sum of their values divided by their number, rounded down; exact; 0 if there are none.
     */
    MEAN,
    /** The value of the latest of them, 0 if there are none. */
    LAST,
    /** How many in a hundred of them are of the part, rounded down; 0 if there are none. */
    SHARE;

    /** Whether it is an amount of money. */
    boolean isMoney() {
      return switch (this) {
        case SUM, MAX, MEAN, LAST -> true;
        case COUNT, DISTINCT, SHARE -> false;
      };
    }
  }

  /** A field whose different values can be counted. */
  public enum Field {
    /** The payer account. */
    PAYER,
    /** The payee account. */
    PAYEE,
    /** The device. */
    DEVICE,
    /** The IP address. */
    IP,
    /** The paying customer. */
    CUSTOMER,
    /** The country asked from. */
    ORIGIN_COUNTRY,
    /** The place asked from, to a grid of a tenth of a degree (about 11 km). */
    PLACE
  }

  /** The shape of a window. */
  public enum WindowKind {
    /** The time up to and including the event: [t - length, t]. */
    TRAILING,
    /** From the start of the event's calendar day in the pack's zone. */
    CALENDAR_DAY,
    /** From the start of the event's calendar month in the pack's zone. */
    CALENDAR_MONTH
  }

  /**
   * Over which time an aggregate looks back.
   *
   * @param kind its shape
   * @param length its length; of calendar windows the longest possible
   */
  public record Window(WindowKind kind, Duration length) {
    /** The longest trailing window. */
    public static final Duration MAX = Duration.ofDays(366);

    /** Checks the length. */
    public Window {
      Objects.requireNonNull(kind, "kind");
      if (length.isNegative() || length.isZero() || length.compareTo(MAX) > 0) {
        throw new IllegalArgumentException(
            "A window is longer than nothing and at most " + MAX.toDays() + " days: " + length);
      }
    }

    /** A trailing window. */
    public static Window trailing(Duration length) {
      return new Window(WindowKind.TRAILING, length);
    }

    /** The calendar day so far. A day with a change of clocks has up to 25 hours. */
    public static Window calendarDay() {
      return new Window(WindowKind.CALENDAR_DAY, Duration.ofHours(25));
    }

    /** The calendar month so far. */
    public static Window calendarMonth() {
      return new Window(WindowKind.CALENDAR_MONTH, Duration.ofDays(31).plusHours(1));
    }
  }

  /**
   * Hours of the day, as a clock on the wall in the pack's zone shows them: from one to another,
   * both included, over midnight where the first is the later one.
   *
   * @param from the first hour, 0 to 23
   * @param to the last hour, 0 to 23: {@code (0, 5)} ends just before six
   */
  public record Hours(int from, int to) {
    private static final int LAST = 23;

    /** Checks that both are hours. */
    public Hours {
      if (from < 0 || from > LAST || to < 0 || to > LAST) {
        throw new IllegalArgumentException(
            "An hour lies from 0 to " + LAST + ": " + from + ", " + to);
      }
    }

    /** Whether an hour of the day is one of them. */
    public boolean contains(int hour) {
      return from <= to ? from <= hour && hour <= to : hour >= from || hour <= to;
    }
  }

  /**
   * Which events count. An empty set lets everything through.
   *
   * @param kinds kinds of transfer
   * @param assetClasses classes of asset
   * @param channels channels
   * @param states where the events stand now; observed movements are SETTLED, an attempt without a
   *     decision is in no state
   * @param scams kinds of scam, as fraud reports name them
   * @param valueMin the least value, in minor units of the base currency; 0 lets everything through
   * @param valueMax the largest value, in minor units of the base currency; {@link #NO_MAX} lets
   *     everything through
   * @param hours the hours of the day in which the events happened; null lets everything through
   */
  public record Filter(
      Set<TransferKind> kinds,
      Set<AssetClass> assetClasses,
      Set<Channel> channels,
      Set<TransferState> states,
      Set<String> scams,
      long valueMin,
      long valueMax,
      @Nullable Hours hours) {
    /** No value is too large. */
    public static final long NO_MAX = Long.MAX_VALUE;

    /** Lets every recorded attempt, movement and report through. */
    public static final Filter ALL =
        new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), 0, NO_MAX);

    /** Copies the sets and checks that some value can pass. */
    public Filter {
      kinds = Set.copyOf(kinds);
      assetClasses = Set.copyOf(assetClasses);
      channels = Set.copyOf(channels);
      states = Set.copyOf(states);
      scams = Set.copyOf(scams);
      if (valueMin > valueMax) {
        throw new IllegalArgumentException("valueMin is larger than valueMax: nothing counts");
      }
    }

    /** A filter that lets all hours through. */
    public Filter(
        Set<TransferKind> kinds,
        Set<AssetClass> assetClasses,
        Set<Channel> channels,
        Set<TransferState> states,
        Set<String> scams,
        long valueMin,
        long valueMax) {
      this(kinds, assetClasses, channels, states, scams, valueMin, valueMax, null);
    }

    /** A filter of transfers that knows no largest value. */
    public Filter(
        Set<TransferKind> kinds,
        Set<AssetClass> assetClasses,
        Set<Channel> channels,
        Set<TransferState> states,
        long valueMin) {
      this(kinds, assetClasses, channels, states, Set.of(), valueMin, NO_MAX);
    }

    /** Whether it looks at what only transfers have. */
    private boolean isOfTransfers() {
      return hours != null
          || !(kinds.isEmpty() && assetClasses.isEmpty() && channels.isEmpty() && states.isEmpty());
    }
  }

  /** An aggregate of transfers up to the transfer itself, without a part. */
  public Aggregate(
      String name,
      Key key,
      Direction direction,
      Measure measure,
      @Nullable Field field,
      Window window,
      Filter filter) {
    this(
        name,
        Source.TRANSFERS,
        key,
        direction,
        measure,
        field,
        window,
        Duration.ZERO,
        filter,
        null);
  }

  /** Checks that everything is given that is needed, and nothing that makes no sense. */
  public Aggregate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(filter, "filter");
    if ((measure == Measure.DISTINCT) != (field != null)) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": DISTINCT, and nothing else, names a field");
    }
    if (direction == Direction.IN && !EnumSet.of(Key.PAYER, Key.PAYEE).contains(key)) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": only a payer or payee account has a direction");
    }
    if ((measure == Measure.SHARE) != (part != null)) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": SHARE, and nothing else, has a part");
    }
    checkDelay(name, window, delay);
    if (of == Source.REPORTS) {
      checkReports(name, measure, field, filter);
    } else if (!filter.scams().isEmpty() || (part != null && !part.scams().isEmpty())) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": only reports name a kind of scam");
    }
  }

  private static void checkDelay(String name, Window window, Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("Aggregate " + name + ": a delay is at least nothing");
    }
    if (!delay.isZero() && window.kind() != WindowKind.TRAILING) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": a calendar window begins and ends with the calendar, undelayed");
    }
    // Compared this way round so that no duration, however long, overflows.
    if (delay.compareTo(Window.MAX.minus(window.length())) > 0) {
      throw new IllegalArgumentException(
          "Aggregate "
              + name
              + ": window and delay together are at most "
              + Window.MAX.toDays()
              + " days");
    }
  }

  private static void checkReports(
      String name, Measure measure, @Nullable Field field, Filter filter) {
    if (!EnumSet.of(Measure.COUNT, Measure.SUM, Measure.MAX, Measure.DISTINCT).contains(measure)) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": of reports there is COUNT, SUM, MAX and DISTINCT");
    }
    if (field == Field.ORIGIN_COUNTRY || field == Field.PLACE) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": reports do not say where a transfer was asked from");
    }
    if (filter.isOfTransfers()) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": reports are filtered by scam and value alone");
    }
  }

  /**
   * How far back it looks from a transfer: the length of its window and its delay. History that
   * begins later does not cover it.
   */
  public Duration reach() {
    return window.length().plus(delay);
  }

  /** Whether its value depends on the pack's zone. */
  public boolean readsZone() {
    return window.kind() != WindowKind.TRAILING
        || filter.hours() != null
        || (part != null && part.hours() != null);
  }

  /**
   * How its value relates to the truth while its window is not covered: the measures that only grow
   * with more events are lower bounds, the others are not known.
   */
  public Bound bound() {
    return switch (measure) {
      case COUNT, SUM, MAX, DISTINCT -> Bound.LOWER;
      case MEAN, LAST, SHARE -> Bound.UNKNOWN;
    };
  }

  /** Whether its value is an amount of money. */
  public boolean isMoney() {
    return measure.isMoney();
  }

  /** In what its value is counted. */
  public FactUnit unit() {
    return measure.isMoney()
        ? FactUnit.MONEY
        : measure == Measure.SHARE ? FactUnit.PERCENT : FactUnit.COUNT;
  }
}
