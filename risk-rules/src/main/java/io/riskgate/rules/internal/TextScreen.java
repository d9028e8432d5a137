package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackProblem;

/**
 * Looks at a file's characters before anybody parses it. What a reviewer sees must be what is
 * there: characters that show nothing or turn the direction of writing are refused. And no parser
 * is given a line or a nesting that it was never made for.
 */
final class TextScreen {
  /** How long a line may be. */
  static final int LINE_CHARS_MAX = 4_000;

  private final String file;
  private final Problems problems;

  TextScreen(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Whether a text may be parsed; problems say why not. */
  boolean accepts(String text) {
    int before = problems.count();
    characters(text);
    if (file.endsWith(".drl") && problems.count() == before) {
      DrlScan scan = new DrlScan(text);
      if (!scan.problem().isEmpty()) {
        problems.add(file, scan.line(), scan.problem());
      }
    }
    return problems.count() == before;
  }

  private void characters(String text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        line++;
        lineStart = i + 1;
      } else if (c != '\t' && !PackProblem.isPrintable(c) && !text.startsWith("\r\n", i)) {
        problems.add(
            file,
            line,
            String.format(
                "the character U+%04X cannot be seen, so that the text is not what it looks like;"
                    + " delete it",
                c));
        return;
      } else if (i - lineStart == LINE_CHARS_MAX) {
        problems.add(file, line, "a line has at most " + LINE_CHARS_MAX + " characters");
        return;
      }
      i += Character.charCount(c) - 1;
    }
  }
}
