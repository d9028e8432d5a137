package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.lane.DirectLane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a pack that take the direct lane: all of them at once through the generated class,
 * and, where that is not enough, a rule or a branch of one by itself, predicate by predicate. Safe
 * for use by several threads.
 *
 * <p>A rule that throws takes the generated class along: which rules fired is then unknown. So
 * every rule is evaluated by itself once more, where only those that throw fail.
 */
final class DirectRules {
  private static final Logger LOG = LoggerFactory.getLogger(DirectRules.class);

  private final DirectLane lane;
  private final PackLoader loader;
  private final @Nullable List<String>[] names;
  private final @Nullable List<String>[][] branchNames;
  private final Map<String, Predicate1<TransferFacts>> singletons;

  /**
   * Takes the rules of a plan.
   *
   * @param lane the generated class
   * @param loader where the predicates are
   * @param names the predicates of each rule of the pack; null where it runs in a session
   * @param branchNames the predicates of the branches of rules that have several
   */
  DirectRules(
      DirectLane lane,
      PackLoader loader,
      @Nullable List<String>[] names,
      @Nullable List<String>[][] branchNames) {
    this.lane = lane;
    this.loader = loader;
    this.names = names;
    this.branchNames = branchNames;
    this.singletons = new ConcurrentHashMap<>();
  }

  /** Whether a rule takes this lane. */
  boolean contains(int rule) {
    return names[rule] != null;
  }

  /**
   * Evaluates every rule.
   *
   * @param fired where the bits of the rules that fire are set
   * @param failed where the bits of the rules that throw are set
   * @return whether a rule threw
   */
  boolean run(TransferFacts facts, long[] fired, long[] failed) {
    try {
      lane.run(facts, fired);
      return false;
    } catch (Exception | StackOverflowError e) {
      LOG.debug("A rule failed; every rule is now evaluated by itself", e);
      Arrays.fill(fired, 0);
    }
    boolean anyFailed = false;
    for (int rule = 0; rule < names.length; rule++) {
      List<String> predicates = names[rule];
      if (predicates != null) {
        anyFailed |= hold(predicates, facts, rule, fired, failed);
      }
    }
    return anyFailed;
  }

  /** Evaluates one branch of a rule; sets the rule's bits as {@link #run} does. */
  void runBranch(int rule, int branch, TransferFacts facts, long[] fired, long[] failed) {
    List<String> predicates = branchNames[rule][branch];
    if (predicates == null) {
      throw new IllegalStateException("Branch " + branch + " of rule " + rule + " is not here");
    }
    hold(predicates, facts, rule, fired, failed);
  }

  private boolean hold(
      List<String> predicates, TransferFacts facts, int rule, long[] fired, long[] failed) {
    try {
      for (String predicate : predicates) {
        if (!singleton(predicate).test(facts)) {
          return false;
        }
      }
      fired[rule >> 6] |= 1L << rule;
      return false;
    } catch (Exception | StackOverflowError e) {
      LOG.debug("Rule {} failed", rule, e);
      failed[rule >> 6] |= 1L << rule;
      return true;
    }
  }

  private Predicate1<TransferFacts> singleton(String name) {
    Predicate1<TransferFacts> known = singletons.get(name);
    return known != null ? known : singletons.computeIfAbsent(name, loader::predicate);
  }
}
