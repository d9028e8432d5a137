package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import io.riskgate.core.spi.StoreException;
import java.time.Instant;

/** Takes the names out of remembered transfers. */
final class Forgetting {
  private Forgetting() {}

  /**
   * A copy with an account replaced by a pseudonym, so that sums and counts at the other party stay
   * what they were. Where it was the payer, everything else that points at the person goes as well.
   */
  static Transfer anonymous(Transfer t, String account, String pseudonym) {
    Instant time = t.time();
    if (time == null) {
      throw new StoreException("A remembered transfer has no event time");
    }
    boolean isPayer = t.payer().equals(account);
    Transfer.Builder copy =
        Transfer.builder()
            .tenant(t.tenant())
            .id(t.id())
            .time(time)
            .payer(isPayer ? pseudonym : t.payer())
            .payee(t.payee().equals(account) ? pseudonym : t.payee())
            .kind(t.kind())
            .channel(t.channel())
            .value(t.value())
            .merchant(t.merchant())
            .payeeCountry(t.payeeCountry())
            .originCountry(t.originCountry());
    String currency = t.currency();
    String asset = t.asset();
    if (currency != null) {
      copy.amount(t.amountMinor(), currency);
    } else if (asset != null) {
      copy.asset(t.amountMinor(), asset, t.assetScale(), t.assetClass());
    }
    if (!isPayer) {
      copy.customer(t.customer()).device(t.device()).ip(t.ip());
      if (t.hasLocation()) {
        copy.location(t.latitude(), t.longitude());
      }
    }
    return copy.build();
  }
}
