package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** What is known of the counterparty (payee), and of the payer's dealings with it. */
public final class CounterpartyFacts {
  private boolean paidBefore;
  private long ageHours;
  private long idleHours;
  private long accountAgeHours;
  private String country = "";
  private boolean overseas;

  CounterpartyFacts() {}

  /** Whether this payer has paid this payee before, in a settled or observed movement. */
  @Fact(
      value = "whether this payer has paid this payee before, in a settled or observed movement",
      bound = Bound.LOWER)
  public boolean isPaidBefore() {
    return paidBefore;
  }

  /** Sets whether it was paid before. */
  public void setPaidBefore(boolean paidBefore) {
    this.paidBefore = paidBefore;
  }

  /** Time since this payer first paid this payee, 0 if never. */
  @Fact(
      value = "time since this payer first paid this payee, 0 if never",
      unit = FactUnit.HOURS,
      bound = Bound.LOWER)
  public long getAgeHours() {
    return ageHours;
  }

  /** Sets the age, in hours. */
  public void setAgeHours(long ageHours) {
    this.ageHours = ageHours;
  }

  /** Time since this payer last paid this payee, 0 if never. */
  @Fact(
      value = "time since this payer last paid this payee, 0 if never",
      unit = FactUnit.HOURS,
      bound = Bound.UNKNOWN)
  public long getIdleHours() {
    return idleHours;
  }

  /** Sets the idle time, in hours. */
  public void setIdleHours(long idleHours) {
    this.idleHours = idleHours;
  }

  /** Time since the payee account was first seen here at all, 0 if never. */
  @Fact(
      value = "time since the payee account was first seen here at all, 0 if never",
      unit = FactUnit.HOURS,
      bound = Bound.LOWER)
  public long getAccountAgeHours() {
    return accountAgeHours;
  }

  /** Sets the age, in hours. */
  public void setAccountAgeHours(long accountAgeHours) {
    this.accountAgeHours = accountAgeHours;
  }

  /** Country of the payee account, ISO 3166-1 alpha-2. */
  @Fact(value = "country of the payee account, ISO 3166-1 alpha-2", needs = DataItem.PAYEE_COUNTRY)
  public String getCountry() {
    return country;
  }

  /** Sets the country. */
  public void setCountry(String country) {
    this.country = country;
  }

  /** Whether the payee account is held outside the pack's home country. */
  @Fact(
      value = "whether the payee account is held outside the pack's home country",
      needs = DataItem.PAYEE_COUNTRY)
  public boolean isOverseas() {
    return overseas;
  }

  /** Sets whether it is overseas. */
  public void setOverseas(boolean overseas) {
    this.overseas = overseas;
  }
}
