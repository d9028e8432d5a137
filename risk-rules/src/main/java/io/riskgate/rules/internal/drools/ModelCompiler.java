package io.riskgate.rules.internal.drools;

import io.riskgate.core.facts.SignalFacts;
import io.riskgate.rules.internal.CheckedRule;
import io.riskgate.rules.internal.Problems;
import io.riskgate.rules.internal.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/**
 * Lets Drools compile a pack's rules to classes (the executable model). The branches of rules that
 * have several are compiled along as rules of their own, for the case that data is missing.
 *
 * <p>Only the compiled classes are kept: nothing stays in Drools' repository of modules, so that a
 * pack that is no longer used can be collected.
 */
final class ModelCompiler {
  private static final String FOLDER = "src/main/resources/";
  private static final String BRANCHES_FILE = JavaSources.PACKAGE + "/branches.drl";
  private static final AtomicLong BUILDS = new AtomicLong();

  private final Map<String, String> texts;
  private final Vocabulary vocabulary;
  private final List<CheckedRule> rules;

  ModelCompiler(Map<String, String> texts, Vocabulary vocabulary, List<CheckedRule> rules) {
    this.texts = texts;
    this.vocabulary = vocabulary;
    this.rules = rules;
  }

  /** The compiled classes by file name; null, and problems, where Drools refuses the rules. */
  @Nullable Map<String, byte[]> compile(Problems problems) {
    KieServices services = KieServices.get();
    ReleaseId id =
        services.newReleaseId("io.riskgate.pack", "pack", Long.toString(BUILDS.incrementAndGet()));
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(id);
    JavaSources.of(vocabulary)
        .forEach(
            (name, source) ->
                files.write("src/main/java/" + JavaSources.PACKAGE + "/" + name + ".java", source));
    Map<String, String> fileOf = new LinkedHashMap<>();
    texts.keySet().forEach(file -> fileOf.put(resource(fileOf.size()), file));
    drl().forEach(files::write);
    KieBuilder builder = services.newKieBuilder(files, ModelCompiler.class.getClassLoader());
    try {
      builder.buildAll(ExecutableModelProject.class);
      if (builder.getResults().hasMessages(Message.Level.ERROR)) {
        report(builder.getResults().getMessages(Message.Level.ERROR), fileOf, problems);
        return null;
      }
      InternalKieModule module = (InternalKieModule) builder.getKieModule();
      Map<String, byte[]> compiled = new LinkedHashMap<>();
      for (String name : module.getFileNames()) {
        if (name.endsWith(".class")) {
          compiled.put(name, module.getBytes(name));
        }
      }
      return compiled;
    } finally {
      services.getRepository().removeKieModule(id);
    }
  }

  /** The rules and their branches, as Drools gets them: by file name. */
  private Map<String, String> drl() {
    Map<String, String> drl = new LinkedHashMap<>();
    String header = header(vocabulary);
    texts.values().forEach(text -> drl.put(FOLDER + resource(drl.size()), header + text));
    drl.put(FOLDER + BRANCHES_FILE, header + branches());
    return drl;
  }

  private static String resource(int number) {
    return JavaSources.PACKAGE + "/" + number + ".drl";
  }

  /** On one line, before the author's first: no line number moves. */
  static String header(Vocabulary vocabulary) {
    StringBuilder header = new StringBuilder("package " + JavaSources.PACKAGE + "; ");
    vocabulary.enums().values().forEach(type -> header.append("import " + type.getName() + "; "));
    header.append("import " + SignalFacts.class.getName() + "; ");
    return header.toString();
  }

  private String branches() {
    StringBuilder drl = new StringBuilder();
    for (CheckedRule rule : rules) {
      for (int i = 0; rule.hasBranchRules() && i < rule.branches().size(); i++) {
        drl.append(rule.branchDrl(i));
      }
    }
    return drl.toString();
  }

  private static void report(
      List<Message> messages, Map<String, String> fileOf, Problems problems) {
    for (Message message : messages) {
      String file = fileOf.get(message.getPath());
      problems.add(
          file == null ? "rules" : file,
          file == null ? 0 : Math.max(0, message.getLine()),
          "Drools refuses this: " + message.getText().replaceAll("\\s+", " ").strip());
    }
  }
}
