package io.riskgate.core.internal;

import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.ShadowReport;
import io.riskgate.core.ShadowReport.Example;
import io.riskgate.core.ShadowReport.Latency;
import io.riskgate.core.ShadowReport.OutcomeCount;
import io.riskgate.core.Verdict;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.Attempt;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts how a candidate compares with one champion. Guarded by the lock of its shadow. */
final class ShadowTally {
  private static final int MEDIAN = 500;
  private static final int P99 = 990;

  /** The transfers that the two packs decided in a given way. */
  private static final class Pair {
    long count;
    final Deque<Example> examples = new ArrayDeque<>(ShadowReport.EXAMPLES_MAX);
  }

  private final PackIdentity champion;
  private final Instant since;
  private final List<String> limitsNotCounted;
  private final Map<Outcome, Map<Outcome, Pair>> pairs = new EnumMap<>(Outcome.class);
  private final LogHistogram championRules = new LogHistogram();
  private final LogHistogram candidateRules = new LogHistogram();
  private long compared;
  private long agreed;
  private long warming;
  private long failed;
  private long forgotten;
  private long scoresSame;
  private long scoresHigher;
  private long scoresLower;
  private int highestRise;
  private int deepestFall;

  ShadowTally(PackIdentity champion, Instant since, List<String> limitsNotCounted) {
    this.champion = champion;
    this.since = since;
    this.limitsNotCounted = limitsNotCounted;
  }

  void addFailed() {
    failed++;
  }

  void addForgotten() {
    forgotten++;
  }

  void addWarming() {
    warming++;
  }

  void addLatencies(long championNs, long candidateNs) {
    championRules.add(championNs);
    candidateRules.add(candidateNs);
  }

  /** Counts a transfer that both packs have decided. */
  void add(Attempt attempt, Judgement theirs, Judgement ours) {
    Verdict was = theirs.verdict();
    Verdict would = ours.verdict();
    Outcome before = was.demand().outcome();
    Outcome after = would.demand().outcome();
    compared++;
    if (before == after) {
      agreed++;
    }
    addScores(would.score() - was.score());
    Pair pair =
        pairs
            .computeIfAbsent(before, o -> new EnumMap<>(Outcome.class))
            .computeIfAbsent(after, o -> new Pair());
    pair.count++;
    List<String> championOnly = codesOfFirstOnly(was.hits(), would.hits());
    List<String> candidateOnly = codesOfFirstOnly(would.hits(), was.hits());
    List<String> championLimits = passed(theirs);
    List<String> candidateLimits = passed(ours);
    if (before == after
        && was.score() == would.score()
        && championOnly.isEmpty()
        && candidateOnly.isEmpty()
        && championLimits.equals(candidateLimits)) {
      return;
    }
    if (pair.examples.size() == ShadowReport.EXAMPLES_MAX) {
      pair.examples.removeFirst();
    }
    pair.examples.add(
        new Example(
            attempt.reference().toString(),
            Instant.ofEpochMilli(attempt.eventTimeMs()),
            attempt.value(),
            was.score(),
            would.score(),
            championOnly,
            candidateOnly,
            would.notEvaluated(),
            championLimits,
            candidateLimits));
  }

  private void addScores(int rise) {
    if (rise == 0) {
      scoresSame++;
    } else if (rise > 0) {
      scoresHigher++;
      highestRise = Math.max(highestRise, rise);
    } else {
      scoresLower++;
      deepestFall = Math.max(deepestFall, -rise);
    }
  }

  private static List<String> codesOfFirstOnly(List<Hit> first, List<Hit> second) {
    if (first.isEmpty()) {
      return List.of();
    }
    List<String> codes = new ArrayList<>();
    for (Hit hit : first) {
      if (second.stream().noneMatch(other -> other.code().equals(hit.code()))) {
        codes.add(hit.code());
      }
    }
    return codes;
  }

  private static List<String> passed(Judgement judgement) {
    List<String> ids = new ArrayList<>(0);
    for (LimitUsage usage : judgement.standing().usages()) {
      if (usage.isPassed()) {
        ids.add(usage.limit().id());
      }
    }
    return ids;
  }

  ShadowReport.Comparison report() {
    List<OutcomeCount> flips = new ArrayList<>();
    List<OutcomeCount> same = new ArrayList<>();
    pairs.forEach(
        (before, after) ->
            after.forEach(
                (outcome, pair) ->
                    (before == outcome ? same : flips)
                        .add(
                            new OutcomeCount(
                                before, outcome, pair.count, List.copyOf(pair.examples)))));
    flips.addAll(same);
    return new ShadowReport.Comparison(
        champion,
        since,
        compared,
        agreed,
        warming,
        failed,
        forgotten,
        flips,
        new ShadowReport.Scores(scoresSame, scoresHigher, scoresLower, highestRise, deepestFall),
        latency(championRules),
        latency(candidateRules),
        limitsNotCounted);
  }

  private static Latency latency(LogHistogram of) {
    return new Latency(of.count(), of.quantile(MEDIAN), of.quantile(P99), of.max());
  }
}
