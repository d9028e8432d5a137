package io.riskgate.workbench.rows;

import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.csv.UnpackedFile;
import io.riskgate.workbench.iso.IsoFile;
import io.riskgate.workbench.mapping.IsoOptions;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several files as one stream, in the order in which the files are given. A file is CSV
 * or holds ISO 20022 messages, which is told from what it begins with.
 */
public final class FileRows implements RowSource {
  private final List<Path> files;
  private final Mapping mapping;
  private final String baseCurrency;
  private final ZoneId zone;
  private final Consumer<String> notes;
  private final long bytesInAll;
  private int nextFile;
  private @Nullable OpenFile open;
  private long bytesDone;
  private long rows;

  /**
   * Opens the first file, and looks at the others, so that a wrong one is refused before anything
   * is scored: at the headers of CSV files, and at messages to their end, because an element that
   * is never closed shows there.
   *
   * @param baseCurrency the rule pack's, in which values and balances are
   * @param zone the rule pack's, in which messages without an offset tell times
   * @param notes told of what is odd and no reason to refuse a file, a line each
   */
  public FileRows(
      List<Path> files, Mapping mapping, String baseCurrency, ZoneId zone, Consumer<String> notes) {
    this.files = List.copyOf(files);
    this.mapping = mapping;
    this.baseCurrency = baseCurrency;
    this.zone = zone;
    this.notes = notes;
    // A pipe can be read only once, so that what it holds is seen when its turn comes.
    files.stream().filter(Files::isRegularFile).forEach(this::check);
    bytesInAll = files.stream().mapToLong(file -> file.toFile().length()).sum();
    openNext();
  }

  private void check(Path path) {
    UnpackedFile file = UnpackedFile.open(path);
    if (file.isXml()) {
      IsoFile.check(file, messages(file), notes);
    } else {
      try (CsvFile csv = CsvFile.open(file, mapping.separator())) {
        Layout.of(csv, mapping);
      }
    }
  }

  private void openNext() {
    Path path = files.get(nextFile);
    UnpackedFile file = UnpackedFile.open(path);
    nextFile++;
    OpenFile opened;
    if (file.isXml()) {
      IsoOptions options = messages(file);
      boolean checked = Files.isRegularFile(path);
      opened =
          new IsoRows(
              path,
              IsoFile.open(file, options, checked ? note -> {} : notes),
              options,
              zone,
              baseCurrency);
    } else {
      opened = new CsvRows(CsvFile.open(file, mapping.separator()), mapping, baseCurrency);
    }
    open = opened;
  }

  private IsoOptions messages(UnpackedFile file) {
    IsoOptions options = mapping.iso();
    if (options == null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new InputException(
          "%s:1: is XML, and mapping %s is about columns; ISO 20022 messages need none, or one with 'iso20022': see docs/iso20022.md"
              .formatted(file.path(), mapping.name()));
    }
    return options;
  }

  @Override
  public @Nullable InputRow next() {
    while (open != null) {
      InputRow row = open.next(rows + 1);
      if (row != null) {
        rows++;
        return row;
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
