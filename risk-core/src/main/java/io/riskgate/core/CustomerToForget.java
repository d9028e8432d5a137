package io.riskgate.core;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A person whom the bank must forget, as it knows them. Which accounts and devices are theirs, and
 * nobody else's, the bank knows: name every account that they pay from.
 *
 * @param tenant the tenant
 * @param customer how transfers and signals name them
 * @param accounts their accounts; an account that others have too stays theirs, and is not named
 * @param devices devices that may be theirs alone; those that others have used stay as they are
 */
public record CustomerToForget(
    String tenant, String customer, Set<String> accounts, Set<String> devices) {
  /** How many accounts, and how many devices, one call may name. */
  public static final int NAMES_MAX = 1_000;

  /** Copies the sets, and checks that nothing is missing. */
  public CustomerToForget {
    Objects.requireNonNull(tenant, "tenant");
    if (customer.isBlank()) {
      throw new IllegalArgumentException("Say which customer is to be forgotten");
    }
    accounts = named("accounts", accounts);
    devices = named("devices", devices);
  }

  private static Set<String> named(String what, Set<String> names) {
    if (names.size() > NAMES_MAX) {
      throw new IllegalArgumentException(
          "At most " + NAMES_MAX + " " + what + " at a time, not " + names.size());
    }
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("One of the " + what + " is blank");
    }
    return java.util.Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /** A customer without an account or device. */
  public static CustomerToForget of(String tenant, String customer) {
    return new CustomerToForget(tenant, customer, Set.of(), Set.of());
  }

  /** The same with these accounts. */
  public CustomerToForget withAccounts(String... theirs) {
    return new CustomerToForget(tenant, customer, set(theirs), devices);
  }

  /** The same with these devices. */
  public CustomerToForget withDevices(String... theirs) {
    return new CustomerToForget(tenant, customer, accounts, set(theirs));
  }

  private static Set<String> set(String... names) {
    return new LinkedHashSet<>(java.util.Arrays.asList(names));
  }

  /** Names the customer without personal data. */
  @Override
  public String toString() {
    return "customer "
        + Masking.mask(customer)
        + " with "
        + accounts.size()
        + " accounts and "
        + devices.size()
        + " devices";
  }
}
