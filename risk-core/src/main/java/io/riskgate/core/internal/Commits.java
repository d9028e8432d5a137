package io.riskgate.core.internal;

import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Evidence;
import io.riskgate.core.Mark;
import io.riskgate.core.Mode;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Signal;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is recorded of a judgement, and how it reads as a decision once it is recorded. */
final class Commits {
  private Commits() {}

  /** What is recorded when a transfer is decided for the first time. */
  static Commit first(
      PackRuntime r,
      Mode mode,
      Reference reference,
      long revision,
      Judgement judgement,
      List<Signal> signals,
      Moment moment) {
    Standing standing = judgement.standing();
    boolean binds = mode == Mode.ENFORCE;
    return of(
        r,
        reference,
        revision,
        judgement.verdict(),
        binds ? standing.open() : Demand.NOTHING,
        binds ? standing : standing.unstopped(r.schema.limits()),
        binds ? Set.of() : Set.of(Mark.MONITORED),
        List.of(),
        null,
        signals,
        moment);
  }

  /** What is recorded of where a transfer stands later on. */
  static Commit of(
      PackRuntime r,
      Reference reference,
      long revision,
      Verdict verdict,
      Demand open,
      Standing standing,
      Set<Mark> marks,
      List<Evidence> evidence,
      @Nullable Release release,
      Moment moment) {
    return of(
        r, reference, revision, verdict, open, standing, marks, evidence, release, List.of(),
        moment);
  }

  private static Commit of(
      PackRuntime r,
      Reference reference,
      long revision,
      Verdict verdict,
      Demand open,
      Standing standing,
      Set<Mark> marks,
      List<Evidence> evidence,
      @Nullable Release release,
      List<Signal> signals,
      Moment moment) {
    TransferState state = state(open.outcome());
    return new Commit(
        r.schema,
        reference,
        revision,
        verdict,
        open,
        state,
        standing.claims(r.schema.limits(), state),
        standing.usages(),
        marks,
        evidence,
        release,
        signals,
        moment.nowMs() + lifeMs(r.policy, state),
        moment);
  }

  private static TransferState state(Outcome outcome) {
    return switch (outcome) {
      case ALLOW -> TransferState.RESERVED;
      case VERIFY -> TransferState.AWAITING_VERIFICATION;
      case HOLD -> TransferState.HELD;
    };
  }

  private static long lifeMs(Policy policy, TransferState state) {
    return switch (state) {
      case RESERVED -> policy.reservationExpiry().toMillis();
      case AWAITING_VERIFICATION -> policy.verificationExpiry().toMillis();
      default -> policy.holdExpiry().toMillis();
    };
  }

  /** How a commit reads as a decision; the store's answer says the same once it is recorded. */
  static Decision decision(Commit commit, long value, long decidedAtMs, Messages messages) {
    boolean waits = commit.state() != TransferState.RESERVED;
    return new Decision(
        commit.reference(),
        commit.verdict(),
        commit.demand(),
        commit.state(),
        commit.marks(),
        commit.usages(),
        waits ? commit.demand().methods() : Set.of(),
        commit.evidence(),
        commit.release(),
        value,
        decidedAtMs,
        commit.expiresAtMs(),
        true,
        false,
        messages);
  }

  /** A hold, path RETRY, that is not kept under the reference. */
  static Decision retry(
      PackIdentity pack,
      Mode mode,
      Reference reference,
      long value,
      long nowMs,
      Degraded cause,
      Messages messages) {
    Demand hold = Demand.hold(ReleasePath.RETRY);
    Verdict verdict =
        new Verdict(
            pack, mode, 0, List.of(), List.of(), false, List.of(cause), hold, hold, List.of());
    return new Decision(
        reference,
        verdict,
        hold,
        TransferState.HELD,
        Set.of(),
        List.of(),
        Set.of(),
        List.of(),
        null,
        value,
        nowMs,
        History.NEVER,
        false,
        false,
        messages);
  }
}
