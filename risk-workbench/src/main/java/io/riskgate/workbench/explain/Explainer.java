package io.riskgate.workbench.explain;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Masking;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.log.WhatIf;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.RuleReader;
import io.riskgate.rules.RuleReading;
import io.riskgate.rules.RuleReading.Truth;
import io.riskgate.rules.RuleReading.Turn;
import io.riskgate.workbench.explain.Explanation.Behind;
import io.riskgate.workbench.explain.Explanation.Change;
import io.riskgate.workbench.explain.Explanation.Counted;
import io.riskgate.workbench.explain.Explanation.Fired;
import io.riskgate.workbench.explain.Explanation.Known;
import io.riskgate.workbench.explain.Explanation.LimitUse;
import io.riskgate.workbench.explain.Explanation.Missed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts an explanation together from the record of a decision and the pack that made it. */
final class Explainer {
  private static final String HISTORY = "history.";

  private final RulePack pack;
  private final Decision decision;
  private final WhatIf record;
  private final Set<String> controlsBefore;
  private final RuleReader rules;
  private final Map<String, RuleReading> readings = new LinkedHashMap<>();
  private final Map<String, Rule> byCode = new LinkedHashMap<>();

  /**
   * Prepares to explain.
   *
   * @param controlsBefore the controls on the payer before the transfer was scored
   */
  Explainer(RulePack pack, Decision decision, WhatIf record, Set<String> controlsBefore) {
    this.controlsBefore = controlsBefore;
    this.pack = pack;
    this.decision = decision;
    this.record = record;
    rules = RuleReader.of(pack);
    rules.read(record.facts()).forEach(reading -> readings.put(reading.code(), reading));
    pack.rules().forEach(rule -> byCode.put(rule.code(), rule));
  }

  /**
   * Explains.
   *
   * @param wanted the transfer
   * @param past what came before it
   * @param state where an event stands
   */
  Explanation explain(Wanted wanted, Past past, Function<PastEvent, TransferState> state) {
    Map<String, Long> used = record.used();
    List<Change> changes =
        new Alternatives(record, rules, decision, values(), controlsBefore).find(used);
    return new Explanation(
        wanted.row().place(),
        wanted.transfer(),
        decision,
        pack,
        wanted.later(),
        record.facts().signals().stream()
            .map(signal -> new Known(signal.getKind(), signal.getAgeMinutes()))
            .toList(),
        fired(),
        aggregates(wanted.transfer(), past, state),
        limits(used),
        notEvaluated(),
        missed(Objects.requireNonNull(wanted.transfer().time())),
        changes);
  }

  private List<RuleReading.Value> values() {
    return readings.values().stream()
        .flatMap(reading -> reading.clauses().stream())
        .flatMap(clause -> clause.values().stream())
        .distinct()
        .toList();
  }

  private List<Fired> fired() {
    List<Fired> fired = new ArrayList<>();
    for (Hit hit : decision.hits()) {
      fired.add(
          new Fired(
              hit,
              pack.messages().text(hit.code(), Locale.ENGLISH, hit.arguments()).orElse(""),
              reading(hit.code())));
    }
    return fired;
  }

  private RuleReading reading(String code) {
    return Objects.requireNonNull(readings.get(code), code);
  }

  private List<Counted> aggregates(
      Transfer transfer, Past past, Function<PastEvent, TransferState> state) {
    Set<String> read = new LinkedHashSet<>();
    for (Hit hit : decision.hits()) {
      reading(hit.code()).clauses().stream()
          .flatMap(clause -> clause.values().stream())
          .forEach(value -> read.add(value.name()));
    }
    List<Counted> counted = new ArrayList<>();
    for (int i = 0; i < pack.aggregates().size(); i++) {
      Aggregate aggregate = pack.aggregates().get(i);
      if (read.contains(HISTORY + aggregate.name())) {
        List<PastEvent> events =
            past.behind(
                aggregate, Objects.requireNonNull(transfer.time()), pack.policy().zone(), state);
        long value = record.facts().aggregates().value(i);
        Long again = Past.value(aggregate, events);
        if (aggregate.measure() == Aggregate.Measure.MAX) {
          events.sort(Comparator.comparingLong(PastEvent::value).reversed());
        }
        counted.add(
            new Counted(
                aggregate,
                value,
                events.stream().map(event -> behind(event, transfer, state)).toList(),
                again == null ? !past.isDropped() : again == value));
      }
    }
    return counted;
  }

  private static Behind behind(
      PastEvent event, Transfer wanted, Function<PastEvent, TransferState> state) {
    Transfer transfer = event.transfer();
    boolean incoming =
        transfer.payee().equals(wanted.payer())
            || (transfer.payee().equals(wanted.payee())
                && !transfer.payer().equals(wanted.payer()));
    return new Behind(
        event.time(),
        transfer.id(),
        event.value(),
        Masking.mask(incoming ? transfer.payer() : transfer.payee()),
        !incoming,
        state.apply(event));
  }

  private List<LimitUse> limits(Map<String, Long> used) {
    List<LimitUse> limits = new ArrayList<>();
    for (LimitUsage usage : decision.limitUsages()) {
      limits.add(new LimitUse(usage, used.getOrDefault(usage.limit().id(), 0L)));
    }
    return limits;
  }

  private Map<String, List<String>> notEvaluated() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (String code : decision.notEvaluated()) {
      byReason.computeIfAbsent(reading(code).lacking(), why -> new ArrayList<>()).add(code);
    }
    return byReason;
  }

  private List<Missed> missed(Instant time) {
    LocalDate day = time.atZone(pack.policy().zone()).toLocalDate();
    Set<String> decided = new LinkedHashSet<>(decision.notEvaluated());
    decision.hits().forEach(hit -> decided.add(hit.code()));
    List<Missed> missed = new ArrayList<>();
    for (RuleReading reading : readings.values()) {
      Rule rule = Objects.requireNonNull(byCode.get(reading.code()));
      if (!decided.contains(reading.code()) && counts(rule, day)) {
        onlyMiss(reading)
            .ifPresent(
                clause ->
                    missed.add(
                        new Missed(reading, rule.points(), clause, nearest(reading, clause))));
      }
    }
    missed.sort(Comparator.comparingDouble(Explainer::distance));
    return missed;
  }

  /** How far from firing a rule was. */
  private static double distance(Missed miss) {
    Turn nearest = miss.nearest();
    return nearest == null ? Double.MAX_VALUE : Alternatives.size(nearest);
  }

  private static boolean counts(Rule rule, LocalDate day) {
    LocalDate effective = rule.dates().effective();
    LocalDate expires = rule.dates().expires();
    return (effective == null || !day.isBefore(effective))
        && (expires == null || day.isBefore(expires));
  }

  private static Optional<RuleReading.Clause> onlyMiss(RuleReading reading) {
    List<RuleReading.Clause> failing =
        reading.clauses().stream().filter(clause -> clause.truth() != Truth.YES).toList();
    return failing.size() == 1 && failing.get(0).truth() == Truth.NO && reading.clauses().size() > 1
        ? Optional.of(failing.get(0))
        : Optional.empty();
  }

  /**
   * The nearest change of a fact with which the rule really fires. Who asks why a rule missed does
   * not ask for another rule, so that parameters stay as they are.
   */
  private @Nullable Turn nearest(RuleReading reading, RuleReading.Clause clause) {
    return clause.turns().stream()
        .filter(turn -> !turn.value().name().startsWith("P."))
        .sorted(Comparator.comparingDouble(Alternatives::size))
        .filter(turn -> fires(reading.code(), turn))
        .findFirst()
        .orElse(null);
  }

  private boolean fires(String code, Turn turn) {
    return record.decide(Map.of(turn.value().name(), turn.to())).hits().stream()
        .anyMatch(hit -> hit.code().equals(code));
  }
}
