package io.riskgate.stores.tck;

import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Direction;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One transfer or observed movement, as the naive store knows it. */
final class NaiveItem {
  /** A claim as it was made: in which window of which limit. */
  record Made(Limit limit, long bucket, long amount) {}

  final Reference reference;

  /** The order of arrival. */
  final int number;

  final long timeMs;
  final long knownSinceMs;

  /** What was asked for, as it was said last while undecided; its names are keys. */
  Transfer transfer;

  /** What others are shown of it: without the names that were forgotten. */
  Transfer shown;

  long value;
  @Nullable StoredTransfer stored;
  boolean observed;
  long revision;

  /** What was claimed when it was reserved, kept after it is given back. */
  List<Made> claims = List.of();

  boolean claimsCount;

  /** What was claimed of limits on suspicious value, for good. */
  final List<Made> suspicious = new ArrayList<>();

  /** The accounts that were forgotten since. */
  final Set<String> forgotten = new HashSet<>();

  /** Whether its customer, and its device, was forgotten since. */
  boolean customerForgotten;

  boolean deviceForgotten;

  /**
   * How it had ended when its payer was forgotten: since then nothing tells which device, IP and so
   * on it was that a later settlement would concern. Null while something does.
   */
  @Nullable TransferState endedElsewhere;

  NaiveItem(Attempt attempt, int number) {
    this.reference = attempt.reference();
    this.number = number;
    this.timeMs = attempt.eventTimeMs();
    this.knownSinceMs = attempt.moment().nowMs();
    this.transfer = attempt.transfer();
    this.shown = attempt.transfer();
    this.value = attempt.value();
  }

  void repeat(Attempt attempt) {
    transfer = attempt.transfer();
    shown = attempt.transfer();
    value = attempt.value();
    forgotten.clear();
    customerForgotten = false;
    deviceForgotten = false;
  }

  @Nullable TransferState state() {
    return observed ? TransferState.SETTLED : stored == null ? null : stored.state();
  }

  /** The state in which a key of an aggregate counts it. */
  @Nullable TransferState stateAt(Aggregate.Key key) {
    TransferState known = endedElsewhere;
    return switch (key) {
      case PAYER, PAYEE, PAYER_PAYEE, PAYER_DEVICE -> state();
      case DEVICE, IP, CUSTOMER, MERCHANT -> known == null ? state() : known;
    };
  }

  boolean isOpen() {
    return stored != null && stored.state().isOpen();
  }

  void store(StoredTransfer next) {
    stored = next;
    revision = next.revision();
  }

  boolean isOf(String tenant, String account) {
    return transfer.tenant().equals(tenant)
        && (transfer.payer().equals(account) || transfer.payee().equals(account));
  }

  /** Whether an account's own history has it. */
  boolean isInHistoryOf(String tenant, String account) {
    return isOf(tenant, account) && !forgotten.contains(account);
  }

  /** Whether an aggregate's key, as a transfer has it, is a key of this one. */
  boolean isAbout(Aggregate a, Transfer t) {
    boolean out = a.direction() == Direction.OUT;
    return switch (a.key()) {
      case PAYER -> isAccount(t.payer(), out);
      case PAYEE -> isAccount(t.payee(), out);
      case PAYER_PAYEE -> isAccount(t.payer(), true) && isAccount(t.payee(), false);
      case DEVICE -> !deviceForgotten && isSame(t.device(), transfer.device());
      case PAYER_DEVICE -> isAccount(t.payer(), true) && isSame(t.device(), transfer.device());
      case IP -> isSame(t.ip(), transfer.ip());
      case CUSTOMER -> !customerForgotten && isSame(t.customer(), transfer.customer());
      case MERCHANT -> isSame(t.merchant(), transfer.merchant());
    };
  }

  boolean isAccount(String account, boolean asPayer) {
    return !forgotten.contains(account)
        && account.equals(asPayer ? transfer.payer() : transfer.payee());
  }

  private static boolean isSame(@Nullable String asked, @Nullable String has) {
    return asked != null && asked.equals(has);
  }

  @Nullable Object field(Aggregate.Field field) {
    return switch (field) {
      case PAYER -> shown.payer();
      case PAYEE -> shown.payee();
      case DEVICE -> shown.device();
      case IP -> shown.ip();
      case CUSTOMER -> shown.customer();
      case ORIGIN_COUNTRY -> shown.originCountry();
      case PLACE ->
          shown.hasLocation()
              ? Math.floor(shown.latitude() * 10) + "," + Math.floor(shown.longitude() * 10)
              : null;
    };
  }

  /** What it uses of a window of a limit. */
  long uses(Limit limit, long bucket) {
    List<Made> made =
        limit.counts() == Limit.Counts.SUSPICIOUS ? suspicious : claimsCount ? claims : List.of();
    for (Made claim : made) {
      if (claim.limit().id().equals(limit.id())
          && claim.limit().window() == limit.window()
          && claim.bucket() == bucket) {
        return claim.amount();
      }
    }
    return 0;
  }

  /** The claim on a limit that counts what is suspicious, or null where there is none. */
  @Nullable Made suspiciousClaim(Limit limit) {
    for (Made claim : suspicious) {
      if (claim.limit().id().equals(limit.id())) {
        return claim;
      }
    }
    return null;
  }
}
