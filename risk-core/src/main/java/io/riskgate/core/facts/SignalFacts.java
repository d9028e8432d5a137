package io.riskgate.core.facts;

import io.riskgate.core.SignalKind;
import java.util.Objects;

/**
 * One recent signal about the payer or the paying customer, as rules see it. Immutable.
 *
 * @see TransferFacts#signals()
 */
public final class SignalFacts {
  private final SignalKind kind;
  private final long ageMinutes;

  /**
   * A signal.
   *
   * @param kind what was learnt
   * @param ageMinutes whole minutes from the signal to the transfer's event time; 0 or more
   */
  public SignalFacts(SignalKind kind, long ageMinutes) {
    this.kind = Objects.requireNonNull(kind, "kind");
    if (ageMinutes < 0) {
      throw new IllegalArgumentException("A signal is not younger than now: " + ageMinutes);
    }
    this.ageMinutes = ageMinutes;
  }

  /** What was learnt. */
  @Fact("what was learnt")
  public SignalKind getKind() {
    return kind;
  }

  /** Time since it was learnt. */
  @Fact(value = "time since it was learnt", unit = FactUnit.MINUTES)
  public long getAgeMinutes() {
    return ageMinutes;
  }

  @Override
  public String toString() {
    return kind + " " + ageMinutes + " min ago";
  }
}
