package io.riskgate.core.facts;

import io.riskgate.core.DataItem;

/** What is known of the device that asks for the transfer. */
public final class DeviceFacts {
  private boolean present;
  private boolean usedBefore;
  private long ageHours;
  private boolean reported;

  DeviceFacts() {}

  /** Whether a device was named. */
  @Fact("whether a device was named")
  public boolean isPresent() {
    return present;
  }

  /** Sets whether a device was named. */
  public void setPresent(boolean present) {
    this.present = present;
  }

  /** Whether this payer has used the device before, in a settled or observed movement. */
  @Fact(
      value = "whether this payer has used the device before, in a settled or observed movement",
      needs = DataItem.DEVICE,
      bound = Bound.LOWER)
  public boolean isUsedBefore() {
    return usedBefore;
  }

  /** Sets whether it was used before. */
  public void setUsedBefore(boolean usedBefore) {
    this.usedBefore = usedBefore;
  }

  /** Time since this payer first used the device, 0 if never. */
  @Fact(
      value = "time since this payer first used the device, 0 if never",
      unit = FactUnit.HOURS,
      needs = DataItem.DEVICE,
      bound = Bound.LOWER)
  public long getAgeHours() {
    return ageHours;
  }

  /** Sets the age, in hours. */
  public void setAgeHours(long ageHours) {
    this.ageHours = ageHours;
  }

  /** Whether the device is among the reported devices. */
  @Fact(
      value = "whether the device is among the reported devices",
      needs = {DataItem.DEVICE, DataItem.REPORTED_DEVICES})
  public boolean isReported() {
    return reported;
  }

  /** Sets it. */
  public void setReported(boolean reported) {
    this.reported = reported;
  }
}
