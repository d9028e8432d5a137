package io.riskgate.core;

import io.riskgate.core.pack.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /**
   * The customer is to be warned at once.
   *
   * @param decision what was decided about the transfer
   * @param account the payer account
   * @param customer the paying customer, or null where the transfer names none
   * @param rules the codes of the rules that ask for the warning
   */
  record CustomerWarning(
      Decision decision, String account, @Nullable String customer, List<String> rules)
      implements RiskEvent {
    /** Copies the list. */
    public CustomerWarning {
      Objects.requireNonNull(decision, "decision");
      Objects.requireNonNull(account, "account");
      rules = List.copyOf(rules);
    }

    @Override
    public String tenant() {
      return decision.reference().tenant();
    }

    @Override
    public Instant at() {
      return decision.decidedAt();
    }

    /** What to tell the customer, in the locale's language. */
    public List<String> advice(Locale locale) {
      return decision.advice(locale);
    }

    @Override
    public String toString() {
      return "Customer warning " + rules + " for " + decision.reference();
    }
  }

  /**
   * The payment institution on the other side is to be told.
   *
   * @param reference how the transfer is known
   * @param payee the payee account
   * @param assetClass what kind of thing is transferred
   * @param unit the currency or asset
   * @param value in minor units of the base currency
   * @param hits the rules that ask for the notice
   * @param messages the pack's texts
   * @param at the clock when the transfer was decided
   */
  record PaymentInstitutionNotice(
      Reference reference,
      String payee,
      AssetClass assetClass,
      String unit,
      long value,
      List<Hit> hits,
      Messages messages,
      Instant at)
      implements RiskEvent {
    /** Copies the list. */
    public PaymentInstitutionNotice {
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(payee, "payee");
      Objects.requireNonNull(assetClass, "assetClass");
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(messages, "messages");
      Objects.requireNonNull(at, "at");
      hits = List.copyOf(hits);
    }

    @Override
    public String tenant() {
      return reference.tenant();
    }

    /** The payee account, of which the institution is told. */
    @Override
    public String account() {
      return payee;
    }

    /** The codes of the rules that ask for the notice. */
    public List<String> rules() {
      return hits.stream().map(Hit::code).toList();
    }

    /** Why, for people, in the locale's language: a sentence for each of these rules. */
    public List<String> reasons(Locale locale) {
      List<String> texts = new ArrayList<>();
      for (Hit hit : hits) {
        texts.add(messages.text(hit.code(), locale, hit.arguments()).orElse(hit.code()));
      }
      return texts;
    }

    @Override
    public String toString() {
      return "Payment institution notice " + rules() + " for " + reference;
    }
  }

  /**
   * A rule has restricted withdrawals from the payer account.
   *
   * @param decision what was decided about the transfer
   * @param control the restriction that is in force
   */
  record WithdrawalRestricted(Decision decision, Control control) implements RiskEvent {
    /** Checks that nothing is null. */
    public WithdrawalRestricted {
      Objects.requireNonNull(decision, "decision");
      Objects.requireNonNull(control, "control");
    }

    @Override
    public String tenant() {
      return control.tenant();
    }

    @Override
    public String account() {
      return control.account();
    }

    @Override
    public Instant at() {
      return decision.decidedAt();
    }

    @Override
    public String toString() {
      return control + " by " + decision.reference();
    }
  }
}
