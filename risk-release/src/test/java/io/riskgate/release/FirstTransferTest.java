package io.riskgate.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jars score a transfer in a program of their own, on either path. What is run stays in files
 * of arguments for java, so that {@code scripts/smoke} can run it on another JDK.
 */
class FirstTransferTest {
  private static final String MAIN = "com.example.first.FirstTransfer";
  private static final Path SOURCES = Path.of("src", "first-transfer", "java");
  private static final Path PROGRAM = Path.of("target", "first-transfer").toAbsolutePath();

  private static String jars;

  @TempDir Path dir;

  @BeforeAll
  static void compile() throws Exception {
    jars =
        BillOfMaterials.read().toRun("risk-rules", "risk-store-embedded").stream()
            .map(component -> component.jar().toAbsolutePath().toString())
            .collect(Collectors.joining(System.getProperty("path.separator")));
    List<String> arguments;
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      arguments =
          Stream.concat(
                  Stream.of("--release", "17", "-p", jars, "-d", PROGRAM.toString()),
                  sources.map(Path::toString).filter(name -> name.endsWith(".java")))
              .toList();
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).as("javac").isZero();
  }

  @Test
  @DisplayName("On the class path the first transfer is scored")
  void classPath() throws Exception {
    String separator = System.getProperty("path.separator");

    assertThat(run("class-path", "-cp", PROGRAM + separator + jars, MAIN))
        .contains("VERIFY []")
        .contains("Java " + Runtime.version().feature() + ", class path");
  }

  @Test
  @DisplayName("On the module path the first transfer is scored")
  void modulePath() throws Exception {
    String separator = System.getProperty("path.separator");

    assertThat(
            run("module-path", "-p", PROGRAM + separator + jars, "-m", "com.example.first/" + MAIN))
        .contains("VERIFY []")
        .contains("Java " + Runtime.version().feature() + ", module path");
  }

  private String run(String name, String... arguments) throws IOException, InterruptedException {
    Path file = Path.of("target", name + ".args");
    Files.writeString(
        file,
        Stream.of(arguments)
            .map(each -> '"' + each.replace("\\", "\\\\") + '"')
            .collect(Collectors.joining("\n", "", "\n")));
    Path out = dir.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + file,
                dir.resolve("store").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
