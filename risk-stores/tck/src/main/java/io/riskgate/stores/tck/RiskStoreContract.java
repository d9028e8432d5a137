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
}
