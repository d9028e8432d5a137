package io.riskgate.core.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Degraded;
import io.riskgate.core.Mode;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.DecisionLog;
import io.riskgate.core.spi.DecisionLogException;
import io.riskgate.core.spi.Identifiers;
import io.riskgate.core.spi.LogRecord;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.StoredTransfer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an engine tells its decision log, and when. A required log is told ahead of the store, and
 * what the store then does not record is told after it; another is told once the store has
 * recorded. Builds nothing where there is no log.
 */
final class Logging implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Logging.class);

  /** No record was written ahead. */
  private static final long NONE = -1;

  private static final int DECISION_CHARS = 3072;
  private static final int SHORT_CHARS = 1024;

  private final DecisionLog log;
  private final Mode mode;
  private final boolean off;
  private final boolean required;

  Logging(DecisionLog log, Mode mode) {
    this.log = log;
    this.mode = mode;
    this.off = log == DecisionLog.none();
    this.required = log.isRequired();
  }

  /** A record on its way, and its number if it has been written. */
  final class Entry {
    private final LogRecord entry;
    private final Reference reference;
    private final PackRuntime pack;
    private long number = NONE;

    private Entry(LogRecord entry, Reference reference, PackRuntime pack) {
      this.entry = entry;
      this.reference = reference;
      this.pack = pack;
    }

    private Entry ahead() {
      if (required) {
        number = append(entry);
      }
      return this;
    }

    /** The same where no RETRY would follow: it may be written in the end, when nobody waits. */
    private Entry aheadAlone() {
      try {
        return ahead();
      } catch (DecisionLogException e) {
        tellUnrecorded(entry.clockMs(), false);
        throw e;
      }
    }

    /** The store has recorded it. */
    void recorded() {
      if (!required) {
        note(entry);
      }
    }

    /** The store has not recorded it, and says so. */
    void unrecorded(Moment moment) {
      if (number != NONE) {
        tellUnrecorded(moment.nowMs(), false);
      }
    }

    /** The store has failed, and may have recorded it or not. */
    void inDoubt(Moment moment) {
      if (number != NONE) {
        tellUnrecorded(moment.nowMs(), true);
      }
    }

    private void tellUnrecorded(long nowMs, boolean inDoubt) {
      note(
          entry(
              LogType.UNRECORDED,
              nowMs,
              pack,
              SHORT_CHARS,
              members -> {
                if (number != NONE) {
                  members.record(number);
                }
                if (inDoubt) {
                  members.inDoubt();
                }
                members.reference(reference, pack.policy.limitOwner());
              }));
    }
  }

  /**
   * A transfer is about to be recorded as decided.
   *
   * @throws DecisionLogException if the log is required and the record is not written
   */
  @Nullable Entry decided(
      PackRuntime r,
      Attempt attempt,
      Workspace workspace,
      long[] used,
      List<Control> payerControls,
      List<Control> payeeControls,
      Commit commit) {
    if (off) {
      return null;
    }
    LoggedInputs inputs = new LoggedInputs(used, payerControls, payeeControls);
    long nowMs = commit.moment().nowMs();
    return new Entry(
            entry(
                LogType.DECISION,
                nowMs,
                r,
                DECISION_CHARS,
                members -> {
                  members.transfer(attempt.transfer(), attempt.value());
                  members.facts(workspace.facts, r.pack.aggregates());
                  members.gaps(
                      workspace.facts.availability(),
                      workspace.history,
                      workspace.intelligence.degraded(),
                      r.pack.aggregates());
                  members.inputs(inputs, r.policy.limits());
                  members.decision(
                      Commits.decision(commit, attempt.value(), nowMs, r.pack.messages()),
                      r.policy.limitOwner());
                }),
            attempt.reference(),
            r)
        .ahead();
  }

  /**
   * A pending transfer is about to be recorded as looked at again.
   *
   * @throws DecisionLogException if the log is required and the record is not written
   */
  @Nullable Entry again(
      PackRuntime r, StoredTransfer stored, Reconsidered on, LoggedInputs inputs, Commit commit) {
    if (off) {
      return null;
    }
    return new Entry(
            entry(
                on.release() == null ? LogType.VERIFIED : LogType.RELEASED,
                commit.moment().nowMs(),
                r,
                DECISION_CHARS,
                members -> {
                  members.transfer(stored.transfer(), stored.value());
                  members.again(on);
                  members.inputs(inputs, r.policy.limits());
                  members.decision(
                      Commits.decision(
                          commit, stored.value(), stored.decidedAtMs(), r.pack.messages()),
                      r.policy.limitOwner());
                }),
            stored.reference(),
            r)
        .aheadAlone();
  }

  /** A transfer could not be decided. */
  void retry(PackRuntime r, Transfer transfer, Degraded cause, Decision decision) {
    if (!off) {
      note(
          entry(
              LogType.DECISION,
              decision.decidedAt().toEpochMilli(),
              r,
              SHORT_CHARS,
              members -> {
                members.transfer(transfer, decision.value());
                members.retry(cause);
                members.decision(decision, r.policy.limitOwner());
              }));
    }
  }

  /** Money has moved, or a transfer was called off. */
  void told(LogType type, PackRuntime r, Decision decision, Moment moment) {
    if (!off) {
      note(
          entry(
              type,
              moment.nowMs(),
              r,
              SHORT_CHARS,
              members -> {
                members.reference(decision.reference(), r.policy.limitOwner());
                members.standing(decision);
              }));
    }
  }

  /** A control has moved transfers to HELD. */
  void held(
      PackRuntime r, Control.Kind kind, String controlId, List<Reference> moved, Moment moment) {
    if (!off) {
      for (Reference reference : moved) {
        note(
            entry(
                LogType.HELD,
                moment.nowMs(),
                r,
                SHORT_CHARS,
                members -> {
                  members.control(kind, controlId);
                  members.reference(reference, r.policy.limitOwner());
                }));
      }
    }
  }

  private LogRecord entry(
      LogType type, long clockMs, PackRuntime r, int chars, Consumer<LogMembers> body) {
    return new LogRecord() {
      @Override
      public long clockMs() {
        return clockMs;
      }

      @Override
      public String members(Identifiers identifiers) {
        LogMembers members = new LogMembers(chars, identifiers);
        members.head(type, clockMs, mode, r.identity);
        body.accept(members);
        return members.toString();
      }
    };
  }

  private long append(LogRecord entry) {
    try {
      return log.append(entry);
    } catch (DecisionLogException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error("The decision log failed", Redacted.of(e));
      throw new DecisionLogException("The decision log failed", e);
    }
  }

  private void note(LogRecord entry) {
    try {
      log.note(entry);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error(
          "The decision log failed; what it was told of stands, and may be missing in it",
          Redacted.of(e));
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
