package io.riskgate.benchmarks;

import io.riskgate.rules.Lanes;
import java.util.List;
import java.util.function.Function;

/** All that is measured side by side: each finds the same hits. */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
public enum Variant {
  /** The limit: Java by hand, for the pack {@code cn} alone. */
  HAND_WRITTEN("Java by hand", HandWrittenContender::new),
  /** A Java method for each rule. */
  STRAIGHT_JAVA("Java, a method for each rule", StraightJava::new),
  /** A loop over predicates. */
  LIST_OF_LAMBDAS("a list of Java lambdas", ListOfLambdas::new),
  /** Riskgate: every rule of {@code cn} takes the direct lane. */
  DIRECT_LANE("Riskgate, direct lane", w -> riskgate(w, Lanes.DIRECT_WHERE_POSSIBLE)),
  /** Riskgate, {@link MixedPack}: most rules in the direct lane, some in the session lane. */
  MIXED_PACK("Riskgate, mixed pack", w -> new RiskgateRules(w, List.of(MixedPack.load()))),
  /** Riskgate, loaded with {@code Lanes.SESSION_ONLY}. */
  SESSION_LANE("Riskgate, session lane", w -> riskgate(w, Lanes.SESSION_ONLY)),
  /** Easy Rules, conditions as lambdas. */
  EASY_RULES("Easy Rules, transfer in a field", w -> new EasyRules(w, false)),
  /** Easy Rules as its guide has it. */
  EASY_RULES_FACTS("Easy Rules, transfer in Facts", w -> new EasyRules(w, true)),
  /** Evrete as its guide has it. */
  EVRETE_TEXT_STATELESS(
      "Evrete, text, stateless",
      w -> evrete(w, EvreteRules.Conditions.TEXT, EvreteRules.Sessions.STATELESS, false)),
  /** Evrete with conditions as text in a session that is used again. */
  EVRETE_TEXT_REUSED(
      "Evrete, text, reused session",
      w -> evrete(w, EvreteRules.Conditions.TEXT, EvreteRules.Sessions.REUSED, true)),
  /** Evrete with the rules' predicates. */
  EVRETE_LAMBDA_STATELESS(
      "Evrete, lambdas, stateless",
      w -> evrete(w, EvreteRules.Conditions.LAMBDA, EvreteRules.Sessions.STATELESS, true)),
  /** Evrete with the rules' predicates in a session that is used again. */
  EVRETE_LAMBDA_REUSED(
      "Evrete, lambdas, reused session",
      w -> evrete(w, EvreteRules.Conditions.LAMBDA, EvreteRules.Sessions.REUSED, true)),
  /** The same, clearing the session. */
  EVRETE_LAMBDA_CLEARED(
      "Evrete, lambdas, cleared session",
      w -> evrete(w, EvreteRules.Conditions.LAMBDA, EvreteRules.Sessions.CLEARED, true)),
  /** The same, on Evrete's own threads. */
  EVRETE_LAMBDA_THREADS(
      "Evrete, lambdas, reused session, own threads",
      w -> evrete(w, EvreteRules.Conditions.LAMBDA, EvreteRules.Sessions.REUSED, false)),
  /** Plain Drools, one flat fact, one session for all. */
  DROOLS_REUSED("plain Drools, flat fact, reused session", w -> new ReusedSessionRules(w, false)),
  /** The same with Drools' alpha network compiler. */
  DROOLS_REUSED_COMPILED(
      "plain Drools, the same, alpha network compiled", w -> new ReusedSessionRules(w, true)),
  /** Plain Drools, one flat fact, stateless session. */
  DROOLS_STATELESS(
      "plain Drools, flat fact, stateless session", w -> new StatelessSessionRules(w, false)),
  /** The same in sequential mode. */
  DROOLS_SEQUENTIAL(
      "plain Drools, the same, sequential mode", w -> new StatelessSessionRules(w, true)),
  /** Plain Drools as tutorials use it. */
  DROOLS_JOINED_FRESH("plain Drools, joined facts, fresh session", JoinedFactsRules::new);

  private final String title;
  private final Function<Workload, Contender> open;

  Variant(String title, Function<Workload, Contender> open) {
    this.title = title;
    this.open = open;
  }

  /** What tables call it. */
  String title() {
    return title;
  }

  /** Whether there is such a thing for these rules. */
  boolean has(RuleBook book) {
    return book == RuleBook.CN || (this != HAND_WRITTEN && this != MIXED_PACK);
  }

  /** Makes it ready, and proves that it finds what it must. */
  Contender open(Workload workload) {
    Contender contender = make(workload);
    workload.prove(contender);
    return contender;
  }

  /** Makes it ready, and calls nothing yet. */
  Contender make(Workload workload) {
    return open.apply(workload);
  }

  private static Contender riskgate(Workload workload, Lanes lanes) {
    return new RiskgateRules(workload, workload.book.load(lanes));
  }

  private static Contender evrete(
      Workload workload,
      EvreteRules.Conditions conditions,
      EvreteRules.Sessions sessions,
      boolean callersThread) {
    return new EvreteRules(workload, conditions, sessions, callersThread);
  }
}
