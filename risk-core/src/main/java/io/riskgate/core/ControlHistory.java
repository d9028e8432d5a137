package io.riskgate.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What became of the controls on an account: who set and lifted what, when and why.
 *
 * @param entries what happened, by the clock, oldest first
 * @param dropped how many older entries were dropped for lack of room; never one that says how a
 *     control in force came to be as it is
 */
public record ControlHistory(List<Entry> entries, long dropped) {
  /** The history of an account that never had a control. */
  public static final ControlHistory NONE = new ControlHistory(List.of(), 0);

  /** Copies the list. */
  public ControlHistory {
    entries = List.copyOf(entries);
  }

  /** Whether nothing was dropped. */
  public boolean isComplete() {
    return dropped == 0;
  }

  /** What happened to a control. */
  public enum What {
    /** It was set. */
    IMPOSED,
    /** It was set in place of one with the same id. */
    REPLACED,
    /** Somebody ended it. */
    LIFTED,
    /** Its end has come. */
    LAPSED,
    /** The bank confirmed the stop-payment notice that it belongs to. */
    CONFIRMED,
    /** The stop-payment notice that it belongs to was extended; the control is as it is since. */
    EXTENDED
  }

  /**
   * One thing that happened to a control.
   *
   * @param control the control as it was then; what replaced another, not what was replaced
   * @param what what happened
   * @param at when, by the clock
   * @param by who did it; where it lapsed, who had set it
   * @param why why; where it lapsed, why it had been set
   */
  public record Entry(Control control, What what, Instant at, String by, String why) {
    /** Checks that nothing is missing. */
    public Entry {
      Objects.requireNonNull(control, "control");
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(why, "why");
    }

    /** Names the entry without personal data. */
    @Override
    public String toString() {
      return what + " " + at + " " + control;
    }
  }
}
