package io.riskgate.stores.remote;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.pack.Demand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A control that is still to be carried out on transfers of other owners.
 *
 * @param token the token of the change that set the control
 * @param atMs the clock when it was set
 * @param notice the number of the notice that it is of, or null
 * @param moved what was moved to HELD in the account's own record
 * @param others the transfers that are to be stopped
 */
record PendingStop(
    long token,
    long atMs,
    Control control,
    Demand heldBy,
    long expiresAtMs,
    @Nullable String notice,
    List<Reference> moved,
    List<Reference> others) {
  void write(RecordOut to) {
    to.out.putLong(token);
    to.out.putSigned(atMs);
    to.value(control);
    to.value(heldBy);
    to.out.putSigned(expiresAtMs);
    to.text(notice);
    to.value(moved);
    to.value(others);
  }

  static PendingStop read(RecordIn from) {
    return new PendingStop(
        from.in.nextLong(),
        from.in.nextSigned(),
        from.value(Control.class),
        from.value(Demand.class),
        from.in.nextSigned(),
        from.nullableText(),
        from.values(Reference.class),
        from.values(Reference.class));
  }
}
