package io.riskgate.docs;

import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.core.Alert;
import io.riskgate.core.CustomerToForget;
import io.riskgate.core.Decision;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.PackWatch;
import io.riskgate.stores.embedded.EmbeddedStore;
import io.riskgate.stores.remote.RecordServer;
import java.time.Instant;

/**
 * What a block of Java in the documentation may use without saying where it comes from: the bank's
 * own. Blocks are compiled against it and never run. The rule is written down in {@code
 * docs/README.md}.
 */
@SuppressWarnings("UnusedVariable")
public abstract class Bank {
  protected RiskEngine engine;
  protected RulePack pack;
  protected EmbeddedStore store;
  protected MeterRegistry registry;
  protected PackWatch watch;
  protected Transfer transfer;
  protected Decision decision;
  protected Reference reference;
  protected Alert alert;
  protected Instant now;
  protected byte[] key;
  protected Checkpoint exported;
  protected Checkpoint before;
  protected CustomerToForget her;
  protected RecordServer server;

  /** Stands where a block has an ellipsis, and has whatever type is wanted there. */
  @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"})
  protected static <T> T any() {
    throw new IllegalStateException("blocks are compiled and not run");
  }

  /** The bank's ledger says that the money has not moved, and will not. */
  protected static final class NotPaid extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Lets the money go, or throws {@link NotPaid}. */
  protected void pay(Transfer what) {}

  /** Asks the customer. */
  protected void ask(Object what) {}

  /** Keeps the money. */
  protected void hold(Object... what) {}

  /** Tells staff, or the authority. */
  protected void tell(Object... what) {}

  /** Puts it where the customer, or staff, look. */
  protected void show(Object... what) {}
}
