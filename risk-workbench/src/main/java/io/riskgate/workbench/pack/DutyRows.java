package io.riskgate.workbench.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rows of a table of duties name which rule: rows begin with an id such as {@code L4}, rules
 * stand in backquotes.
 */
public final class DutyRows {
  /** No table. */
  public static final DutyRows NONE = new DutyRows("", Map.of());

  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z][0-9]+) \\|.*$");
  private static final Pattern RULE = Pattern.compile("`([A-Z][A-Z0-9_]*)`");

  private final String page;
  private final Map<String, List<String>> byRule;

  private DutyRows(String page, Map<String, List<String>> byRule) {
    this.page = page;
    this.byRule = byRule;
  }

  /** Reads the tables of a page. */
  public static DutyRows read(Path page) throws IOException {
    Map<String, List<String>> byRule = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(page));
    while (row.find()) {
      String id = row.group(1);
      Matcher rule = RULE.matcher(row.group());
      while (rule.find()) {
        List<String> rows = byRule.computeIfAbsent(rule.group(1), unused -> new ArrayList<>());
        if (!rows.contains(id)) {
          rows.add(id);
        }
      }
    }
    return new DutyRows(String.valueOf(page.getFileName()), byRule);
  }

  /** The page's name; empty where there is none. */
  String page() {
    return page;
  }

  /** The rows that name a rule, in the order of the page. */
  List<String> of(String rule) {
    return byRule.getOrDefault(rule, List.of());
  }
}
