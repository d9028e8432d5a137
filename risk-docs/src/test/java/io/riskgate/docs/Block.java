package io.riskgate.docs;

/**
 * A code block of a page.
 *
 * @param page the page, from the project's root
 * @param line where it begins
 * @param label what stands behind the fence: the language, and perhaps a word more
 * @param text what it says
 */
record Block(String page, int line, String label, String text) {
  boolean is(String language) {
    return label.equals(language) || label.startsWith(language + " ");
  }

  /** Whether the block shows what is wrong on purpose. */
  boolean isWrong() {
    return label.endsWith(" wrong");
  }

  String where() {
    return page + ":" + line;
  }
}
