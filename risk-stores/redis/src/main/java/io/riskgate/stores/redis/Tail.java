package io.riskgate.stores.redis;

import io.riskgate.stores.remote.RecordCall;
import io.riskgate.stores.remote.RecordChange;
import io.riskgate.stores.remote.RecordPoint;
import io.riskgate.stores.remote.RecordSnapshot;
import io.riskgate.stores.remote.RecordTail;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the script answers, read piece by piece as it comes in. */
final class Tail {
  private static final int POINT_BYTES = 2 * Long.BYTES;

  private final List<RecordChange> changes = new ArrayList<>();
  private @Nullable RecordPoint base;
  private @Nullable RecordSnapshot snapshot;
  private int pieces;

  void add(ByteBuffer piece) {
    int number = pieces++;
    if (number == 0) {
      if (piece.remaining() == POINT_BYTES) {
        base = new RecordPoint(piece.getLong(), piece.getLong());
      } else if (piece.hasRemaining()) {
        throw new IllegalArgumentException("A record of Redis begins otherwise than it should");
      }
    } else if (number == 1 && base != null) {
      if (base.version() > 0) {
        snapshot = new RecordSnapshot(base, rest(piece));
      }
    } else {
      changes.add(new RecordChange(piece.getLong(), rest(piece)));
    }
  }

  private static byte[] rest(ByteBuffer piece) {
    byte[] rest = new byte[piece.remaining()];
    piece.get(rest);
    return rest;
  }

  /** Whether there was nothing before what the call has appended. */
  boolean isNew() {
    return base != null && base.version() == 0 && changes.isEmpty();
  }

  RecordTail answer(RecordCall call) {
    RecordChange own = call.change();
    if (own != null) {
      changes.add(own);
    }
    RecordPoint from = base;
    if (from == null) {
      from = pieces == 0 ? RecordPoint.START : call.known();
    }
    return new RecordTail(from, snapshot, changes);
  }
}
