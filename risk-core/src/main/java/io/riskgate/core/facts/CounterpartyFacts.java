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
  private long trustedHours;
  private boolean watched;
  private boolean reported;
  private boolean phoneReported;
  private boolean highRiskRegion;

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

  /** Time since the payer put the payee among the trusted payees, 0 if not there. */
  @Fact(
      value = "time since the payer put the payee among the trusted payees, 0 if not there",
      unit = FactUnit.HOURS)
  public long getTrustedHours() {
    return trustedHours;
  }

  /** Sets it, in hours. */
  public void setTrustedHours(long trustedHours) {
    this.trustedHours = trustedHours;
  }

  /** Whether a WATCH is in force on the payee account. */
  @Fact("whether a WATCH is in force on the payee account")
  public boolean isWatched() {
    return watched;
  }

  /** Sets it. */
  public void setWatched(boolean watched) {
    this.watched = watched;
  }

  /** Whether the payee account is among the reported accounts. */
  @Fact(
      value = "whether the payee account is among the reported accounts",
      needs = DataItem.REPORTED_ACCOUNTS)
  public boolean isReported() {
    return reported;
  }

  /** Sets it. */
  public void setReported(boolean reported) {
    this.reported = reported;
  }

  /** Whether the payee's telephone number is among the reported numbers. */
  @Fact(
      value = "whether the payee's telephone number is among the reported numbers",
      needs = {DataItem.PAYEE_PHONE, DataItem.REPORTED_NUMBERS})
  public boolean isPhoneReported() {
    return phoneReported;
  }

  /** Sets it. */
  public void setPhoneReported(boolean phoneReported) {
    this.phoneReported = phoneReported;
  }

  /** Whether the payee account lies in a region of high risk. */
  @Fact(
      value = "whether the payee account lies in a region of high risk",
      needs = {DataItem.PAYEE_COUNTRY, DataItem.HIGH_RISK_REGIONS})
  public boolean isHighRiskRegion() {
    return highRiskRegion;
  }

  /** Sets it. */
  public void setHighRiskRegion(boolean highRiskRegion) {
    this.highRiskRegion = highRiskRegion;
  }
}
