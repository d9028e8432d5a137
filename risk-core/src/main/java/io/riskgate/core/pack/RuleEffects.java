package io.riskgate.core.pack;

import io.riskgate.core.SignalKind;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a rule's hit besides points and what it asks for. Nothing follows in mode
 * MONITOR.
 *
 * @param abnormal whether a hit makes the pattern abnormal, so that a limit that is passed asks for
 *     what it asks for then
 * @param labels the risk labels of the transfer, as the pack declares them, in the author's order
 * @param notified who is told of a hit
 * @param restrictFor for how long a hit restricts withdrawals from the payer account; null if not
 * @param signal the signal about the payer account that a hit leaves; null if none
 */
public record RuleEffects(
    boolean abnormal,
    Set<String> labels,
    Set<Notified> notified,
    @Nullable Duration restrictFor,
    @Nullable SignalKind signal) {
  /** Nothing follows. */
  public static final RuleEffects NONE = new RuleEffects(false, Set.of(), Set.of(), null, null);

  /** Who is told of a hit. */
  public enum Notified {
    /** The customer, at once, by message or app. */
    CUSTOMER,
    /** The payment institution on the other side. */
    PAYMENT_INSTITUTION
  }

  /** Copies the sets. */
  public RuleEffects {
    labels = Collections.unmodifiableSet(new LinkedHashSet<>(labels));
    notified = Collections.unmodifiableSet(new LinkedHashSet<>(notified));
    if (restrictFor != null && (restrictFor.isNegative() || restrictFor.isZero())) {
      throw new IllegalArgumentException("A restriction lasts longer than nothing: " + restrictFor);
    }
  }
}
