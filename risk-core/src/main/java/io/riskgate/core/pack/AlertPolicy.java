package io.riskgate.core.pack;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * When a pack raises an alert for the bank's staff, and how urgent it is. An alert is raised where
 * a decision's score reaches {@code score}, its outcome is HOLD, or a rule restricts withdrawals.
 *
 * @param score from which score on, 1 to 100
 * @param loss the declared aggregate that is added to a transfer's value to get the expected loss;
 *     empty where the value is all
 * @param tiers by how much may be lost, the most urgent first, the last without a bound; without
 *     any, no alert is raised
 */
public record AlertPolicy(int score, String loss, List<Tier> tiers) {
  /** Raises no alerts. */
  public static final AlertPolicy NONE = new AlertPolicy(100, "", List.of());

  /** What "at once" grants: a message takes its way, and the clocks of two machines differ. */
  public static final Duration AT_ONCE = Duration.ofMinutes(1);

  /** The longest time to respond. */
  public static final Duration RESPOND_WITHIN_MAX = Duration.ofDays(7);

  /** How many contacts may be wanted. */
  public static final int CONTACTS_MAX = 10;

  /**
   * What is to be done where so much may be lost.
   *
   * @param tier how urgent it is
   * @param from from which expected loss on, in minor units of the base currency; 0 for no bound
   * @param respondWithin within what time the contacts are to be made; zero for at once, which is
   *     {@link #AT_ONCE}
   * @param channels how the customer is to be reached, in the author's order; at least one
   * @param contacts how many contacts are wanted, 1 to {@value AlertPolicy#CONTACTS_MAX}
   */
  public record Tier(
      AlertTier tier, long from, Duration respondWithin, Set<AlertChannel> channels, int contacts) {
    /** Checks the ranges. */
    public Tier {
      Objects.requireNonNull(tier, "tier");
      channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
      if (from < 0) {
        throw new IllegalArgumentException("A tier begins at 0 or more, not at " + from);
      }
      if (respondWithin.isNegative() || respondWithin.compareTo(RESPOND_WITHIN_MAX) > 0) {
        throw new IllegalArgumentException(
            "Tier "
                + tier
                + " is responded to within at most "
                + RESPOND_WITHIN_MAX.toDays()
                + " days, not "
                + respondWithin);
      }
      if (channels.isEmpty()) {
        throw new IllegalArgumentException("Tier " + tier + " names no channel");
      }
      if (contacts < 1 || contacts > CONTACTS_MAX) {
        throw new IllegalArgumentException(
            "Tier " + tier + " wants 1 to " + CONTACTS_MAX + " contacts, not " + contacts);
      }
    }

    /** How long there is to respond. */
    public Duration grace() {
      return respondWithin.isZero() ? AT_ONCE : respondWithin;
    }
  }

  /** Checks the range of the score, and that every loss has one tier. */
  public AlertPolicy {
    Objects.requireNonNull(loss, "loss");
    tiers = List.copyOf(tiers);
    if (score < 1 || score > 100) {
      throw new IllegalArgumentException("Alerts begin at a score from 1 to 100, not at " + score);
    }
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      boolean last = i == tiers.size() - 1;
      if (last && tier.from() > 0) {
        throw new IllegalArgumentException(
            "The lowest tier, "
                + tier.tier()
                + ", has a bound: losses below it would have no tier; leave the bound out");
      }
      if (!last && tier.from() == 0) {
        throw new IllegalArgumentException(
            "Tier " + tier.tier() + " has no bound, so that those after it are never reached");
      }
      if (i > 0) {
        checkOrder(tiers.get(i - 1), tier);
      }
    }
  }

  private static void checkOrder(Tier above, Tier below) {
    if (below.tier().compareTo(above.tier()) >= 0) {
      throw new IllegalArgumentException(
          "Tier "
              + below.tier()
              + " stands below "
              + above.tier()
              + ": list each tier once, the most urgent first");
    }
    if (below.from() >= above.from()) {
      throw new IllegalArgumentException(
          "Tier "
              + below.tier()
              + " begins no lower than "
              + above.tier()
              + ": the bounds must fall from tier to tier");
    }
  }

  /** Whether alerts are raised at all. */
  public boolean isNone() {
    return tiers.isEmpty();
  }

  /**
   * The tier of an expected loss.
   *
   * @param expectedLoss in minor units of the base currency, at least 0
   * @throws IllegalStateException if there are no tiers
   */
  public Tier tierOf(long expectedLoss) {
    for (Tier tier : tiers) {
      if (expectedLoss >= tier.from()) {
        return tier;
      }
    }
    throw new IllegalStateException("No tiers, so no alerts");
  }
}
