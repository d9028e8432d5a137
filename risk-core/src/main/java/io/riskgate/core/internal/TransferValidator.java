package io.riskgate.core.internal;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Masking;
import io.riskgate.core.Problem;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a transfer. */
final class TransferValidator {
  static final int ID_CHARS_MAX = 128;
  static final int TENANT_CHARS_MAX = 64;
  static final int DEVICE_CHARS_MAX = 256;
  private static final Instant FIRST_TIME = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T00:00:00Z");
  private static final int ASSET_CHARS_MAX = 32;
  private static final int PHONE_CHARS_MAX = 32;
  private static final int PURPOSE_CHARS_MAX = 512;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final LimitOwner limitOwner;
  private final String baseCurrency;

  TransferValidator(Policy policy) {
    this.limitOwner = policy.limitOwner();
    this.baseCurrency = policy.baseCurrency();
  }

  /**
   * Checks all but how the event time lies to the clock.
   *
   * @throws InvalidTransferException listing every problem, {@code timeProblem} included
   */
  void check(Transfer t, @Nullable Problem timeProblem) {
    List<Problem> problems = problems(t);
    if (problems != null) {
      if (timeProblem != null) {
        problems.add(timeProblem);
      }
      throw new InvalidTransferException(problems);
    }
  }

  private @Nullable List<Problem> problems(Transfer t) {
    List<Problem> found = t.buildProblems().isEmpty() ? null : new ArrayList<>(t.buildProblems());
    found = name(found, "tenant", t.tenant(), TENANT_CHARS_MAX, false);
    found = name(found, "id", t.id(), ID_CHARS_MAX, false);
    if (t.time() == null && !isReported(t, "time")) {
      found = add(found, "time", "", "missing: give the event time");
    } else if (t.time() != null && isOutOfRange(t.time())) {
      found = add(found, "time", t.time().toString(), "no time of this world");
    }
    found = name(found, "payer", t.payer(), ID_CHARS_MAX, true);
    found = name(found, "payee", t.payee(), ID_CHARS_MAX, true);
    String customer = t.customer();
    if (customer != null) {
      found = name(found, "customer", customer, ID_CHARS_MAX, true);
    } else if (limitOwner == LimitOwner.CUSTOMER) {
      found = add(found, "customer", "", "missing: the pack keeps limits per customer");
    }
    found = given(found, "kind", t.kind());
    found = given(found, "channel", t.channel());
    found = amount(found, t);
    found = optional(found, "merchant", t.merchant(), ID_CHARS_MAX);
    found = optional(found, "device", t.device(), DEVICE_CHARS_MAX);
    found = optional(found, "payeePhone", t.payeePhone(), PHONE_CHARS_MAX);
    found = ip(found, t.ip());
    if (t.hasLocation() && !(Math.abs(t.latitude()) <= 90 && Math.abs(t.longitude()) <= 180)) {
      found =
          add(
              found,
              "location",
              t.latitude() + "," + t.longitude(),
              "latitude lies between -90 and 90 degrees, longitude between -180 and 180");
    }
    found = country(found, "originCountry", t.originCountry());
    found = country(found, "payeeCountry", t.payeeCountry());
    Long balance = t.payerBalance();
    if (balance != null
        && (balance > 10 * Transfer.AMOUNT_MINOR_MAX
            || balance < -10 * Transfer.AMOUNT_MINOR_MAX)) {
      found = add(found, "payerBalance", balance.toString(), "no balance is that large");
    }
    String purpose = t.purpose();
    if (purpose != null && purpose.length() > PURPOSE_CHARS_MAX) {
      found =
          add(
              found,
              "purpose",
              purpose.length() + " characters",
              "too long: at most " + PURPOSE_CHARS_MAX + " characters");
    }
    return found;
  }

  private @Nullable List<Problem> amount(@Nullable List<Problem> found, Transfer t) {
    boolean reported = isReported(t, "amount");
    String currency = t.currency();
    String asset = t.asset();
    if (currency != null) {
      if (Amounts.fractionDigits(currency) < 0) {
        found = add(found, "currency", currency, "unknown: give an ISO 4217 code such as CNY");
        reported = true;
      }
    } else if (asset != null) {
      found = name(found, "asset", asset, ASSET_CHARS_MAX, false);
      if (t.assetScale() < 0 || t.assetScale() > Transfer.ASSET_SCALE_MAX) {
        found =
            add(
                found,
                "assetScale",
                Integer.toString(t.assetScale()),
                "an asset has 0 to " + Transfer.ASSET_SCALE_MAX + " decimals");
        reported = true;
      }
      found = given(found, "assetClass", t.assetClass());
      if (t.assetClass() == AssetClass.FIAT) {
        found = add(found, "assetClass", "FIAT", "an asset is a virtual or game currency");
      }
      if (t.kind() == TransferKind.FOREIGN_EXCHANGE) {
        found =
            add(found, "kind", t.kind().name(), "is about money: an asset is given in EXCHANGE");
      }
    } else {
      found = add(found, "currency", "", "missing: give a currency or an asset");
      reported = true;
    }
    if (!reported) {
      found = minor(found, "amount", t.amountMinor());
    }
    Long value = t.value();
    if (value == null) {
      return found;
    }
    if (baseCurrency.equals(currency) && value != t.amountMinor()) {
      return add(
          found,
          "value",
          value.toString(),
          "differs from the amount, which is in the base currency: leave the value out");
    }
    return minor(found, "value", value);
  }

  private static boolean isReported(Transfer t, String field) {
    for (Problem problem : t.buildProblems()) {
      if (problem.field().equals(field)) {
        return true;
      }
    }
    return false;
  }

  static @Nullable List<Problem> minor(@Nullable List<Problem> found, String field, long minor) {
    if (minor <= 0) {
      return add(found, field, Long.toString(minor), "must be greater than zero");
    }
    if (minor > Transfer.AMOUNT_MINOR_MAX) {
      return add(
          found,
          field,
          Long.toString(minor),
          "too large: at most " + Transfer.AMOUNT_MINOR_MAX + " minor units");
    }
    return found;
  }

  /** Callers without a null checker may send null. */
  private static @Nullable List<Problem> given(
      @Nullable List<Problem> found, String field, @Nullable Object value) {
    return value == null ? add(found, field, "", "missing") : found;
  }

  static @Nullable List<Problem> optional(
      @Nullable List<Problem> found, String field, @Nullable String value, int charsMax) {
    return value == null ? found : name(found, field, value, charsMax, true);
  }

  static @Nullable List<Problem> name(
      @Nullable List<Problem> found, String field, String value, int charsMax, boolean personal) {
    if (value.isBlank()) {
      return add(found, field, "", "missing or blank");
    }
    if (value.length() > charsMax) {
      return add(
          found,
          field,
          value.length() + " characters",
          "too long: at most " + charsMax + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return add(found, field, personal ? shown(value) : "", "has a control character at " + i);
      }
    }
    return found;
  }

  static @Nullable List<Problem> ip(@Nullable List<Problem> found, @Nullable String ip) {
    return ip == null || IpAddresses.isValid(ip)
        ? found
        : add(found, "ip", shown(ip), "not an IP address of version 4 or 6");
  }

  private static @Nullable List<Problem> country(
      @Nullable List<Problem> found, String field, @Nullable String value) {
    return value == null || COUNTRIES.contains(value)
        ? found
        : add(found, field, value, "unknown: give an ISO 3166-1 code of two letters such as CN");
  }

  /** Far from the ends of the range of milliseconds, so that no window arithmetic overflows. */
  static boolean isOutOfRange(@Nullable Instant time) {
    return time != null && (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME));
  }

  private static String shown(String personal) {
    return Masking.mask(personal);
  }

  static List<Problem> add(@Nullable List<Problem> found, String field, String value, String why) {
    List<Problem> problems = found == null ? new ArrayList<>() : found;
    problems.add(new Problem(field, value, why));
    return problems;
  }
}
