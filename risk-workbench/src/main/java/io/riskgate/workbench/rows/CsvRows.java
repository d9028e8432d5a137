package io.riskgate.workbench.rows;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.mapping.Mapping;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. */
final class CsvRows implements OpenFile {
  private final CsvFile csv;
  private final RowMapper mapper;

  CsvRows(CsvFile csv, Mapping mapping, String baseCurrency) {
    this.csv = csv;
    mapper = new RowMapper(Layout.of(csv, mapping), baseCurrency);
  }

  @Override
  public @Nullable InputRow next(long number) {
    CsvRecord record = csv.next();
    return record == null ? null : mapper.map(record, number);
  }

  @Override
  public long bytesRead() {
    return csv.bytesRead();
  }

  @Override
  public void close() {
    csv.close();
  }
}
