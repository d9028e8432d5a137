package io.riskgate.rules.internal;

import io.riskgate.core.Control;
import io.riskgate.core.Degraded;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Messages;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.Rule;
import io.riskgate.rules.internal.MessageFile.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads and checks a pack's texts. A rule's arguments are the facts that its texts name, in order
 * of first appearance: the reason before the advice, the first language before the others.
 */
final class MessageReader {
  static final String ADVICE = ".advice";
  private static final String SCAM = "scam.";
  private static final String LIMIT = "limit.";
  private static final String LABEL = "label.";
  private static final String SCRIPT = "script.";
  private static final List<String> SCRIPT_PARTS = List.of("ask", "say", "law");
  private static final String PARAMETER = "P.";

  private final PackDefinition definition;
  private final Vocabulary vocabulary;
  private final Problems problems;
  private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();

  MessageReader(
      PackDefinition definition, Vocabulary vocabulary, PackFiles files, Problems problems) {
    this.definition = definition;
    this.vocabulary = vocabulary;
    this.problems = problems;
    for (String language : definition.languages()) {
      String file = file(language);
      entries.put(language, MessageFile.read(file, files.text(file, problems), problems));
    }
  }

  private static String file(String language) {
    return "messages_" + language + ".properties";
  }

  /**
   * Reports what is missing, what nobody asks for, and places that cannot be filled.
   *
   * @param rules the rules
   * @param allRead whether these are all: otherwise any text may belong to one that is not there
   */
  void check(Map<RuleSource, Rule> rules, boolean allRead) {
    Set<String> codes = new TreeSet<>();
    rules.forEach(
        (source, rule) -> {
          codes.add(rule.code());
          require(source.file(), source.line(), rule.code(), "rule " + rule.code());
          requireInAllOrNone(rule.code() + ADVICE);
          for (String label : rule.effects().labels()) {
            checkLabel(source, label);
          }
          if (!rule.scam().isEmpty()) {
            String key = SCAM + rule.scam();
            require(source.file(), source.line(), key, "scam kind " + rule.scam());
            require(source.file(), source.line(), key + ADVICE, "scam kind " + rule.scam());
          }
        });
    Set<String> known = new TreeSet<>();
    codes.forEach(code -> known.addAll(List.of(code, code + ADVICE)));
    for (String label : definition.policy().labels()) {
      known.add(LABEL + label);
      require(PackFiles.PACK_YAML, 0, LABEL + label, "label " + label);
    }
    if (allRead) {
      warnOfUnusedLabels(rules.values());
    }
    for (Limit limit : definition.policy().limits()) {
      known.add(LIMIT + limit.id());
      require(PackFiles.PACK_YAML, 0, LIMIT + limit.id(), "limit " + limit.id());
    }
    for (String key : engineKeys()) {
      known.add(key);
      requireInAllOrNone(key);
    }
    for (String part : SCRIPT_PARTS) {
      known.add(SCRIPT + part);
    }
    scriptKeys().forEach(this::requireInAllOrNone);
    entries.forEach(
        (language, texts) ->
            texts.forEach(
                (key, entry) -> {
                  check(file(language), key, entry);
                  if (allRead && !known.contains(key) && !isScam(key) && !isScript(key)) {
                    problems.add(
                        file(language),
                        entry.line(),
                        "no rule, limit, label or scam kind asks for '"
                            + key
                            + "'"
                            + Suggestions.didYouMean(key, known));
                  }
                }));
  }

  private void checkLabel(RuleSource source, String label) {
    Set<String> declared = definition.policy().labels();
    if (!declared.contains(label)) {
      problems.add(
          source.file(),
          source.line(),
          "unknown label '"
              + label
              + "': declare it under 'labels' in pack.yaml"
              + Suggestions.didYouMean(label, declared));
    }
  }

  private void warnOfUnusedLabels(Collection<Rule> rules) {
    Set<String> given = new TreeSet<>();
    rules.forEach(rule -> given.addAll(rule.effects().labels()));
    for (String label : definition.policy().labels()) {
      if (!given.contains(label)) {
        problems.add(
            new PackProblem(
                PackProblem.Severity.WARNING,
                PackFiles.PACK_YAML,
                0,
                "",
                "no rule gives the label " + label,
                "delete it, or write @labels(\"" + label + "\") at a rule"));
      }
    }
  }

  /** Why the engine itself may hold or verify a transfer; a pack may have texts for it. */
  private static List<String> engineKeys() {
    List<String> keys = new ArrayList<>();
    for (Control.Kind kind : Control.Kind.values()) {
      if (kind != Control.Kind.LIMIT) {
        keys.add("control." + kind);
      }
    }
    for (Degraded.Cause cause : Degraded.Cause.values()) {
      keys.add("degraded." + cause);
    }
    return keys;
  }

  private void require(String file, int line, String key, String what) {
    for (String language : entries.keySet()) {
      if (!texts(language).containsKey(key)) {
        problems.add(file, line, what + " has no text '" + key + "' in " + file(language));
      }
    }
  }

  private void requireInAllOrNone(String key) {
    for (String speaks : entries.keySet()) {
      for (String silent : entries.keySet()) {
        Entry entry = texts(speaks).get(key);
        if (entry != null && !texts(silent).containsKey(key)) {
          problems.add(file(speaks), entry.line(), "'" + key + "' is missing in " + file(silent));
        }
      }
    }
  }

  private Map<String, Entry> texts(String language) {
    return entries.getOrDefault(language, Map.of());
  }

  /** A pack may explain kinds of scam that no rule of its own points at. */
  private static boolean isScam(String key) {
    return key.matches("scam\\.[A-Z][A-Z0-9_]*(\\.advice)?");
  }

  /** What staff say to a customer about an alert, for any kind of scam or for all. */
  private static boolean isScript(String key) {
    return key.matches("script\\.([A-Z][A-Z0-9_]*\\.)?(" + String.join("|", SCRIPT_PARTS) + ")");
  }

  private Set<String> scriptKeys() {
    Set<String> keys = new TreeSet<>();
    for (Map<String, Entry> texts : entries.values()) {
      texts.keySet().stream().filter(MessageReader::isScript).forEach(keys::add);
    }
    return keys;
  }

  private void check(String file, String key, Entry entry) {
    if (entry.text().isBlank()) {
      problems.add(file, entry.line(), "'" + key + "' is empty");
    }
    if (entry.text().codePoints().anyMatch(c -> c != '\n' && !PackProblem.isPrintable(c))) {
      problems.add(
          file, entry.line(), "'" + key + "' holds a character that cannot be seen; delete it");
    }
    if (Template.hasLooseBrace(entry.text())) {
      problems.add(file, entry.line(), "'" + key + "' has a curly brace without its partner");
    }
    if (entry.text().indexOf('｛') >= 0 || entry.text().indexOf('｝') >= 0) {
      problems.add(
          file,
          entry.line(),
          "'" + key + "' has a full-width brace, which the customer would see: write '{' and '}'");
    }
    for (String place : Template.places(entry.text())) {
      checkPlace(
          file,
          entry.line(),
          place,
          isScam(key) || isScript(key) || key.startsWith(LIMIT) || key.startsWith(LABEL));
    }
  }

  private void checkPlace(String file, int line, String place, boolean noFacts) {
    if (vocabulary.facts().find(place) != null) {
      if (noFacts) {
        problems.add(
            file, line, "'{" + place + "}': only texts of rules can name facts; use a parameter");
      }
      return;
    }
    if (place.startsWith(PARAMETER)
        && vocabulary.wordLists().containsKey(place.substring(PARAMETER.length()))) {
      problems.add(file, line, "'{" + place + "}' is a list of words, which a text does not show");
      return;
    }
    if (!place.startsWith(PARAMETER)
        || !vocabulary.parameters().containsKey(place.substring(PARAMETER.length()))) {
      List<String> known = new ArrayList<>(vocabulary.facts().paths());
      vocabulary.parameters().keySet().forEach(name -> known.add(PARAMETER + name));
      problems.add(
          file, line, "unknown place '{" + place + "}'" + Suggestions.didYouMean(place, known));
    }
  }

  /** The facts that a rule's texts name. */
  List<FactInfo> arguments(String code) {
    Map<String, FactInfo> facts = new LinkedHashMap<>();
    for (Map<String, Entry> texts : entries.values()) {
      for (String key : List.of(code, code + ADVICE)) {
        Entry entry = texts.get(key);
        for (String place : entry == null ? List.<String>of() : Template.places(entry.text())) {
          FactInfo fact = vocabulary.facts().find(place);
          if (fact != null) {
            facts.put(place, fact);
          }
        }
      }
    }
    return List.copyOf(facts.values());
  }

  /** The texts, once there are no problems. */
  Messages messages() {
    Map<String, Map<String, Template>> languages = new TreeMap<>();
    entries.forEach(
        (language, texts) -> {
          Map<String, Template> templates = new TreeMap<>();
          texts.forEach((key, entry) -> templates.put(key, template(key, entry)));
          languages.put(language, templates);
        });
    return new Texts(languages, definition.languages().get(0));
  }

  private Template template(String key, Entry entry) {
    String code = key.endsWith(ADVICE) ? key.substring(0, key.length() - ADVICE.length()) : key;
    List<String> arguments = arguments(code).stream().map(FactInfo::path).toList();
    return Template.of(entry.text(), vocabulary, definition.money(), arguments::indexOf);
  }
}
