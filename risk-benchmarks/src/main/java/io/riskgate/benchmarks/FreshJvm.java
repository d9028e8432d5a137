package io.riskgate.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a class in a JVM of its own, which tells what it found as lines {@code name=value}. */
final class FreshJvm {
  private static final String FOUND = "found ";
  private static final String LAUNCHED = "riskgate.launched";

  private FreshJvm() {}

  /** What the class found. */
  static Map<String, Double> run(Class<?> main, List<String> jvmArgs, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArgs);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-D" + LAUNCHED + "=" + System.currentTimeMillis());
    command.add(main.getName());
    command.addAll(args);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Map<String, Double> found = new LinkedHashMap<>();
      StringBuilder said = new StringBuilder();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(FOUND)) {
            String[] parts = line.substring(FOUND.length()).split("=", 2);
            found.put(parts[0], Double.valueOf(parts[1]));
          } else {
            said.append(line).append('\n');
          }
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(main.getName() + " ended with " + code + ":\n" + said);
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** Tells what was found to who started this JVM. */
  static void tell(PrintStream out, String name, double value) {
    out.println(FOUND + name + "=" + String.format(Locale.ROOT, "%.3f", value));
  }

  /** Milliseconds since this JVM was asked for. */
  static double sinceLaunchMs() {
    return System.currentTimeMillis() - Long.parseLong(System.getProperty(LAUNCHED, "0"));
  }
}
