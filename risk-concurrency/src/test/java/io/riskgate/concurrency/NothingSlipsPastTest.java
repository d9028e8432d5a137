package io.riskgate.concurrency;

import static io.riskgate.concurrency.Direct.DAILY_MAX;
import static io.riskgate.concurrency.Direct.PAYEE;
import static io.riskgate.concurrency.Direct.PAYER;
import static io.riskgate.concurrency.Direct.START_MS;
import static io.riskgate.concurrency.Direct.amount;
import static io.riskgate.concurrency.Direct.moment;
import static io.riskgate.concurrency.Direct.reference;
import static io.riskgate.concurrency.Direct.transfer;

import io.riskgate.core.Mark;
import io.riskgate.core.TransferState;
import io.riskgate.core.spi.StoredTransfer;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Three transfers of one payer to one payee and any number of threads that score, settle and cancel
 * them, and freeze and release both accounts. What each call answers is not looked at, but what is
 * there when all have returned.
 */
@Param(name = "id", gen = IntGen.class, conf = "1:3")
@Param(name = "account", gen = IntGen.class, conf = "0:1")
public class NothingSlipsPastTest {
  private final Direct direct = new Direct();

  private static String account(int number) {
    return number == 0 ? PAYER : PAYEE;
  }

  @Operation
  public void score(@Param(name = "id") int id) {
    direct.score(transfer(id), START_MS);
  }

  @Operation
  public void settle(@Param(name = "id") int id) {
    direct.store.settle(reference(id), moment(START_MS));
  }

  @Operation
  public void cancel(@Param(name = "id") int id) {
    direct.store.cancel(reference(id), moment(START_MS));
  }

  @Operation
  public void freeze(@Param(name = "account") int account) {
    direct.freeze(account(account));
  }

  @Operation
  public void receive(@Param(name = "account") int account) {
    direct.receive(account(account), "1");
  }

  @Operation
  public void lift(@Param(name = "account") int account) {
    direct.lift(account(account), "f");
    direct.lift(account(account), "1");
  }

  /** C-3, L-2, and that no claim is lost or counted twice. */
  @Validate
  public void nothingSlippedPast() {
    boolean isStopped = direct.isControlled(PAYER) || direct.isControlled(PAYEE);
    long used = 0;
    long reserved = 0;
    for (int id = 1; id <= 3; id++) {
      StoredTransfer stored = direct.find(id);
      TransferState state = stored == null ? null : stored.state();
      if (state == TransferState.RESERVED && isStopped) {
        throw new AssertionError("transfer " + id + " slipped past a control");
      }
      if (state == TransferState.RESERVED || state == TransferState.SETTLED) {
        used += amount(id);
        reserved += stored.marks().contains(Mark.UNVERIFIED) || isLate(stored) ? 0 : amount(id);
      }
    }
    if (reserved > DAILY_MAX) {
      throw new AssertionError("the limit was passed: " + reserved);
    }
    if (used != direct.used(START_MS)) {
      throw new AssertionError(used + " stand, and " + direct.used(START_MS) + " are counted");
    }
  }

  /** Settled after its claim had been given back: above the limit if need be. */
  private static boolean isLate(StoredTransfer stored) {
    return stored.marks().contains(Mark.AFTER_CANCEL);
  }

  @Test
  @DisplayName("C-3, L-2: no transfer slips past a control or a limit: threads as they come")
  void stress() {
    LincheckRun.stress().verifier(EpsilonVerifier.class).check(NothingSlipsPastTest.class);
  }

  @Test
  @DisplayName("C-3, L-2: no transfer slips past a control or a limit: threads switched")
  void modelChecking() {
    LincheckRun.modelChecking().verifier(EpsilonVerifier.class).check(NothingSlipsPastTest.class);
  }
}
