package io.riskgate.stores.embedded;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls that touch a common key in one order, the same in memory and in the journal, while
 * others pass by each other: locks for the keys of a call, taken in the order of their numbers. A
 * rare call that reaches many keys takes all; that is why there are no more of them.
 */
final class KeyLocks {
  private static final int STRIPES = 1 << 10;

  /**
   * Owner, and of what is said now and was said before: two accounts, device, IP, customer,
   * merchant.
   */
  private static final int KEYS_MAX = 1 + 2 * 6;

  private static final int OWNER = 1;
  private static final int ACCOUNT = 2;
  private static final int DEVICE = 3;
  private static final int IP = 4;
  private static final int CUSTOMER = 5;
  private static final int MERCHANT = 6;
  private static final int ALERTS = 7;

  private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

  KeyLocks() {
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** The locks of some keys, in order. */
  static final class Keys {
    private final int[] stripes = new int[KEYS_MAX];
    private int count;

    private Keys() {}

    private void add(int sort, String tenant, @Nullable String name) {
      if (name == null) {
        return;
      }
      int hash = (tenant.hashCode() * 31 + name.hashCode()) * 31 + sort;
      hash *= 0x9e3779b9;
      int stripe = hash >>> (Integer.SIZE - 10);
      int at = count;
      while (at > 0 && stripes[at - 1] >= stripe) {
        if (stripes[at - 1] == stripe) {
          return;
        }
        at--;
      }
      System.arraycopy(stripes, at, stripes, at + 1, count - at);
      stripes[at] = stripe;
      count++;
    }

    private void add(@Nullable Transfer t) {
      if (t != null) {
        add(ACCOUNT, t.tenant(), t.payer());
        add(ACCOUNT, t.tenant(), t.payee());
        add(DEVICE, t.tenant(), t.device());
        add(IP, t.tenant(), t.ip());
        add(CUSTOMER, t.tenant(), t.customer());
        add(MERCHANT, t.tenant(), t.merchant());
      }
    }

    /** Whether all of others' locks are among these. */
    boolean hold(Keys others) {
      int at = 0;
      for (int i = 0; i < others.count; i++) {
        while (at < count && stripes[at] < others.stripes[i]) {
          at++;
        }
        if (at == count || stripes[at] != others.stripes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The keys of a transfer, as it is said now and was said before. */
  static Keys of(Reference reference, @Nullable Transfer now, @Nullable Transfer before) {
    Keys keys = new Keys();
    keys.add(OWNER, reference.tenant(), reference.owner());
    keys.add(now);
    keys.add(before);
    return keys;
  }

  /** An account as a key. */
  static Keys ofAccount(String tenant, String account) {
    Keys keys = new Keys();
    keys.add(ACCOUNT, tenant, account);
    return keys;
  }

  /** A customer as a key. */
  static Keys ofCustomer(String tenant, String customer) {
    Keys keys = new Keys();
    keys.add(CUSTOMER, tenant, customer);
    return keys;
  }

  /** All alerts as one key: they are rare, and told in the order of their arrival. */
  static Keys ofAlerts() {
    Keys keys = new Keys();
    keys.add(ALERTS, "", "");
    return keys;
  }

  void lock(Keys keys) {
    for (int i = 0; i < keys.count; i++) {
      locks[keys.stripes[i]].lock();
    }
  }

  void unlock(Keys keys) {
    for (int i = keys.count - 1; i >= 0; i--) {
      locks[keys.stripes[i]].unlock();
    }
  }

  void lockAll() {
    for (ReentrantLock lock : locks) {
      lock.lock();
    }
  }

  void unlockAll() {
    for (int i = STRIPES - 1; i >= 0; i--) {
      locks[i].unlock();
    }
  }
}
