package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.spi.RuleEvaluator;
import io.riskgate.rules.RuleLane;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.CompiledRules;
import io.riskgate.rules.internal.Vocabulary;
import io.riskgate.rules.internal.Witness;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pack's compiled rules, each in its lane. Where no rule needs a session, Drools' engine is never
 * started.
 */
final class DroolsRules implements CompiledRules {
  private final PackClasses classes;
  private final PackLoader loader;
  private final List<CheckedRule> rules;
  private final MethodHandle newFacts;
  private final PackEvaluator.Shape shape;
  private final @Nullable DirectRules direct;
  private final @Nullable SessionBases sessions;

  DroolsRules(PackClasses classes, Vocabulary vocabulary, List<CheckedRule> rules) {
    this.loader = new PackLoader(classes.files(), vocabulary);
    this.classes = classes;
    this.rules = List.copyOf(rules);
    this.newFacts = loader.factsConstructor();
    this.shape = new PackEvaluator.Shape(rules);
    this.direct = direct();
    int[] inSession = inSession();
    this.sessions =
        inSession.length == 0 ? null : new SessionBases(this::networks, this.rules, inSession);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
  private @Nullable DirectRules direct() {
    Map<String, List<String>> predicates = classes.plan().predicates();
    @Nullable List<String>[] names = new List[rules.size()];
    @Nullable List<String>[][] branchNames = new List[rules.size()][];
    boolean any = false;
    for (int i = 0; i < names.length; i++) {
      CheckedRule rule = rules.get(i);
      names[i] = predicates.get(rule.code());
      branchNames[i] = new List[rule.branches().size() > 1 ? rule.branches().size() : 0];
      for (int branch = 0; branch < branchNames[i].length; branch++) {
        branchNames[i][branch] = predicates.get(rule.branchName(branch));
      }
      any |= names[i] != null;
    }
    return any ? new DirectRules(loader.lane(), loader, names, branchNames) : null;
  }

  private int[] inSession() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (direct == null || !direct.contains(i)) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private ModelNetworks networks() {
    return new ModelNetworks(loader.model());
  }

  @Override
  public TransferFacts newFacts() {
    try {
      return (TransferFacts) newFacts.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("The constructor of facts throws nothing checked", e);
    }
  }

  @Override
  public CompiledRules with(Vocabulary vocabulary) {
    return new DroolsRules(classes, vocabulary, rules);
  }

  @Override
  public RuleEvaluator newEvaluator() {
    return new PackEvaluator(shape, direct, sessions == null ? null : sessions.newRules());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    classes.write(out);
  }

  /**
   * The same rules in other ways.
   *
   * @param header what stands before rules in a file
   * @param drl the rules as DRL, by name
   */
  List<Witness> witnesses(String header, Map<String, String> drl) {
    // The classic mode divides as a calculator does. A rule that fails degrades the decision, which
    // is safe; so where it fails, the classic mode is not asked.
    Map<String, String> all = new HashMap<>(drl);
    for (CheckedRule rule : rules) {
      for (int i = 0; rule.hasBranchRules() && i < rule.branches().size(); i++) {
        all.put(rule.branchName(i), rule.branchDrl(i));
      }
    }
    ClassicNetworks classic = new ClassicNetworks(header, all, loader);
    return List.of(
        new Witness(
            "a session of the executable model", inSessions(this::networks), true, () -> {}),
        new Witness(
            "a session of the classic mode", inSessions(() -> classic), false, classic::close),
        new Witness("its branches, one by one", byBranches(), false, () -> {}));
  }

  private RuleEvaluator byBranches() {
    return new PackEvaluator(shape, direct, sessions == null ? null : sessions.newRules(), true);
  }

  /** Evaluates every rule in sessions. */
  private RuleEvaluator inSessions(Supplier<? extends RuleSet.Networks> networks) {
    int[] all = IntStream.range(0, rules.size()).toArray();
    return new PackEvaluator(shape, null, new SessionBases(networks, rules, all).newRules());
  }

  @Override
  public List<RuleLane> lanes() {
    List<RuleLane> lanes = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      String rule = rules.get(i).code();
      boolean isDirect = direct != null && direct.contains(i);
      String why =
          isDirect
              ? "it is one pattern of plain conditions over the facts"
              : classes
                  .plan()
                  .refused()
                  .getOrDefault(rule, "the pack was loaded for sessions only");
      lanes.add(new RuleLane(rule, isDirect, why));
    }
    return lanes;
  }
}
