package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.FactHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a set of rules over facts, again and again in the same session, for one thread at a time.
 *
 * <p>A rule that throws takes the whole session along: what it had evaluated before is then
 * unknown. So the session is thrown away, and every rule is run in a session of its own, where only
 * those that throw fail.
 */
final class RuleRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

  private final RuleSet rules;
  private final boolean[] fired;
  private final boolean[] failed;
  private final @Nullable KieSession[] alone;

  /** Notes which rules fire. It refuses every match, so that Drools runs no then-part at all. */
  private final AgendaFilter notes;

  private @Nullable KieSession together;

  RuleRunner(RuleSet rules) {
    this.rules = rules;
    fired = new boolean[rules.size()];
    failed = new boolean[rules.size()];
    alone = new KieSession[rules.size()];
    notes =
        match -> {
          fired[rules.indexOf(match.getRule().getName())] = true;
          return false;
        };
  }

  /** Runs the rules; {@link #fired} and {@link #failed} then tell what came of each. */
  void run(TransferFacts facts) {
    Arrays.fill(fired, false);
    Arrays.fill(failed, false);
    KieSession session = together;
    if (session == null) {
      session = rules.newSession();
      together = session;
    }
    try {
      fire(session, facts);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.debug("A rule failed; every rule is now run by itself", e);
      together = null;
      session.dispose();
      runAlone(facts);
    }
  }

  boolean fired(int rule) {
    return fired[rule];
  }

  boolean failed(int rule) {
    return failed[rule];
  }

  private void runAlone(TransferFacts facts) {
    Arrays.fill(fired, false);
    for (int rule = 0; rule < alone.length; rule++) {
      KieSession session = alone[rule];
      if (session == null) {
        session = rules.newSession(rule);
        alone[rule] = session;
      }
      try {
        fire(session, facts);
      } catch (RuntimeException | StackOverflowError e) {
        LOG.debug("Rule {} of {} failed", rule, alone.length, e);
        failed[rule] = true;
        fired[rule] = false;
        alone[rule] = null;
        session.dispose();
      }
    }
  }

  private void fire(KieSession session, TransferFacts facts) {
    FactHandle handle = session.insert(facts);
    session.fireAllRules(notes);
    session.delete(handle);
  }

  @Override
  public void close() {
    dispose(together);
    together = null;
    for (int rule = 0; rule < alone.length; rule++) {
      dispose(alone[rule]);
      alone[rule] = null;
    }
  }

  private static void dispose(@Nullable KieSession session) {
    if (session != null) {
      session.dispose();
    }
  }
}
