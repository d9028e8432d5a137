package io.riskgate.concurrency;

import static io.riskgate.concurrency.Direct.START_MS;
import static io.riskgate.concurrency.Direct.count;
import static io.riskgate.concurrency.Direct.moment;
import static io.riskgate.concurrency.Direct.reference;
import static io.riskgate.concurrency.Direct.transfer;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.spi.History;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** EXPERIMENT */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "n", gen = IntGen.class, conf = "0:1")
public class PayerFactsTest {
  private final Direct direct =
      new Direct(count("out", Aggregate.Key.PAYER, Aggregate.Direction.OUT, Aggregate.Filter.ALL));

  @Operation
  public String attempt(@Param(name = "thread") int thread, @Param(name = "n") int n) {
    History history = direct.history();
    if (direct.attempt(transfer(10 * thread + n), history, START_MS) != null) {
      return "decided";
    }
    return history.aggregates()[0]
        + " used "
        + history.used()[0]
        + (history.payerFirstSeenMs() == History.NEVER ? " new" : " known");
  }

  @Operation
  public String commit(@Param(name = "thread") int thread, @Param(name = "n") int n) {
    try {
      return direct.reserve(transfer(10 * thread + n), 0, START_MS).status().name();
    } catch (RuntimeException e) {
      return "not attempted";
    }
  }

  @Operation
  public boolean settle(@Param(name = "thread") int thread, @Param(name = "n") int n) {
    return direct.store.settle(reference(10 * thread + n), moment(START_MS)) != null;
  }

  @Test
  @DisplayName("EXPERIMENT")
  void modelChecking() {
    LincheckRun.modelChecking().threads(2).actorsPerThread(4).check(PayerFactsTest.class);
  }
}
