package io.riskgate.core;

import io.riskgate.core.internal.DecisionJson;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "may this transfer go?", and where the transfer stands. Immutable: a later state is
 * seen by asking again.
 */
public final class Decision {
  private final Reference reference;
  private final Verdict verdict;
  private final Demand demand;
  private final TransferState state;
  private final Set<Mark> marks;
  private final List<LimitUsage> limitUsages;
  private final Set<VerificationMethod> methods;
  private final List<Evidence> evidence;
  private final @Nullable Release release;
  private final long value;
  private final long decidedAtMs;
  private final long expiresAtMs;
  private final boolean recorded;
  private final boolean repeat;
  private final Messages messages;

  /**
   * Puts a decision together. Engines do; callers read.
   *
   * @param reference how the transfer is known
   * @param verdict what was found when it was scored
   * @param demand what is asked for now, where that differs from what was decided at first
   * @param state where it stands
   * @param marks what an auditor must see
   * @param limitUsages the limits that apply, with this transfer counted
   * @param methods the verification methods still to pass
   * @param evidence what verification has shown so far
   * @param release who let it go, or null
   * @param value in minor units of the base currency; 0 if it could not be worked out
   * @param decidedAtMs the clock when it was decided, in milliseconds since the epoch
   * @param expiresAtMs when its present state ends by itself, or {@link History#NEVER}
   * @param recorded whether it is kept under its reference
   * @param repeat whether the decision had been made before this call
   * @param messages the pack's texts
   */
  public Decision(
      Reference reference,
      Verdict verdict,
      Demand demand,
      TransferState state,
      Set<Mark> marks,
      List<LimitUsage> limitUsages,
      Set<VerificationMethod> methods,
      List<Evidence> evidence,
      @Nullable Release release,
      long value,
      long decidedAtMs,
      long expiresAtMs,
      boolean recorded,
      boolean repeat,
      Messages messages) {
    this.reference = Objects.requireNonNull(reference, "reference");
    this.verdict = Objects.requireNonNull(verdict, "verdict");
    this.demand = Objects.requireNonNull(demand, "demand");
    this.state = Objects.requireNonNull(state, "state");
    this.marks = Set.copyOf(marks);
    this.limitUsages = List.copyOf(limitUsages);
    this.methods = Set.copyOf(methods);
    this.evidence = List.copyOf(evidence);
    this.release = release;
    this.value = value;
    this.decidedAtMs = decidedAtMs;
    this.expiresAtMs = expiresAtMs;
    this.recorded = recorded;
    this.repeat = repeat;
    this.messages = Objects.requireNonNull(messages, "messages");
  }

  /**
   * What the caller must do now. While the transfer is open it follows its state: RESERVED reads
   * ALLOW, AWAITING_VERIFICATION reads VERIFY, HELD reads HOLD; in mode MONITOR an open transfer
   * reads ALLOW. A closed transfer always reads HOLD: money must not move again under its
   * reference.
   */
  public Outcome outcome() {
    if (!state.isOpen()) {
      return Outcome.HOLD;
    }
    if (mode() == Mode.MONITOR || state == TransferState.RESERVED) {
      return Outcome.ALLOW;
    }
    return state == TransferState.AWAITING_VERIFICATION ? Outcome.VERIFY : Outcome.HOLD;
  }

  /** What was decided when the transfer was scored, whatever has become of it since. */
  public Outcome decidedOutcome() {
    return verdict.demand().outcome();
  }

  /** How the transfer is known; settle, cancel, verified and release take it. */
  public Reference reference() {
    return reference;
  }

  /** Where the transfer stands. */
  public TransferState state() {
    return state;
  }

  /** What an auditor must see in its life. */
  public Set<Mark> marks() {
    return marks;
  }

  /** The score, 0 to 100. */
  public int score() {
    return verdict.score();
  }

  /** The rules that fired, in the pack's order. */
  public List<Hit> hits() {
    return verdict.hits();
  }

  /** The limits that apply to the transfer, with its own use counted. */
  public List<LimitUsage> limitUsages() {
    return limitUsages;
  }

  /** The verification methods that the customer still has to pass, in no order. */
  public Set<VerificationMethod> verificationMethods() {
    return methods;
  }

  /** Who may end the hold, or null where nothing is held. */
  public @Nullable ReleasePath releasePath() {
    return state == TransferState.HELD ? demand.path() : null;
  }

  /** The kinds of scam that the hits point at, in the order of the hits, without repetition. */
  public List<String> suspectedScams() {
    Set<String> scams = new LinkedHashSet<>();
    for (Hit hit : hits()) {
      if (!hit.rule().scam().isEmpty()) {
        scams.add(hit.rule().scam());
      }
    }
    return List.copyOf(scams);
  }

  /** The risk labels that the hits give, in the order of the hits, without repetition. */
  public List<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    hits().forEach(hit -> labels.addAll(hit.rule().effects().labels()));
    return List.copyOf(labels);
  }

  /** Why the decision rests on less than it should; empty when nothing is amiss. */
  public List<Degraded> degraded() {
    return verdict.degraded();
  }

  /** The codes of the rules that were not evaluated for lack of data. */
  public List<String> notEvaluated() {
    return verdict.notEvaluated();
  }

  /** Whether some rule waits for its window to be covered by history (WARMING). */
  public boolean isWarming() {
    return verdict.warming();
  }

  /** What verification has shown so far. */
  public List<Evidence> evidence() {
    return evidence;
  }

  /** Who let the held transfer go, or null. */
  public @Nullable Release release() {
    return release;
  }

  /** The transfer's value in minor units of the base currency; 0 if it could not be worked out. */
  public long value() {
    return value;
  }

  /** The pack that decided. */
  public PackIdentity pack() {
    return verdict.pack();
  }

  /** Whether the decision binds. */
  public Mode mode() {
    return verdict.mode();
  }

  /** The clock when the transfer was decided. */
  public Instant decidedAt() {
    return Instant.ofEpochMilli(decidedAtMs);
  }

  /** When the present state ends by itself, or null. */
  public @Nullable Instant expiresAt() {
    return expiresAtMs == History.NEVER ? null : Instant.ofEpochMilli(expiresAtMs);
  }

  /** Whether the same transfer is to be scored again: the decision is not kept. */
  public boolean isRetry() {
    return !recorded;
  }

  /** Whether the decision had been made before: this call looked it up. */
  public boolean isRepeat() {
    return repeat;
  }

  /** Everything found when the transfer was scored. */
  public Verdict verdict() {
    return verdict;
  }

  /**
   * The alert that the decision raised for the bank's staff, as it was raised. Where it stands now,
   * {@link RiskEngine#alert} tells.
   */
  public Optional<Alert> alert() {
    AlertRecord raised = verdict.alert();
    return raised == null
        ? Optional.empty()
        : Optional.of(new Alert(raised, raised.raisedAt(), messages));
  }

  /** The controls that stop the transfer, those set after it was scored included. */
  public List<Control> controls() {
    return verdict.controls();
  }

  /**
   * Why, for people: a sentence for each hit, each limit passed, each control and each cause for
   * which the decision is degraded. Empty for an ALLOW to which there is nothing to say, and for a
   * repeat of a transfer that was allowed and is closed by now.
   */
  public List<String> reasons(Locale locale) {
    List<String> texts = new ArrayList<>();
    for (Hit hit : hits()) {
      texts.add(messages.text(hit.code(), locale, hit.arguments()).orElse(hit.code()));
    }
    for (LimitUsage usage : limitUsages) {
      if (usage.isPassed()) {
        String id = usage.limit().id();
        texts.add(messages.text("limit." + id, locale, List.of()).orElse(id));
      }
    }
    for (Control control : controls()) {
      String kind = control.kind().name();
      texts.add(messages.text("control." + kind, locale, List.of()).orElse(kind));
    }
    for (Degraded cause : degraded()) {
      String key = "degraded." + cause.cause();
      texts.add(messages.text(key, locale, List.of()).orElse(cause.toString()));
    }
    return texts;
  }

  /**
   * What to tell the customer: the advice of each hit and of each suspected scam, without
   * repetition. An ALLOW may carry advice too.
   */
  public List<String> advice(Locale locale) {
    Set<String> texts = new LinkedHashSet<>();
    for (Hit hit : hits()) {
      messages.text(hit.code() + ".advice", locale, hit.arguments()).ifPresent(texts::add);
    }
    for (String scam : suspectedScams()) {
      messages.text("scam." + scam + ".advice", locale, List.of()).ifPresent(texts::add);
    }
    return List.copyOf(texts);
  }

  /** The decision's stable JSON form, described in {@code docs/decisions.md}. */
  public String toJson() {
    return DecisionJson.write(this);
  }

  /** Outcome, state and score without personal data. */
  @Override
  public String toString() {
    return outcome() + " " + reference + " " + state + " score " + score();
  }
}
