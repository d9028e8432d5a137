package io.riskgate.core;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An authority's emergency notice to stop payments from and to an account. Known by tenant, account
 * and number. Immutable; checked when it is told.
 */
public final class StopPaymentNotice {
  private final String number;
  private final String tenant;
  private final String account;
  private final String authority;
  private final @Nullable Instant receivedAt;
  private final String reason;
  private final @Nullable String victim;

  private StopPaymentNotice(Builder b) {
    number = b.number;
    tenant = b.tenant;
    account = b.account;
    authority = b.authority;
    receivedAt = b.receivedAt;
    reason = b.reason;
    victim = b.victim;
  }

  /** Starts a notice; tenant {@value Transfer#DEFAULT_TENANT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** The authority's number of the notice; the id of the control that it puts on the account. */
  public String number() {
    return number;
  }

  /** The tenant. */
  public String tenant() {
    return tenant;
  }

  /** The account that it stops. */
  public String account() {
    return account;
  }

  /** The authority that asks for it. */
  public String authority() {
    return authority;
  }

  /** When the bank received it, from which its times count, or null when it was left out. */
  public @Nullable Instant receivedAt() {
    return receivedAt;
  }

  /** Why, such as the case. */
  public String reason() {
    return reason;
  }

  /** How the bank knows the victim, or null. */
  public @Nullable String victim() {
    return victim;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StopPaymentNotice n
        && number.equals(n.number)
        && tenant.equals(n.tenant)
        && account.equals(n.account)
        && authority.equals(n.authority)
        && Objects.equals(receivedAt, n.receivedAt)
        && reason.equals(n.reason)
        && Objects.equals(victim, n.victim);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, tenant, account);
  }

  /** Names the notice without personal data. */
  @Override
  public String toString() {
    return "Stop-payment notice " + number + " on " + Masking.mask(account);
  }

  /** Builds a {@link StopPaymentNotice}. Nothing is checked before it is told. */
  public static final class Builder {
    private String number = "";
    private String tenant = Transfer.DEFAULT_TENANT;
    private String account = "";
    private String authority = "";
    private @Nullable Instant receivedAt;
    private String reason = "";
    private @Nullable String victim;

    private Builder() {}

    /** Sets the authority's number of the notice, 1 to 128 characters. */
    public Builder number(String value) {
      number = orEmpty(value);
      return this;
    }

    /** Sets the tenant, 1 to 64 characters. */
    public Builder tenant(String value) {
      tenant = orEmpty(value);
      return this;
    }

    /** Sets the account that it stops, 1 to 128 characters. */
    public Builder account(String value) {
      account = orEmpty(value);
      return this;
    }

    /** Sets the authority that asks for it, 1 to 128 characters. */
    public Builder authority(String value) {
      authority = orEmpty(value);
      return this;
    }

    /** Sets when the bank received it. */
    public Builder receivedAt(Instant value) {
      receivedAt = value;
      return this;
    }

    /** Sets why, such as the case, 1 to 512 characters. */
    public Builder reason(String value) {
      reason = orEmpty(value);
      return this;
    }

    /** Sets how the bank knows the victim, 1 to 128 characters. */
    public Builder victim(@Nullable String value) {
      victim = value;
      return this;
    }

    /** Callers without a null checker send null for what is missing; telling the notice says so. */
    private static String orEmpty(@Nullable String value) {
      return value == null ? "" : value;
    }

    /** Builds the notice. */
    public StopPaymentNotice build() {
      return new StopPaymentNotice(this);
    }
  }
}
