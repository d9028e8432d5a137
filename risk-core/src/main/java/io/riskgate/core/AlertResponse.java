package io.riskgate.core;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the bank has done about an alert. It holds what people wrote: not for a log.
 *
 * @param kind what was done
 * @param cause with FAILED, why; otherwise null
 * @param by who, in the bank's own terms; not blank, at most {@value #BY_CHARS_MAX} characters
 * @param note what was said or seen; at most {@value #NOTE_CHARS_MAX} characters, and with cause
 *     OTHER not blank
 * @param at when
 */
public record AlertResponse(
    Kind kind, @Nullable AlertFailure cause, String by, String note, Instant at) {
  /** How long {@code by} may be. */
  public static final int BY_CHARS_MAX = 128;

  /** How long a note may be. */
  public static final int NOTE_CHARS_MAX = 2_000;

  /** What can be done about an alert. */
  public enum Kind {
    /** The customer, or somebody close to them, was reached; an alert may want several contacts. */
    CONTACTED,
    /** The customer was kept from paying; this closes the alert. */
    DISSUADED,
    /** The customer was not kept from paying; this closes the alert. */
    FAILED
  }

  /** Checks that the response says what it must. */
  public AlertResponse {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(at, "at");
    if ((kind == Kind.FAILED) != (cause != null)) {
      throw new IllegalArgumentException("A FAILED response, and no other, has a cause");
    }
    if (by.isBlank() || by.length() > BY_CHARS_MAX) {
      throw new IllegalArgumentException(
          "by must say who responded, in at most " + BY_CHARS_MAX + " characters");
    }
    if (note.length() > NOTE_CHARS_MAX) {
      throw new IllegalArgumentException(
          "A note has at most " + NOTE_CHARS_MAX + " characters, not " + note.length());
    }
    if (cause == AlertFailure.OTHER && note.isBlank()) {
      throw new IllegalArgumentException("With cause OTHER the note must say why");
    }
  }

  /** Somebody was reached. */
  public static AlertResponse contacted(String by, String note, Instant at) {
    return new AlertResponse(Kind.CONTACTED, null, by, note, at);
  }

  /** The customer was kept from paying. */
  public static AlertResponse dissuaded(String by, String note, Instant at) {
    return new AlertResponse(Kind.DISSUADED, null, by, note, at);
  }

  /** The customer was not kept from paying. */
  public static AlertResponse failed(AlertFailure cause, String by, String note, Instant at) {
    return new AlertResponse(Kind.FAILED, cause, by, note, at);
  }

  /** Says what was done without what people wrote. */
  @Override
  public String toString() {
    return kind + (cause == null ? "" : " " + cause) + " at " + at;
  }
}
