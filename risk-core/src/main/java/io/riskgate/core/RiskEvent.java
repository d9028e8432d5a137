package io.riskgate.core;

import java.time.Instant;
import java.util.Set;

/**
 * Something that the bank's own systems are to act on, told to a {@link
 * io.riskgate.core.spi.RiskEventListener}. Further kinds may be added: a {@code switch} over them
 * needs a default. They hold personal data; their text form does not.
 */
public sealed interface RiskEvent {
  /** The tenant. */
  String tenant();

  /** The account that it is about. */
  String account();

  /** When it happened or was noticed, by the clock. */
  Instant at();

  /** Something that happened to a stop-payment notice. */
  sealed interface OfNotice extends RiskEvent {
    /** Where the notice stands. */
    NoticeStatus notice();

    @Override
    default String tenant() {
      return notice().notice().tenant();
    }

    @Override
    default String account() {
      return notice().notice().account();
    }
  }

  /**
   * A stop-payment notice came into force; the transfers that it moved to HELD are listed in it.
   */
  record NoticeReceived(NoticeStatus notice, Instant at) implements OfNotice {}

  /** Who is to be told. */
  enum Addressee {
    /** The authority that served the notice. */
    AUTHORITY,
    /** The victim whom the notice names. */
    VICTIM
  }

  /**
   * The bank confirmed a stop-payment notice; what it found goes to the authority and the victim.
   *
   * @param movements what moved from and to the account in the pack's period before the notice was
   *     received and up to the confirmation: the first page, which says where to go on
   * @param informs who is to be told: the authority, and the victim where the notice names one
   */
  record NoticeConfirmed(
      NoticeStatus notice, MovementExport movements, Set<Addressee> informs, Instant at)
      implements OfNotice {
    /** Copies the set. */
    public NoticeConfirmed {
      informs = Set.copyOf(informs);
    }

    /** Names the notice and how much is reported, without personal data. */
    @Override
    public String toString() {
      return "NoticeConfirmed[" + notice + ", " + movements + "]";
    }
  }

  /** A stop-payment notice is not confirmed although that was due. Told once. */
  record ConfirmationOverdue(NoticeStatus notice, Instant at) implements OfNotice {}

  /** A stop-payment notice was extended. */
  record NoticeExtended(NoticeStatus notice, Instant at) implements OfNotice {}

  /** A stop-payment notice ended by itself. Told once. */
  record NoticeLapsed(NoticeStatus notice, Instant at) implements OfNotice {}

  /** A stop-payment notice was lifted before its time. */
  record NoticeLifted(NoticeStatus notice, Instant at) implements OfNotice {}
}
