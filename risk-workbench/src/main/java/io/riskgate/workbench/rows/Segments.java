package io.riskgate.workbench.rows;

import io.riskgate.core.CustomerSegment;
import io.riskgate.workbench.message.DidYouMean;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the segments of a customer: names joined by a bar, or NONE. */
public final class Segments {
  /** A customer of whom it is known that they belong to no segment; empty means not known. */
  private static final String NONE = "NONE";

  private Segments() {}

  /**
   * Reads segments such as {@code ELDERLY|NEW_CITIZEN}.
   *
   * @throws IllegalArgumentException saying which name is not known
   */
  public static Set<CustomerSegment> parse(String text) {
    Set<CustomerSegment> segments = EnumSet.noneOf(CustomerSegment.class);
    if (text.equals(NONE)) {
      return segments;
    }
    for (String part : text.split("\\|", -1)) {
      segments.add(segment(part.strip()));
    }
    return segments;
  }

  private static CustomerSegment segment(String name) {
    try {
      return CustomerSegment.valueOf(name);
    } catch (IllegalArgumentException e) {
      List<String> known =
          Stream.concat(
                  Arrays.stream(CustomerSegment.values()).map(CustomerSegment::name),
                  Stream.of(NONE))
              .toList();
      throw new IllegalArgumentException(
          "'%s' is not known: give %s, several joined by a bar%s"
              .formatted(name, String.join(", ", known), DidYouMean.hint(name, known)),
          e);
    }
  }
}
