package io.riskgate.workbench.backtest;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is counted of what one pack decided. Its size depends on the pack, and not on how
 * many transfers there are: ranks are an outcome and a score, rules are numbered, and everything
 * that the file names is capped where it is kept.
 */
final class Figures {
  /** Scores from 0 to 100. */
  static final int SCORES = 101;

  /** More kinds than that are no kinds but, say, case numbers. */
  static final int KINDS_MAX = 100;

  /** Where kinds beyond the first hundred are counted. */
  static final String OTHER_KINDS = "(other kinds)";

  /** Where fraud is counted of which no kind is told. */
  static final String NO_KIND = "(not told)";

  /** A cause names the currency or asset that has no rate, and a file may name any number. */
  static final int CAUSES_MAX = 100;

  /** Where causes beyond the first hundred are counted. */
  static final String OTHER_CAUSES = "(other causes)";

  private static final int OUTCOMES = Outcome.values().length;

  private final RulePack pack;
  private final Without without;
  private final Moments moments;
  private final Map<String, Integer> indexes = new HashMap<>();

  private final Stops stops = new Stops();
  private final Map<String, Stops> kinds = new TreeMap<>();
  private final Map<String, Tally> limits = new TreeMap<>();
  private final Map<String, Long> degraded = new TreeMap<>();
  private final Map<Means, long[]> outcomes = new TreeMap<>();
  private final Ranking ranking = new Ranking(OUTCOMES * SCORES);
  private final Ranking riskRanking = new Ranking(SCORES);
  private final DailyTop dailyTop = new DailyTop(OUTCOMES * SCORES);
  private final DailyTop riskDailyTop = new DailyTop(SCORES);
  private final BigInteger[] fraudValueByScore = new BigInteger[SCORES];
  private final RuleFigures[] rules;
  private final long[][] together;
  private final Cell[][] week = new Cell[7][24];
  private final Places places = new Places();
  private final Timeline timeline;
  private final Examples missed = new Examples();
  private final Examples falseAlarms = new Examples();

  private List<String> lastNotEvaluated = List.of();
  private long lastNotEvaluatedTimes;

  Figures(RulePack pack) {
    this.pack = pack;
    ZoneId zone = pack.policy().zone();
    without = new Without(pack.policy());
    moments = new Moments(zone);
    timeline = new Timeline(zone);
    int count = pack.rules().size();
    rules = new RuleFigures[count];
    together = new long[count][count];
    for (int i = 0; i < count; i++) {
      rules[i] = new RuleFigures();
      indexes.put(pack.rules().get(i).code(), i);
    }
    Arrays.fill(fraudValueByScore, BigInteger.ZERO);
    for (Means means : Means.values()) {
      outcomes.put(means, new long[OUTCOMES]);
    }
    for (Cell[] day : week) {
      Arrays.setAll(day, hour -> new Cell());
    }
  }

  /** Counts a decision. */
  void add(Replayed replayed, Decision decision) {
    boolean isFraud = replayed.isFraud();
    Outcome outcome = decision.decidedOutcome();
    boolean isAlert = outcome != Outcome.ALLOW;
    stops.add(decision, isFraud);
    if (isFraud) {
      kind(replayed.fraudKind()).add(decision, true);
      fraudValueByScore[decision.score()] =
          fraudValueByScore[decision.score()].add(BigInteger.valueOf(decision.value()));
    }
    for (Map.Entry<Means, long[]> means : outcomes.entrySet()) {
      means.getValue()[means.getKey().of(decision).ordinal()]++;
    }
    hits(decision, isAlert, isFraud);
    gaps(decision);
    when(replayed.transfer(), decision, isAlert, isFraud);
    places.add(replayed.transfer(), isAlert, isFraud);
    if (isFraud && !isAlert) {
      missed.add(replayed, decision, null);
    } else if (isAlert && !isFraud) {
      falseAlarms.add(replayed, decision, null);
    }
  }

  private Stops kind(String told) {
    String kind = told.isEmpty() ? NO_KIND : told;
    boolean full = kinds.size() >= KINDS_MAX && !kinds.containsKey(kind);
    return kinds.computeIfAbsent(full ? OTHER_KINDS : kind, name -> new Stops());
  }

  private void when(Transfer transfer, Decision decision, boolean isAlert, boolean isFraud) {
    Instant time = transfer.time();
    if (time == null) {
      return; // it has been scored, and so has a time
    }
    int rank = decision.decidedOutcome().ordinal() * SCORES + decision.score();
    ranking.add(rank, isFraud);
    riskRanking.add(decision.score(), isFraud);
    moments.at(time);
    dailyTop.add(moments.day(), rank, isFraud);
    riskDailyTop.add(moments.day(), decision.score(), isFraud);
    week[moments.weekday()][moments.hour()].add(isAlert, isFraud);
    timeline.add(time, isAlert, isFraud);
  }

  private void hits(Decision decision, boolean isAlert, boolean isFraud) {
    List<Hit> hits = decision.hits();
    for (int i = 0; i < hits.size(); i++) {
      Rule rule = hits.get(i).rule();
      int index = indexes.getOrDefault(rule.code(), -1);
      if (index < 0) {
        throw new IllegalStateException("The pack has no rule " + rule.code());
      }
      rules[index].fired().add(isFraud, decision.value());
      for (int j = 0; j < i; j++) {
        // Hits are in the pack's order, so that each pair has one place.
        together[indexes.getOrDefault(hits.get(j).code(), index)][index]++;
      }
      if (isFraud && counts(rule) && isAlone(hits, i)) {
        rules[index].alone();
      }
      if (isAlert && without.goes(decision, rule)) {
        rules[index].decisive(isFraud);
      }
    }
    for (LimitUsage usage : decision.limitUsages()) {
      if (usage.isPassed()) {
        limits
            .computeIfAbsent(usage.limit().id(), id -> new Tally())
            .add(isFraud, decision.value());
      }
    }
  }

  /** Whether a hit can stop anything, by itself or with others. */
  private static boolean counts(Rule rule) {
    return rule.points() > 0 || rule.demand().outcome() != Outcome.ALLOW;
  }

  private static boolean isAlone(List<Hit> hits, int index) {
    for (int i = 0; i < hits.size(); i++) {
      if (i != index && counts(hits.get(i).rule())) {
        return false;
      }
    }
    return true;
  }

  private void gaps(Decision decision) {
    List<String> codes = decision.notEvaluated();
    // Mostly the same list as before, which may be long: it is counted as a whole.
    if (codes != lastNotEvaluated) {
      countNotEvaluated();
      lastNotEvaluated = codes;
    }
    lastNotEvaluatedTimes++;
    decision.degraded().forEach(cause -> degraded(cause.toString()));
  }

  private void degraded(String cause) {
    boolean full = degraded.size() >= CAUSES_MAX && !degraded.containsKey(cause);
    degraded.merge(full ? OTHER_CAUSES : cause, 1L, Long::sum);
  }

  private void countNotEvaluated() {
    for (String code : lastNotEvaluated) {
      Integer index = indexes.get(code);
      if (index != null) {
        rules[index].notEvaluated(lastNotEvaluatedTimes);
      }
    }
    lastNotEvaluatedTimes = 0;
  }

  RulePack pack() {
    return pack;
  }

  /** Fraud and honest transfers that were stopped, by what stops them. */
  Stops stops() {
    return stops;
  }

  /** The fraudulent transfers by their kind. */
  Map<String, Stops> kinds() {
    return kinds;
  }

  /** The transfers that passed a limit, by its id. */
  Map<String, Tally> limits() {
    return limits;
  }

  /** Why decisions rested on less than they should, and how many did. */
  Map<String, Long> degraded() {
    return degraded;
  }

  /** How often means came to an outcome. */
  long outcomes(Means means, Outcome outcome) {
    return outcomes.getOrDefault(means, new long[OUTCOMES])[outcome.ordinal()];
  }

  /** All transfers by outcome, then score. */
  Ranking ranking() {
    return ranking;
  }

  /** All transfers by score. */
  Ranking riskRanking() {
    return riskRanking;
  }

  DailyTop dailyTop() {
    return dailyTop;
  }

  DailyTop riskDailyTop() {
    return riskDailyTop;
  }

  /** What the fraud of a score is worth. */
  BigInteger fraudValue(int score) {
    return fraudValueByScore[score];
  }

  /** What a rule did, by its index in the pack. */
  RuleFigures rule(int index) {
    countNotEvaluated();
    return rules[index];
  }

  /** In how many transfers two rules fired, by their indexes in the pack. */
  long together(int one, int other) {
    return together[Math.min(one, other)][Math.max(one, other)];
  }

  /** What happened in an hour of the week, Monday being 0. */
  Cell hourOfWeek(int weekday, int hour) {
    return week[weekday][hour];
  }

  Places places() {
    return places;
  }

  Timeline timeline() {
    return timeline;
  }

  /** Fraud that was let go. */
  Examples missed() {
    return missed;
  }

  /** Honest transfers that were stopped. */
  Examples falseAlarms() {
    return falseAlarms;
  }
}
