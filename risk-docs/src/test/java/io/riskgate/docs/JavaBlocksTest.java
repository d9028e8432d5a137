package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every block of Java in the documentation compiles against the modules as they are. */
class JavaBlocksTest {
  private static final Pattern DECLARES =
      Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|record|interface|enum) .*");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");

  @TempDir private Path dir;

  @Test
  @DisplayName("every block of Java compiles")
  void compiles() throws IOException {
    List<Block> blocks =
        Page.all().stream()
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.is("java"))
            .toList();
    assertThat(blocks).hasSizeGreaterThan(20);
    List<JavaFileObject> sources = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      sources.add(new Source(blocks.get(i), i));
    }

    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              dir.toString(),
              "-proc:none",
              "-Xlint:deprecation,removal",
              "-classpath",
              classPath());
      javac.getTask(Writer.nullWriter(), files, problems, options, null, sources).call();
    }

    assertThat(problems.getDiagnostics())
        .filteredOn(problem -> problem.getKind() != Diagnostic.Kind.NOTE)
        .extracting(JavaBlocksTest::told)
        .isEmpty();
  }

  static String classPath() {
    String ofSurefire = System.getProperty("surefire.test.class.path");
    return ofSurefire == null ? System.getProperty("java.class.path") : ofSurefire;
  }

  private static String told(Diagnostic<? extends JavaFileObject> problem) {
    if (!(problem.getSource() instanceof Source source)) {
      return problem.getMessage(Locale.ROOT);
    }
    return "%s: %s%n    %s"
        .formatted(
            source.block.where(),
            problem.getMessage(Locale.ROOT),
            source.code.lines().skip(problem.getLineNumber() - 1).findFirst().orElse(""));
  }

  /** A block with what it needs around it. */
  private static final class Source extends SimpleJavaFileObject {
    private final Block block;
    private final String code;

    Source(Block block, int number) {
      super(URI.create("string:///b%d/%s.java".formatted(number, unit(block))), Kind.SOURCE);
      this.block = block;
      this.code = code(block, "b" + number);
    }

    private static String unit(Block block) {
      Matcher named = Pattern.compile("public (?:final )?class (\\w+)").matcher(block.text());
      return named.find() ? named.group(1) : "Block";
    }

    private static String code(Block block, String of) {
      if (block.text().startsWith("package ")) {
        return block.text();
      }
      String text = withoutEllipses(block.text());
      String imports =
          IMPORT.matcher(text).results().map(match -> match.group()).collect(Collectors.joining());
      text = IMPORT.matcher(text).replaceAll("");
      String begin = "package " + of + "; " + imports + known();
      if (DECLARES.matcher(text).find()) {
        return begin + text;
      }
      if (text.startsWith("@")) { // a method of some class
        return begin + "abstract class Block extends io.riskgate.docs.Bank {\n" + text + "}";
      }
      return begin
          + "class Block extends io.riskgate.docs.Bank { void block() throws Exception {\n"
          + text
          + "}}";
    }

    /** An ellipsis in a line of its own is left out, any other stands for a value. */
    private static String withoutEllipses(String text) {
      return text.replaceAll("(?m)^( *)…\\s*(//.*)?$", "").replace("…", "any()");
    }

    private static String known() {
      return List.of(
              "io.riskgate.core",
              "io.riskgate.core.log",
              "io.riskgate.core.memory",
              "io.riskgate.core.pack",
              "io.riskgate.core.spi",
              "io.riskgate.intel",
              "io.riskgate.micrometer",
              "io.riskgate.rules",
              "io.riskgate.stores.embedded",
              "io.riskgate.stores.jdbc",
              "io.riskgate.stores.redis",
              "io.riskgate.stores.remote",
              "io.riskgate.stores.tck",
              "com.zaxxer.hikari",
              "io.micrometer.core.instrument",
              "java.math",
              "java.nio.file",
              "java.time",
              "java.util",
              "java.util.concurrent",
              "org.springframework.boot.context.properties",
              "org.springframework.context.annotation",
              "org.springframework.web.bind.annotation")
          .stream()
          .map(name -> "import " + name + ".*; ")
          .collect(
              // Of two classes of this name the engine's, and a store that pages speak of.
              Collectors.joining(
                  "", "", "import io.riskgate.core.Mode; import io.riskgate.docs.MyStore; "));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
