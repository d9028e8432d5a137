package io.riskgate.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody presses Ctrl-C while a file is replayed. */
class InterruptedBacktestTest {
  @TempDir Path dir;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS) // of a hang, not of slowness
  @DisplayName("Ends with what has been done, which says that it is not all, and leaves no scraps")
  void writesWhatHasBeenDone() throws Exception {
    Path pipe = dir.resolve("rows.csv");
    assumeTrue(made(pipe), "there is no mkfifo here");
    Path json = dir.resolve("out.json");
    Path report = dir.resolve("report.html");
    Process risk =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.riskgate.workbench.Main",
                    "backtest",
                    pipe.toString(),
                    "--json",
                    json.toString(),
                    "--report",
                    report.toString()))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("said.txt").toFile())
            .start();
    try (Writer rows = Files.newBufferedWriter(pipe)) { // waits until somebody reads
      rows.write("time,payer,payee,amount,currency,label\n");
      for (int i = 0; i < 3_000; i++) {
        rows.write(
            "2026-01-05T%02d:%02d:00+08:00,p%d,q%d,5,CNY,%n"
                .formatted(i / 180, i % 180 / 3, i % 7, i % 5));
      }
      rows.flush();
      while (risk.isAlive() && parts() < 2) { // the run has begun
        Thread.sleep(20);
      }
      risk.destroy(); // as Ctrl-C does, the system asks the program to end
      assertThat(risk.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      risk.destroyForcibly();
    }

    assertThat(json).as(Files.readString(dir.resolve("said.txt"))).exists();
    Map<?, ?> figures = Cli.json(json);
    assertThat(figures.get("interrupted")).isEqualTo(true);
    assertThat((int) figures.get("rows")).isLessThanOrEqualTo(3_000);
    assertThat(report).content(StandardCharsets.UTF_8).contains("Stopped before the end");
    assertThat(dir.resolve("said.txt")).content().contains("stopped after");
    assertThat(parts()).isZero();
  }

  private boolean made(Path pipe) throws InterruptedException {
    if (File.separatorChar != '/') {
      return false;
    }
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private long parts() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }
}
