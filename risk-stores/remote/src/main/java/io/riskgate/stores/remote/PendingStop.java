package io.riskgate.stores.remote;

import io.riskgate.core.Control;
import io.riskgate.core.Reference;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import io.riskgate.core.pack.Demand;
import java.util.ArrayList;
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
  void write(WireOut out, WordBook words) {
    out.putLong(token);
    out.putSigned(atMs);
    words.write(out, control);
    words.write(out, heldBy);
    out.putSigned(expiresAtMs);
    words.write(out, notice);
    words.write(out, moved);
    words.write(out, others);
  }

  static PendingStop read(WireIn in, WordBook words) {
    return new PendingStop(
        in.nextLong(),
        in.nextSigned(),
        words.read(in, Control.class),
        words.read(in, Demand.class),
        in.nextSigned(),
        words.readNullable(in, String.class),
        references(in, words),
        references(in, words));
  }

  static List<Reference> references(WireIn in, WordBook words) {
    List<Reference> all = new ArrayList<>();
    for (Object one : words.read(in, List.class)) {
      all.add((Reference) one);
    }
    return all;
  }
}
