package io.riskgate.rules.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a parameter of type {@code words}. */
final class WordListYaml {
  private WordListYaml() {}

  /** Reads the list behind a name; null, and problems, where something is wrong with it. */
  static @Nullable WordList read(String name, YamlMap map) {
    Node value = map.require("value");
    List<String> words = new ArrayList<>();
    for (Node item : value == null ? List.<Node>of() : map.yaml().list(value)) {
      words.add(map.yaml().text(item, "a word of " + map.where("value")));
    }
    for (String bound : List.of("min", "max")) {
      if (map.has(bound)) {
        map.problem(map.line(bound), map.where(bound) + ": a list of words has no range");
      }
    }
    String why = map.text("why", WordList.WHY, WordList.WHY_FORM);
    return map.build(() -> new WordList(name, words, why));
  }
}
