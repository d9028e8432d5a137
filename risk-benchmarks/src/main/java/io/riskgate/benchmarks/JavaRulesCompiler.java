package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;
import io.riskgate.rules.internal.WordMatcher;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Turns the conditions of rules into Java and compiles it: each rule is a method of a flat fact.
 * Engines that take their conditions as lambdas get exactly these. Whether a purpose has any word
 * at all is asked of {@link FlatTransfer#lookForWords}, since these engines would ask anew for each
 * rule.
 */
final class JavaRulesCompiler {
  /** So few rules a method that the JIT compiles it: HotSpot leaves alone what is huge. */
  private static final int RULES_A_METHOD = 50;

  private static final String NAME = "GeneratedJavaRules";
  private static final String CLASS = "io.riskgate.benchmarks.generated." + NAME;
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?<![\\w.$])(?:(payer|counterparty|device|origin|merchant|signal|history)\\.)?"
              + "(?:(?<=\\.)(\\w+)|(kind|assetClass|channel|value|hour|purpose)\\b)(?!\\()");
  private static final Pattern MEMBERS =
      Pattern.compile("(?<what>[$\\w.()]+) (?<not>not )?in \\((?<members>[^)]*)\\)");

  private JavaRulesCompiler() {}

  static JavaRules compile(RuleTexts texts) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("This Java has no compiler; a JDK is needed");
    }
    StringWriter problems = new StringWriter();
    Compiled compiled = new Compiled(compiler.getStandardFileManager(null, null, null));
    List<String> options = List.of("-proc:none", "-classpath", classPath());
    SimpleJavaFileObject source = new Source(source(texts.rules()));
    if (!compiler.getTask(problems, compiled, null, options, null, List.of(source)).call()) {
      throw new IllegalStateException(problems.toString());
    }
    try {
      return (JavaRules)
          new Loader(compiled.bytes()).loadClass(CLASS).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The generated rules cannot be loaded", e);
    }
  }

  /** Where the classes are that the rules use, however this JVM was started. */
  private static String classPath() {
    return Stream.of(FlatTransfer.class, TransferFacts.class, WordMatcher.class)
        .map(JavaRulesCompiler::place)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("No place of " + of, e);
    }
  }

  private static String source(List<RuleTexts.Rule> rules) {
    StringBuilder source =
        new StringBuilder(
            """
            package io.riskgate.benchmarks.generated;
            import io.riskgate.benchmarks.*;
            import io.riskgate.core.*;
            import java.util.*;
            import java.util.function.Predicate;
            public final class GeneratedJavaRules implements JavaRules {
            """);
    StringBuilder list = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < rules.size(); i++) {
      RuleTexts.Rule rule = rules.get(i);
      String conditions =
          rule.conditions().stream()
              .map(each -> "(" + java(each) + ")")
              .collect(Collectors.joining(" && "));
      source.append("static boolean r" + i + "(FlatTransfer t) { return " + conditions + "; }\n");
      list.append("all.add(" + NAME + "::r" + i + ");\n");
      if (i % RULES_A_METHOD == 0) {
        calls.append("part" + i + "(t, hits);\n");
        parts.append(i == 0 ? "" : "}\n");
        parts.append("private static void part" + i + "(FlatTransfer t, HitBits hits) {\n");
      }
      parts.append("if (r" + i + "(t)) { hits.hit(" + rule.number() + "); }\n");
    }
    return source
        .append("public List<Predicate<FlatTransfer>> predicates() {\n")
        .append("List<Predicate<FlatTransfer>> all = new ArrayList<>();\n")
        .append(list)
        .append("return all;\n}\n")
        .append("public void evaluate(FlatTransfer t, HitBits hits) {\n")
        .append(calls)
        .append("}\n")
        .append(parts)
        .append("}\n}\n")
        .toString();
  }

  /** A condition of DRL as Java of a fact {@code t}. */
  private static String java(String condition) {
    if (condition.equals(RuleTexts.ANY_WORD)) {
      return "t.isAnyWord()";
    }
    return memberships(
        PROPERTY
            .matcher(condition)
            .replaceAll(property -> Matcher.quoteReplacement(getters(property))));
  }

  /** A condition of DRL as Evrete has it: Java in which properties of a fact stand by name. */
  static String evrete(String condition, String fact) {
    if (condition.equals(RuleTexts.ANY_WORD)) {
      return fact + ".anyWord";
    }
    return memberships(
        PROPERTY
            .matcher(condition)
            .replaceAll(property -> Matcher.quoteReplacement(fact + "." + property.group())));
  }

  private static String memberships(String text) {
    return MEMBERS.matcher(text).replaceAll(in -> Matcher.quoteReplacement(membership(in)));
  }

  private static String getters(MatchResult property) {
    String group = property.group(1);
    if (group == null) {
      return "t." + getter(FlatTransfer.class, property.group(3));
    }
    String owner = "get" + capital(group);
    try {
      Class<?> type = FlatTransfer.class.getMethod(owner).getReturnType();
      return "t." + owner + "()." + getter(type, property.group(2));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("There are no facts " + group, e);
    }
  }

  private static String getter(Class<?> type, String property) {
    String getter = "get" + capital(property);
    boolean there = Stream.of(type.getMethods()).anyMatch(m -> m.getName().equals(getter));
    return (there ? getter : "is" + capital(property)) + "()";
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String membership(MatchResult in) {
    boolean not = in.group(2) != null;
    return Stream.of(in.group(3).split(","))
        .map(member -> in.group(1) + (not ? " != " : " == ") + member.strip())
        .collect(Collectors.joining(not ? " && " : " || ", "(", ")"));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(
          URI.create("string:///io/riskgate/benchmarks/generated/" + NAME + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps the one class that is compiled in memory. */
  private static final class Compiled extends ForwardingJavaFileManager<JavaFileManager> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Compiled(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + NAME), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  /** A loader for one class, so that there may be several of its name. */
  private static final class Loader extends ClassLoader {
    private final byte[] bytes;

    Loader(byte[] bytes) {
      super(JavaRules.class.getClassLoader());
      this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(CLASS)) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
