package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.FactHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a set of rules over facts, again and again in the same session, for one thread at a time.
 *
 * <p>The session's memory holds the transfer's facts, its signals, and the flags that rules set;
 * afterwards it is empty again. A rule that throws takes the whole session along: what it had
 * evaluated before is then unknown. So the session is thrown away, and every rule is run in a
 * session of its own, together with those that it rests on, where only those that throw fail.
 */
final class RuleRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

  private static final int ALL = -1;

  private final RuleSet rules;
  private final long[] fired;
  private final long[] failed;
  private final @Nullable KieSession[] alone;

  private boolean anyFailed;
  private final boolean[] set;
  private boolean anySet;
  private final List<FactHandle> inserted = new ArrayList<>();

  /**
   * Notes which rules fire. It refuses every match, so that Drools runs no then-part at all, except
   * the first that sets a flag: more of the same would only multiply the matches of its readers.
   */
  private final AgendaFilter notes;

  /** The rule that is run alone, whose session also has the rules that it rests on. */
  private int only = ALL;

  private @Nullable KieSession together;

  RuleRunner(RuleSet rules) {
    this.rules = rules;
    fired = new long[(rules.size() + 63) >> 6];
    failed = new long[fired.length];
    alone = new KieSession[rules.size()];
    set = new boolean[rules.flags()];
    notes = match -> note(rules.indexOf(match.getRule().getName()));
  }

  private boolean note(int rule) {
    if (only == ALL || only == rule) {
      fired[rule >> 6] |= 1L << rule;
    }
    int flag = rules.flagOf(rule);
    if (flag == RuleSet.NO_FLAG || set[flag]) {
      return false;
    }
    set[flag] = true;
    anySet = true;
    return true;
  }

  /** Runs the rules; {@link #fired} and {@link #failed} then tell what came of each. */
  void run(TransferFacts facts) {
    Arrays.fill(fired, 0);
    if (anyFailed) {
      Arrays.fill(failed, 0);
      anyFailed = false;
    }
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

  /** Which rules fired: bit {@code i & 63} of word {@code i >> 6} stands for rule {@code i}. */
  long[] fired() {
    return fired;
  }

  boolean fired(int rule) {
    return isSet(fired, rule);
  }

  /** Whether any rule failed. */
  boolean anyFailed() {
    return anyFailed;
  }

  boolean failed(int rule) {
    return isSet(failed, rule);
  }

  private static boolean isSet(long[] bits, int rule) {
    return (bits[rule >> 6] & 1L << rule) != 0;
  }

  private void runAlone(TransferFacts facts) {
    Arrays.fill(fired, 0);
    for (int rule = 0; rule < alone.length; rule++) {
      only = rule;
      KieSession session = alone[rule];
      if (session == null) {
        session = rules.newSession(rule);
        alone[rule] = session;
      }
      try {
        fire(session, facts);
      } catch (RuntimeException | StackOverflowError e) {
        LOG.debug("Rule {} of {} failed", rule, alone.length, e);
        anyFailed = true;
        failed[rule >> 6] |= 1L << rule;
        fired[rule >> 6] &= ~(1L << rule);
        alone[rule] = null;
        session.dispose();
      }
    }
    only = ALL;
  }

  private void fire(KieSession session, TransferFacts facts) {
    Arrays.fill(set, false);
    anySet = false;
    inserted.clear();
    inserted.add(session.insert(facts));
    List<SignalFacts> signals = facts.signals();
    for (int i = 0; i < signals.size(); i++) {
      inserted.add(session.insert(signals.get(i)));
    }
    session.fireAllRules(notes);
    for (int i = 0; i < inserted.size(); i++) {
      session.delete(inserted.get(i));
    }
    if (anySet) {
      for (FactHandle flag : List.copyOf(session.<FactHandle>getFactHandles())) {
        session.delete(flag);
      }
    }
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
