package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.FactReader;
import io.riskgate.rules.internal.Needs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a pack's rules, each in its lane, and reports what came of them. Which rules fired, and
 * which threw, is kept in bits: bit {@code i & 63} of word {@code i >> 6} stands for rule {@code
 * i}.
 */
final class PackEvaluator implements RuleEvaluator {
  private final Shape shape;
  private final @Nullable DirectRules direct;
  private final @Nullable SessionRules session;
  private final long[] fired;
  private final long[] failed;
  private final @Nullable Arguments[] arguments;
  private final Gaps gaps;
  private @Nullable TransferFacts now;
  private final boolean byBranches;
  private boolean closed;

  PackEvaluator(Shape shape, @Nullable DirectRules direct, @Nullable SessionRules session) {
    this(shape, direct, session, false);
  }

  /**
   * An evaluator.
   *
   * @param byBranches whether to evaluate rules of several branches branch by branch even where no
   *     data is missing: to check that a rule is the same as its branches
   */
  PackEvaluator(
      Shape shape,
      @Nullable DirectRules direct,
      @Nullable SessionRules session,
      boolean byBranches) {
    this.byBranches = byBranches;
    this.shape = shape;
    this.direct = direct;
    this.session = session;
    fired = new long[(shape.size() + 63) >> 6];
    failed = new long[fired.length];
    gaps = new Gaps(shape.needs);
    arguments = new Arguments[shape.size()];
    for (int rule = 0; rule < arguments.length; rule++) {
      FactReader[] readers = shape.arguments[rule];
      arguments[rule] = readers.length == 0 ? null : new Arguments(readers);
    }
  }

  /** What a pack's evaluators share: the needs of each branch, and the facts that texts name. */
  static final class Shape {
    private final Needs[][] needs;
    private final FactReader[][] arguments;

    Shape(List<CheckedRule> rules) {
      needs = new Needs[rules.size()][];
      arguments = new FactReader[rules.size()][];
      for (int i = 0; i < needs.length; i++) {
        CheckedRule rule = rules.get(i);
        needs[i] = rule.branches().stream().map(CheckedRule.Branch::needs).toArray(Needs[]::new);
        arguments[i] = rule.arguments().stream().map(FactReader::new).toArray(FactReader[]::new);
      }
    }

    int size() {
      return needs.length;
    }
  }

  @Override
  public void evaluate(TransferFacts facts, RuleResults results) {
    if (closed) {
      throw new IllegalStateException("This evaluator is closed");
    }
    now = facts;
    Arrays.fill(fired, 0);
    Arrays.fill(failed, 0);
    boolean anyFailed = direct != null && direct.run(facts, fired, failed);
    if (session != null) {
      anyFailed |= session.run(facts, fired, failed);
    }
    if (!facts.availability().isComplete()) {
      judge(facts, results);
      return;
    }
    if (byBranches) {
      takeBranches(facts);
    }
    reportHits(results);
    if (anyFailed) {
      reportFailures(results);
    }
  }

  private void reportHits(RuleResults results) {
    for (int word = 0; word < fired.length; word++) {
      for (long bits = fired[word]; bits != 0; bits &= bits - 1) {
        hit((word << 6) + Long.numberOfTrailingZeros(bits), results);
      }
    }
  }

  private void reportFailures(RuleResults results) {
    for (int rule = 0; rule < shape.size(); rule++) {
      if (isSet(failed, rule) && !isSet(fired, rule)) {
        results.failed(rule);
      }
    }
  }

  /** Reports the rules where some data is missing. */
  private void judge(TransferFacts facts, RuleResults results) {
    Gaps.Found found = gaps.of(facts.availability());
    for (int word = 0; word < fired.length; word++) {
      int first = word << 6;
      for (long bits = found.none[word]; bits != 0; bits &= bits - 1) {
        results.notEvaluated(first + Long.numberOfTrailingZeros(bits));
      }
      for (long bits = found.partly[word]; bits != 0; bits &= bits - 1) {
        judgePartly(first + Long.numberOfTrailingZeros(bits), facts, results);
      }
      long whole = ~(found.none[word] | found.partly[word]);
      for (long bits = fired[word] & whole; bits != 0; bits &= bits - 1) {
        hit(first + Long.numberOfTrailingZeros(bits), results);
      }
      for (long bits = failed[word] & ~fired[word] & whole; bits != 0; bits &= bits - 1) {
        results.failed(first + Long.numberOfTrailingZeros(bits));
      }
    }
  }

  /** Reports a rule of which some branches have their data. */
  private void judgePartly(int rule, TransferFacts facts, RuleResults results) {
    if (isSet(fired, rule) || isSet(failed, rule)) {
      // It may have fired, or failed, through a branch whose data is missing: ask the others.
      runBranches(rule, facts);
    }
    if (isSet(fired, rule)) {
      hit(rule, results);
    } else if (isSet(failed, rule)) {
      results.failed(rule);
    } else {
      results.notEvaluated(rule);
    }
  }

  /** A rule that fails stays as it is: which part of it throws depends on what comes first. */
  private void takeBranches(TransferFacts facts) {
    for (int rule = 0; rule < shape.size(); rule++) {
      if (shape.needs[rule].length > 1 && !isSet(failed, rule)) {
        boolean whole = isSet(fired, rule);
        runBranches(rule, facts);
        if (isSet(failed, rule)) {
          put(failed, rule, false);
          put(fired, rule, whole);
        }
      }
    }
  }

  /** Evaluates the branches of a rule that have their data, and nothing else of it. */
  private void runBranches(int rule, TransferFacts facts) {
    put(fired, rule, false);
    put(failed, rule, false);
    Needs[] branches = shape.needs[rule];
    for (int branch = 0; branch < branches.length; branch++) {
      if (branches[branch].areMet(facts.availability())) {
        if (direct != null && direct.contains(rule)) {
          direct.runBranch(rule, branch, facts, fired, failed);
        } else if (session != null) {
          session.runBranch(rule, branch, facts, fired, failed);
        }
      }
    }
  }

  private void hit(int rule, RuleResults results) {
    Arguments values = arguments[rule];
    if (values == null) {
      results.hit(rule);
    } else {
      results.hit(rule, values);
    }
  }

  /** The values that a rule's texts name, read when they are asked for. */
  private final class Arguments implements Supplier<List<Object>> {
    private final FactReader[] readers;

    Arguments(FactReader[] readers) {
      this.readers = readers;
    }

    @Override
    public List<Object> get() {
      TransferFacts facts = Objects.requireNonNull(now, "no facts were evaluated");
      List<Object> values = new ArrayList<>(readers.length);
      for (FactReader reader : readers) {
        values.add(reader.read(facts));
      }
      return values;
    }
  }

  private static void put(long[] bits, int rule, boolean value) {
    long bit = 1L << rule;
    bits[rule >> 6] = value ? bits[rule >> 6] | bit : bits[rule >> 6] & ~bit;
  }

  private static boolean isSet(long[] bits, int rule) {
    return (bits[rule >> 6] & 1L << rule) != 0;
  }

  @Override
  public void close() {
    closed = true;
    if (session != null) {
      session.close();
    }
  }
}
