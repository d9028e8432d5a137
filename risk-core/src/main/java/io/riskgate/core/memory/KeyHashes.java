package io.riskgate.core.memory;

import io.riskgate.core.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a transfer concerns, as the tables of keys know them: each name is hashed once.
 * Used for one transfer after the other.
 */
final class KeyHashes {
  /** Reading ahead brings so many cache lines of an account's record, and of another key's. */
  private static final int LINES_OF_ACCOUNT = 9;

  private static final int LINES_OF_OTHER = 3;

  int tenant;
  long payer;
  long payee;

  /** Of a key that the transfer does not have, of no meaning. */
  long device;

  long ip;
  private boolean hasDevice;
  private boolean hasIp;

  /** What was read ahead; the compiler must not see that nobody wants it. */
  long ahead;

  /** Works them out for a transfer. */
  void of(Histories histories, Transfer t) {
    tenant = histories.tenants.number(t.tenant());
    KeyTable<AccountRecord> accounts = histories.accounts;
    payer = accounts.hash(tenant, t.payer());
    payee = accounts.hash(tenant, t.payee());
    hasDevice = t.device() != null;
    hasIp = t.ip() != null;
    device = hash(histories, t.device());
    ip = hash(histories, t.ip());
  }

  /** The hash of another key of the tenant, which is the same in all tables; 0 of none. */
  long hash(Histories histories, @Nullable String name) {
    return name == null ? 0 : histories.accounts.hash(tenant, name);
  }

  /**
   * Reads a little of all records that will be needed, without a monitor and without looking at
   * what it reads: in a large store each is far away in memory, and so they come side by side
   * rather than one after the other.
   */
  void readAhead(Histories histories) {
    KeyStripe atPayer = histories.accounts.stripe(payer);
    KeyStripe atPayee = histories.accounts.stripe(payee);
    KeyStripe atDevice = histories.devices.stripe(device);
    KeyStripe atIp = histories.ips.stripe(ip);
    long placeOfPayer = atPayer.placeAhead(payer);
    long placeOfPayee = atPayee.placeAhead(payee);
    long placeOfDevice = hasDevice ? atDevice.placeAhead(device) : 0;
    long placeOfIp = hasIp ? atIp.placeAhead(ip) : 0;
    ahead =
        atPayer.ahead(placeOfPayer, LINES_OF_ACCOUNT)
            + atPayee.ahead(placeOfPayee, LINES_OF_ACCOUNT)
            + atDevice.ahead(placeOfDevice, LINES_OF_OTHER)
            + atIp.ahead(placeOfIp, LINES_OF_OTHER);
  }
}
