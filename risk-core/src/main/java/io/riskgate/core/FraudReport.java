package io.riskgate.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says that a payment was fraud. Reports are history that a pack's aggregates can count;
 * by itself a report neither stops nor lets go of anything. Immutable.
 *
 * <p>Where the transfer is named by its reference and is still remembered, what the report leaves
 * out is taken from it.
 */
public final class FraudReport {
  private final String tenant;
  private final String id;
  private final @Nullable Instant knownAt;
  private final String payee;
  private final @Nullable Reference reference;
  private final @Nullable String payer;
  private final @Nullable String customer;
  private final @Nullable String merchant;
  private final @Nullable String device;
  private final @Nullable String ip;
  private final @Nullable Long value;
  private final @Nullable String scam;

  private FraudReport(Builder b) {
    tenant = b.tenant;
    id = b.id;
    knownAt = b.knownAt;
    payee = b.payee;
    reference = b.reference;
    payer = b.payer;
    customer = b.customer;
    merchant = b.merchant;
    device = b.device;
    ip = b.ip;
    value = b.value;
    scam = b.scam;
  }

  /** Starts a report; tenant {@value Transfer#DEFAULT_TENANT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** The tenant. */
  public String tenant() {
    return tenant;
  }

  /** The reporter's id of the report, such as a case number; unique within the tenant. */
  public String id() {
    return id;
  }

  /** When the fraud became known here, or null when it was left out. */
  public @Nullable Instant knownAt() {
    return knownAt;
  }

  /** The account that was paid and is reported. */
  public String payee() {
    return payee;
  }

  /** The transfer that was fraud, or null. */
  public @Nullable Reference reference() {
    return reference;
  }

  /** The account of the victim, or null. */
  public @Nullable String payer() {
    return payer;
  }

  /** The customer behind the payer account, or null. */
  public @Nullable String customer() {
    return customer;
  }

  /** The merchant, or null. */
  public @Nullable String merchant() {
    return merchant;
  }

  /** The device that the payment was asked for on, or null. */
  public @Nullable String device() {
    return device;
  }

  /** The IP address that the payment was asked for from, or null. */
  public @Nullable String ip() {
    return ip;
  }

  /** What was lost, in minor units of the pack's base currency, or null. */
  public @Nullable Long value() {
    return value;
  }

  /** The kind of scam, as a pack names it, or null. */
  public @Nullable String scam() {
    return scam;
  }

  /** Names the report without personal data. */
  @Override
  public String toString() {
    return "Fraud report " + id + " of " + Masking.mask(payee);
  }

  /** Builds a {@link FraudReport}. Nothing is checked before it is reported. */
  public static final class Builder {
    private String tenant = Transfer.DEFAULT_TENANT;
    private String id = "";
    private @Nullable Instant knownAt;
    private String payee = "";
    private @Nullable Reference reference;
    private @Nullable String payer;
    private @Nullable String customer;
    private @Nullable String merchant;
    private @Nullable String device;
    private @Nullable String ip;
    private @Nullable Long value;
    private @Nullable String scam;

    private Builder() {}

    /** Sets the tenant, 1 to 64 characters. */
    public Builder tenant(String value) {
      tenant = orEmpty(value);
      return this;
    }

    /** Sets the report's id, 1 to 128 characters. */
    public Builder id(String value) {
      id = orEmpty(value);
      return this;
    }

    /** Sets when the fraud became known here: from then on rules may count it. */
    public Builder knownAt(Instant value) {
      knownAt = value;
      return this;
    }

    /** Sets the reported account, 1 to 128 characters. */
    public Builder payee(String value) {
      payee = orEmpty(value);
      return this;
    }

    /** Sets the transfer that was fraud; of the same tenant. */
    public Builder reference(@Nullable Reference value) {
      reference = value;
      return this;
    }

    /** Sets the account of the victim, 1 to 128 characters. */
    public Builder payer(@Nullable String value) {
      payer = value;
      return this;
    }

    /** Sets the customer behind the payer account, 1 to 128 characters. */
    public Builder customer(@Nullable String value) {
      customer = value;
      return this;
    }

    /** Sets the merchant, 1 to 128 characters. */
    public Builder merchant(@Nullable String value) {
      merchant = value;
      return this;
    }

    /** Sets the device, 1 to 256 characters. */
    public Builder device(@Nullable String value) {
      device = value;
      return this;
    }

    /** Sets the IP address, version 4 or 6, in text form. */
    public Builder ip(@Nullable String value) {
      ip = value;
      return this;
    }

    /** Sets what was lost, in minor units of the pack's base currency; greater than zero. */
    public Builder value(@Nullable Long minor) {
      value = minor;
      return this;
    }

    /** Sets the kind of scam, such as {@code TASK_REBATE}, 1 to 64 characters. */
    public Builder scam(@Nullable String value) {
      scam = value;
      return this;
    }

    /** Callers without a null checker send null for what is missing; reporting it tells them. */
    private static String orEmpty(@Nullable String value) {
      return value == null ? "" : value;
    }

    /** Builds the report. */
    public FraudReport build() {
      return new FraudReport(this);
    }
  }
}
