package io.riskgate.rules.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * One YAML file, read as a tree that knows its lines. Scalars are taken as the author wrote them:
 * amounts never pass through floating point.
 */
final class Yaml {
  /** What plain values, lists and mappings resolve to by themselves. */
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final String file;
  private final Problems problems;

  Yaml(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Parses a text; null, and a problem, where it is not YAML or empty. */
  @Nullable Node parse(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
    try {
      Optional<Node> root = composer(settings, text).getSingleNode();
      if (root.isEmpty()) {
        problems.add(file, 0, "this file is empty");
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(file, line, "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(file, 0, "this is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      // The library calls itself for every level. Nothing but its own objects was touched.
      problems.add(file, 0, "lists and mappings nest too deep");
    }
    return null;
  }

  /** What {@code Compose} does, whose package the library's module does not export. */
  private static Composer composer(LoadSettings settings, String text) {
    return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
  }

  /** The node as a mapping; an empty one, and a problem, where it is something else. */
  YamlMap map(@Nullable Node node, String what) {
    refuseTag(node);
    if (node instanceof MappingNode mapping) {
      return YamlMap.of(this, mapping, what);
    }
    if (node != null) {
      problem(node, what + " must be a mapping such as { key: value }, not " + kind(node));
    }
    return YamlMap.broken(this, what);
  }

  /** The node's items; a single value stands for a list of one. */
  List<Node> list(Node node) {
    refuseTag(node);
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  /** The node's text; empty, and a problem, where it is no single value. */
  String text(Node node, String what) {
    refuseTag(node);
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, what + " must be a single value, not " + kind(node));
    return "";
  }

  /** A tag such as {@code !!java.net.URL} asks other readers to make an object; ours never does. */
  private void refuseTag(@Nullable Node node) {
    if (node != null && !TAGS.contains(node.getTag())) {
      problem(node, "the tag " + node.getTag().getValue() + " has no meaning here; take it out");
    }
  }

  void problem(Node node, String message) {
    problems.add(file, line(node), message);
  }

  String file() {
    return file;
  }

  Problems problems() {
    return problems;
  }

  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  private static String kind(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isEmpty() ? "nothing" : "'" + scalar.getValue() + "'";
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }
}
