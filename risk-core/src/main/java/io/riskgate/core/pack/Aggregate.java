package io.riskgate.core.pack;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.TransferKind;
import io.riskgate.core.TransferState;
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
 * @param key whose events are looked at
 * @param direction which of an account's events are looked at; matters for PAYER and PAYEE alone
 * @param measure what is computed
 * @param field of what DISTINCT counts; null for the other measures
 * @param window over which time
 * @param filter which events count
 */
public record Aggregate(
    String name,
    Key key,
    Direction direction,
    Measure measure,
    @Nullable Field field,
    Window window,
    Filter filter) {

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
    DISTINCT
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
   * Which events count. An empty set lets everything through.
   *
   * @param kinds kinds of transfer
   * @param assetClasses classes of asset
   * @param channels channels
   * @param states where the events stand now; observed movements are SETTLED, an attempt without a
   *     decision is in no state
   * @param valueMin the least value, in minor units of the base currency; 0 lets everything through
   */
  public record Filter(
      Set<TransferKind> kinds,
      Set<AssetClass> assetClasses,
      Set<Channel> channels,
      Set<TransferState> states,
      long valueMin) {
    /** Lets every recorded attempt and movement through. */
    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), 0);

    /** Copies the sets. */
    public Filter {
      kinds = Set.copyOf(kinds);
      assetClasses = Set.copyOf(assetClasses);
      channels = Set.copyOf(channels);
      states = Set.copyOf(states);
    }
  }

  /** Checks that a field is given where one is needed, and nowhere else. */
  public Aggregate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(filter, "filter");
    if ((measure == Measure.DISTINCT) != (field != null)) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": DISTINCT, and nothing else, names a field");
    }
    if (direction == Direction.IN && !EnumSet.of(Key.PAYER, Key.PAYEE).contains(key)) {
      throw new IllegalArgumentException(
          "Aggregate " + name + ": only a payer or payee account has a direction");
    }
  }

  /** In what its value is counted. */
  public FactUnit unit() {
    return measure == Measure.SUM || measure == Measure.MAX ? FactUnit.MONEY : FactUnit.COUNT;
  }
}
