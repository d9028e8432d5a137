package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import io.riskgate.rules.internal.EquivalenceCheck.Extent;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a pack together out of its files: {@code pack.yaml}, then the rules, the texts and the
 * tests, and once nothing is wrong with any of them, the compiler.
 */
public final class PackAssembler {
  /** How many rules a pack may have. */
  static final int RULES_MAX = 500;

  private static final long PROBES_SEED = 20_261_121;

  /** How many constraints its rules may have together. */
  static final int CONSTRAINTS_MAX = 5_000;

  private final PackFiles files;
  private final RuleLanguage language;
  private final Extent extent;
  private final Problems problems = new Problems();
  private final List<RuleNote> notes = new ArrayList<>();

  private PackAssembler(PackFiles files, RuleLanguage language, Extent extent) {
    this.files = files;
    this.language = language;
    this.extent = extent;
  }

  /**
   * Makes a pack of its files.
   *
   * @param name how messages call the pack
   * @param files its files
   * @param language the language of its rules
   * @throws io.riskgate.core.pack.RulePackException if anything is wrong with it
   */
  public static LoadedPack assemble(String name, PackFiles files, RuleLanguage language) {
    return assemble(name, files, language, Extent.AT_LOAD);
  }

  /**
   * Makes a pack of its files when the library is built: its own tests must pass, and the lanes are
   * compared more thoroughly.
   *
   * @throws io.riskgate.core.pack.RulePackException if anything is wrong with it
   */
  public static LoadedPack assembleForBuild(String name, PackFiles files, RuleLanguage language) {
    LoadedPack pack = assemble(name, files, language, Extent.AT_BUILD);
    RuleTestRunner runner = new RuleTestRunner(pack);
    Problems problems = new Problems();
    pack.tests().stream()
        .map(runner::run)
        .flatMap(Optional::stream)
        .forEach(problem -> problems.add(problem.file(), problem.line(), problem.message()));
    problems.throwIfAny(name);
    return pack;
  }

  /** As above, and says how much the lanes are compared. */
  static LoadedPack assemble(String name, PackFiles files, RuleLanguage language, Extent extent) {
    PackAssembler assembler = new PackAssembler(files, language, extent);
    LoadedPack pack = assembler.assemble();
    assembler.problems.throwIfAny(name);
    if (pack == null) {
      throw new IllegalStateException("No pack, and no problem with it");
    }
    return pack;
  }

  /**
   * Checks a pack's files in every way that loading them does.
   *
   * @param files its files
   * @param language the language of its rules
   * @param clock what says which rules have expired
   */
  public static LintReport lint(PackFiles files, RuleLanguage language, InstantSource clock) {
    PackAssembler assembler = new PackAssembler(files, language, Extent.AT_LOAD);
    LoadedPack pack = assembler.assemble();
    if (pack == null) {
      return new LintReport(assembler.problems.list(), assembler.notes, null);
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), pack.policy().zone());
    List<RuleNote> notes = new ArrayList<>();
    for (RuleNote note : assembler.notes) {
      int rule = pack.indexOf(note.rule());
      RuleHeader.warnIfExpired(
          pack.sources().get(rule), pack.rules().get(rule), today, assembler.problems);
      notes.add(note.withLane(pack.lanes().get(rule)));
    }
    return new LintReport(
        assembler.problems.list(), notes, assembler.problems.count() == 0 ? pack.identity() : null);
  }

  private @Nullable LoadedPack assemble() {
    files.report(problems);
    int before = problems.count();
    String yaml = files.text(PackFiles.PACK_YAML, problems);
    PackDefinition definition = problems.count() == before ? PackYaml.read(yaml, problems) : null;
    before = problems.count();
    Map<String, String> texts = ruleTexts();
    List<RuleSource> sources = sources(texts);
    Map<RuleSource, Rule> rules = rules(sources);
    boolean allRulesRead = problems.count() == before;
    if (definition == null) {
      return null; // without its names, every rule would seem wrong
    }
    Vocabulary vocabulary = definition.vocabulary();
    MessageReader messages = new MessageReader(definition, vocabulary, files, problems);
    messages.check(rules, allRulesRead);
    RuleChecker checker = new RuleChecker(vocabulary, language, problems);
    List<CheckedRule> checked = checker.check(sources, allRulesRead, messages);
    for (int i = 0; i < checked.size(); i++) {
      RuleSource source = sources.get(i);
      notes.add(
          new RuleNote(
              source.name(),
              source.file(),
              source.line(),
              Needs.describe(checked.get(i).branches(), vocabulary),
              null));
    }
    // A rule that could not be read is not one that the tests name in vain.
    List<RuleTest> tests =
        tests(files, definition, vocabulary, allRulesRead ? sources : List.of(), problems);
    if (problems.count() > 0) {
      return null;
    }
    CompiledRules compiled = language.compile(checker.texts(), vocabulary, checked, problems);
    if (compiled == null) {
      return null;
    }
    LoadedPack pack =
        new LoadedPack(
            new PackIdentity(definition.id(), definition.version(), files.sha256()),
            definition,
            vocabulary,
            rules,
            messages.messages(),
            () -> tests,
            checked,
            compiled,
            checker::understood,
            problems.list());
    List<Witness> witnesses = language.witnesses(checker.drl(), vocabulary, compiled);
    try {
      EquivalenceCheck check = new EquivalenceCheck(pack, witnesses);
      check.onItsTests(problems);
      check.onProbes(
          new FactProbes(
              vocabulary, NeutralFacts.of(definition), checker.understood(), PROBES_SEED),
          extent,
          problems);
    } finally {
      witnesses.forEach(Witness::close);
    }
    return pack;
  }

  /** Reads and understands the rules of a pack once more, which has passed before. */
  static List<UnderstoodRule> understand(
      PackFiles files, RuleLanguage language, Vocabulary vocabulary, MessageReader messages) {
    PackAssembler again = new PackAssembler(files, language, Extent.AT_LOAD);
    RuleChecker checker = new RuleChecker(vocabulary, language, again.problems);
    checker.check(again.sources(again.ruleTexts()), true, messages);
    again.problems.throwIfAny(PackFiles.PACK_YAML);
    return checker.understood();
  }

  private Map<String, String> ruleTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : files.under("rules", ".drl")) {
      texts.put(file, files.text(file, problems));
    }
    return texts;
  }

  private List<RuleSource> sources(Map<String, String> texts) {
    List<RuleSource> sources = new ArrayList<>();
    Map<String, RuleSource> byName = new HashMap<>();
    texts.forEach(
        (file, text) -> {
          for (RuleSource source : language.read(file, text, problems)) {
            RuleSource before = byName.putIfAbsent(source.name(), source);
            if (before == null) {
              sources.add(source);
            } else {
              problems.add(
                  file,
                  source.line(),
                  "there are two rules called "
                      + source.name()
                      + "; see "
                      + before.file()
                      + ":"
                      + before.line());
            }
          }
        });
    if (sources.isEmpty() && problems.count() == 0) {
      problems.add("rules", 0, "a pack has at least one rule, in rules/*.drl");
    }
    if (sources.size() > RULES_MAX) {
      problems.add("rules", 0, "a pack has at most " + RULES_MAX + " rules");
    }
    if (sources.stream().mapToInt(source -> source.constraints().size()).sum() > CONSTRAINTS_MAX) {
      problems.add("rules", 0, "the rules have at most " + CONSTRAINTS_MAX + " constraints");
      return List.of(); // understanding them all would take too long
    }
    return sources;
  }

  private Map<RuleSource, Rule> rules(List<RuleSource> sources) {
    Map<RuleSource, Rule> rules = new LinkedHashMap<>();
    for (RuleSource source : sources) {
      Rule rule = RuleHeader.read(source, problems);
      if (rule != null) {
        rules.put(source, rule);
      }
    }
    return rules;
  }

  /** Reads the rule tests of a pack. */
  static List<RuleTest> tests(
      PackFiles files,
      PackDefinition definition,
      Vocabulary vocabulary,
      Collection<RuleSource> sources,
      Problems problems) {
    Set<String> codes = new LinkedHashSet<>();
    sources.forEach(source -> codes.add(source.name()));
    List<RuleTest> tests = new ArrayList<>();
    for (String file : files.under("tests", ".yaml")) {
      RuleTestYaml yaml = new RuleTestYaml(file, vocabulary, definition.money(), codes, problems);
      int before = problems.count();
      String text = files.text(file, problems);
      if (problems.count() == before) {
        tests.addAll(yaml.read(text));
      }
    }
    return tests;
  }
}
