package io.riskgate.core.spi;

import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import java.util.List;
import java.util.Objects;

/**
 * What an {@link IntelligenceSource} knows of a transfer.
 *
 * <p>What a source cannot say is left out of {@code known}: rules that need it are not evaluated,
 * and nothing reads as clean for lack of data.
 *
 * @param known the {@link DataItem}s that could be looked up, as the union of their bits
 * @param country where the address is, ISO 3166-1 alpha-2, or empty
 * @param asn the number of the address's autonomous system; 0 if there is none
 * @param findings what was found
 * @param degraded look-ups that failed or rest on stale data
 */
public record Intelligence(
    long known, String country, long asn, long findings, List<Degraded> degraded) {
  /** Knows nothing. */
  public static final Intelligence NONE = new Intelligence(0, "", 0, 0, List.of());

  /** What can be found. */
  public enum Finding {
    /** The address is an exit of the Tor network. */
    TOR,
    /** The address is that of a virtual private network or another anonymiser. */
    VPN,
    /** The address is that of a data centre. */
    HOSTING,
    /** The payee account was reported. */
    ACCOUNT_REPORTED,
    /** The device was reported. */
    DEVICE_REPORTED,
    /** The payee's telephone number was reported. */
    NUMBER_REPORTED,
    /** The payer asks from a region of high risk. */
    ORIGIN_HIGH_RISK,
    /** The payee account lies in a region of high risk. */
    PAYEE_HIGH_RISK;

    /** The bit of this finding in a set of findings kept as a {@code long}. */
    public long bit() {
      return 1L << ordinal();
    }
  }

  /** Copies the list. */
  public Intelligence {
    Objects.requireNonNull(country, "country");
    degraded = List.copyOf(degraded);
  }

  /** Whether it was found. */
  public boolean has(Finding finding) {
    return (findings & finding.bit()) != 0;
  }
}
