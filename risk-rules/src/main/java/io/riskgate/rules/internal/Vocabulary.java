package io.riskgate.rules.internal;

import io.riskgate.core.pack.Aggregate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names that a pack's rules may use.
 *
 * @param facts the facts
 * @param aggregates the declared aggregates, in their order
 * @param parameters the parameters by name, in their order
 * @param wordLists the parameters that are lists of words by name, in their order
 * @param enums the enums of the facts by their simple names
 */
public record Vocabulary(
    FactCatalog facts,
    List<Aggregate> aggregates,
    Map<String, Parameter> parameters,
    Map<String, WordList> wordLists,
    Map<String, Class<?>> enums) {
  /** The names of a pack with these aggregates and parameters. */
  public static Vocabulary of(List<Aggregate> aggregates, List<Parameter> parameters) {
    return of(aggregates, parameters, List.of());
  }

  /** The names of a pack with these aggregates, parameters and lists of words. */
  public static Vocabulary of(
      List<Aggregate> aggregates, List<Parameter> parameters, List<WordList> wordLists) {
    FactCatalog facts = new FactCatalog(aggregates);
    Map<String, Parameter> byName = new LinkedHashMap<>();
    parameters.forEach(parameter -> byName.put(parameter.name(), parameter));
    Map<String, WordList> listsByName = new LinkedHashMap<>();
    wordLists.forEach(list -> listsByName.put(list.name(), list));
    Map<String, Class<?>> enums = new TreeMap<>();
    List<FactInfo> all = new ArrayList<>(facts.all());
    all.addAll(facts.of(PatternType.SIGNAL).values());
    for (FactInfo fact : all) {
      if (fact.type().isEnum()) {
        enums.put(fact.type().getSimpleName(), fact.type());
      }
    }
    return new Vocabulary(facts, aggregates, byName, listsByName, enums);
  }

  /** The names of all parameters, as rules and texts write them after {@code P.} */
  List<String> parameterNames() {
    List<String> names = new ArrayList<>(parameters.keySet());
    names.addAll(wordLists.keySet());
    return names;
  }

  /** The same with other facts. */
  Vocabulary with(FactCatalog others) {
    return new Vocabulary(others, aggregates, parameters, wordLists, enums);
  }
}
