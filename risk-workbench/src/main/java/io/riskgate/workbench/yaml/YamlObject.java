package io.riskgate.workbench.yaml;

import io.riskgate.workbench.message.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Keys and values of a YAML file, taken one by one, so that a key that nobody takes is reported.
 */
public final class YamlObject {
  private final String what;
  private final Node node;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> untaken = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  /** Collects what is wrong, with the line. */
  public static final class Problems {
    private final String file;
    private final List<String> lines = new ArrayList<>();

    /** Starts without problems; the file is what to call it in messages. */
    public Problems(String file) {
      this.file = file;
    }

    /** Adds a problem at the line of a node. */
    public void add(@Nullable Node where, String what) {
      int line = where == null ? 0 : line(where);
      lines.add(file + (line == 0 ? "" : ":" + line) + ": " + what);
    }

    /** What is wrong, a line each. */
    public List<String> lines() {
      return lines;
    }
  }

  /** Reads an object; what is none, or names a key twice, is reported. */
  public YamlObject(String what, Node node, Problems problems) {
    this.what = what;
    this.node = node;
    this.problems = problems;
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node, what + " must be keys and values, like 'key: value'");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Optional<String> key = scalar(tuple.getKeyNode());
      if (key.isEmpty()) {
        problems.add(tuple.getKeyNode(), what + ": a key must be a plain word");
      } else if (values.putIfAbsent(key.get(), tuple.getValueNode()) != null) {
        problems.add(tuple.getKeyNode(), what + ": '" + key.get() + "' is there twice");
      } else {
        untaken.put(key.get(), tuple.getKeyNode());
      }
    }
  }

  /** The line at which a node starts, from 1 on; 0 where it is not known. */
  public static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** The word or number that a node is, as it is written; empty where it is none. */
  public static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /** Where the object starts. */
  public Node node() {
    return node;
  }

  /** Takes a value of any form, or null. */
  public @Nullable Node take(String key) {
    known.add(key);
    untaken.remove(key);
    return values.get(key);
  }

  /** Takes a value that must be one word or number, as it is written; null if it is not there. */
  public @Nullable String text(String key) {
    Node value = take(key);
    if (value == null) {
      return null;
    }
    Optional<String> text = scalar(value);
    if (text.isEmpty()) {
      problems.add(value, what + ": '" + key + "' must be one value");
    }
    return text.orElse(null);
  }

  /** Takes a list of words, or one word; empty if it is not there. */
  public List<String> texts(String key) {
    Node value = take(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        scalar(element)
            .ifPresentOrElse(
                texts::add,
                () -> problems.add(element, what + ": '" + key + "' must be a list of values"));
      }
    } else if (value != null) {
      scalar(value)
          .ifPresentOrElse(
              texts::add,
              () -> problems.add(value, what + ": '" + key + "' must be a list of values"));
    }
    return texts;
  }

  /** Takes words by words; empty if it is not there. */
  public Map<String, String> textsByText(String key) {
    Node value = take(key);
    if (value == null) {
      return Map.of();
    }
    YamlObject object = new YamlObject(what + ": '" + key + "'", value, problems);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String from : object.keys()) {
      String to = object.text(from);
      if (to != null) {
        texts.put(from, to);
      }
    }
    return texts;
  }

  /** The keys, in the order of the file. */
  public List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** Whether there are keys that were not taken, apart from those that are taken later. */
  public boolean hasUntakenBut(Set<String> later) {
    return !later.containsAll(untaken.keySet());
  }

  /** Reports every key that was not taken. */
  public void refuseOthers() {
    untaken.forEach(
        (key, where) ->
            problems.add(
                where,
                "%s: unknown key '%s'%s (known: %s)"
                    .formatted(what, key, DidYouMean.hint(key, known), String.join(", ", known))));
  }
}
