package io.riskgate.rules.internal;

import java.util.List;
import java.util.Optional;
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
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * One YAML file, read as a tree that knows its lines. Scalars are taken as the author wrote them:
 * amounts never pass through floating point.
 */
final class Yaml {
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
    }
    return null;
  }

  /** What {@code Compose} does, whose package the library's module does not export. */
  private static Composer composer(LoadSettings settings, String text) {
    return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
  }

  /** The node as a mapping; an empty one, and a problem, where it is something else. */
  YamlMap map(@Nullable Node node, String what) {
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
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  /** The node's text; empty, and a problem, where it is no single value. */
  String text(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem(node, what + " must be a single value, not " + kind(node));
    return "";
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
