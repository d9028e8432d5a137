package io.riskgate.core.log;

import io.riskgate.core.internal.JsonReader;
import java.util.Objects;

/**
 * How far a log had come: kept elsewhere, it proves that nothing before was changed and that
 * nothing was cut off behind.
 *
 * @param count how many records there were, counted from the log's beginning
 * @param head the SHA-256 of the last one's line, in 64 lower-case hexadecimal digits
 */
public record Checkpoint(long count, String head) {
  private static final int FORMAT = 1;

  /** Checks the ranges. */
  public Checkpoint {
    Objects.requireNonNull(head, "head");
    if (count < 1 || !Chain.isHash(head)) {
      throw new IllegalArgumentException(
          "A checkpoint has at least one record, and a head of 64 lower-case hexadecimal digits");
    }
  }

  /** One line of JSON. */
  public String toJson() {
    return "{\"format\":" + FORMAT + ",\"count\":" + count + ",\"head\":\"" + head + "\"}";
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Checkpoint ofJson(String json) {
    JsonReader.Members members = JsonReader.object(json.strip());
    if (members.whole("format") != FORMAT) {
      throw new IllegalArgumentException(
          "The checkpoint has format " + members.whole("format") + "; known is " + FORMAT);
    }
    return new Checkpoint(members.whole("count"), members.text("head"));
  }
}
