package io.riskgate.core.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.Hit;
import io.riskgate.core.Transfer;
import io.riskgate.core.facts.Availability;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the results of a pack's rules into a score and a demand. */
final class Scoring {
  private static final int SCORE_MAX = 100;
  private static final List<DataItem> ITEMS = List.of(DataItem.values());

  /**
   * What rules and data come to.
   *
   * @param demand what bands, rules and missing data ask for
   */
  record Risk(
      int score,
      List<Hit> hits,
      List<String> notEvaluated,
      boolean warming,
      List<Degraded> degraded,
      Demand demand) {}

  private final Policy policy;
  private final Rule[] rules;
  private final @Nullable DatedRules dated;
  private final int[] groups;
  private final int groupCount;
  private final String[] aggregateNames;
  private final long[] ofChannel = new long[Channel.values().length];
  private final long[] ofAsset = new long[AssetClass.values().length];

  Scoring(RulePack pack) {
    policy = pack.policy();
    rules = pack.rules().toArray(new Rule[0]);
    dated = DatedRules.of(pack.rules());
    groups = new int[rules.length];
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < rules.length; i++) {
      Integer next = indexes.size();
      Integer known = indexes.putIfAbsent(rules[i].group(), next);
      groups[i] = known == null ? next : known;
    }
    groupCount = indexes.size();
    for (Channel channel : Channel.values()) {
      ofChannel[channel.ordinal()] = bits(policy.expectedData(channel));
    }
    for (AssetClass assetClass : AssetClass.values()) {
      ofAsset[assetClass.ordinal()] = bits(policy.expectedData(assetClass));
    }
    aggregateNames = pack.aggregates().stream().map(Aggregate::name).toArray(String[]::new);
  }

  int groupCount() {
    return groupCount;
  }

  /** The risk of a transfer whose rules have been evaluated. */
  Risk assess(Transfer transfer, Workspace workspace) {
    RuleResults results = workspace.results;
    Availability availability = workspace.facts.availability();
    if (dated != null) {
      dated.dismiss(results, workspace.facts.eventDay());
    }
    Demand demand = Demand.NOTHING;
    List<Degraded> degraded = List.of();
    long missing = availability.missingItems() & expected(transfer);
    if (missing != 0) {
      degraded = notDeclared(missing, transfer);
      demand = degraded.isEmpty() ? demand : demand.and(policy.whenExpectedDataMissing());
    }
    List<Degraded> lookUps = workspace.intelligence.degraded();
    for (int i = 0; i < lookUps.size(); i++) {
      degraded = add(degraded, lookUps.get(i).cause(), lookUps.get(i).subject());
      demand = demand.and(policy.whenDegraded());
    }
    if (workspace.history.isAnyCapped()) {
      degraded = capped(degraded, workspace);
    }
    List<String> notEvaluated = List.of();
    if (results.hasGaps()) {
      notEvaluated = notEvaluated(results, workspace);
      for (int i = 0; i < rules.length; i++) {
        if (results.isFailed(i)) {
          degraded = add(degraded, Degraded.Cause.RULE_FAILED, rules[i].code());
          demand = demand.and(policy.whenDegraded());
        }
      }
    }
    List<Hit> hits = List.of();
    int score = 0;
    if (results.hits() > 0) {
      hits = hits(results);
      score = score(results, workspace.groupMax);
      for (int i = 0; i < hits.size(); i++) {
        demand = demand.and(hits.get(i).rule().demand());
      }
    }
    demand = demand.and(band(score));
    boolean warming = availability.isWarming() && !notEvaluated.isEmpty();
    return new Risk(score, hits, notEvaluated, warming, degraded, demand);
  }

  /**
   * The codes of the rules that lacked data. Mostly they are the same as of the transfer before,
   * and many: then its list is used again.
   */
  private List<String> notEvaluated(RuleResults results, Workspace workspace) {
    List<String> before = workspace.notEvaluated;
    int count = 0;
    boolean isSame = true;
    for (int i = 0; i < rules.length; i++) {
      if (results.isNotEvaluated(i)) {
        isSame = isSame && count < before.size() && before.get(count).equals(rules[i].code());
        count++;
      }
    }
    if (isSame && count == before.size()) {
      return before;
    }
    List<String> codes = new ArrayList<>(count);
    for (int i = 0; i < rules.length; i++) {
      if (results.isNotEvaluated(i)) {
        codes.add(rules[i].code());
      }
    }
    workspace.notEvaluated = List.copyOf(codes);
    return workspace.notEvaluated;
  }

  /**
   * What is expected of a transfer: of its channel and, where it leaves the payer, of its asset.
   */
  private long expected(Transfer transfer) {
    long items = ofChannel[transfer.channel().ordinal()];
    return transfer.kind().countsAgainstLimits()
        ? items | ofAsset[transfer.assetClass().ordinal()]
        : items;
  }

  private static List<Degraded> notDeclared(long missing, Transfer transfer) {
    List<Degraded> degraded = List.of();
    for (DataItem item : ITEMS) {
      if ((missing & item.bit()) != 0 && !transfer.declaredAbsent().contains(item)) {
        degraded = add(degraded, Degraded.Cause.EXPECTED_DATA_MISSING, item.name());
      }
    }
    return degraded;
  }

  private static long bits(Set<DataItem> items) {
    long bits = 0;
    for (DataItem item : items) {
      bits |= item.bit();
    }
    return bits;
  }

  private List<Hit> hits(RuleResults results) {
    List<Hit> hits = List.of();
    for (int i = 0; i < rules.length; i++) {
      if (results.isHit(i)) {
        hits = SmallLists.plus(hits, new Hit(rules[i], results.arguments(i)));
      }
    }
    return hits;
  }

  /** The sum over groups of the largest points in the group, minus deductions, within 0 to 100. */
  private int score(RuleResults results, int[] groupMax) {
    Arrays.fill(groupMax, 0);
    int sum = 0;
    for (int i = 0; i < rules.length; i++) {
      if (results.isHit(i)) {
        int points = rules[i].points();
        if (points < 0) {
          sum += points;
        } else if (points > groupMax[groups[i]]) {
          sum += points - groupMax[groups[i]];
          groupMax[groups[i]] = points;
        }
      }
    }
    return Math.max(0, Math.min(SCORE_MAX, sum));
  }

  private Demand band(int score) {
    Demand demand = Demand.NOTHING;
    for (Band band : policy.bands()) {
      if (score < band.from()) {
        break;
      }
      demand = band.demand();
    }
    return demand;
  }

  private List<Degraded> capped(List<Degraded> degraded, Workspace workspace) {
    List<Degraded> causes = degraded;
    if (workspace.history.isSeenCapped()) {
      causes = add(causes, Degraded.Cause.HISTORY_CAPPED, "seen");
    }
    if (workspace.history.isSignalsCapped()) {
      causes = add(causes, Degraded.Cause.HISTORY_CAPPED, "signals");
    }
    for (int i = 0; i < aggregateNames.length; i++) {
      if (workspace.history.isCapped(i)) {
        causes = add(causes, Degraded.Cause.HISTORY_CAPPED, aggregateNames[i]);
      }
    }
    return causes;
  }

  private static List<Degraded> add(List<Degraded> to, Degraded.Cause cause, String subject) {
    List<Degraded> causes = to.isEmpty() ? new ArrayList<>() : to;
    causes.add(new Degraded(cause, subject));
    return causes;
  }
}
