package io.riskgate.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money or virtual currency asked for by a payer. Immutable. It is checked when it
 * is scored, so that every problem is reported at once.
 */
public final class Transfer {
  /** The tenant where none is named. */
  public static final String DEFAULT_TENANT = "default";

  /** The largest amount or value accepted, in minor units. */
  public static final long AMOUNT_MINOR_MAX = 1_000_000_000_000_000L;

  /** The largest scale of an asset. */
  public static final int ASSET_SCALE_MAX = 8;

  private final String tenant;
  private final String id;
  private final @Nullable Instant time;
  private final String payer;
  private final String payee;
  private final @Nullable String customer;
  private final @Nullable String merchant;
  private final long amountMinor;
  private final @Nullable String currency;
  private final @Nullable String asset;
  private final int assetScale;
  private final AssetClass assetClass;
  private final @Nullable Long value;
  private final TransferKind kind;
  private final Channel channel;
  private final @Nullable String device;
  private final @Nullable String ip;
  private final double latitude;
  private final double longitude;
  private final @Nullable String originCountry;
  private final @Nullable String payeeCountry;
  private final @Nullable Long payerBalance;
  private final int payerAge;
  private final @Nullable String purpose;
  private final @Nullable Set<CustomerSegment> payerSegments;
  private final @Nullable Boolean payerRealNameVerified;
  private final @Nullable String payeePhone;
  private final @Nullable Boolean orderAddressMatches;
  private final Set<DataItem> declaredAbsent;
  private final List<Problem> buildProblems;

  private Transfer(Builder b) {
    tenant = b.tenant;
    id = b.id;
    time = b.time;
    payer = b.payer;
    payee = b.payee;
    customer = b.customer;
    merchant = b.merchant;
    amountMinor = b.amountMinor;
    currency = b.currency;
    asset = b.asset;
    assetScale = b.assetScale;
    assetClass = b.assetClass;
    value = b.value;
    kind = b.kind;
    channel = b.channel;
    device = b.device;
    ip = b.ip;
    latitude = b.latitude;
    longitude = b.longitude;
    originCountry = b.originCountry;
    payeeCountry = b.payeeCountry;
    payerBalance = b.payerBalance;
    payerAge = b.payerAge;
    purpose = b.purpose;
    payerSegments = b.payerSegments;
    payerRealNameVerified = b.payerRealNameVerified;
    payeePhone = b.payeePhone;
    orderAddressMatches = b.orderAddressMatches;
    declaredAbsent = b.declaredAbsent;
    buildProblems = b.problems == null ? List.of() : List.copyOf(b.problems);
  }

  /** Starts a transfer of kind TRANSFER over channel OTHER. */
  public static Builder builder() {
    return new Builder();
  }

  /** The tenant. */
  public String tenant() {
    return tenant;
  }

  /** The caller's id, unique within the owner of the limits; empty if missing. */
  public String id() {
    return id;
  }

  /** The event time, or null if missing. */
  public @Nullable Instant time() {
    return time;
  }

  /** The payer account; empty if missing. */
  public String payer() {
    return payer;
  }

  /** The counterparty (payee) account; empty if missing. */
  public String payee() {
    return payee;
  }

  /** The customer behind the payer account, or null. */
  public @Nullable String customer() {
    return customer;
  }

  /** The merchant that is paid, or null. */
  public @Nullable String merchant() {
    return merchant;
  }

  /** The amount in minor units of the currency, or of the asset at its scale. */
  public long amountMinor() {
    return amountMinor;
  }

  /** The ISO 4217 code of the currency, or null for an asset. */
  public @Nullable String currency() {
    return currency;
  }

  /** The asset's code, or null for a currency. */
  public @Nullable String asset() {
    return asset;
  }

  /** The number of decimals of the asset, 0 to {@value #ASSET_SCALE_MAX}; 0 for a currency. */
  public int assetScale() {
    return assetScale;
  }

  /** The class of the asset; FIAT for a currency. */
  public AssetClass assetClass() {
    return assetClass;
  }

  /**
   * The amount in minor units of the pack's base currency as the caller says, or null where the
   * engine shall work it out.
   */
  public @Nullable Long value() {
    return value;
  }

  /** The kind. */
  public TransferKind kind() {
    return kind;
  }

  /** The channel. */
  public Channel channel() {
    return channel;
  }

  /** The device's identifier, or null. */
  public @Nullable String device() {
    return device;
  }

  /** The IP address, or null. */
  public @Nullable String ip() {
    return ip;
  }

  /** Whether a place was given. */
  public boolean hasLocation() {
    return !Double.isNaN(latitude) || !Double.isNaN(longitude);
  }

  /** The latitude in degrees, -90 to 90; NaN where no place was given. */
  public double latitude() {
    return latitude;
  }

  /** The longitude in degrees, -180 to 180; NaN where no place was given. */
  public double longitude() {
    return longitude;
  }

  /** The country the payer asks from, ISO 3166-1 alpha-2, or null. */
  public @Nullable String originCountry() {
    return originCountry;
  }

  /** The country of the payee's account, ISO 3166-1 alpha-2, or null. */
  public @Nullable String payeeCountry() {
    return payeeCountry;
  }

  /**
   * The payer's available balance before the transfer, in minor units of the pack's base currency,
   * or null.
   */
  public @Nullable Long payerBalance() {
    return payerBalance;
  }

  /** The paying customer's age in years, or -1. */
  public int payerAge() {
    return payerAge;
  }

  /** The purpose as the payer wrote it, or null. */
  public @Nullable String purpose() {
    return purpose;
  }

  /** The segments that the paying customer belongs to, or null if not known. */
  public @Nullable Set<CustomerSegment> payerSegments() {
    return payerSegments;
  }

  /** Whether the payer account's real name has been verified, or null if not known. */
  public @Nullable Boolean payerRealNameVerified() {
    return payerRealNameVerified;
  }

  /** The telephone number that the payee is known by, or null. */
  public @Nullable String payeePhone() {
    return payeePhone;
  }

  /** Whether the order's delivery address is the customer's, or null if not known. */
  public @Nullable Boolean orderAddressMatches() {
    return orderAddressMatches;
  }

  /** The data that the caller says this channel does not have, though the pack may expect it. */
  public Set<DataItem> declaredAbsent() {
    return declaredAbsent;
  }

  /** What the builder could not make sense of; scoring reports it with all else that is wrong. */
  public List<Problem> buildProblems() {
    return buildProblems;
  }

  /**
   * Whether another transfer has the same content: payer, payee, amount, currency or asset, kind
   * and event time (to the millisecond). A retry may differ in everything else.
   */
  public boolean hasSameContentAs(Transfer other) {
    return amountMinor == other.amountMinor
        && assetClass == other.assetClass
        && kind == other.kind
        && payer.equals(other.payer)
        && payee.equals(other.payee)
        && Objects.equals(millis(time), millis(other.time))
        && Objects.equals(currency, other.currency)
        && Objects.equals(asset, other.asset)
        && assetScale == other.assetScale;
  }

  /** Stores and gateways keep milliseconds; a retry must not conflict over what they cut off. */
  private static @Nullable Instant millis(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether another transfer says the same in everything. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Transfer t
        && hasSameContentAs(t)
        && tenant.equals(t.tenant)
        && id.equals(t.id)
        && Objects.equals(time, t.time)
        && channel == t.channel
        && Objects.equals(customer, t.customer)
        && Objects.equals(merchant, t.merchant)
        && Objects.equals(value, t.value)
        && Objects.equals(device, t.device)
        && Objects.equals(ip, t.ip)
        && Double.compare(latitude, t.latitude) == 0
        && Double.compare(longitude, t.longitude) == 0
        && Objects.equals(originCountry, t.originCountry)
        && Objects.equals(payeeCountry, t.payeeCountry)
        && Objects.equals(payerBalance, t.payerBalance)
        && payerAge == t.payerAge
        && Objects.equals(purpose, t.purpose)
        && Objects.equals(payerSegments, t.payerSegments)
        && Objects.equals(payerRealNameVerified, t.payerRealNameVerified)
        && Objects.equals(payeePhone, t.payeePhone)
        && Objects.equals(orderAddressMatches, t.orderAddressMatches)
        && declaredAbsent.equals(t.declaredAbsent)
        && buildProblems.equals(t.buildProblems);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, payer, id);
  }

  /** Names the transfer without personal data. */
  @Override
  public String toString() {
    return "Transfer " + id + " of " + Masking.mask(payer);
  }

  /** Builds a {@link Transfer}. Nothing is checked before the transfer is scored. */
  public static final class Builder {
    private String tenant = DEFAULT_TENANT;
    private String id = "";
    private @Nullable Instant time;
    private String payer = "";
    private String payee = "";
    private @Nullable String customer;
    private @Nullable String merchant;
    private long amountMinor;
    private @Nullable String currency;
    private @Nullable String asset;
    private int assetScale;
    private AssetClass assetClass = AssetClass.FIAT;
    private @Nullable Long value;
    private TransferKind kind = TransferKind.TRANSFER;
    private Channel channel = Channel.OTHER;
    private @Nullable String device;
    private @Nullable String ip;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private @Nullable String originCountry;
    private @Nullable String payeeCountry;
    private @Nullable Long payerBalance;
    private int payerAge = -1;
    private @Nullable String purpose;
    private @Nullable Set<CustomerSegment> payerSegments;
    private @Nullable Boolean payerRealNameVerified;
    private @Nullable String payeePhone;
    private @Nullable Boolean orderAddressMatches;
    private Set<DataItem> declaredAbsent = Set.of();
    private @Nullable List<Problem> problems;

    private Builder() {}

    /** Sets the tenant, 1 to 64 characters; {@value Transfer#DEFAULT_TENANT} by default. */
    public Builder tenant(String value) {
      tenant = orEmpty(value);
      return this;
    }

    /** Sets the id, 1 to 128 characters. */
    public Builder id(String value) {
      id = orEmpty(value);
      return this;
    }

    /** Sets the event time. */
    public Builder time(Instant value) {
      time = value;
      return this;
    }

    /** Sets the payer account, 1 to 128 characters. */
    public Builder payer(String value) {
      payer = orEmpty(value);
      return this;
    }

    /** Sets the payee account, 1 to 128 characters. */
    public Builder payee(String value) {
      payee = orEmpty(value);
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

    /**
     * Sets an amount of money.
     *
     * @param minor minor units, 1 to {@value Transfer#AMOUNT_MINOR_MAX}
     * @param iso4217 the currency's code
     */
    public Builder amount(long minor, String iso4217) {
      amountMinor = minor;
      currency = iso4217;
      asset = null;
      assetScale = 0;
      assetClass = AssetClass.FIAT;
      return this;
    }

    /**
     * Sets an amount of money from decimal text such as {@code 1234.50}. Text that is no such
     * amount is reported when the transfer is scored.
     */
    public Builder amount(String decimal, String iso4217) {
      amount(0, iso4217);
      int digits = iso4217 == null ? -1 : Amounts.fractionDigits(iso4217);
      if (digits >= 0) { // an unknown currency is reported by itself
        parse(decimal, digits, iso4217);
      }
      return this;
    }

    /**
     * Sets an amount of a virtual or game currency.
     *
     * @param minor the amount in units of 10 to the power of -scale
     * @param code the asset's code, 1 to 32 characters
     * @param scale its number of decimals, 0 to {@value Transfer#ASSET_SCALE_MAX}
     * @param assetClass VIRTUAL_CURRENCY or GAME_CURRENCY
     */
    public Builder asset(long minor, String code, int scale, AssetClass assetClass) {
      amountMinor = minor;
      currency = null;
      asset = code;
      assetScale = scale;
      this.assetClass = assetClass;
      return this;
    }

    /** Sets an amount of a virtual or game currency from decimal text. */
    public Builder asset(String decimal, String code, int scale, AssetClass assetClass) {
      asset(0, code, scale, assetClass);
      if (scale >= 0 && scale <= ASSET_SCALE_MAX) {
        parse(decimal, scale, code);
      }
      return this;
    }

    private void parse(String decimal, int digits, String unit) {
      try {
        amountMinor = Amounts.parseMinor(orEmpty(decimal), digits);
      } catch (IllegalArgumentException e) {
        problem("amount", orEmpty(decimal), e.getMessage() + " (" + unit + ")");
      }
    }

    /** Sets the amount's value in minor units of the pack's base currency. */
    public Builder value(@Nullable Long minor) {
      value = minor;
      return this;
    }

    /** Sets the kind. */
    public Builder kind(TransferKind value) {
      kind = value;
      return this;
    }

    /** Sets the channel. */
    public Builder channel(Channel value) {
      channel = value;
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

    /** Sets the place the payer asks from, in degrees. */
    public Builder location(double latitudeDegrees, double longitudeDegrees) {
      if (Double.isFinite(latitudeDegrees) && Double.isFinite(longitudeDegrees)) {
        latitude = latitudeDegrees;
        longitude = longitudeDegrees;
      } else {
        problem(
            "location", latitudeDegrees + "," + longitudeDegrees, "degrees must be finite numbers");
      }
      return this;
    }

    /** Sets the country the payer asks from, ISO 3166-1 alpha-2. */
    public Builder originCountry(@Nullable String value) {
      originCountry = value;
      return this;
    }

    /** Sets the country of the payee's account, ISO 3166-1 alpha-2. */
    public Builder payeeCountry(@Nullable String value) {
      payeeCountry = value;
      return this;
    }

    /** Sets the payer's available balance, in minor units of the pack's base currency. */
    public Builder payerBalance(@Nullable Long minor) {
      payerBalance = minor;
      return this;
    }

    /** Sets the paying customer's age in whole years, 0 to 150. */
    public Builder payerAge(int years) {
      if (years < 0 || years > 150) {
        problem("payerAge", Integer.toString(years), "an age lies between 0 and 150 years");
      } else {
        payerAge = years;
      }
      return this;
    }

    /** Sets the purpose, at most 512 characters. */
    public Builder purpose(@Nullable String value) {
      purpose = value;
      return this;
    }

    /** Sets the segments that the paying customer belongs to; empty for none, null if not known. */
    public Builder payerSegments(@Nullable Set<CustomerSegment> value) {
      payerSegments = value == null ? null : Set.copyOf(value);
      return this;
    }

    /** Sets whether the payer account's real name has been verified; null if not known. */
    public Builder payerRealNameVerified(@Nullable Boolean value) {
      payerRealNameVerified = value;
      return this;
    }

    /** Sets the telephone number that the payee is known by, 1 to 32 characters. */
    public Builder payeePhone(@Nullable String value) {
      payeePhone = value;
      return this;
    }

    /** Sets whether the order's delivery address is the customer's; null if not known. */
    public Builder orderAddressMatches(@Nullable Boolean value) {
      orderAddressMatches = value;
      return this;
    }

    /** Says which data this channel does not have, though the pack may expect it. */
    public Builder declaredAbsent(Set<DataItem> items) {
      declaredAbsent =
          items == null || items.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(items));
      return this;
    }

    /** Adds something that the caller could not make sense of, to be reported with all else. */
    public Builder problem(String field, String value, String why) {
      if (problems == null) {
        problems = new ArrayList<>();
      }
      problems.add(new Problem(field, value, why));
      return this;
    }

    /** Callers without a null checker send null for what is missing; scoring reports it. */
    private static String orEmpty(@Nullable String value) {
      return value == null ? "" : value;
    }

    /** Builds the transfer. */
    public Transfer build() {
      return new Transfer(this);
    }
  }
}
