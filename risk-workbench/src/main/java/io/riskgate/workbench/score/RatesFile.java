package io.riskgate.workbench.score;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.message.InputException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rates, the same for the whole run, from a CSV file with the columns unit and rate. */
public final class RatesFile {
  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, BigDecimal> rates = new HashMap<>();

  private RatesFile(Path file) {
    this.file = file;
  }

  /** Reads a file; all that is wrong with it is reported at once. */
  public static RateSource read(Path file) {
    return new RatesFile(file).read();
  }

  private RateSource read() {
    try (CsvFile csv = CsvFile.open(file, ',')) {
      if (!csv.header().equals(List.of("unit", "rate"))) {
        throw new InputException(file + ":1: the header must be: unit,rate");
      }
      for (CsvRecord row = csv.next(); row != null; row = csv.next()) {
        add(row);
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    Map<String, BigDecimal> found = Map.copyOf(rates);
    return (unit, baseCurrency, eventTimeMs) -> Optional.ofNullable(found.get(unit));
  }

  private void add(CsvRecord row) {
    if (row.getFieldCount() != 2) {
      problem(row, "give a unit and a rate, such as USD,7.12");
      return;
    }
    String unit = row.getField(0).strip();
    BigDecimal rate = rate(row.getField(1).strip());
    if (unit.isEmpty() || CsvFile.isGarbled(unit)) {
      problem(row, "the unit is missing: give a currency or an asset, such as USD");
    } else if (rate == null) {
      problem(
          row,
          "the rate of "
              + unit
              + " must be a decimal greater than zero: how much of the base currency one "
              + unit
              + " is worth");
    } else if (rates.putIfAbsent(unit, rate) != null) {
      problem(row, "there are two rates for " + unit);
    }
  }

  private static @Nullable BigDecimal rate(String text) {
    if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
      return null;
    }
    BigDecimal rate = new BigDecimal(text);
    return rate.signum() > 0 ? rate : null;
  }

  private void problem(CsvRecord row, String what) {
    problems.add(file + ":" + row.getStartingLineNumber() + ": " + what);
  }
}
