package io.riskgate.concurrency;

import static io.riskgate.concurrency.Direct.PAYEE;
import static io.riskgate.concurrency.Direct.PAYER;
import static io.riskgate.concurrency.Direct.START_MS;
import static io.riskgate.concurrency.Direct.moment;
import static io.riskgate.concurrency.Direct.reference;
import static io.riskgate.concurrency.Direct.transfer;

import io.riskgate.core.Reference;
import io.riskgate.core.spi.StoredNotice;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * One thread scores, settles and cancels one transfer, another sets controls on its payer and
 * payee: for this transfer each control comes before or after each call, and says so in what it
 * tells to have moved.
 *
 * <p>More is not promised. A control is set on the account first, and then moves the account's
 * transfers one by one: who looks at two of them, or at the account and at one of them, may see the
 * control carried out in part. {@link NothingSlipsPastTest} says what holds all the same.
 */
public class OneTransferUnderControlTest {
  private static final String CUSTOMER = "customer";
  private static final String BANK = "bank";

  private final Direct direct = new Direct();

  private static String say(@Nullable StoredTransfer stored) {
    return stored == null
        ? "unknown"
        : stored.state() + " " + stored.marks() + " " + stored.demand().path();
  }

  private static String ids(List<Reference> moved) {
    return moved.stream().map(Reference::id).toList().toString();
  }

  @Operation(nonParallelGroup = CUSTOMER)
  public String score() {
    return say(direct.score(transfer(1), START_MS));
  }

  @Operation(nonParallelGroup = CUSTOMER)
  public String settle() {
    return say(direct.store.settle(reference(1), moment(START_MS)));
  }

  @Operation(nonParallelGroup = CUSTOMER)
  public String cancel() {
    return say(direct.store.cancel(reference(1), moment(START_MS)));
  }

  @Operation(nonParallelGroup = CUSTOMER)
  public String find() {
    return say(direct.find(1));
  }

  @Operation(nonParallelGroup = CUSTOMER)
  public long used() {
    return direct.used(START_MS);
  }

  @Operation(nonParallelGroup = BANK)
  public String freezePayer() {
    return ids(direct.freeze(PAYER));
  }

  @Operation(nonParallelGroup = BANK)
  public String freezePayee() {
    return ids(direct.freeze(PAYEE));
  }

  @Operation(nonParallelGroup = BANK)
  public String noticeOnPayer() {
    return held(direct.receive(PAYER, "1"));
  }

  @Operation(nonParallelGroup = BANK)
  public String noticeOnPayee() {
    return held(direct.receive(PAYEE, "1"));
  }

  private static String held(@Nullable StoredNotice notice) {
    return notice == null ? "known" : ids(notice.held());
  }

  @Test
  @DisplayName("C-2, C-3, N-1: controls and one transfer are linearizable: threads as they come")
  void stress() {
    StressOptions options = LincheckRun.stress().threads(2).actorsBefore(1);
    options.check(OneTransferUnderControlTest.class);
  }

  @Test
  @DisplayName("C-2, C-3, N-1: controls and one transfer are linearizable: threads switched")
  void modelChecking() {
    ModelCheckingOptions options = LincheckRun.modelChecking().actorsBefore(1);
    options.check(OneTransferUnderControlTest.class);
  }
}
