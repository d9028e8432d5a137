package io.riskgate.stores.remote;

import io.riskgate.core.Masking;
import java.util.Objects;

/**
 * How a record is known.
 *
 * @param kind what it is a record of
 * @param tenant the tenant; records of different tenants have nothing in common
 * @param id the account, device, IP …: any text that a caller may choose
 */
public record RecordKey(Kind kind, String tenant, String id) {
  /** What a record is of. A server tells kinds apart by {@link #code()}. */
  public enum Kind {
    /** An account, and the limits and transfers of which it is the owner. */
    ACCOUNT('a'),
    /** Not in use: whoever owns limits has them in the record of an account of that name. */
    OWNER('o'),
    /** A device. */
    DEVICE('d'),
    /** An IP address. */
    IP('i'),
    /** A customer. */
    CUSTOMER('c'),
    /** A merchant. */
    MERCHANT('m'),
    /** A part of the list of notices. */
    NOTICES('n'),
    /** An alert. */
    ALERT('l'),
    /** A part of the list of alerts. */
    ALERTS('L'),
    /** What concerns all of a store. */
    STORE('s');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /** A letter that never changes, for a server to keep. */
    public char code() {
      return code;
    }
  }

  /** Checks that nothing is null. */
  public RecordKey {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(id, "id");
  }

  // Written out, as each call looks some records up, and what Java makes of itself takes longer.

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordKey o
        && id.equals(o.id)
        && kind == o.kind
        && tenant.equals(o.tenant);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * id.hashCode() + tenant.hashCode()) + kind.code;
  }

  /** The key with its id masked, fit for a log. */
  @Override
  public String toString() {
    return kind + " " + tenant + "/" + Masking.mask(id);
  }
}
