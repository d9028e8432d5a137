package io.riskgate.core;

import java.util.Objects;

/**
 * Money that moved without being scored here: incoming, through another channel, or imported
 * history. It is described by the same fields as a transfer.
 *
 * @param transfer what moved
 */
public record Movement(Transfer transfer) {
  /** Checks that something moved. */
  public Movement {
    Objects.requireNonNull(transfer, "transfer");
  }
}
