package io.riskgate.core;

import io.riskgate.core.pack.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody outside of the engine has to be told. Events hold personal data, and name
 * none of it in {@code toString()}.
 */
public sealed interface RiskEvent {
  /** The clock when it happened. */
  Instant at();

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
    public Instant at() {
      return decision.decidedAt();
    }

    @Override
    public String toString() {
      return control + " by " + decision.reference();
    }
  }
}
