package io.riskgate.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a person's data when they were forgotten: what is gone, and what is not, with why
 * and until when; for whoever has to answer the person.
 *
 * @param gone the classes of which nothing is kept now of what was there
 * @param kept what is kept
 */
public record Forgotten(List<PersonalData> gone, List<Kept> kept) {
  /** How many things of a class are named. */
  public static final int NAMED_MAX = 100;

  /** Copies the lists. */
  public Forgotten {
    gone = List.copyOf(gone);
    kept = List.copyOf(kept);
  }

  /**
   * What is kept of a class of data.
   *
   * @param data the class
   * @param which which things these are, where they have names (ids of open transfers and controls,
   *     numbers of notices, devices), at most {@value Forgotten#NAMED_MAX}
   * @param count how many there are; 0 where nobody counts them
   * @param why why it is kept
   * @param until until when, and what to do then
   */
  public record Kept(PersonalData data, List<String> which, int count, String why, String until) {
    /** Checks that nothing is missing. */
    public Kept {
      Objects.requireNonNull(data, "data");
      which = which.stream().limit(NAMED_MAX).toList();
      Objects.requireNonNull(why, "why");
      Objects.requireNonNull(until, "until");
    }

    /** Says it without naming anything. */
    @Override
    public String toString() {
      return data.words() + (count > 0 ? " (" + count + ")" : "") + ": " + why + "; " + until;
    }
  }

  /** What is kept of one class, where anything is. */
  public Optional<Kept> kept(PersonalData data) {
    return kept.stream().filter(k -> k.data() == data).findFirst();
  }

  /** All of it as a text of one line each, without personal data. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    gone.forEach(data -> text.append("gone: ").append(data.words()).append('\n'));
    kept.forEach(k -> text.append("kept: ").append(k).append('\n'));
    return text.toString();
  }
}
