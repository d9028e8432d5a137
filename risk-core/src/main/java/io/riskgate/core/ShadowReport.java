package io.riskgate.core;

import io.riskgate.core.pack.PackIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How a candidate pack has compared with the packs that decided. Holds no account, device or IP.
 * Immutable.
 *
 * @param candidate the pack that is tried
 * @param baseCurrency the ISO 4217 code of the currency in which values are given
 * @param since the clock when the shadow started
 * @param dropped how many transfers found no room to wait, and were not looked at
 * @param waiting how many wait to be looked at
 * @param queueMax how many can wait
 * @param comparisons one for each champion, in the order in which they began to decide; of more
 *     than {@value #CHAMPIONS_MAX} those that came first are left out
 */
public record ShadowReport(
    PackIdentity candidate,
    String baseCurrency,
    Instant since,
    long dropped,
    long waiting,
    int queueMax,
    List<Comparison> comparisons) {
  /** With how many champions a candidate is compared at most. */
  public static final int CHAMPIONS_MAX = 8;

  /** How many examples are kept of each pair of outcomes: the latest. */
  public static final int EXAMPLES_MAX = 5;

  /** Copies the list. */
  public ShadowReport {
    Objects.requireNonNull(candidate, "candidate");
    Objects.requireNonNull(baseCurrency, "baseCurrency");
    Objects.requireNonNull(since, "since");
    comparisons = List.copyOf(comparisons);
  }

  /**
   * The candidate beside one champion. A transfer counts in exactly one of {@code compared}, {@code
   * warming}, {@code failed} and {@code forgotten}.
   *
   * @param champion the pack that decided
   * @param since the clock when the first of its transfers was looked at
   * @param compared how many transfers were compared
   * @param agreed in how many of them the outcome is the same
   * @param warming how many transfers the candidate decided on less history than its rules ask for:
   *     WARMING, or an aggregate that the champion does not have could not be read in full. They
   *     are not compared, so that no flip is blamed on a cold history
   * @param failed how many transfers the candidate could not decide, because its rules or the store
   *     threw
   * @param forgotten how many transfers the store no longer remembered when they were looked at
   * @param outcomes the compared transfers by what champion and candidate decided, flips first;
   *     pairs that did not occur are left out
   * @param scores how the scores of the compared transfers differ
   * @param championRules how long the champion's rules took, run again beside the candidate's
   * @param candidateRules how long the candidate's rules took
   * @param limitsNotCounted the candidate's limits over a window that the champion does not count
   *     in the same way: their use is a lower bound, and they are passed more often than is shown
   */
  public record Comparison(
      PackIdentity champion,
      Instant since,
      long compared,
      long agreed,
      long warming,
      long failed,
      long forgotten,
      List<OutcomeCount> outcomes,
      Scores scores,
      Latency championRules,
      Latency candidateRules,
      List<String> limitsNotCounted) {
    /** Copies the lists. */
    public Comparison {
      Objects.requireNonNull(champion, "champion");
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(scores, "scores");
      Objects.requireNonNull(championRules, "championRules");
      Objects.requireNonNull(candidateRules, "candidateRules");
      outcomes = List.copyOf(outcomes);
      limitsNotCounted = List.copyOf(limitsNotCounted);
    }

    /**
     * The share of compared transfers that agree, in hundredths of a percent, rounded down: 10,000
     * only where all do. 0 where none was compared.
     */
    public int agreedHundredths() {
      return compared == 0 ? 0 : (int) (agreed * 10_000 / compared);
    }

    /** How many compared transfers have another outcome. */
    public long flips() {
      return compared - agreed;
    }

    /** How many compared transfers the two packs decided in a given way. */
    public long count(Outcome champion, Outcome candidate) {
      for (OutcomeCount pair : outcomes) {
        if (pair.champion() == champion && pair.candidate() == candidate) {
          return pair.count();
        }
      }
      return 0;
    }
  }

  /**
   * The compared transfers that the two packs decided in a given way.
   *
   * @param champion what the champion decided, in mode MONITOR too
   * @param candidate what the candidate would have decided
   * @param count how many there were
   * @param examples the latest of them in which anything differs, at most {@value #EXAMPLES_MAX},
   *     oldest first
   */
  public record OutcomeCount(
      Outcome champion, Outcome candidate, long count, List<Example> examples) {
    /** Copies the list. */
    public OutcomeCount {
      Objects.requireNonNull(champion, "champion");
      Objects.requireNonNull(candidate, "candidate");
      examples = List.copyOf(examples);
    }
  }

  /**
   * A transfer that the two packs see differently.
   *
   * @param reference its reference, the account masked
   * @param time its event time
   * @param value in minor units of the base currency
   * @param championScore the champion's score
   * @param candidateScore the candidate's score
   * @param championOnly the codes of the rules that hit in the champion alone
   * @param candidateOnly the codes of the rules that hit in the candidate alone
   * @param notEvaluated the codes of the candidate's rules that lacked data
   * @param championLimits the limits passed in the champion
   * @param candidateLimits the limits passed in the candidate
   */
  public record Example(
      String reference,
      Instant time,
      long value,
      int championScore,
      int candidateScore,
      List<String> championOnly,
      List<String> candidateOnly,
      List<String> notEvaluated,
      List<String> championLimits,
      List<String> candidateLimits) {
    /** Copies the lists. */
    public Example {
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(time, "time");
      championOnly = List.copyOf(championOnly);
      candidateOnly = List.copyOf(candidateOnly);
      notEvaluated = List.copyOf(notEvaluated);
      championLimits = List.copyOf(championLimits);
      candidateLimits = List.copyOf(candidateLimits);
    }
  }

  /**
   * How the candidate's scores differ from the champion's.
   *
   * @param same how many are the same
   * @param higher how many are higher
   * @param lower how many are lower
   * @param highestRise by how many points at most the candidate's is higher
   * @param deepestFall by how many points at most it is lower
   */
  public record Scores(long same, long higher, long lower, int highestRise, int deepestFall) {}

  /**
   * How long a pack's rules took, the facts being in place; in nanoseconds, what asking for the
   * time takes included. Median and 99th percentile are at most 6.25 % too high and never too low.
   *
   * @param count how many times were taken
   */
  public record Latency(long count, long medianNs, long p99Ns, long maxNs) {}

  /** The report as a table. */
  @Override
  public String toString() {
    return ShadowTable.of(this);
  }
}
