package io.riskgate.core.spi;

import io.riskgate.core.Transfer;

/**
 * Where the engine learns what is known of a transfer's address, accounts, devices and numbers.
 * Used by any number of threads.
 */
@FunctionalInterface
public interface IntelligenceSource extends AutoCloseable {
  /** Knows nothing: rules that need intelligence are not evaluated. */
  IntelligenceSource NONE = transfer -> Intelligence.NONE;

  /**
   * Looks a valid transfer up. Called once a transfer, on the caller's thread, before the store is
   * read; to be answered from memory.
   *
   * @throws RuntimeException if it fails as a whole; the decision is then degraded
   */
  Intelligence lookUp(Transfer transfer);

  /** Frees what the source holds; the engine calls it when it is closed. */
  @Override
  default void close() {}
}
