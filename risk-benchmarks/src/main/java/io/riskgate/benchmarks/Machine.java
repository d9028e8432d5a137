package io.riskgate.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where and of what something was measured.
 *
 * @param commit of the checkout that the classes lie in
 * @param load of the last minute, before anything was measured; negative where it is not told
 */
record Machine(
    String processor, int processors, String system, String jdk, String commit, double load) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine here() {
    return new Machine(
        model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        checkout(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String model() {
    try {
      for (String line : Files.readAllLines(CPU_INFO)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not Linux, or not told: then it is not known.
    }
    return "unknown processor";
  }

  /** The commit, and whether something was changed since; "unknown" outside of a checkout. */
  private static String checkout() {
    String commit = git("rev-parse", "--short", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git("status", "--porcelain").isEmpty() ? commit : commit + " with changes";
  }

  private static String git(String... args) {
    Path classes = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]);
    Path folder = classes.toAbsolutePath().getParent();
    if (folder == null) {
      return "";
    }
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(args));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? said.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s, %s, commit %s",
        processor,
        processors,
        system,
        jdk,
        commit);
  }
}
