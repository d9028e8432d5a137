package io.riskgate.stores.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller did not know of a record.
 *
 * @param snapshot the record at the point from which the changes go on; null where that is the
 *     point that the caller knew, or the start
 * @param from the point from which the changes go on: what the caller knew, where the server knows
 *     that point and still has all that came after it; otherwise that of the snapshot, or the start
 *     where there is none
 * @param changes all changes after that point, in their order, up to the one that was appended by
 *     the call or, where it only read, up to the last
 */
public record RecordTail(
    RecordPoint from, @Nullable RecordSnapshot snapshot, List<RecordChange> changes) {
  /** Copies the list. */
  public RecordTail {
    changes = List.copyOf(changes);
  }
}
