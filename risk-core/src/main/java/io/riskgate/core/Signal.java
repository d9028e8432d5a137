package io.riskgate.core;

import java.time.Instant;
import java.util.Objects;

/**
 * Something learnt about an account or a customer between transfers. Checked when it is told.
 *
 * @param tenant the tenant, 1 to 64 characters
 * @param id the caller's id of the signal, 1 to 128 characters; unique for its subject
 * @param subject what it is about
 * @param name the account or the customer, 1 to 128 characters
 * @param kind what was learnt
 * @param at when it was learnt
 */
public record Signal(
    String tenant, String id, Subject subject, String name, SignalKind kind, Instant at) {
  /** What a signal is about. */
  public enum Subject {
    /** One account, as the payer. */
    ACCOUNT,
    /** One customer, whichever account pays. */
    CUSTOMER
  }

  /** Checks that nothing was left out. */
  public Signal {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
  }

  /** A signal about an account. */
  public static Signal ofAccount(
      String tenant, String id, String account, SignalKind kind, Instant at) {
    return new Signal(tenant, id, Subject.ACCOUNT, account, kind, at);
  }

  /** A signal about a customer. */
  public static Signal ofCustomer(
      String tenant, String id, String customer, SignalKind kind, Instant at) {
    return new Signal(tenant, id, Subject.CUSTOMER, customer, kind, at);
  }

  /** Names the signal without personal data. */
  @Override
  public String toString() {
    return "Signal " + kind + " " + id + " about " + Masking.mask(name);
  }
}
