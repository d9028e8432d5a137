package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** Where the transfer is asked from. */
public final class OriginFacts {
  private String country = "";
  private long distanceKm;
  private long speedKmh;
  private boolean overseas;
  private boolean highRiskRegion;
  private boolean tor;
  private boolean vpn;
  private boolean hosting;
  private long asn;

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

  /** Whether the payer asks from outside the pack's home country. */
  @Fact(
      value = "whether the payer asks from outside the pack's home country",
      needs = DataItem.ORIGIN_COUNTRY)
  public boolean isOverseas() {
    return overseas;
  }

  /** Sets it. */
  public void setOverseas(boolean overseas) {
    this.overseas = overseas;
  }

  /** Whether the payer asks from a region of high risk. */
  @Fact(
      value = "whether the payer asks from a region of high risk",
      needs = {DataItem.ORIGIN_COUNTRY, DataItem.HIGH_RISK_REGIONS})
  public boolean isHighRiskRegion() {
    return highRiskRegion;
  }

  /** Sets it. */
  public void setHighRiskRegion(boolean highRiskRegion) {
    this.highRiskRegion = highRiskRegion;
  }

  /** Whether the address is an exit of the Tor network. */
  @Fact(
      value = "whether the address is an exit of the Tor network",
      needs = {DataItem.IP, DataItem.TOR_EXITS})
  public boolean isTor() {
    return tor;
  }

  /** Sets it. */
  public void setTor(boolean tor) {
    this.tor = tor;
  }

  /** Whether the address is that of a virtual private network or another anonymiser. */
  @Fact(
      value = "whether the address is that of a virtual private network or another anonymiser",
      needs = {DataItem.IP, DataItem.VPN_ADDRESSES})
  public boolean isVpn() {
    return vpn;
  }

  /** Sets it. */
  public void setVpn(boolean vpn) {
    this.vpn = vpn;
  }

  /** Whether the address is that of a data centre. */
  @Fact(
      value = "whether the address is that of a data centre",
      needs = {DataItem.IP, DataItem.HOSTING_ADDRESSES})
  public boolean isHosting() {
    return hosting;
  }

  /** Sets it. */
  public void setHosting(boolean hosting) {
    this.hosting = hosting;
  }

  /** Number of the autonomous system that the address belongs to. */
  @Fact(
      value = "number of the autonomous system that the address belongs to",
      needs = {DataItem.IP, DataItem.IP_NETWORKS})
  public long getAsn() {
    return asn;
  }

  /** Sets it. */
  public void setAsn(long asn) {
    this.asn = asn;
  }
}
