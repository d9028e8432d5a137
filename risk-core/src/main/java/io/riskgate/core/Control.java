package io.riskgate.core;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A standing restriction on an account.
 *
 * @param id the caller's id of the control, such as a notice's number; unique per account
 * @param tenant the tenant
 * @param account the account it is on
 * @param kind what it does
 * @param limitId for LIMIT, the pack's limit that it overrides; otherwise null
 * @param payee for TRUSTED_PAYEE, the account that is trusted; otherwise null
 * @param max for LIMIT, what may be used instead; otherwise 0
 * @param since for TRUSTED_PAYEE, since when the payee is trusted; null for the clock at which it
 *     is imposed, which is filled in then. Of no meaning for other kinds, which count at once
 * @param until when it ends by itself, or null
 * @param by who set it; not blank
 * @param why why; not blank
 */
public record Control(
    String id,
    String tenant,
    String account,
    Kind kind,
    @Nullable String limitId,
    long max,
    @Nullable String payee,
    @Nullable Instant since,
    @Nullable Instant until,
    String by,
    String why) {
  /** What a control does. */
  public enum Kind {
    /** Nothing leaves the account and nothing reaches it: an authority's emergency notice. */
    STOP_PAYMENT,
    /** Nothing leaves the account and nothing reaches it. */
    FREEZE,
    /**
     * Nothing is withdrawn from the account: no WITHDRAWAL and no EXCHANGE of any asset leaves it,
     * and no virtual currency but what is paid in (DEPOSIT). What reaches it is not stopped.
     */
    WITHDRAWAL_RESTRICTION,
    /** One of the pack's limits is raised or lowered for the payer account. */
    LIMIT,
    /** The customer trusts a payee; rules see since when. */
    TRUSTED_PAYEE,
    /** The bank keeps an eye on the account; rules see it. */
    WATCH
  }

  /** Checks that the control says what it must. */
  public Control {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(kind, "kind");
    if (id.isBlank() || by.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException(
          "A control needs an id, who sets it and why: an auditor will ask");
    }
    if ((kind == Kind.LIMIT) != (limitId != null)) {
      throw new IllegalArgumentException("A LIMIT control, and no other, names the limit");
    }
    if ((kind == Kind.TRUSTED_PAYEE) != (payee != null)) {
      throw new IllegalArgumentException("A TRUSTED_PAYEE control, and no other, names the payee");
    }
    if (max < 0) {
      throw new IllegalArgumentException("A limit is at least 0, not " + max);
    }
  }

  /** A stop-payment notice. */
  public static Control stopPayment(
      String id, String tenant, String account, @Nullable Instant until, String by, String why) {
    return new Control(id, tenant, account, Kind.STOP_PAYMENT, null, 0, null, null, until, by, why);
  }

  /** A freeze. */
  public static Control freeze(
      String id, String tenant, String account, @Nullable Instant until, String by, String why) {
    return new Control(id, tenant, account, Kind.FREEZE, null, 0, null, null, until, by, why);
  }

  /** A limit raised or lowered for a payer account. */
  public static Control limit(
      String id,
      String tenant,
      String account,
      String limitId,
      long max,
      @Nullable Instant until,
      String by,
      String why) {
    return new Control(id, tenant, account, Kind.LIMIT, limitId, max, null, null, until, by, why);
  }

  /** A restriction of withdrawals. */
  public static Control withdrawalRestriction(
      String id, String tenant, String account, @Nullable Instant until, String by, String why) {
    return new Control(
        id, tenant, account, Kind.WITHDRAWAL_RESTRICTION, null, 0, null, null, until, by, why);
  }

  /**
   * A payee whom the customer trusts.
   *
   * @param since since when; null for the clock at which it is imposed
   */
  public static Control trustedPayee(
      String id,
      String tenant,
      String account,
      String payee,
      @Nullable Instant since,
      String by,
      String why) {
    return new Control(
        id, tenant, account, Kind.TRUSTED_PAYEE, null, 0, payee, since, null, by, why);
  }

  /** A watch. */
  public static Control watch(
      String id, String tenant, String account, @Nullable Instant until, String by, String why) {
    return new Control(id, tenant, account, Kind.WATCH, null, 0, null, null, until, by, why);
  }

  /** Whether the control still holds at an instant, given as milliseconds since the epoch. */
  public boolean isInForce(long atMs) {
    // Not the other way round: an end may lie beyond what milliseconds can say.
    return until == null || Instant.ofEpochMilli(atMs).isBefore(until);
  }

  /**
   * Whether the control, while it is in force, stops a transfer in which its account takes part.
   *
   * @param asPayer whether the account is the payer of the transfer
   */
  public boolean stops(TransferKind transferKind, AssetClass assetClass, boolean asPayer) {
    return switch (kind) {
      case STOP_PAYMENT, FREEZE -> true;
      case WITHDRAWAL_RESTRICTION -> asPayer && isWithdrawn(transferKind, assetClass);
      case LIMIT, TRUSTED_PAYEE, WATCH -> false;
    };
  }

  private static boolean isWithdrawn(TransferKind transferKind, AssetClass assetClass) {
    return switch (transferKind) {
      case WITHDRAWAL, EXCHANGE, FOREIGN_EXCHANGE -> true;
      case TRANSFER, PAYMENT, REFUND -> assetClass == AssetClass.VIRTUAL_CURRENCY;
      case DEPOSIT -> false;
    };
  }

  /** Who may let go what it stops: the bank what it must not withdraw, otherwise the authority. */
  public ReleasePath path() {
    return kind == Kind.WITHDRAWAL_RESTRICTION ? ReleasePath.BANK : ReleasePath.AUTHORITY;
  }

  /** The same control with {@code since} filled in, where it is of a kind that needs it. */
  public Control imposedAt(Instant at) {
    return kind == Kind.TRUSTED_PAYEE && since == null
        ? new Control(id, tenant, account, kind, limitId, max, payee, at, until, by, why)
        : this;
  }

  /** The same control with another end. */
  public Control lasting(Instant to) {
    return new Control(id, tenant, account, kind, limitId, max, payee, since, to, by, why);
  }

  /** Names the control without personal data. */
  @Override
  public String toString() {
    return kind + " " + id + " on " + Masking.mask(account);
  }
}
