package io.riskgate.workbench.story;

import java.io.PrintWriter;

/** Lines for people, broken between words where they are long. */
final class Page {
  private static final int WIDTH = 120;

  /** As wide as a time before a step. */
  private static final String INDENT = "          ";

  private final PrintWriter to;

  Page(PrintWriter to) {
    this.to = to;
  }

  /** A line as it is. */
  void line(String text) {
    to.println(text);
  }

  /** What happens at a time. */
  void at(String time, String text) {
    broken(time + " ".repeat(Math.max(1, INDENT.length() - time.length())) + text, INDENT);
  }

  /** What belongs to the line with the time above it. */
  void below(String text) {
    broken(INDENT + text, INDENT);
  }

  /** The same with a sign that says what it is. */
  void below(String sign, String text) {
    broken(INDENT + sign + " " + text, INDENT + " ".repeat(sign.length() + 1));
  }

  private void broken(String text, String next) {
    String rest = text;
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH);
      if (space <= next.length()) {
        break; // a text without blanks, as Chinese is written
      }
      to.println(rest.substring(0, space));
      rest = next + rest.substring(space + 1);
    }
    to.println(rest);
  }

  void flush() {
    to.flush();
  }
}
