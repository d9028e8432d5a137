package io.riskgate.workbench.example;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code examples/transfers.csv}: two weeks of seven people and what befalls them. The same
 * every time.
 */
final class ExampleTransfers {
  private static final List<String> COLUMNS =
      List.of(
          "transfer_id",
          "time",
          "payer",
          "payee",
          "amount",
          "currency",
          "asset",
          "asset_scale",
          "asset_class",
          "value",
          "kind",
          "channel",
          "device_id",
          "ip",
          "latitude",
          "longitude",
          "origin_country",
          "payer_balance",
          "payer_age",
          "merchant",
          "payee_country",
          "purpose",
          "status",
          "label",
          "fraud_kind");

  private ExampleTransfers() {}

  /** Writes the file anew, after a change to a story. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), csv());
  }

  static String csv() {
    List<Event> events = new ArrayList<>(EverydayLife.events());
    events.addAll(Stories.events());
    events.sort(Comparator.comparing((Event event) -> event.time));

    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(COLUMNS);
      Map<String, BigDecimal> balances = openingBalances();
      for (int i = 0; i < events.size(); i++) {
        Event event = events.get(i);
        event.put(
            "transfer_id",
            "T%04d%s".formatted(i + 1, event.story.isEmpty() ? "" : "-" + event.story));
        event.put("time", event.time + (event.time.getSecond() == 0 ? ":00" : "") + "+08:00");
        BigDecimal balance = balances.get(event.payer);
        if (balance != null) {
          event.put("payer_balance", balance.toPlainString());
        }
        balances.computeIfPresent(event.payer, (payer, before) -> before.subtract(event.paid()));
        balances.computeIfPresent(event.payee, (payee, before) -> before.add(event.paid()));
        csv.writeRecord(COLUMNS.stream().map(c -> event.cells.getOrDefault(c, "")).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no string refuses text
    }
    return text.toString();
  }

  private static Map<String, BigDecimal> openingBalances() {
    Map<String, BigDecimal> balances = new HashMap<>();
    for (Person person : Person.ALL) {
      balances.put(person.account(), BigDecimal.valueOf(person.savings() * 100L, 2));
    }
    return balances;
  }
}
