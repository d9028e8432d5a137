package io.riskgate.concurrency;

import static io.riskgate.concurrency.Direct.START_MS;
import static io.riskgate.concurrency.Direct.say;
import static io.riskgate.concurrency.Direct.transfer;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A store that reads what is used and reserves in a second step passes the limit. The check of the
 * real one is worth something because it finds that.
 */
@Param(name = "id", gen = IntGen.class, conf = "1:2")
public class CheckThenActTest {
  private final Direct direct = new Direct();

  @Operation
  public String reserve(@Param(name = "id") int id) {
    Transfer t = transfer(id);
    long used = direct.used(START_MS);
    long revision = direct.attempt(t, START_MS).revision();
    return used + t.amountMinor() > Direct.DAILY_MAX
        ? "PASSED"
        : say(direct.commit(t, revision, TransferState.RESERVED, true, START_MS));
  }

  @Operation
  public long used() {
    return direct.used(START_MS);
  }

  private static void check(Options<?, ?> options) {
    options.minimizeFailedScenario(false).check(CheckThenActTest.class);
  }

  @Test
  @DisplayName("a limit that is checked before it is claimed is found out by switching threads")
  void modelChecking() {
    assertThatThrownBy(() -> check(LincheckRun.modelChecking()))
        .isInstanceOf(LincheckAssertionError.class);
  }

  @Test
  @DisplayName("a limit that is checked before it is claimed is found out by threads as they come")
  void stress() {
    assertThatThrownBy(() -> check(LincheckRun.stress()))
        .isInstanceOf(LincheckAssertionError.class);
  }
}
