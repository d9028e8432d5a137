package io.riskgate.stores.jdbc;

import java.util.regex.Pattern;

/** Where the tables are and what they are called. */
record Tables(String schema, String prefix) {
  /** How the names in the files of the migrations begin. */
  static final String PREFIX = "riskgate_";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,39}");
  private static final Pattern IN_TEXT = Pattern.compile("\\b" + PREFIX);

  /** Checks that both are plain names, as they become part of statements. */
  Tables {
    if (!schema.isEmpty() && !NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "A schema's name has small letters, digits and _, up to 40, not: " + schema);
    }
    if (!NAME.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "A prefix has small letters, digits and _, up to 40, not: " + prefix);
    }
  }

  /** A text of statements with the tables as they are called here. */
  String in(String sql) {
    return IN_TEXT.matcher(sql).replaceAll(schema.isEmpty() ? prefix : schema + "." + prefix);
  }
}
