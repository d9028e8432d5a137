package io.riskgate.rules.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** A file of texts in the form of Java's property files, in UTF-8. */
final class MessageFile {
  /**
   * A text.
   *
   * @param text the text
   * @param line its line
   */
  record Entry(String text, int line) {}

  private MessageFile() {}

  /** Reads a file's texts by key; a key that stands twice is a problem. */
  static Map<String, Entry> read(String file, String text, Problems problems) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i;
      StringBuilder logical = new StringBuilder(lines[i]);
      while (isContinued(lines[i]) && i + 1 < lines.length) {
        logical.append('\n').append(lines[++i]);
      }
      for (Map.Entry<Object, Object> entry : parse(file, first + 1, logical, problems).entrySet()) {
        String key = (String) entry.getKey();
        Entry before = entries.put(key, new Entry((String) entry.getValue(), first + 1));
        if (before != null) {
          problems.add(file, first + 1, "'" + key + "' stands twice; see line " + before.line());
        }
      }
    }
    return entries;
  }

  /** Java's own reader knows no lines, so it is given one entry at a time. */
  private static Properties parse(String file, int line, StringBuilder logical, Problems problems) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(logical.toString()));
    } catch (IllegalArgumentException e) {
      problems.add(file, line, "this is no text of a property file: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory does not fail", e);
    }
    return properties;
  }

  private static boolean isContinued(String line) {
    String start = line.stripLeading();
    if (start.startsWith("#") || start.startsWith("!")) {
      return false;
    }
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
