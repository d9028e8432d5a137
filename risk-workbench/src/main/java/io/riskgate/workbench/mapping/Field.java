package io.riskgate.workbench.mapping;

import io.riskgate.core.DataItem;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a column can tell about a transfer. In lower case it is the name of the canonical column.
 */
public enum Field {
  /** The caller's id of the transfer. */
  TRANSFER_ID("id"),
  /** The event time. */
  TIME("time"),
  /** The account that pays. */
  PAYER("payer"),
  /** The account that is paid. */
  PAYEE("payee"),
  /** The amount, in whole units with decimals. */
  AMOUNT("amount"),
  /** The ISO 4217 code of the amount's currency. */
  CURRENCY("currency"),
  /** The code of the virtual or game currency. */
  ASSET("asset"),
  /** The number of decimals of the asset. */
  ASSET_SCALE("assetScale"),
  /** The class of the asset. */
  ASSET_CLASS("assetClass"),
  /** What the transfer is. */
  KIND("kind"),
  /** Where the payer asked for it. */
  CHANNEL("channel"),
  /** The device's identifier. */
  DEVICE_ID("device", DataItem.DEVICE),
  /** The IP address. */
  IP("ip", DataItem.IP),
  /** The latitude of the payer. */
  LATITUDE("location", DataItem.LOCATION),
  /** The longitude of the payer. */
  LONGITUDE("location", DataItem.LOCATION),
  /** The payer's balance before the transfer, in whole units of the base currency. */
  PAYER_BALANCE("payerBalance", DataItem.PAYER_BALANCE),
  /** The paying customer's age. */
  PAYER_AGE("payerAge", DataItem.PAYER_AGE),
  /** The customer behind the payer account. */
  CUSTOMER("customer", DataItem.CUSTOMER),
  /** The merchant that is paid. */
  MERCHANT("merchant", DataItem.MERCHANT),
  /** The country the payer asks from. */
  ORIGIN_COUNTRY("originCountry", DataItem.ORIGIN_COUNTRY),
  /** The country of the payee's account. */
  PAYEE_COUNTRY("payeeCountry", DataItem.PAYEE_COUNTRY),
  /** The purpose text. */
  PURPOSE("purpose", DataItem.PURPOSE),
  /** The segments that the paying customer belongs to. */
  PAYER_SEGMENTS("payerSegments", DataItem.SEGMENTS),
  /** Whether the payer account's real name has been verified. */
  PAYER_REAL_NAME_VERIFIED("payerRealNameVerified", DataItem.REAL_NAME),
  /** The telephone number that the payee is known by. */
  PAYEE_PHONE("payeePhone", DataItem.PAYEE_PHONE),
  /** Whether the order's delivery address is the customer's. */
  ORDER_ADDRESS_MATCHES("orderAddressMatches", DataItem.ORDER_ADDRESS),
  /** The tenant. */
  TENANT("tenant"),
  /** The amount's value in whole units of the base currency. */
  VALUE("value");

  private final String apiName;
  private final @Nullable DataItem item;

  Field(String apiName) {
    this(apiName, null);
  }

  Field(String apiName, @Nullable DataItem item) {
    this.apiName = apiName;
    this.item = item;
  }

  /** The name of the canonical column, and of the field in a mapping file. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the library's problems call the field. */
  public String apiName() {
    return apiName;
  }

  /** The data item that the field is, or null where every transfer has the field. */
  public @Nullable DataItem item() {
    return item;
  }

  /** Whether the field names a person's account, device or address, and is masked in messages. */
  public boolean isPersonal() {
    return switch (this) {
      case PAYER, PAYEE, CUSTOMER, DEVICE_ID, IP, PURPOSE, PAYEE_PHONE -> true;
      default -> false;
    };
  }

  /**
   * Whether the field is about the payer or the payer's side, so that it is nobody's once they
   * swap.
   */
  public boolean isOfOneSide() {
    return item != null
        && this != PURPOSE
        && this != MERCHANT
        && this != ORDER_ADDRESS_MATCHES; // the order is neither side's
  }

  /** Whether the field is an amount of money or of an asset, which a mapping may scale. */
  public boolean isAmount() {
    return this == AMOUNT || this == PAYER_BALANCE || this == VALUE;
  }

  /** The field that is called so, in a canonical column or by the library. */
  public static Optional<Field> named(String name) {
    for (Field field : values()) {
      if (field.column().equals(name) || field.apiName.equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
