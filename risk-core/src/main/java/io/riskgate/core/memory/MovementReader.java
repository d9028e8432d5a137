package io.riskgate.core.memory;

import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.StoredMovement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an account's movements in event order: its two rings merged, what it pays first where times
 * are equal. A page is read under the account's lock, so callers ask for pages that are not large.
 */
final class MovementReader {
  private MovementReader() {}

  /**
   * Reads one page. Under the account's lock.
   *
   * @param account whose rings they are; a transfer to itself stands in both, and is told once
   * @param wholeSinceMs from when on what the store cannot tell of single accounts is whole
   */
  static MovementPage read(
      AccountState state,
      String account,
      long fromMs,
      long toMs,
      int max,
      long nowMs,
      long wholeSinceMs) {
    List<StoredMovement> page = new ArrayList<>();
    int out = state.out.lastUpTo(fromMs - 1) + 1;
    int in = state.in.lastUpTo(fromMs - 1) + 1;
    long lastMs = History.NEVER;
    long nextMs = History.NEVER;
    while (true) {
      long outMs = timeMs(state.out, out, toMs);
      long inMs = timeMs(state.in, in, toMs);
      long atMs = Math.min(outMs, inMs);
      if (atMs >= toMs) {
        break;
      }
      if (page.size() >= max && atMs > lastMs) {
        nextMs = atMs;
        break;
      }
      boolean isOut = outMs <= inMs;
      Event event = isOut ? state.out.get(out++) : state.in.get(in++);
      if (isOut || !event.transfer.payer().equals(account)) {
        Ending ending = event.ending(nowMs);
        page.add(new StoredMovement(event.transfer, event.value(), ending.state(), ending.marks()));
        lastMs = atMs;
      }
    }
    return new MovementPage(page, Math.max(wholeSinceMs, state.wholeSinceMs()), nextMs);
  }

  private static long timeMs(EventRing ring, int index, long otherwise) {
    return index < ring.size() ? ring.get(index).timeMs : otherwise;
  }
}
