package io.riskgate.core.log;

import io.riskgate.core.Decision;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.internal.JsonReader;
import io.riskgate.core.internal.JsonReader.Members;
import io.riskgate.core.internal.NotInTheRecord;
import io.riskgate.core.internal.Redecision;
import io.riskgate.core.pack.RulePack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One decision, made again from its record: as it was, with a fact changed, or by another pack.
 * Nothing is asked of a store, a clock or a source, and nothing is recorded. Used by one thread.
 *
 * <p>Facts are taken as the record has them; one that is changed changes alone, whatever else would
 * follow from it in life.
 */
public final class WhatIf implements AutoCloseable {
  private final Members entry;
  private final Redecision redecision;

  private WhatIf(Members entry, RulePack pack) {
    this.entry = entry;
    this.redecision = new Redecision(pack);
  }

  /**
   * Takes the record of a decision.
   *
   * @param members the record's members, as {@link io.riskgate.core.spi.LogRecord#members} writes
   *     them
   * @param pack the pack to decide with
   * @throws IllegalArgumentException if it is no record
   */
  public static WhatIf of(String members, RulePack pack) {
    return new WhatIf(JsonReader.object("{" + members + "}"), pack);
  }

  /** The same record with another pack. */
  public WhatIf by(RulePack pack) {
    return new WhatIf(entry, pack);
  }

  /**
   * The facts that the rules read; they are this object's own until it is asked again.
   *
   * @throws IllegalArgumentException if it is not the record of a decision on facts, or the pack
   *     reads what it does not have
   */
  public TransferFacts facts() {
    try {
      return redecision.facts(entry);
    } catch (NotInTheRecord e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The decision as it comes out on the facts of the record. */
  public Decision decide() {
    return decide(Map.of());
  }

  /**
   * The decision as it would come out with some facts changed.
   *
   * @param changes facts by the names that rules have for them: a Long, a Boolean or a String; the
   *     {@code value} goes for limits too
   * @throws IllegalArgumentException if there is no such fact, it is not the record of a decision
   *     on facts, or the pack reads what it does not have
   */
  public Decision decide(Map<String, Object> changes) {
    return decide(changes, Set.of());
  }

  /**
   * The same, without some controls: what follows from a hit, such as a restriction that the rule
   * imposes, is in the record, and stays when the rule is made to miss.
   *
   * @param lifted the ids of controls that are taken for not being there
   */
  public Decision decide(Map<String, Object> changes, Set<String> lifted) {
    try {
      return redecision.decide(entry, changes, lifted);
    } catch (NotInTheRecord e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** How far each limit was used without the transfer, by its id, in the limit's unit. */
  public Map<String, Long> used() {
    Map<String, Long> used = new LinkedHashMap<>();
    Members logged = entry.object("used");
    logged.names().forEach(id -> used.put(id, logged.whole(id)));
    return used;
  }

  /** The data items that were not there. */
  public List<String> missing() {
    return entry.texts("missing");
  }

  /**
   * What was not covered by history: {@code warming}, {@code seen}, {@code signals}, aggregates.
   */
  public List<String> uncovered() {
    return entry.texts("uncovered");
  }

  /** Frees the evaluator. */
  @Override
  public void close() {
    redecision.close();
  }
}
