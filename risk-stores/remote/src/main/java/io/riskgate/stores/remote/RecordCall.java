package io.riskgate.stores.remote;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one record.
 *
 * @param key the record
 * @param known up to where the caller knows it, {@link RecordPoint#START} where not at all
 * @param change what is to be appended, or null to read only
 * @param snapshot what may take the place of the changes up to its point, or null. A server that
 *     does not know that point, or has a later snapshot, goes on without it
 * @param keepUntilMs until when the record is needed even if nothing else happens to it, by the
 *     clock of the calls; {@link Long#MAX_VALUE} for good. The server may drop it whole some time
 *     after the latest such time that it was told with an append; with null as change it has no
 *     meaning
 * @param durable whether the change must be safe before it is answered. One that need not be may be
 *     lost as long as no durable change that was answered later stays, of whatever record
 */
public record RecordCall(
    RecordKey key,
    RecordPoint known,
    @Nullable RecordChange change,
    @Nullable RecordSnapshot snapshot,
    long keepUntilMs,
    boolean durable) {
  /** Checks what may not be null. */
  public RecordCall {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(known, "known");
  }

  /** What is asked, durable. */
  public RecordCall(
      RecordKey key,
      RecordPoint known,
      @Nullable RecordChange change,
      @Nullable RecordSnapshot snapshot,
      long keepUntilMs) {
    this(key, known, change, snapshot, keepUntilMs, true);
  }

  /** Reads a record. */
  public static RecordCall read(RecordKey key, RecordPoint known) {
    return new RecordCall(key, known, null, null, 0, false);
  }
}
