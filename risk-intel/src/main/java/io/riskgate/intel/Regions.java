package io.riskgate.intel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A set of countries (ISO 3166-1 alpha-2) and of their subdivisions (ISO 3166-2). Subdivisions of
 * China may be written with the digits of old, as in CN-53, or with today's letters, as in CN-YN:
 * lists and databases have both.
 *
 * @param codes countries and subdivisions in today's form
 */
record Regions(Set<String> codes) {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

  /** GB/T 2260 to ISO 3166-2:CN since 2017. */
  private static final Map<String, String> CHINESE =
      Map.ofEntries(
          Map.entry("CN-11", "CN-BJ"),
          Map.entry("CN-12", "CN-TJ"),
          Map.entry("CN-13", "CN-HE"),
          Map.entry("CN-14", "CN-SX"),
          Map.entry("CN-15", "CN-NM"),
          Map.entry("CN-21", "CN-LN"),
          Map.entry("CN-22", "CN-JL"),
          Map.entry("CN-23", "CN-HL"),
          Map.entry("CN-31", "CN-SH"),
          Map.entry("CN-32", "CN-JS"),
          Map.entry("CN-33", "CN-ZJ"),
          Map.entry("CN-34", "CN-AH"),
          Map.entry("CN-35", "CN-FJ"),
          Map.entry("CN-36", "CN-JX"),
          Map.entry("CN-37", "CN-SD"),
          Map.entry("CN-41", "CN-HA"),
          Map.entry("CN-42", "CN-HB"),
          Map.entry("CN-43", "CN-HN"),
          Map.entry("CN-44", "CN-GD"),
          Map.entry("CN-45", "CN-GX"),
          Map.entry("CN-46", "CN-HI"),
          Map.entry("CN-50", "CN-CQ"),
          Map.entry("CN-51", "CN-SC"),
          Map.entry("CN-52", "CN-GZ"),
          Map.entry("CN-53", "CN-YN"),
          Map.entry("CN-54", "CN-XZ"),
          Map.entry("CN-61", "CN-SN"),
          Map.entry("CN-62", "CN-GS"),
          Map.entry("CN-63", "CN-QH"),
          Map.entry("CN-64", "CN-NX"),
          Map.entry("CN-65", "CN-XJ"),
          Map.entry("CN-71", "CN-TW"),
          Map.entry("CN-91", "CN-HK"),
          Map.entry("CN-92", "CN-MO"));

  /**
   * Reads a list.
   *
   * @param hasSubdivisions whether some database tells subdivisions
   */
  static Loaded<Regions> read(Path file, boolean hasSubdivisions) throws IOException {
    Set<String> codes = new HashSet<>();
    String remark = ListReader.read(file, true, line -> take(line, codes));
    long idle = hasSubdivisions ? 0 : codes.stream().filter(code -> code.length() > 2).count();
    if (idle > 0) {
      String note = idle + " subdivisions are never met without a city database";
      remark = remark.isEmpty() ? note : remark + "; " + note;
    }
    return new Loaded<>(new Regions(codes), codes.size(), null, remark);
  }

  private static @Nullable String take(String line, Set<String> codes) {
    String code = line.toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(code)
        && !(SUBDIVISION.matcher(code).matches() && COUNTRIES.contains(code.substring(0, 2)))) {
      return "not a code of ISO 3166-1 alpha-2 or ISO 3166-2";
    }
    codes.add(today(code));
    return null;
  }

  /** The code of a subdivision in today's form. */
  static String today(String code) {
    return CHINESE.getOrDefault(code, code);
  }

  boolean contains(String code) {
    return codes.contains(code);
  }
}
