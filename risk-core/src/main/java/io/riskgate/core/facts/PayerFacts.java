package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** What is known of the payer. */
public final class PayerFacts {
  private int customerAge;
  private long balance;
  private long ageHours;
  private long idleHours;
  private boolean elderly;
  private boolean student;
  private boolean financeStaff;
  private boolean newCitizen;
  private boolean realNameVerified;
  private boolean watched;
  private long riskScore;
  private boolean riskMedium;
  private boolean riskHigh;

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

  /** Whether the bank counts the customer among the elderly. */
  @Fact(value = "whether the bank counts the customer among the elderly", needs = DataItem.SEGMENTS)
  public boolean isElderly() {
    return elderly;
  }

  /** Sets it. */
  public void setElderly(boolean elderly) {
    this.elderly = elderly;
  }

  /** Whether the customer is a pupil or student. */
  @Fact(value = "whether the customer is a pupil or student", needs = DataItem.SEGMENTS)
  public boolean isStudent() {
    return student;
  }

  /** Sets it. */
  public void setStudent(boolean student) {
    this.student = student;
  }

  /** Whether the customer makes payments for an enterprise. */
  @Fact(value = "whether the customer makes payments for an enterprise", needs = DataItem.SEGMENTS)
  public boolean isFinanceStaff() {
    return financeStaff;
  }

  /** Sets it. */
  public void setFinanceStaff(boolean financeStaff) {
    this.financeStaff = financeStaff;
  }

  /** Whether the customer is new in the city: a courier, driver or migrant worker. */
  @Fact(
      value = "whether the customer is new in the city: a courier, driver or migrant worker",
      needs = DataItem.SEGMENTS)
  public boolean isNewCitizen() {
    return newCitizen;
  }

  /** Sets it. */
  public void setNewCitizen(boolean newCitizen) {
    this.newCitizen = newCitizen;
  }

  /** Whether the account's real name has been verified. */
  @Fact(value = "whether the account's real name has been verified", needs = DataItem.REAL_NAME)
  public boolean isRealNameVerified() {
    return realNameVerified;
  }

  /** Sets it. */
  public void setRealNameVerified(boolean realNameVerified) {
    this.realNameVerified = realNameVerified;
  }

  /** Whether a WATCH is in force on the account. */
  @Fact("whether a WATCH is in force on the account")
  public boolean isWatched() {
    return watched;
  }

  /** Sets it. */
  public void setWatched(boolean watched) {
    this.watched = watched;
  }

  /** The customer's risk from recent signals, 0 to 100. */
  @Fact(
      value = "the customer's risk from recent signals, 0 to 100",
      unit = FactUnit.COUNT,
      bound = Bound.LOWER,
      ofSignals = true)
  public long getRiskScore() {
    return riskScore;
  }

  /** Sets it. */
  public void setRiskScore(long riskScore) {
    this.riskScore = riskScore;
  }

  /** Whether the customer's risk level is medium or high. */
  @Fact(
      value = "whether the customer's risk level is medium or high",
      bound = Bound.LOWER,
      ofSignals = true)
  public boolean isRiskMedium() {
    return riskMedium;
  }

  /** Sets it. */
  public void setRiskMedium(boolean riskMedium) {
    this.riskMedium = riskMedium;
  }

  /** Whether the customer's risk level is high. */
  @Fact(value = "whether the customer's risk level is high", bound = Bound.LOWER, ofSignals = true)
  public boolean isRiskHigh() {
    return riskHigh;
  }

  /** Sets it. */
  public void setRiskHigh(boolean riskHigh) {
    this.riskHigh = riskHigh;
  }
}
