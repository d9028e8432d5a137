package io.riskgate.core.memory;

/**
 * The key of a thing within its tenant. Comparable, so that a map falls back to a tree where an
 * attacker chooses identifiers with equal hashes.
 */
record Key(String tenant, String id) implements Comparable<Key> {
  @Override
  public int compareTo(Key other) {
    int byId = id.compareTo(other.id);
    return byId != 0 ? byId : tenant.compareTo(other.tenant);
  }
}
