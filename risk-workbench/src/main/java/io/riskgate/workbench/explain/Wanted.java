package io.riskgate.workbench.explain;

import io.riskgate.core.Masking;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.RowSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transfer that is to be explained, before anything is scored: whose history matters is
 * then known.
 *
 * @param row its row
 * @param transfer the transfer
 * @param later how many rows after it have the same id and payer: they repeat it, or conflict with
 *     it
 */
record Wanted(InputRow row, Transfer transfer, long later) {
  /** How many ids are looked at together for one that was meant. */
  private static final int NEAR_IDS = 4096;

  private static final int SHOWN_MAX = 5;

  /**
   * Finds a transfer.
   *
   * @param payer the account that pays; null where the id is enough
   * @throws InputException if there is none, or there are several
   */
  static Wanted find(RowSource rows, String id, @Nullable String payer) {
    List<InputRow> found = new ArrayList<>();
    List<String> ids = new ArrayList<>(NEAR_IDS);
    long later = 0;
    for (InputRow row = rows.next(); row != null; row = rows.next()) {
      Transfer transfer = row.transfer();
      if (transfer == null) {
        continue;
      }
      if (!transfer.id().equals(id)) {
        remember(transfer.id(), id, ids);
      } else if (payer == null || transfer.payer().equals(payer)) {
        if (found.stream().anyMatch(other -> sameOwner(other, transfer))) {
          later++;
        } else if (found.size() < SHOWN_MAX) {
          found.add(row);
        }
      }
    }
    if (found.isEmpty()) {
      throw absent(id, payer, ids);
    }
    if (found.size() > 1) {
      throw several(id, found);
    }
    InputRow row = found.get(0);
    Transfer transfer = row.transfer();
    if (transfer == null) {
      throw new IllegalStateException("Only rows with a transfer are found");
    }
    return new Wanted(row, transfer, later);
  }

  private static boolean sameOwner(InputRow row, Transfer other) {
    Transfer transfer = row.transfer();
    return transfer != null
        && transfer.payer().equals(other.payer())
        && transfer.tenant().equals(other.tenant());
  }

  /** Keeps the nearest of all ids so far, and some more. */
  private static void remember(String seen, String wanted, List<String> ids) {
    if (ids.size() == NEAR_IDS) {
      Optional<String> nearest = nearest(wanted, ids);
      ids.clear();
      nearest.ifPresent(ids::add);
    }
    ids.add(seen);
  }

  /**
   * The id that was most likely meant: the shortest that goes on where the wanted one stops, as who
   * types an id leaves its end out, or else the nearest.
   */
  private static Optional<String> nearest(String wanted, List<String> ids) {
    Optional<String> longer =
        wanted.isEmpty()
            ? Optional.empty()
            : ids.stream()
                .filter(seen -> seen.startsWith(wanted))
                .min(Comparator.comparingInt(String::length));
    return longer.isPresent() ? longer : DidYouMean.nearest(wanted, ids);
  }

  private static InputException absent(String id, @Nullable String payer, List<String> ids) {
    return new InputException(
        "there is no transfer '%s'%s in these files%s"
            .formatted(
                id,
                payer == null ? "" : " of payer " + Masking.mask(payer),
                nearest(id, ids).map(found -> "; did you mean '" + found + "'?").orElse("")));
  }

  private static InputException several(String id, List<InputRow> found) {
    List<String> lines = new ArrayList<>();
    lines.add("several payers have a transfer '" + id + "'; name one by --payer:");
    for (InputRow row : found) {
      Transfer transfer = row.transfer();
      lines.add(
          "  "
              + row.place()
              + ": payer "
              + (transfer == null ? "" : Masking.mask(transfer.payer())));
    }
    return new InputException(lines);
  }

  /** Whether a row is the one, in another reading of the same files. */
  boolean is(InputRow other) {
    return other.line() == row.line() && other.file().equals(row.file());
  }
}
