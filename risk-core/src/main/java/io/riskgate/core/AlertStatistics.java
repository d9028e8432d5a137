package io.riskgate.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How alerts were responded to, counted over those raised in a span of time and still kept.
 *
 * @param from raised then or later
 * @param to raised before then
 * @param all all of them
 * @param byTier by tier; a tier without alerts is left out
 * @param byScam by suspected kind of scam; an alert that suspects several counts in each, one that
 *     suspects none under {@value #NO_SCAM}
 */
public record AlertStatistics(
    Instant from,
    Instant to,
    Counts all,
    Map<AlertTier, Counts> byTier,
    Map<String, Counts> byScam) {
  /** Where alerts count that suspect no kind of scam. */
  public static final String NO_SCAM = "NONE";

  /** Copies the maps. */
  public AlertStatistics {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(all, "all");
    byTier = byTier.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(byTier));
    byScam = Collections.unmodifiableMap(new TreeMap<>(byScam));
  }

  /**
   * Some alerts, counted by the clock of the call.
   *
   * @param raised how many there are
   * @param open fewer contacts were made than are wanted, and nothing has closed them; overdue ones
   *     included
   * @param overdue open past their time to respond
   * @param responded no longer open: all contacts were made, or the alert was closed
   * @param respondedInTime those whose response was made by their time to respond
   * @param medianResponse the time from raising to the response that half of those responded to
   *     have not gone beyond (nearest rank); null where none was responded to
   * @param p90Response the same for nine in ten
   * @param dissuaded closed: the customer was kept from paying
   * @param failed closed: the customer was not kept from paying, by cause; causes that did not
   *     occur are left out
   */
  public record Counts(
      long raised,
      long open,
      long overdue,
      long responded,
      long respondedInTime,
      @Nullable Duration medianResponse,
      @Nullable Duration p90Response,
      long dissuaded,
      Map<AlertFailure, Long> failed) {
    /** Copies the map. */
    public Counts {
      failed = failed.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(failed));
    }

    /**
     * The share that was responded to in time, in whole percent rounded down, of all that were
     * responded to or are overdue. Empty where there are none: an open alert whose time is not over
     * says nothing yet.
     */
    public OptionalInt inTimePercent() {
      return percent(respondedInTime, responded + overdue);
    }

    /**
     * The success rate: the share of customers who were kept from paying, in whole percent rounded
     * down, of all closed alerts but those whose transfer was {@link AlertFailure#GENUINE}. Empty
     * where there are none.
     */
    public OptionalInt successPercent() {
      long lost = 0;
      for (Map.Entry<AlertFailure, Long> cause : failed.entrySet()) {
        lost += cause.getKey() == AlertFailure.GENUINE ? 0 : cause.getValue();
      }
      return percent(dissuaded, dissuaded + lost);
    }

    private static OptionalInt percent(long part, long whole) {
      return whole == 0 ? OptionalInt.empty() : OptionalInt.of((int) (part * 100 / whole));
    }
  }
}
