package io.riskgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh JVM decides without a compiler. */
class BundledStartTest {
  /**
   * A guard against hanging, and no measurement: what a decision needs is what is gated here, and
   * how long it takes stands in docs/performance.md.
   */
  private static final long MILLIS_MAX = 60_000;

  @Test
  void theFirstDecisionNeedsNoCompiler(@TempDir Path dir) throws IOException, InterruptedException {
    Path classes = dir.resolve("classes.txt");
    Path out = dir.resolve("out.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-cp",
                classPath(),
                FirstDecision.class.getName(),
                Long.toString(System.currentTimeMillis()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();

    assertThat(child.waitFor()).as(Files.readString(out)).isZero();
    String[] words = Files.readString(out).strip().split(" ", -1);
    assertThat(words[0]).isIn("ALLOW", "VERIFY", "HOLD");
    assertThat(Long.parseLong(words[1])).isLessThan(MILLIS_MAX);
    List<String> loaded = Files.readAllLines(classes);
    assertThat(loaded).anyMatch(line -> line.contains(" riskpack.Lane "));
    assertThat(loaded)
        .noneMatch(
            line ->
                Stream.of(
                        " org.drools.compiler.",
                        " org.drools.core.",
                        " org.drools.drl.",
                        " org.drools.model.codegen.",
                        " org.drools.mvel",
                        " org.mvel2.",
                        " org.kie.",
                        " org.antlr.",
                        " org.eclipse.",
                        " com.github.javaparser.",
                        " com.sun.tools.javac.")
                    .anyMatch(line::contains));
  }

  /** Everything that this JVM sees, whether as classes or as modules. */
  private static String classPath() {
    return Stream.of(
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""),
            Path.of("target", "classes").toString(),
            Path.of("target", "test-classes").toString())
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
