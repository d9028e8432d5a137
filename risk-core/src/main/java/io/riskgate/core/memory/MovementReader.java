package io.riskgate.core.memory;

import io.riskgate.core.Mark;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.MovementPage;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoredMovement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an account's movements in event order, what it pays first where times are equal. A page is
 * read under the monitor of the account's stripe, so callers ask for pages that are not large; the
 * names of the others are looked up afterwards, under their own.
 */
final class MovementReader {
  /** One movement, before the other party's name is known. */
  private record Found(
      Transfer transfer,
      boolean isOut,
      int party,
      long value,
      @Nullable TransferState state,
      Set<Mark> marks) {}

  private final Histories histories;
  private final String tenant;
  private final String account;
  private final long fromMs;
  private final long toMs;
  private final int max;
  private final long nowMs;
  private final List<Found> found = new ArrayList<>();
  private long wholeSinceMs = RiskStore.SINCE_EVER_MS;
  private long nextMs = History.NEVER;

  MovementReader(
      Histories histories,
      String tenant,
      String account,
      long fromMs,
      long toMs,
      int max,
      long nowMs) {
    this.histories = histories;
    this.tenant = tenant;
    this.account = account;
    this.fromMs = fromMs;
    this.toMs = toMs;
    this.max = max;
    this.nowMs = nowMs;
  }

  /**
   * Reads one page.
   *
   * @param knownSinceMs from when on what the store cannot tell of single accounts is whole
   */
  MovementPage read(long knownSinceMs) {
    histories.look(tenant, account, this::read);
    missing(histories.forgottenUpToMs(tenant, account));
    Map<Integer, String> names = new HashMap<>();
    List<StoredMovement> page = new ArrayList<>(found.size());
    for (Found f : found) {
      String other = names.computeIfAbsent(f.party(), histories::nameOf);
      page.add(new StoredMovement(named(f, other), f.value(), f.state(), f.marks()));
    }
    return new MovementPage(page, Math.max(knownSinceMs, wholeSinceMs), nextMs);
  }

  private void missing(long upToMs) {
    if (upToMs != History.NEVER) {
      wholeSinceMs = Math.max(wholeSinceMs, upToMs + 1);
    }
  }

  private void read(AccountRecord record, int self) {
    missing(record.droppedUpToMs());
    Attached attached = record.attached();
    if (attached != null) {
      missing(attached.forgottenUpToMs()); // what earlier versions have written
    }
    int size = record.size();
    int i = record.lastUpTo(Math.max(fromMs, Long.MIN_VALUE + 1) - 1) + 1;
    while (i < size && record.timeMs(i) < toMs) {
      long atMs = record.timeMs(i);
      if (found.size() >= max) {
        nextMs = atMs;
        return;
      }
      int end = record.lastUpTo(atMs) + 1;
      for (int pass = 0; pass < 2; pass++) {
        for (int j = i; j < end; j++) {
          boolean isOut = EventBits.isOut(record.event(j));
          // A transfer to itself stands here twice, and is told once.
          if (isOut == (pass == 0) && (isOut || record.party(j) != self)) {
            found.add(find(record, j, isOut));
          }
        }
      }
      i = end;
    }
  }

  private Found find(AccountRecord record, int index, boolean isOut) {
    int address = histories.journal.present(record.inJournal(index));
    long[] page = histories.journal.page(address);
    long standing = histories.journal.standing(record.inJournal(index));
    long value = record.value(index);
    Transfer unnamed =
        histories.journal.read(
            () ->
                Details.transfer(
                    page,
                    Journal.details(address),
                    record.event(index),
                    value,
                    tenant,
                    isOut ? account : "",
                    isOut ? "" : account,
                    histories.codes));
    return new Found(
        unnamed,
        isOut,
        record.party(index),
        value,
        EventBits.state(EventBits.stateCode(standing, nowMs)),
        EventBits.marks(standing));
  }

  private static Transfer named(Found f, String other) {
    Transfer t = f.transfer();
    return Forgetting.copy(t, f.isOut() ? t.payer() : other, f.isOut() ? other : t.payee())
        .customer(t.customer())
        .build();
  }
}
