package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import io.riskgate.core.spi.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the names of one account out of remembered transfers.
 *
 * <p>Each name is replaced by a pseudonym, always the same, so that sums and counts at the other
 * party stay what they were. Where the account was the payer, everything else that points at the
 * person goes as well, and the place is made coarse. What the person shared with others, such as a
 * device, is from then on another than theirs.
 */
final class Forgetting {
  private static final int OF_HASH = 1;
  private static final int OF_NAME = 2;

  private final String account;
  private final SipHash hash;
  private final Map<String, String> pseudonyms = new HashMap<>();

  /**
   * Forgets an account.
   *
   * @param key a secret from which the pseudonyms come: with the same they are the same
   */
  Forgetting(String account, SipHash key) {
    this.account = account;
    hash = key;
  }

  private @Nullable String pseudonym(@Nullable String name) {
    return name == null ? null : pseudonyms.computeIfAbsent(name, this::pseudonymOf);
  }

  /** What becomes of the hash of a name, always the same. */
  long other(long hash) {
    return this.hash.hash(OF_HASH, Long.toString(hash));
  }

  String pseudonymOfAccount() {
    return pseudonyms.computeIfAbsent(account, this::pseudonymOf);
  }

  private String pseudonymOf(String name) {
    return "forgotten-" + new UUID(hash.hash(OF_NAME, name), hash.hash(OF_NAME + 1, name));
  }

  /** A copy with what a retry is compared with, and nothing else. */
  static Transfer bare(Transfer t) {
    return copy(t, t.payer(), t.payee()).build();
  }

  /** A copy without the names. */
  Transfer anonymous(Transfer t) {
    boolean isPayer = t.payer().equals(account);
    Transfer.Builder copy =
        copy(
                t,
                isPayer ? pseudonymOfAccount() : t.payer(),
                t.payee().equals(account) ? pseudonymOfAccount() : t.payee())
            .merchant(t.merchant())
            .payeeCountry(t.payeeCountry())
            .originCountry(t.originCountry())
            .customer(isPayer ? pseudonym(t.customer()) : t.customer())
            .device(isPayer ? pseudonym(t.device()) : t.device())
            .ip(isPayer ? pseudonym(t.ip()) : t.ip());
    if (t.hasLocation()) {
      copy.location(
          isPayer ? Degrees.coarse(t.latitude()) : t.latitude(),
          isPayer ? Degrees.coarse(t.longitude()) : t.longitude());
    }
    return copy.build();
  }

  /** What is remembered of the subjects of a report, to be changed. */
  static Transfer.Builder whole(Transfer t) {
    return copy(t, t.payer(), t.payee())
        .customer(t.customer())
        .merchant(t.merchant())
        .device(t.device())
        .ip(t.ip());
  }

  /** What stands for a name from now on that is not an account's. */
  static String pseudonymOf(String name, SipHash key) {
    return new Forgetting(name, key).pseudonymOfAccount();
  }

  /** What moved, when and how, between the accounts given. */
  static Transfer.Builder copy(Transfer t, String payer, String payee) {
    Instant time = t.time();
    if (time == null) {
      throw new StoreException("A remembered transfer has no event time");
    }
    Transfer.Builder copy =
        Transfer.builder()
            .tenant(t.tenant())
            .id(t.id())
            .time(time)
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
