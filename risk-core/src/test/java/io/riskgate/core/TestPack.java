package io.riskgate.core;

import static java.util.Objects.requireNonNullElse;

import io.riskgate.core.facts.AggregateValues;
import io.riskgate.core.facts.Bound;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RuleDates;
import io.riskgate.core.pack.RuleEffects;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.core.spi.RuleResults;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A pack whose rules are lambdas. Base currency CNY, days of Shanghai, unless told otherwise. */
final class TestPack implements RulePack {
  static final String SHA =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"; // 64 digits

  /** What a rule does when it is evaluated. */
  private interface Behaviour {
    void evaluate(int index, TransferFacts facts, RuleResults results);
  }

  private static final class Values extends AggregateValues {
    Values(int aggregates) {
      super(aggregates);
    }
  }

  private static final class Facts extends TransferFacts {
    Facts(int aggregates) {
      super(new Values(aggregates));
    }
  }

  private final List<Limit> limits = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Behaviour> behaviours = new ArrayList<>();
  private final List<Aggregate> aggregates = new ArrayList<>();
  private UnaryOperator<Policy.Builder> policyChange = p -> p;
  private Consumer<TransferFacts> beforeRules = facts -> {};
  private Runnable onNewEvaluator = () -> {};
  private Messages messages = Messages.NONE;
  private Policy policy;
  private String version = "1";
  private String base = "CNY";
  private Function<RulePack, List<PackProblem>> gate = current -> List.of();
  private final AtomicInteger openEvaluators = new AtomicInteger();
  private Runnable onCloseEvaluator = () -> {};

  TestPack onCloseEvaluator(Runnable value) {
    onCloseEvaluator = value;
    return this;
  }

  /** A limit on the fiat value of one calendar day: VERIFY by SMS code when it is passed. */
  TestPack dayLimit(long yuan) {
    return limit(fiat("day", Limit.Window.DAY, yuan, verifySms()));
  }

  /** A limit on the fiat value of one transfer: VERIFY by SMS code when it is passed. */
  TestPack singleLimit(long yuan) {
    return limit(fiat("single", Limit.Window.SINGLE, yuan, verifySms()));
  }

  TestPack limit(Limit limit) {
    limits.add(limit);
    return this;
  }

  static Limit fiat(String id, Limit.Window window, long yuan, Demand whenPassed) {
    return new Limit(id, AssetClass.FIAT, Limit.Measure.VALUE, window, yuan * 100, whenPassed);
  }

  static Demand verifySms() {
    return Demand.verify(VerificationMethod.SMS_CODE);
  }

  /** A hold that the customer ends by a face comparison. */
  static Demand holdForCustomer() {
    return new Demand(
        Outcome.HOLD, Set.of(VerificationMethod.FACE_RECOGNITION), ReleasePath.CUSTOMER);
  }

  TestPack band(int from, Demand demand) {
    bands.add(new Band(from, demand));
    return this;
  }

  TestPack policy(UnaryOperator<Policy.Builder> change) {
    UnaryOperator<Policy.Builder> before = policyChange;
    policyChange = p -> change.apply(before.apply(p));
    return this;
  }

  TestPack aggregate(Aggregate aggregate) {
    aggregates.add(aggregate);
    return this;
  }

  TestPack past(Past past) {
    return aggregate(past.declared());
  }

  TestPack messages(Messages value) {
    messages = value;
    return this;
  }

  /** Runs before the rules of each transfer; may throw, and then the evaluator fails as a whole. */
  TestPack beforeRules(Consumer<TransferFacts> value) {
    beforeRules = value;
    return this;
  }

  TestPack onNewEvaluator(Runnable value) {
    onNewEvaluator = value;
    return this;
  }

  /** Asks for something whenever the purpose text is the code. */
  TestPack demandOn(String purpose, Demand demand) {
    return rule(purpose).demand(demand).when(f -> f.getPurpose().equals(purpose));
  }

  /** Another version; version 1 unless told otherwise. */
  TestPack version(String value) {
    version = value;
    return this;
  }

  /** Another base currency. */
  TestPack base(String value) {
    base = value;
    return this;
  }

  /** What the pack finds wrong with itself when it is to replace another. */
  TestPack gate(Function<RulePack, List<PackProblem>> value) {
    gate = value;
    return this;
  }

  /** How many of its evaluators have not been closed. */
  int openEvaluators() {
    return openEvaluators.get();
  }

  RuleSpec rule(String code) {
    return new RuleSpec(code);
  }

  /** A rule on its way into the pack. */
  final class RuleSpec {
    private final String code;
    private int points;
    private String group;
    private Demand demand = Demand.NOTHING;
    private String scam = "";
    private RuleDates dates = RuleDates.ALWAYS;
    private RuleEffects effects = RuleEffects.NONE;
    private Predicate<TransferFacts> lacksData = f -> false;
    private Function<TransferFacts, List<Object>> arguments = f -> List.of();

    private RuleSpec(String code) {
      this.code = code;
    }

    RuleSpec points(int value) {
      points = value;
      return this;
    }

    RuleSpec group(String value) {
      group = value;
      return this;
    }

    RuleSpec demand(Demand value) {
      demand = value;
      return this;
    }

    RuleSpec scam(String value) {
      scam = value;
      return this;
    }

    /** A hit makes the pattern abnormal. */
    RuleSpec abnormal() {
      effects = new RuleEffects(true, Set.of(), Set.of(), null, null);
      return this;
    }

    RuleSpec dates(RuleDates value) {
      dates = value;
      return this;
    }

    RuleSpec effects(RuleEffects value) {
      effects = value;
      return this;
    }

    RuleSpec arguments(Function<TransferFacts, List<Object>> value) {
      arguments = value;
      return this;
    }

    /** Not evaluated where an item is missing. */
    RuleSpec needs(DataItem item) {
      lacksData = f -> (f.availability().missingItems() & item.bit()) != 0;
      return this;
    }

    /** Not evaluated while the aggregate is only a lower bound. */
    RuleSpec readsAsLittle(String aggregate) {
      int index = indexOf(aggregate);
      lacksData = f -> f.availability().isAggregateUncovered(index);
      return this;
    }

    /** Not evaluated while the aggregate is short of history, if it can then be too large too. */
    RuleSpec needsKnown(String aggregate) {
      int index = indexOf(aggregate);
      boolean isUnknown = aggregates.get(index).bound() == Bound.UNKNOWN;
      lacksData = f -> isUnknown && f.availability().isAggregateUncovered(index);
      return this;
    }

    /** Not evaluated while it cannot be said what is new. */
    RuleSpec readsAsNew() {
      lacksData = f -> f.availability().isSeenUncovered();
      return this;
    }

    TestPack when(Predicate<TransferFacts> condition) {
      rules.add(
          new Rule(code, points, requireNonNullElse(group, code), demand, scam, dates, effects));
      behaviours.add(
          (index, facts, results) -> {
            if (lacksData.test(facts)) {
              results.notEvaluated(index);
            } else if (condition.test(facts)) {
              results.hit(index, arguments.apply(facts));
            }
          });
      return TestPack.this;
    }

    /** Always fires. */
    TestPack always() {
      return when(f -> true);
    }
  }

  private int indexOf(String aggregate) {
    return IntStream.range(0, aggregates.size())
        .filter(i -> aggregates.get(i).name().equals(aggregate))
        .findFirst()
        .orElseThrow();
  }

  /** The value of an aggregate, by name. */
  long value(TransferFacts facts, String aggregate) {
    return facts.aggregates().value(indexOf(aggregate));
  }

  @Override
  public PackIdentity identity() {
    return new PackIdentity("test", version, SHA);
  }

  @Override
  public Policy policy() {
    if (policy == null) {
      Policy.Builder builder =
          Policy.builder(base)
              .homeCountry("CN")
              .zone(ZoneId.of("Asia/Shanghai"))
              .limits(limits)
              .bands(bands);
      policy = policyChange.apply(builder).build();
    }
    return policy;
  }

  @Override
  public List<Rule> rules() {
    return List.copyOf(rules);
  }

  @Override
  public List<Aggregate> aggregates() {
    return List.copyOf(aggregates);
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public TransferFacts newFacts() {
    return new Facts(aggregates.size());
  }

  @Override
  public RuleEvaluator newEvaluator() {
    onNewEvaluator.run();
    openEvaluators.incrementAndGet();
    return new RuleEvaluator() {
      @Override
      public void evaluate(TransferFacts facts, RuleResults results) {
        beforeRules.accept(facts);
        for (int i = 0; i < behaviours.size(); i++) {
          try {
            behaviours.get(i).evaluate(i, facts, results);
          } catch (IllegalStateException e) { // what the port asks of an evaluator
            results.failed(i);
          }
        }
      }

      @Override
      public void close() {
        openEvaluators.decrementAndGet();
        onCloseEvaluator.run();
      }
    };
  }

  @Override
  public List<PackProblem> problemsReplacing(RulePack current) {
    return gate.apply(current);
  }
}
