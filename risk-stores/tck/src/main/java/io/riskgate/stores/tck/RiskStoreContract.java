package io.riskgate.stores.tck;

import io.riskgate.core.spi.RiskStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What a {@link RiskStore} must do. Inherit from it, say how an empty store is opened, and run it
 * with JUnit; each theme is a nested class.
 *
 * <pre>{@code
 * class MyStoreTest extends RiskStoreContract {
 *   @Override
 *   protected RiskStore openStore() {
 *     return MyStore.openEmpty();
 *   }
 * }
 * }</pre>
 *
 * <p>Nothing here waits for a clock: time comes to a store with each call, and the suite moves it.
 */
public abstract class RiskStoreContract {
  /** Creates the contract; JUnit does so for each case. */
  protected RiskStoreContract() {}

  /**
   * Opens an empty store with caps that a few thousand transfers do not reach. The suite closes it.
   */
  protected abstract RiskStore openStore();

  /**
   * Opens an empty store with small caps, to see what it says when they are hit. Cases that need
   * one are skipped where it is null, as it is here.
   */
  protected @Nullable RiskStore openStore(StoreCaps caps) {
    return null;
  }

  /**
   * Waits until all that the calls so far have changed can be seen everywhere; does nothing, as a
   * store that never lags needs nothing done.
   *
   * <p>A store on a server may lag in what the payee, the device, the IP address, the customer and
   * the merchant of a transfer count of its <em>state</em>: settled, expired, cancelled or held
   * transfers in their aggregates, first and last seen, and exports. The attempt itself is counted
   * at once, and nothing else may lag: no limit, no control, nothing that the owner of the limits
   * is asked. Such a store overrides this, and the suite calls it after each call that changes a
   * transfer.
   *
   * @param store one that {@link #openStore} has opened
   */
  protected void settleDown(RiskStore store) {}

  @Nested
  @DisplayName("attempts, duplicates and who decides first")
  class Attempts extends AttemptCases {
    Attempts() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("trailing windows")
  class Windows extends WindowCases {
    Windows() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("filters")
  class Filters extends FilterCases {
    Filters() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("calendar days and months")
  class Calendar extends CalendarCases {
    Calendar() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("limits")
  class Limits extends LimitCases {
    Limits() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("settlement, cancellation and expiry")
  class Lives extends LifeCases {
    Lives() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("suspicious value")
  class Suspicious extends SuspiciousCases {
    Suspicious() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("observed movements")
  class Movements extends MovementCases {
    Movements() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("first and last seen, and the last place")
  class Seen extends SeenCases {
    Seen() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("signals")
  class Signals extends SignalCases {
    Signals() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("fraud reports")
  class Reports extends ReportCases {
    Reports() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("controls")
  class Controls extends ControlCases {
    Controls() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("stop-payment notices")
  class Notices extends NoticeCases {
    Notices() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("tenants")
  class Tenants extends TenantCases {
    Tenants() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("forgetting an account")
  class Forgetting extends ForgetCases {
    Forgetting() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("exports")
  class Exports extends ExportCases {
    Exports() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("reading again, and coverage")
  class ReadAgain extends ReadAgainCases {
    ReadAgain() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("random stories")
  class RandomStories extends StoryCases {
    RandomStories() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("many threads at once")
  class Threads extends ThreadCases {
    Threads() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("every aggregate")
  class EveryAggregate extends TableCases {
    EveryAggregate() {
      super(RiskStoreContract.this);
    }
  }

  @Nested
  @DisplayName("caps")
  class Caps extends CapCases {
    Caps() {
      super(RiskStoreContract.this);
    }
  }
}
