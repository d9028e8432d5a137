package io.riskgate.core;

import java.time.Instant;
import java.util.Objects;

/**
 * What came of one verification of the customer.
 *
 * @param method how the customer was verified
 * @param passed whether the customer passed
 * @param at when; evidence older than the pack's freshness, or from the future, does not count
 * @param source where the bank keeps the proof, such as the id of the face comparison; not empty
 */
public record Evidence(VerificationMethod method, boolean passed, Instant at, String source) {
  /** Checks that nothing is missing. */
  public Evidence {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(at, "at");
    if (source.isBlank()) {
      throw new IllegalArgumentException(
          "source is blank: name where the proof is kept, so that an auditor can find it");
    }
  }

  /** Evidence that the customer passed. */
  public static Evidence passed(VerificationMethod method, Instant at, String source) {
    return new Evidence(method, true, at, source);
  }

  /** Evidence that the customer failed. */
  public static Evidence failed(VerificationMethod method, Instant at, String source) {
    return new Evidence(method, false, at, source);
  }
}
