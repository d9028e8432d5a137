package io.riskgate.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.Sentence;
import io.riskgate.core.internal.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** Sentences J: a process that is killed while it writes. */
class LogCrashTest {
  private static final int KILLS = 3;
  private static final int ACKNOWLEDGED = 150;

  @TempDir Path dir;

  private static String pathOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private Process start(int run) throws IOException, URISyntaxException {
    Path testClasses = Path.of(pathOf(LogCrashTest.class));
    Path classes = Path.of(pathOf(FileDecisionLog.class));
    String classPath =
        String.join(
            System.getProperty("path.separator"),
            classes.toString(),
            // Where tests are patched into the module, both come from one place.
            testClasses.resolveSibling("test-classes").toString(),
            testClasses.toString(),
            pathOf(Logger.class),
            pathOf(NOPLogger.class));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            classPath,
            LogCrashChild.class.getName(),
            dir.resolve("log").toString(),
            "run" + run)
        .redirectError(dir.resolve("err" + run).toFile())
        .start();
  }

  @Test
  @Sentence({"J-4", "J-8", "J-10"})
  @DisplayName("Nothing that was relied on is missing after kills, and the chain goes on")
  void kills() throws Exception {
    Map<Long, String> reliedOn = new HashMap<>();
    for (int run = 0; run < KILLS; run++) {
      Process child = start(run);
      try (BufferedReader told =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        int acknowledged = 0;
        for (String line = told.readLine(); line != null; line = told.readLine()) {
          int space = line.indexOf(' ');
          if (space > 0 && line.matches("\\d+ run\\d-\\d-\\d+")) { // the last may be cut
            reliedOn.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
          }
          if (++acknowledged == ACKNOWLEDGED) {
            child.toHandle().destroyForcibly(); // leaves what it told readable
          }
        }
        assertThat(acknowledged)
            .as(Files.readString(dir.resolve("err" + run)))
            .isGreaterThanOrEqualTo(ACKNOWLEDGED);
      } finally {
        child.destroyForcibly();
        child.waitFor();
      }
    }
    LogKit.write(dir.resolve("log"), 1);

    assertThat(LogKit.verify(dir.resolve("log")).findings()).isEmpty();
    Map<Long, String> written = new HashMap<>();
    for (LogFile file : LogFile.in(dir.resolve("log"))) {
      for (String line : Files.readString(file.path()).lines().toList()) {
        if (line.endsWith("}")) {
          JsonReader.Members record = JsonReader.object(line);
          if (record.has("says")) {
            written.put(record.whole("seq"), record.text("says"));
          }
        }
      }
    }
    assertThat(written).containsAllEntriesOf(reliedOn);
  }
}
