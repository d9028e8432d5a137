package io.riskgate.concurrency;

import static io.riskgate.concurrency.Direct.RESERVED_MS;
import static io.riskgate.concurrency.Direct.START_MS;
import static io.riskgate.concurrency.Direct.moment;
import static io.riskgate.concurrency.Direct.reference;
import static io.riskgate.concurrency.Direct.say;
import static io.riskgate.concurrency.Direct.transfer;

import io.riskgate.core.ConflictingTransferException;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a store does for one owner of limits is linearizable: whatever any threads do at once, each
 * call answers as if all had come one after the other, in an order in which no call comes before
 * one that had returned when it began.
 *
 * <p>The specification is the same store used by one thread, which other tests check against a
 * model. Of three transfers of 60, 60 and 40 under a limit of 100, the first two never go together.
 * An attempt answers with the use of the limit and its revision; what it reads of accounts, devices
 * and other keys is read key by key, and is no part of this.
 */
@Param(name = "id", gen = IntGen.class, conf = "1:3")
@Param(name = "revision", gen = IntGen.class, conf = "0:2")
@Param(name = "late", gen = IntGen.class, conf = "0:1")
public class OneOwnerTest {
  private final Direct direct = new Direct();

  /** Now, or when what is reserved or awaited now has just expired. */
  private static long at(int late) {
    return START_MS + late * RESERVED_MS;
  }

  @Operation
  public String attempt(@Param(name = "id") int id, @Param(name = "late") int late) {
    History history = direct.history();
    try {
      StoredTransfer stored = direct.attempt(transfer(id), history, at(late));
      return stored != null
          ? say(stored)
          : "undecided, used " + history.used()[0] + " revision " + history.revision();
    } catch (ConflictingTransferException e) {
      return "observed";
    }
  }

  @Operation
  public String reserve(
      @Param(name = "id") int id,
      @Param(name = "revision") int revision,
      @Param(name = "late") int late) {
    return commit(id, revision, TransferState.RESERVED, false, late);
  }

  @Operation
  public String reserveWithEvidence(
      @Param(name = "id") int id, @Param(name = "revision") int revision) {
    return commit(id, revision, TransferState.RESERVED, true, 0);
  }

  @Operation
  public String askToVerify(@Param(name = "id") int id, @Param(name = "revision") int revision) {
    return commit(id, revision, TransferState.AWAITING_VERIFICATION, false, 0);
  }

  private String commit(int id, int revision, TransferState state, boolean covered, int late) {
    try {
      return say(direct.commit(transfer(id), revision, state, covered, at(late)));
    } catch (StoreException e) {
      return "not attempted";
    } catch (ConflictingTransferException e) {
      return "observed";
    }
  }

  @Operation
  public String settle(@Param(name = "id") int id, @Param(name = "late") int late) {
    return say(direct.store.settle(reference(id), moment(at(late))));
  }

  @Operation
  public String cancel(@Param(name = "id") int id) {
    return say(direct.store.cancel(reference(id), moment(START_MS)));
  }

  @Operation
  public String observe(@Param(name = "id") int id) {
    Attempt movement = direct.attemptOf(transfer(id), START_MS);
    try {
      return direct.store.observe(movement, moment(START_MS)) ? "new" : "known";
    } catch (ConflictingTransferException e) {
      return "scored";
    }
  }

  @Operation
  public String find(@Param(name = "id") int id, @Param(name = "late") int late) {
    return say(direct.store.find(reference(id), moment(at(late))));
  }

  @Operation
  public long used(@Param(name = "late") int late) {
    return direct.used(at(late));
  }

  @Test
  @DisplayName("calls about one owner are linearizable: threads as they come")
  void stress() {
    LincheckRun.stress().check(OneOwnerTest.class);
  }

  @Test
  @DisplayName("calls about one owner are linearizable: threads switched at every shared access")
  void modelChecking() {
    LincheckRun.modelChecking().check(OneOwnerTest.class);
  }
}
