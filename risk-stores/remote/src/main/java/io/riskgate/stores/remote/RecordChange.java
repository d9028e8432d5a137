package io.riskgate.stores.remote;

/**
 * A change to a record. Its bytes are the caller's and the server's: nobody writes to them any
 * more.
 *
 * @param token a number drawn at random that no other change has, by which it is known again
 * @param body what it does; a server does not look into it. At most {@value #BODY_MAX} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecordChange(long token, byte[] body) {
  /** How long a body may be. */
  public static final int BODY_MAX = 1 << 20;
}
