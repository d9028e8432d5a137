package io.riskgate.workbench.rows;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.mapping.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of several files as one stream, in the order in which the files are given. */
public final class FileRows implements RowSource {
  private final List<Path> files;
  private final Mapping mapping;
  private final String baseCurrency;
  private final long bytesInAll;
  private int nextFile;
  private @Nullable CsvFile open;
  private @Nullable RowMapper mapper;
  private long bytesDone;
  private long rows;

  /**
   * Opens the first file, and looks at the headers of the others, so that a wrong one is refused
   * before anything is scored.
   *
   * @param baseCurrency the rule pack's, in which values and balances are
   */
  public FileRows(List<Path> files, Mapping mapping, String baseCurrency) {
    this.files = List.copyOf(files);
    this.mapping = mapping;
    this.baseCurrency = baseCurrency;
    // A pipe can be read only once, so that its header is seen when its turn comes.
    files.stream().skip(1).filter(Files::isRegularFile).forEach(this::checkHeader);
    bytesInAll = files.stream().mapToLong(file -> file.toFile().length()).sum();
    openNext();
  }

  private void checkHeader(Path file) {
    try (CsvFile csv = CsvFile.open(file, mapping.separator())) {
      Layout.of(csv, mapping);
    }
  }

  private RowMapper openNext() {
    CsvFile csv = CsvFile.open(files.get(nextFile), mapping.separator());
    open = csv;
    nextFile++;
    RowMapper opened = new RowMapper(Layout.of(csv, mapping), baseCurrency);
    mapper = opened;
    return opened;
  }

  @Override
  public @Nullable InputRow next() {
    while (open != null && mapper != null) {
      CsvRecord record = open.next();
      if (record != null) {
        rows++;
        return mapper.map(record, rows);
      }
      bytesDone += open.bytesRead();
      open.close();
      open = null;
      if (nextFile < files.size()) {
        openNext();
      }
    }
    return null;
  }

  @Override
  public double fractionRead() {
    long read = bytesDone + (open == null ? 0 : open.bytesRead());
    return bytesInAll == 0 ? 0 : Math.min(1, (double) read / bytesInAll);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
