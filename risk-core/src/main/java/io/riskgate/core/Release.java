package io.riskgate.core;

import java.util.Objects;

/**
 * Who let a held transfer go, and why.
 *
 * @param authority the path along which it is released; BANK or AUTHORITY
 * @param by who, in the bank's own terms; not blank
 * @param note why; not blank
 */
public record Release(ReleasePath authority, String by, String note) {
  /** Checks that the release names an authority, a person and a reason. */
  public Release {
    Objects.requireNonNull(authority, "authority");
    if (authority != ReleasePath.BANK && authority != ReleasePath.AUTHORITY) {
      throw new IllegalArgumentException(
          "authority is "
              + authority
              + ": only BANK or AUTHORITY release; a CUSTOMER hold ends through verified(…)");
    }
    if (by.isBlank() || note.isBlank()) {
      throw new IllegalArgumentException(
          "by and note must say who releases and why: an auditor will ask");
    }
  }
}
