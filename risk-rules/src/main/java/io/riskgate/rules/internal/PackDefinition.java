package io.riskgate.rules.internal;

import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Policy;
import java.util.List;

/**
 * What {@code pack.yaml} says.
 *
 * @param id the pack's id
 * @param version the pack's version
 * @param money the base currency
 * @param languages the languages of its texts; the first stands in for those it does not speak
 * @param policy its policy
 * @param parameters its parameters, in the author's order
 * @param wordLists its parameters that are lists of words, in the author's order
 * @param aggregates its aggregates, in the author's order
 */
record PackDefinition(
    String id,
    String version,
    Money money,
    List<String> languages,
    Policy policy,
    List<Parameter> parameters,
    List<WordList> wordLists,
    List<Aggregate> aggregates) {
  /** The names that the pack's rules may use. */
  Vocabulary vocabulary() {
    return Vocabulary.of(aggregates, parameters, wordLists);
  }
}
