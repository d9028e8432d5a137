package io.riskgate.core.memory;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a store that keeps an {@link InMemoryStore} on a disk needs of it, and nobody else. For the
 * stores of this project: it may change with any version.
 */
public final class Durability {
  private final InMemoryStore store;

  /** Looks into a store. */
  public Durability(InMemoryStore store) {
    this.store = store;
  }

  /** What was asked for under a reference, as it was said last; null where it is not remembered. */
  public @Nullable Transfer said(Reference reference) {
    return store.owners.peek(reference);
  }

  /**
   * Forgets an account as {@link InMemoryStore#forget} does.
   *
   * @param key0 half of a secret from which the pseudonyms come: with the same they are the same
   * @param key1 the other half
   */
  public void forget(String tenant, String account, long key0, long key1, Moment moment) {
    store.forget(tenant, account, new SipHash(key0, key1), moment);
  }
}
