package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** What is known of the merchant and the order that is paid for. */
public final class MerchantFacts {
  private boolean present;
  private boolean addressMatches;

  MerchantFacts() {}

  /** Whether a merchant was named. */
  @Fact("whether a merchant was named")
  public boolean isPresent() {
    return present;
  }

  /** Sets it. */
  public void setPresent(boolean present) {
    this.present = present;
  }

  /** Whether the order's delivery address is the customer's. */
  @Fact(
      value = "whether the order's delivery address is the customer's",
      needs = DataItem.ORDER_ADDRESS)
  public boolean isAddressMatches() {
    return addressMatches;
  }

  /** Sets it. */
  public void setAddressMatches(boolean addressMatches) {
    this.addressMatches = addressMatches;
  }
}
