package io.riskgate.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/** The table of speed as JSON, for programs that compare runs. */
final class SpeedJson {
  private SpeedJson() {}

  static String of(Machine machine, List<SpeedRow> rows) {
    return "{\n  \"processor\": "
        + text(machine.processor())
        + ",\n  \"processors\": "
        + machine.processors()
        + ",\n  \"system\": "
        + text(machine.system())
        + ",\n  \"jdk\": "
        + text(machine.jdk())
        + ",\n  \"commit\": "
        + text(machine.commit())
        + ",\n  \"loadBefore\": "
        + number(machine.load())
        + ",\n  \"rows\": [\n"
        + rows.stream().map(SpeedJson::row).collect(Collectors.joining(",\n"))
        + "\n  ]\n}\n";
  }

  private static String row(SpeedRow row) {
    return "    {\"part\": "
        + text(row.part())
        + ", \"name\": "
        + text(row.name())
        + ", \"ns\": "
        + spread(row.ns())
        + ", \"ratio\": "
        + spread(row.ratio())
        + ", \"p999Ns\": "
        + number(row.p999Ns())
        + ", \"bytes\": "
        + number(row.bytes())
        + "}";
  }

  private static String spread(Spread spread) {
    return "{\"median\": "
        + number(spread.median())
        + ", \"least\": "
        + number(spread.least())
        + ", \"most\": "
        + number(spread.most())
        + "}";
  }

  private static String number(double number) {
    return Double.isFinite(number) ? Double.toString(number) : "null";
  }

  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
