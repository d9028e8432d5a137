package io.riskgate.stores.remote;

/**
 * A point in a record's life.
 *
 * @param version how many changes came up to here; 0 before the first
 * @param token the token of the last of them; 0 before the first. A server that has lost changes
 *     that it had acknowledged shows by it that it has another past
 */
public record RecordPoint(long version, long token) {
  /** Before the first change; also what one says who knows nothing of a record. */
  public static final RecordPoint START = new RecordPoint(0, 0);
}
