package io.riskgate.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Takes the commands of a block apart as a shell would, as far as the documentation needs it. */
final class Shell {
  private final String text;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> command = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Shell(String text) {
    this.text = text;
  }

  /** The commands of a block: of {@code console}, those behind a {@code $}. */
  static List<List<String>> commands(Block block) {
    String text =
        block.is("console")
            ? block.text().lines().filter(Shell::isTyped).collect(Collectors.joining("\n")) + "\n"
            : block.text();
    return new Shell(text).read();
  }

  private static boolean isTyped(String line) {
    return line.startsWith("$ ");
  }

  private List<List<String>> read() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\'' -> quoted('\'');
        case '"' -> quoted('"');
        case '\\' -> escaped();
        case '#' -> comment();
        case '|', ';', '&', '\n' -> endOfCommand();
        case '>' -> redirected();
        case ' ' -> endOfWord();
        default -> append(c);
      }
    }
    endOfCommand();
    return commands;
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void quoted(char quote) {
    int end = text.indexOf(quote, at);
    if (end < 0) {
      throw new IllegalArgumentException("a " + quote + " is not closed in: " + text);
    }
    inWord = true;
    word.append(text, at, end);
    at = end + 1;
  }

  private void escaped() {
    char next = text.charAt(at++);
    if (next == '\n') {
      endOfWord();
    } else {
      append(next);
    }
  }

  private void comment() {
    if (inWord) {
      append('#');
    } else {
      at = Math.max(at, text.indexOf('\n', at));
    }
  }

  /** What is printed goes to a file, whose name is no argument. */
  private void redirected() {
    endOfWord();
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void endOfWord() {
    boolean prompt = command.isEmpty() && word.toString().equals("$");
    if (inWord && !prompt) {
      command.add(word.toString());
    }
    inWord = false;
    word = new StringBuilder();
  }

  private void endOfCommand() {
    endOfWord();
    if (!command.isEmpty()) {
      commands.add(command);
    }
    command = new ArrayList<>();
  }
}
