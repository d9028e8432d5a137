package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** What is known of the payer. */
public final class PayerFacts {
  private int customerAge;
  private long balance;
  private long ageHours;
  private long idleHours;

  PayerFacts() {}

  /** Age of the paying customer. */
  @Fact(value = "age of the paying customer", unit = FactUnit.YEARS, needs = DataItem.PAYER_AGE)
  public int getCustomerAge() {
    return customerAge;
  }

  /** Sets the age, in years. */
  public void setCustomerAge(int customerAge) {
    this.customerAge = customerAge;
  }

  /** Available balance before the transfer. */
  @Fact(
      value = "available balance before the transfer",
      unit = FactUnit.MONEY,
      needs = DataItem.PAYER_BALANCE)
  public long getBalance() {
    return balance;
  }

  /** Sets the balance, in minor units of the base currency. */
  public void setBalance(long balance) {
    this.balance = balance;
  }

  /** Time since the payer account was first seen in a settled or observed movement, 0 if never. */
  @Fact(
      value =
          "time since the payer account was first seen in a settled or observed movement, 0 if"
              + " never",
      unit = FactUnit.HOURS,
      bound = Bound.LOWER)
  public long getAgeHours() {
    return ageHours;
  }

  /** Sets the age, in hours. */
  public void setAgeHours(long ageHours) {
    this.ageHours = ageHours;
  }

  /** Time since the payer account was last seen in a settled or observed movement, 0 if never. */
  @Fact(
      value =
          "time since the payer account was last seen in a settled or observed movement, 0 if"
              + " never",
      unit = FactUnit.HOURS,
      bound = Bound.UNKNOWN)
  public long getIdleHours() {
    return idleHours;
  }

  /** Sets the idle time, in hours. */
  public void setIdleHours(long idleHours) {
    this.idleHours = idleHours;
  }
}
