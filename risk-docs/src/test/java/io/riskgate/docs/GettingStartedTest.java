package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.workbench.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/getting-started.md, but for Maven itself: its programs, in its order, in an empty
 * folder, print what it says that they print.
 */
class GettingStartedTest {
  private static final String MAIN = "-Dexec.mainClass=";

  @TempDir private Path bank;

  @Test
  @DisplayName("whoever follows getting-started sees what it shows")
  void asItSays() throws Exception {
    Page page = Page.doc("getting-started.md");
    Programs.compile(page, bank);
    int run = 0;
    for (Block block : page.blocks()) {
      if (block.is("sh") && block.text().contains("/risk ")) {
        for (List<String> command : Shell.commands(block)) {
          risk(command.subList(1, command.size()));
        }
      }
      if (block.is("console")) {
        for (Run expected : runs(block)) {
          run++;
          assertThat(java(expected.program())).as(block.where()).isEqualTo(expected.output());
        }
      }
    }
    assertThat(run).isEqualTo(4);
  }

  /** What a program is said to print. */
  private record Run(String program, String output) {}

  private static List<Run> runs(Block block) {
    List<Run> runs = new ArrayList<>();
    for (String part : block.text().split("(?m)^\\$ ", -1)) {
      if (part.contains(MAIN)) {
        String[] commandAndOutput = part.split("\n", 2);
        String program = commandAndOutput[0].substring(commandAndOutput[0].indexOf(MAIN));
        runs.add(new Run(program.substring(MAIN.length()).strip(), commandAndOutput[1]));
      }
    }
    return runs;
  }

  /** Runs the workbench on a folder of the bank's. */
  private void risk(List<String> words) {
    String[] args =
        words.stream()
            .map(word -> word.equals("my-pack") ? bank.resolve(word).toString() : word)
            .toArray(String[]::new);
    int exitCode = Main.commandLine().setOut(new PrintWriter(Writer.nullWriter())).execute(args);
    assertThat(exitCode).as("./risk %s", words).isZero();
  }

  private String java(String program) throws IOException, InterruptedException {
    Path out = bank.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dfile.encoding=UTF-8",
                "-cp",
                Programs.classes(bank) + File.pathSeparator + JavaBlocksTest.classPath(),
                program)
            .directory(bank.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", program).isTrue();
      assertThat(process.exitValue()).as(program).isZero();
    } finally {
      process.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(out, StandardCharsets.UTF_8)) {
      return lines.map(line -> line + "\n").reduce("", String::concat);
    }
  }
}
