package io.riskgate.rules.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A mapping in a YAML file. A getter that finds something wrong reports it and returns a stand-in,
 * so that reading goes on to the next problem; {@link #build} makes nothing out of stand-ins.
 */
final class YamlMap {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");

  private final Yaml yaml;
  private final @Nullable MappingNode node;
  private final String what;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();

  /** Keys that are not there, and may be misspelt: told once it is known which keys are unknown. */
  private final Set<String> unspoken = new TreeSet<>();

  private boolean broken;

  private YamlMap(Yaml yaml, @Nullable MappingNode node, String what) {
    this.yaml = yaml;
    this.node = node;
    this.what = what;
    if (node == null) {
      return;
    }
    for (NodeTuple entry : node.getValue()) {
      String key = yaml.text(entry.getKeyNode(), "a key of " + what);
      keys.put(key, entry.getKeyNode());
      if (values.put(key, entry.getValueNode()) != null) {
        problem(entry.getKeyNode(), what + " has '" + key + "' twice");
      }
    }
  }

  static YamlMap of(Yaml yaml, MappingNode node, String what) {
    return new YamlMap(yaml, node, what);
  }

  /** A mapping that was left out, as it may be. */
  static YamlMap absent(Yaml yaml, String what) {
    return new YamlMap(yaml, null, what);
  }

  /** Stands in for a mapping with which something is wrong that has been reported. */
  static YamlMap broken(Yaml yaml, String what) {
    YamlMap map = new YamlMap(yaml, null, what);
    map.broken = true;
    return map;
  }

  /** The keys in the author's order, for mappings whose keys are names. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  /** The line of a key, or of the mapping where it has no such key. */
  int line(String key) {
    Node at = keys.get(key);
    return at != null ? Yaml.line(at) : line();
  }

  int line() {
    return node == null ? 0 : Yaml.line(node);
  }

  /** The node behind a key; null, and a problem, where there is none. */
  @Nullable Node require(String key) {
    Node value = optional(key);
    if (value == null && node != null) {
      broken = true;
      boolean perhapsMisspelt =
          keys.keySet().stream().anyMatch(k -> !Suggestions.didYouMean(k, Set.of(key)).isEmpty());
      if (!perhapsMisspelt) {
        lacks(key);
      } else {
        unspoken.add(key);
      }
    }
    return value;
  }

  private void lacks(String key) {
    problem(line(), what + " lacks '" + key + "'");
  }

  @Nullable Node optional(String key) {
    asked.add(key);
    return values.get(key);
  }

  /** A text that must be there and must match. */
  String text(String key, String regex, String form) {
    Node value = require(key);
    if (value == null) {
      return "";
    }
    String text = yaml.text(value, where(key));
    if (!text.matches(regex)) {
      problem(value, where(key) + " must be " + form + ", not '" + text + "'");
    }
    return text;
  }

  YamlMap map(String key) {
    return yaml.map(require(key), where(key));
  }

  /** A mapping that may be left out. */
  YamlMap optionalMap(String key) {
    Node value = optional(key);
    return value == null ? absent(yaml, where(key)) : yaml.map(value, where(key));
  }

  /** The mappings in a list that may be left out. */
  List<YamlMap> maps(String key, String each) {
    Node value = optional(key);
    if (value == null) {
      return List.of();
    }
    return yaml.list(value).stream().map(item -> yaml.map(item, each)).toList();
  }

  /** One of some words; the first is the stand-in. */
  String word(String key, Set<String> words) {
    Node value = require(key);
    return value == null ? words.iterator().next() : word(value, where(key), words);
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    return Enum.valueOf(type, word(key, names(type)));
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
    return has(key) ? oneOf(key, type) : otherwise;
  }

  /** A list of some words, or a single one; empty where it is left out. */
  <E extends Enum<E>> Set<E> someOf(String key, Class<E> type) {
    Node value = optional(key);
    Set<E> found = new LinkedHashSet<>();
    if (value != null) {
      for (Node item : yaml.list(value)) {
        found.add(Enum.valueOf(type, word(item, where(key), names(type))));
      }
    }
    return found;
  }

  private String word(Node value, String where, Set<String> words) {
    String text = yaml.text(value, where);
    if (words.contains(text)) {
      return text;
    }
    problem(
        value,
        where
            + " must be one of "
            + String.join(", ", words)
            + ", not '"
            + text
            + "'"
            + Suggestions.didYouMean(text, words));
    return words.iterator().next();
  }

  /** A whole number in a range; {@code otherwise} where it is left out. */
  int integer(String key, int min, int max, int otherwise) {
    return has(key) ? integer(key, min, max) : otherwise;
  }

  int integer(String key, int min, int max) {
    Node value = require(key);
    if (value == null) {
      return min;
    }
    String text = yaml.text(value, where(key));
    if (text.matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    problem(
        value,
        where(key) + " must be a whole number from " + min + " to " + max + ", not '" + text + "'");
    return min;
  }

  /** A number in a unit, exact. */
  long number(String key, NumberForm form) {
    Node value = require(key);
    if (value == null) {
      return 0;
    }
    String text = yaml.text(value, where(key));
    try {
      return form.parse(text);
    } catch (IllegalArgumentException e) {
      problem(value, where(key) + " " + e.getMessage());
      return 0;
    }
  }

  /** A duration such as 15m; {@code otherwise} where it is left out. */
  Duration duration(String key, Duration otherwise) {
    Node value = optional(key);
    if (value == null) {
      return otherwise;
    }
    Duration found = duration(yaml.text(value, where(key)));
    if (found == null) {
      problem(
          value, where(key) + " must be a time such as 45s, 15m, 24h or 30d, longer than nothing");
      return otherwise;
    }
    return found;
  }

  /** Reads a duration such as 15m; null where it is none, or nothing. */
  static @Nullable Duration duration(String text) {
    Matcher match = DURATION.matcher(text);
    if (!match.matches()) {
      return null;
    }
    long amount = Long.parseLong(match.group(1));
    if (amount == 0) {
      return null;
    }
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** Reports every key that nobody asked for. */
  void rejectUnknown() {
    List<String> meant = new ArrayList<>();
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        String suggestion = Suggestions.didYouMean(entry.getKey(), asked);
        meant.add(suggestion);
        problem(entry.getValue(), what + " has no key '" + entry.getKey() + "'" + suggestion);
      }
    }
    for (String key : unspoken) {
      if (meant.stream().noneMatch(suggestion -> suggestion.contains("'" + key + "'"))) {
        lacks(key);
      }
    }
    unspoken.clear();
  }

  /**
   * Makes something of what was read, once unknown keys are reported. Null where there was a
   * problem; what the maker refuses is a problem as well.
   */
  <T> @Nullable T build(Supplier<T> maker) {
    rejectUnknown();
    if (broken) {
      return null;
    }
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      problem(line(), what + ": " + e.getMessage());
      return null;
    }
  }

  /** Reports what does not go together, unless a part of it was wrong by itself. */
  void problemUnlessBroken(@Nullable String message) {
    if (!broken) {
      problem(line(), what + ": " + message);
    }
  }

  void problem(int line, String message) {
    broken = true;
    yaml.problems().add(yaml.file(), line, message);
  }

  void problem(Node at, String message) {
    problem(Yaml.line(at), message);
  }

  Yaml yaml() {
    return yaml;
  }

  /** Whether something about it is wrong by itself, so that its values may be stand-ins. */
  boolean isBroken() {
    return broken;
  }

  /** What the mapping is, as messages name it. */
  String what() {
    return what;
  }

  String where(String key) {
    return "'" + key + "' of " + what;
  }

  private static <E extends Enum<E>> Set<String> names(Class<E> type) {
    List<String> names = new ArrayList<>();
    Arrays.stream(type.getEnumConstants()).map(Enum::name).forEach(names::add);
    return new LinkedHashSet<>(names);
  }
}
