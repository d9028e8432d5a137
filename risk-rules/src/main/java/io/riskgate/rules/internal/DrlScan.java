package io.riskgate.rules.internal;

/**
 * Walks over DRL character by character, telling texts and comments from the rest, and bounds what
 * the parsers behind it cannot bear: they call themselves for every bracket and sign, and the time
 * that Drools' parser of constraints takes doubles with every pair of parentheses (16 of them
 * around a fact, and it does not come back).
 *
 * <p>It allows nothing; it only refuses. Whether a rule is understood is decided on the syntax
 * tree.
 */
public final class DrlScan {
  /** How deep brackets may nest, counting the pair around a pattern. */
  static final int NESTING_MAX = 7;

  /** How many signs, such as {@code + ! < &}, may follow each other between two commas. */
  static final int SIGNS_MAX = 160;

  /** How many signs may stand side by side, as in {@code && !!}: {@code !} doubles the time too. */
  private static final int RUN_MAX = 4;

  private static final String SIGNS = "+-*/%<>=!&|^~?:@.";

  /** What an input method for Chinese puts in place of the signs of DRL, which stand below. */
  private static final String WIDE = "“”‘’、。　";

  private static final String PLAIN = "\"\"'',. ";

  /** From here on up to {@code ～} Unicode repeats ASCII in full width. */
  private static final int WIDE_FROM = '！';

  private static final int WIDE_TO = '～';

  private final String text;
  private int at;
  private int line = 1;
  private int depth;
  private int signs;
  private int run;
  private char before;
  private String problem = "";

  /** Scans a text to its end, or to the first problem. */
  public DrlScan(String text) {
    this.text = text;
    while (at < text.length() && problem.isEmpty()) {
      step();
    }
  }

  /** What is wrong; empty where nothing is. */
  public String problem() {
    return problem;
  }

  /** The line of the problem. */
  int line() {
    return line;
  }

  private void step() {
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      quoted(c);
    } else if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", at)) {
      comment();
    } else {
      plain(c);
      at++;
    }
  }

  /** Such a character looks like the right one, and the parser only says that it is lost. */
  private static String wide(char c) {
    int known = WIDE.indexOf(c);
    if (known < 0 && (c < WIDE_FROM || c > WIDE_TO)) {
      return "";
    }
    char plain = known < 0 ? (char) (c - WIDE_FROM + '!') : PLAIN.charAt(known);
    return "'" + c + "' is a full-width character; outside of a text write '" + plain + "'";
  }

  private void plain(char c) {
    problem = wide(c);
    if (!problem.isEmpty()) {
      return;
    }
    switch (c) {
      case '\n' -> line++;
      case '(', '[', '{' -> depth++;
      case ')', ']', '}' -> depth = Math.max(0, depth - 1);
      case ',' -> signs = 0;
      default -> signs += SIGNS.indexOf(c) < 0 ? 0 : 1;
    }
    if (depth == 0) {
      signs = 0;
    }
    if (SIGNS.indexOf(c) >= 0) {
      run++;
    } else if (!Character.isWhitespace(c)) {
      run = 0;
    }
    boolean cast = before == ')' && (c == '(' || (c == '!' && !text.startsWith("!=", at)));
    before = Character.isWhitespace(c) ? before : c;
    if (cast) {
      // Casts: each doubles the time as well, and no rule has any.
      problem = "an operator is missing between ')' and '" + c + "'";
    } else if (depth > NESTING_MAX) {
      problem = "brackets nest deeper than " + NESTING_MAX + "; split the rule";
    } else if (signs > SIGNS_MAX) {
      problem = "a constraint has more than " + SIGNS_MAX + " signs; split the rule";
    } else if (run > RUN_MAX) {
      problem = "more than " + RUN_MAX + " signs stand side by side";
    } else if (c == '\\') {
      problem = "a backslash stands outside of a text";
    }
  }

  private void quoted(char quote) {
    run = 0;
    before = quote;
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        at = i + 1;
        return;
      }
    }
    problem = "a text does not end on its line: " + quote + " is missing";
  }

  private void comment() {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      problem = "a comment does not end: */ is missing";
      return;
    }
    line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end + 2;
  }
}
