package io.riskgate.stores.tck;

import io.riskgate.core.Transfer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the names of one forgotten account out of what others are shown. */
final class Anonymous {
  private final String account;
  private final int forgetting;
  private final Map<String, String> pseudonyms = new HashMap<>();

  /**
   * Prepares pseudonyms.
   *
   * @param forgetting a number that no other forgetting has
   */
  Anonymous(String account, int forgetting) {
    this.account = account;
    this.forgetting = forgetting;
  }

  private @Nullable String pseudonym(@Nullable String name) {
    return name == null ? null : pseudonymOf(name);
  }

  private String pseudonymOf(String name) {
    return pseudonyms.computeIfAbsent(name, n -> "someone-" + forgetting + "-" + pseudonyms.size());
  }

  Transfer of(Transfer t) {
    boolean isPayer = t.payer().equals(account);
    Transfer.Builder copy =
        copy(
                t,
                isPayer ? pseudonymOf(account) : t.payer(),
                t.payee().equals(account) ? pseudonymOf(account) : t.payee())
            .merchant(t.merchant())
            .originCountry(t.originCountry())
            .payeeCountry(t.payeeCountry())
            .customer(isPayer ? pseudonym(t.customer()) : t.customer())
            .device(isPayer ? pseudonym(t.device()) : t.device())
            .ip(isPayer ? pseudonym(t.ip()) : t.ip());
    if (t.hasLocation()) {
      copy.location(
          isPayer ? coarse(t.latitude()) : t.latitude(),
          isPayer ? coarse(t.longitude()) : t.longitude());
    }
    return copy.build();
  }

  /** The middle of the cell, a tenth of a degree, in which places are counted. */
  private static double coarse(double degrees) {
    return (Math.floor(degrees * 10) + 0.5) / 10;
  }

  /** What a retry is compared with, and nothing else of the person. */
  static Transfer bare(Transfer t) {
    return copy(t, t.payer(), t.payee()).build();
  }

  private static Transfer.Builder copy(Transfer t, String payer, String payee) {
    Transfer.Builder copy =
        Transfer.builder()
            .tenant(t.tenant())
            .id(t.id())
            .time(Objects.requireNonNull(t.time(), "time"))
            .payer(payer)
            .payee(payee)
            .kind(t.kind())
            .channel(t.channel())
            .value(t.value());
    String currency = t.currency();
    String asset = t.asset();
    if (currency != null) {
      copy.amount(t.amountMinor(), currency);
    } else if (asset != null) {
      copy.asset(t.amountMinor(), asset, t.assetScale(), t.assetClass());
    }
    return copy;
  }
}
