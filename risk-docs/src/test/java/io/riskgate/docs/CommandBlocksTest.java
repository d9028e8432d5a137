package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.workbench.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Commands in the documentation exist, with the options that they are shown with. */
class CommandBlocksTest {
  /** Goals that are typed, and where their plug-in is set up or known to Maven by itself. */
  private static final Set<String> GOALS =
      Set.of(
          "compile",
          "test",
          "package",
          "verify",
          "install",
          "clean",
          "exec:java",
          "spring-boot:run");

  /** What no test can know: the system's own commands. */
  private static final Set<String> SYSTEM =
      Set.of(
          "cat",
          "cd",
          "cp",
          "curl",
          "echo",
          "cut",
          "grep",
          "mkdir",
          "openssl",
          "printf",
          "psql",
          "python3",
          "sed",
          "sha256sum");

  private static final Pattern FUNCTION = Pattern.compile("(?m)^(\\w+)\\(\\) \\{");
  private static final Pattern SETS_OR_DEFINES = Pattern.compile("\\w+=.*|\\w+\\(\\)|}");

  private static Set<String> classes;
  private static Set<String> profiles;

  @BeforeAll
  static void readTheProject() throws IOException {
    Pattern profile =
        Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>([^<]+)</id>", Pattern.DOTALL);
    classes = Sources.classes();
    profiles = new TreeSet<>();
    for (Path file : Sources.files()) {
      if (file.endsWith("pom.xml")) {
        profile.matcher(Files.readString(file)).results().forEach(m -> profiles.add(m.group(1)));
      }
    }
  }

  @Test
  @DisplayName("every command in the documentation exists, with its options")
  void commands() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (Page page : Page.all()) {
      Set<String> functions =
          FUNCTION
              .matcher(page.text())
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toSet());
      for (Block block : page.blocks()) {
        if (block.is("sh") || block.is("console")) {
          for (List<String> command : Shell.commands(block)) {
            checked++;
            problem(command, functions)
                .ifPresent(
                    p -> wrong.add(block.where() + ": " + String.join(" ", command) + ": " + p));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThan(60);
  }

  private static Optional<String> problem(List<String> command, Set<String> functions) {
    List<String> words =
        command.get(0).equals("time") ? command.subList(1, command.size()) : command;
    List<String> arguments = words.subList(1, words.size());
    String program = words.get(0);
    if (program.endsWith("/risk")) {
      return ofRisk(arguments);
    }
    if (program.startsWith("scripts/")) {
      return Files.isExecutable(Page.ROOT.resolve(program))
          ? Optional.empty()
          : Optional.of("no such script");
    }
    if (SETS_OR_DEFINES.matcher(program).matches() || functions.contains(program)) {
      return Optional.empty();
    }
    return switch (program) {
      case "mvn" -> ofMaven(arguments);
      case "java" -> ofJava(arguments);
      default -> SYSTEM.contains(program) ? Optional.empty() : Optional.of("what is this?");
    };
  }

  private static Optional<String> ofRisk(List<String> arguments) {
    try {
      Main.commandLine().parseArgs(arguments.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Optional<String> ofMaven(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("-pl") || argument.equals("-f")) {
        for (String module : arguments.get(++i).split(",", -1)) {
          if (!Files.exists(Page.ROOT.resolve(module).resolve("pom.xml"))) {
            return Optional.of("no such module: " + module);
          }
        }
      } else if (argument.startsWith("-P")) {
        if (!profiles.contains(argument.substring(2))) {
          return Optional.of("no such profile: " + argument);
        }
      } else if (argument.startsWith("-Dtest=")) {
        for (String name : argument.substring(7).split(",", -1)) {
          if (classes.stream().noneMatch(known -> known.endsWith("." + name))) {
            return Optional.of("no such test: " + name);
          }
        }
      } else if (!argument.startsWith("-") && !GOALS.contains(argument)) {
        return Optional.of("no goal that is known here: " + argument);
      }
    }
    return Optional.empty();
  }

  /** A class that is named is there; a benchmark may be named by its simple name. */
  private static Optional<String> ofJava(List<String> arguments) {
    Matcher full = Pattern.compile("(?:io\\.riskgate|com\\.example)\\.[\\w.]+").matcher("");
    Matcher simple = Pattern.compile("\\w+(?:Benchmark|Test)\\b").matcher("");
    for (String argument : arguments) {
      if (argument.endsWith(".java") && !Files.exists(Page.ROOT.resolve(argument))) {
        return Optional.of("no such file: " + argument);
      }
      if (full.reset(argument).matches() && !classes.contains(argument)) {
        return Optional.of("no such class: " + argument);
      }
      if (simple.reset(argument).find()
          && classes.stream().noneMatch(name -> name.endsWith("." + simple.group()))) {
        return Optional.of("no such class: " + simple.group());
      }
    }
    return Optional.empty();
  }
}
