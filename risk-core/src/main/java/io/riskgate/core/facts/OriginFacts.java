package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** Where the transfer is asked from. */
public final class OriginFacts {
  private String country = "";
  private long distanceKm;
  private long speedKmh;

  OriginFacts() {}

  /** Country the payer asks from, ISO 3166-1 alpha-2. */
  @Fact(value = "country the payer asks from, ISO 3166-1 alpha-2", needs = DataItem.ORIGIN_COUNTRY)
  public String getCountry() {
    return country;
  }

  /** Sets the country. */
  public void setCountry(String country) {
    this.country = country;
  }

  /** Great-circle distance from the payer's last place, 0 if there is none. */
  @Fact(
      value = "great-circle distance from the payer's last place, 0 if there is none",
      unit = FactUnit.KM,
      needs = DataItem.LOCATION,
      bound = Bound.LOWER)
  public long getDistanceKm() {
    return distanceKm;
  }

  /** Sets the distance, in km. */
  public void setDistanceKm(long distanceKm) {
    this.distanceKm = distanceKm;
  }

  /** Speed at which the payer must have travelled from the last place, 0 if there is none. */
  @Fact(
      value =
          "speed at which the payer must have travelled from the last place, 0 if there is none",
      unit = FactUnit.KM_PER_HOUR,
      needs = DataItem.LOCATION,
      bound = Bound.LOWER)
  public long getSpeedKmh() {
    return speedKmh;
  }

  /** Sets the speed, in km/h. */
  public void setSpeedKmh(long speedKmh) {
    this.speedKmh = speedKmh;
  }
}
