package io.riskgate.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a stop-payment notice stands, by the clock of the call that answered with it.
 *
 * @param notice the notice
 * @param held the transfers that it moved to HELD when it came into force
 * @param confirmationDueAt by when the bank is to confirm it
 * @param lapsesAt when it ends by itself, its extension included
 * @param state where it stands
 * @param overdue whether it is unconfirmed although that was due; it stays so after it has lapsed
 * @param confirmed who confirmed it, or null
 * @param extended who extended it, or null
 * @param lifted who lifted it, or null
 */
public record NoticeStatus(
    StopPaymentNotice notice,
    List<Reference> held,
    Instant confirmationDueAt,
    Instant lapsesAt,
    State state,
    boolean overdue,
    @Nullable Step confirmed,
    @Nullable Step extended,
    @Nullable Step lifted) {
  /** Where a notice stands. */
  public enum State {
    /** In force, and to be confirmed by the bank. */
    AWAITING_CONFIRMATION,
    /** In force and confirmed. */
    CONFIRMED,
    /** Over: its time has come. */
    LAPSED,
    /** Over: it was lifted before its time. */
    LIFTED;

    /** Whether the account is stopped. */
    public boolean isInForce() {
      return this == AWAITING_CONFIRMATION || this == CONFIRMED;
    }
  }

  /**
   * Something done about a notice.
   *
   * @param by who; not blank
   * @param why why, or what was found; not blank
   * @param at when, by the clock
   */
  public record Step(String by, String why, Instant at) {
    /** Checks that it says who and why. */
    public Step {
      Objects.requireNonNull(at, "at");
      if (by.isBlank() || why.isBlank()) {
        throw new IllegalArgumentException(
            "Say who does it and why, or what was found: an auditor will ask");
      }
    }
  }

  /** Copies the list. */
  public NoticeStatus {
    Objects.requireNonNull(notice, "notice");
    Objects.requireNonNull(state, "state");
    held = List.copyOf(held);
  }

  /** Whether it was confirmed after that was due. */
  public boolean isConfirmedLate() {
    return confirmed != null && confirmed.at().isAfter(confirmationDueAt);
  }

  /** Names the notice and its state without personal data. */
  @Override
  public String toString() {
    return notice + " " + state + (overdue ? ", overdue" : "");
  }
}
