package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Hit;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.RuleEffects.Notified;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from hits and reports besides the decision: restrictions, events and signals. A
 * restriction is imposed before the decision is recorded, and fails it; signals are recorded with
 * the decision; events follow it, and change nothing where they fail. Builds nothing where nothing
 * is due.
 */
final class Effects {
  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

  private final RiskStore store;
  private final Consumer<Control> impose;
  private final Events events;

  /** Effects on a store; {@code impose} sets a control as a caller of the engine would. */
  Effects(RiskStore store, Consumer<Control> impose, Events events) {
    this.store = store;
    this.impose = impose;
    this.events = events;
  }

  /**
   * Restricts withdrawals from the payer account, as hits ask for. The control of a rule is known
   * by the rule's code: a later hit prolongs it. One that lasts longer already is left as it is.
   *
   * @param inForce the controls in force on the payer account
   * @return the restrictions that are in force now because of these hits
   * @throws RuntimeException if one could not be imposed: the transfer must not be decided then
   */
  List<Control> restrict(
      Transfer transfer, List<Hit> hits, List<Control> inForce, Messages texts, long nowMs) {
    List<Control> restrictions = List.of();
    for (int i = 0; i < hits.size(); i++) {
      Duration lasts = hits.get(i).rule().effects().restrictFor();
      if (lasts != null) {
        if (restrictions.isEmpty()) {
          restrictions = new ArrayList<>(1);
        }
        Instant until = Instant.ofEpochMilli(nowMs).plus(lasts);
        restrictions.add(restrict(transfer, hits.get(i), until, inForce, texts));
      }
    }
    return restrictions;
  }

  private Control restrict(
      Transfer transfer, Hit hit, Instant until, List<Control> inForce, Messages texts) {
    Control wanted =
        Control.withdrawalRestriction(
            id(hit, inForce),
            transfer.tenant(),
            transfer.payer(),
            until,
            "riskgate rule " + hit.code(),
            reason(hit, texts));
    for (Control control : inForce) {
      if (control.id().equals(wanted.id())
          && control.kind() == wanted.kind()
          && !endsBefore(control.until(), until)) {
        return control;
      }
    }
    impose.accept(wanted);
    return wanted;
  }

  /**
   * The id of a rule's restriction. A control of another kind that has it, such as a freeze by
   * which somebody has replaced the restriction, stays: this one takes a longer id beside it.
   */
  private static String id(Hit hit, List<Control> inForce) {
    String id = "rule-" + hit.code();
    while (isOfAnotherKind(id, inForce)) {
      id += "-withdrawals";
    }
    return id;
  }

  private static boolean isOfAnotherKind(String id, List<Control> inForce) {
    for (Control control : inForce) {
      if (control.id().equals(id) && control.kind() != Control.Kind.WITHDRAWAL_RESTRICTION) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsBefore(@Nullable Instant end, Instant until) {
    return end != null && end.isBefore(until);
  }

  /** The reason in the pack's first language; never blank, as an auditor will ask. */
  private static String reason(Hit hit, Messages texts) {
    return texts
        .text(hit.code(), Locale.ROOT, hit.arguments())
        .filter(text -> !text.isBlank())
        .orElse(hit.code());
  }

  /** Tells what else follows from the hits of a decision that has just been recorded. */
  void follow(Transfer transfer, Decision decision, List<Control> restrictions, Messages texts) {
    List<Hit> hits = decision.hits();
    boolean due = !restrictions.isEmpty();
    for (int i = 0; i < hits.size() && !due; i++) {
      due = !hits.get(i).rule().effects().notified().isEmpty();
    }
    if (due && !events.isToNobody()) {
      tell(transfer, decision, restrictions, texts);
    }
  }

  private void tell(
      Transfer transfer, Decision decision, List<Control> restrictions, Messages texts) {
    List<Hit> hits = decision.hits();
    for (Control restriction : restrictions) {
      events.tell(new RiskEvent.WithdrawalRestricted(decision, restriction));
    }
    List<Hit> toCustomer = notifying(hits, Notified.CUSTOMER);
    if (!toCustomer.isEmpty()) {
      events.tell(
          new RiskEvent.CustomerWarning(
              decision,
              transfer.payer(),
              transfer.customer(),
              toCustomer.stream().map(Hit::code).toList()));
    }
    List<Hit> toInstitution = notifying(hits, Notified.PAYMENT_INSTITUTION);
    if (!toInstitution.isEmpty()) {
      events.tell(
          new RiskEvent.PaymentInstitutionNotice(
              decision.reference(),
              transfer.payee(),
              transfer.assetClass(),
              Valuation.unit(transfer),
              decision.value(),
              toInstitution,
              texts,
              decision.decidedAt()));
    }
  }

  private static List<Hit> notifying(List<Hit> hits, Notified who) {
    return hits.stream().filter(hit -> hit.rule().effects().notified().contains(who)).toList();
  }

  /**
   * What hits leave about the payer account, at the transfer's event time: one signal of each kind.
   */
  static List<Signal> signals(Attempt attempt, List<Hit> hits) {
    List<Signal> signals = List.of();
    Set<SignalKind> kinds = Set.of();
    for (int i = 0; i < hits.size(); i++) {
      SignalKind kind = hits.get(i).rule().effects().signal();
      if (kind != null && !kinds.contains(kind)) {
        if (signals.isEmpty()) {
          signals = new ArrayList<>(1);
          kinds = EnumSet.noneOf(SignalKind.class);
        }
        kinds.add(kind);
        Reference reference = attempt.reference();
        signals.add(
            Signal.ofAccount(
                reference.tenant(),
                SignalIds.ofTransfer(reference, kind),
                attempt.transfer().payer(),
                kind,
                Instant.ofEpochMilli(attempt.eventTimeMs())));
      }
    }
    return signals;
  }

  /**
   * Leaves a signal about the account that a new report names as the payee: it may be a mule's, and
   * what it pays on is looked at with that in mind. Not where the report says that the account is
   * the victim's own, nor where the report is older than signals are kept.
   */
  void follow(FraudReport report, Moment now) {
    Instant knownAt = report.knownAt();
    Instant oldest = Instant.ofEpochMilli(now.nowMs()).minus(TransferFacts.SIGNALS_KEPT);
    if (knownAt != null && !knownAt.isBefore(oldest) && !isOfTheVictim(report)) {
      record(
          Signal.ofAccount(
              report.tenant(),
              SignalIds.ofReport(report.id()),
              report.payee(),
              SignalKind.FRAUD_REPORT,
              knownAt),
          now);
    }
  }

  private static boolean isOfTheVictim(FraudReport report) {
    Reference reference = report.reference();
    return report.payee().equals(report.payer())
        || (reference != null && report.payee().equals(reference.owner()));
  }

  private void record(Signal signal, Moment now) {
    try {
      store.signal(signal, now);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error(
          "{} could not be recorded; rules do not see it, the report stands",
          signal,
          Redacted.of(e));
    }
  }
}
