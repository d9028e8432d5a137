package io.riskgate.rules;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.internal.LoadedPack;
import io.riskgate.rules.internal.PackReader;
import java.util.List;

/**
 * Reads the rules of a pack clause by clause, to explain a decision: which clauses held, on which
 * values, and what would turn them. It walks the rules' syntax tree, far from the way of a
 * transfer; what decides is always the pack's evaluator. Safe for use by several threads.
 */
public final class RuleReader {
  private final PackReader reader;

  private RuleReader(PackReader reader) {
    this.reader = reader;
  }

  /**
   * A reader of a pack. The rules of a pack that comes compiled are parsed anew, which takes a
   * moment.
   *
   * @throws IllegalArgumentException if the pack was not loaded by {@link RulePacks}
   */
  public static RuleReader of(RulePack pack) {
    if (pack instanceof LoadedPack loaded) {
      return new RuleReader(new PackReader(loaded));
    }
    throw new IllegalArgumentException("Not loaded by RulePacks: " + pack.identity());
  }

  /**
   * What every rule makes of facts of this pack, in the order of the rules. What a clause says is
   * worked out whether or not the data for it was there.
   */
  public List<RuleReading> read(TransferFacts facts) {
    return reader.read(facts);
  }

  /**
   * The single changes at which some comparison turns, the nearest in either direction of each, so
   * that the rules find something else: between two of them no change of that fact or parameter
   * alone changes what they find.
   */
  public List<RuleReading.Turn> turns(TransferFacts facts) {
    return reader.turns(facts);
  }

  /**
   * The same pack with one parameter changed, for trying out. Nothing is compiled or checked; it is
   * known by the same identity, and must not be put live.
   *
   * @throws IllegalArgumentException if there is no such number among the parameters, or the value
   *     lies outside of its range
   */
  public RulePack with(String parameter, long value) {
    return reader.with(parameter, value);
  }
}
