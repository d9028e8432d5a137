package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.internal.CheckedRule.Branch;
import io.riskgate.rules.internal.CheckedRule.Place;
import io.riskgate.rules.internal.RuleSource.Annotation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pack that was read, compiled and checked once, when the library was built: what is stored
 * beside the pack's files, so that at start neither a parser nor a compiler is needed.
 *
 * <p>Stored are the rules as they were understood and their classes. It belongs to exactly the
 * files whose SHA-256 it carries. {@code pack.yaml} and the texts are read again: they are small.
 */
public final class PrebuiltPack {
  /** The name of the file, beside the pack's own, of which it is no part. */
  public static final String FILE = "compiled.bin";

  private static final int FORMAT = 3;

  private PrebuiltPack() {}

  /** Reads the classes that a language has stored. */
  @FunctionalInterface
  public interface ClassReader {
    /** Reads what {@link CompiledRules#write} wrote. */
    CompiledRules read(DataInput in, Vocabulary vocabulary, List<CheckedRule> rules)
        throws IOException;
  }

  /** Stores a pack. */
  public static void write(LoadedPack pack, DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeUTF(pack.identity().sha256());
    out.writeInt(pack.sources().size());
    for (int i = 0; i < pack.sources().size(); i++) {
      write(pack.sources().get(i), out);
      CheckedRule rule = pack.checkedRules().get(i);
      rule.place().write(out);
      out.writeInt(rule.branches().size());
      for (Branch branch : rule.branches()) {
        branch.write(out);
      }
    }
    pack.compiled().write(out);
  }

  /**
   * Makes a pack of its files and of what is stored for them.
   *
   * @param language what can read the rules again, should they have to be understood
   * @throws IllegalStateException if it is stored for other files
   */
  public static LoadedPack read(
      PackFiles files, DataInput in, ClassReader classes, RuleLanguage language)
      throws IOException {
    String sha256 = files.sha256();
    if (in.readInt() != FORMAT || !in.readUTF().equals(sha256)) {
      throw new IllegalStateException(
          "The compiled pack does not belong to its files; build the library anew");
    }
    Problems problems = new Problems();
    PackDefinition definition = PackYaml.read(files.text(PackFiles.PACK_YAML, problems), problems);
    if (definition == null) {
      throw new RulePackException(PackFiles.PACK_YAML, problems.list());
    }
    Vocabulary vocabulary = definition.vocabulary();
    Map<RuleSource, Rule> rules = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>();
    List<List<Branch>> branches = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      RuleSource source = readSource(in);
      Rule rule = RuleHeader.read(source, problems);
      if (rule != null) {
        rules.put(source, rule);
      }
      places.add(Place.read(in));
      branches.add(readBranches(in));
    }
    MessageReader messages = new MessageReader(definition, vocabulary, files, problems);
    messages.check(rules, true);
    problems.throwIfAny(definition.id());
    List<CheckedRule> checked = new ArrayList<>();
    for (RuleSource source : rules.keySet()) {
      checked.add(
          new CheckedRule(
              source.name(),
              branches.get(checked.size()),
              messages.arguments(source.name()),
              places.get(checked.size())));
    }
    return new LoadedPack(
        new PackIdentity(definition.id(), definition.version(), sha256),
        definition,
        vocabulary,
        rules,
        messages.messages(),
        () -> PackAssembler.tests(files, definition, vocabulary, rules.keySet(), problems),
        checked,
        classes.read(in, vocabulary, checked),
        () -> PackAssembler.understand(files, language, vocabulary, messages),
        List.of());
  }

  private static void write(RuleSource source, DataOutput out) throws IOException {
    out.writeUTF(source.name());
    out.writeUTF(source.file());
    out.writeInt(source.line());
    out.writeInt(source.annotations().size());
    for (Annotation annotation : source.annotations()) {
      out.writeUTF(annotation.name());
      out.writeUTF(annotation.value());
      out.writeInt(annotation.line());
    }
  }

  private static RuleSource readSource(DataInput in) throws IOException {
    String name = in.readUTF();
    String file = in.readUTF();
    int line = in.readInt();
    List<Annotation> annotations = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      annotations.add(new Annotation(in.readUTF(), in.readUTF(), in.readInt()));
    }
    // Its conditions were understood and compiled; who wants them again reads the files.
    return new RuleSource(name, file, line, annotations, List.of(), "");
  }

  private static List<Branch> readBranches(DataInput in) throws IOException {
    List<Branch> branches = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      branches.add(Branch.read(in));
    }
    return branches;
  }
}
