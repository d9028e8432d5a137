package io.riskgate.workbench.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.riskgate.workbench.message.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, read row by row. A file that cannot be read as CSV is refused with an
 * {@link InputException}; the cells themselves are the caller's to judge.
 */
public final class CsvFile implements Closeable {
  /** A longer cell means that a quote is not closed, or that this is no file of transfers. */
  private static final int CELL_CHARS_MAX = 1 << 21;

  private static final int COLUMNS_MAX = 4096;
  private static final Pattern LINE = Pattern.compile("starting at line (\\d+)");

  private final Path path;
  private final TextFile text;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private long lastLine;

  private CsvFile(UnpackedFile file, char separator) {
    path = file.path();
    text = TextFile.of(file);
    boolean opened = false;
    try {
      records =
          CsvReader.builder()
              .fieldSeparator(separator)
              .allowUnclosedQuote(false)
              // counted by the caller, for whom such a row is one bad row
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .maxBufferSize(CELL_CHARS_MAX)
              .build(
                  CsvRecordHandler.of(
                      limits ->
                          limits
                              .maxFields(COLUMNS_MAX)
                              .maxFieldSize(CELL_CHARS_MAX)
                              .maxRecordSize(2 * CELL_CHARS_MAX)),
                  text.reader())
              .iterator();
      header = readHeader(separator);
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  /** Opens a file and reads its header. */
  public static CsvFile open(Path path, char separator) {
    return open(UnpackedFile.open(path), separator);
  }

  /** Takes a file that is open as CSV, and reads its header; it is closed with this. */
  public static CsvFile open(UnpackedFile file, char separator) {
    return new CsvFile(file, separator);
  }

  private List<String> readHeader(char separator) {
    CsvRecord first = next();
    if (first == null) {
      throw new InputException(path + ": is empty; the first line must name the columns");
    }
    long line = first.getStartingLineNumber();
    List<String> names = new ArrayList<>();
    Map<String, Integer> positions = new HashMap<>();
    for (String cell : first.getFields()) {
      String name = cell.strip();
      if (isGarbled(name)) {
        throw new InputException(
            path + ":" + line + ": the header is not UTF-8 text; save the file as CSV in UTF-8");
      }
      names.add(name);
      Integer before = positions.putIfAbsent(name, names.size());
      if (before != null && !name.isEmpty()) {
        throw new InputException(
            "%s:%d: columns %d and %d are both called '%s'; give each its own name"
                .formatted(path, line, before, names.size(), name));
      }
    }
    if (names.size() == 1) {
      refuseOtherSeparator(names.get(0), separator, line);
    }
    return List.copyOf(names);
  }

  private void refuseOtherSeparator(String onlyName, char separator, long line) {
    for (char other : new char[] {';', '\t', '|', ','}) {
      if (other != separator && onlyName.indexOf(other) >= 0) {
        throw new InputException(
            "%s:%d: there is one column only; are the cells separated by %s? A mapping file says so: separator: \"%s\""
                .formatted(
                    path,
                    line,
                    other == '\t' ? "tabs" : "'" + other + "'",
                    other == '\t' ? "\\t" : String.valueOf(other)));
      }
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** The names of the columns, without the blanks around them. */
  public List<String> header() {
    return header;
  }

  /**
   * Returns the next row that is not blank, with as many cells as it happens to have; null at the
   * end.
   */
  public @Nullable CsvRecord next() {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord row = records.next();
      lastLine = row.getStartingLineNumber();
      return row;
    } catch (CsvParseException e) {
      throw malformed(e);
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause();
      throw new InputException(
          "%s:%d: cannot be read beyond this line: %s; is the file whole?"
              .formatted(path, lastLine, cause == null ? e : cause.getMessage()),
          e);
    }
  }

  private InputException malformed(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    Matcher found = LINE.matcher(message);
    String line = found.find() ? found.group(1) : String.valueOf(lastLine + 1);
    String why;
    if (message.contains("after closing quote")) {
      why = "there is text after a closing quote; inside a quoted cell, write each quote twice";
    } else if (message.contains("Unclosed")) {
      why = "a quote opens a cell and is never closed; close it, or remove it";
    } else if (message.contains("maximum limit of")) {
      why = "there are more than %,d cells; is this a CSV file?".formatted(COLUMNS_MAX);
    } else if (message.contains("max")) {
      why =
          "a cell is longer than %,d characters; most likely its quote is never closed"
              .formatted(CELL_CHARS_MAX);
    } else {
      why = message;
    }
    return new InputException(path + ":" + line + ": " + why, e);
  }

  /** Whether a cell holds bytes that are no UTF-8 text. */
  public static boolean isGarbled(String cell) {
    return cell.indexOf(TextFile.NOT_UTF8) >= 0 || cell.indexOf('\0') >= 0;
  }

  /** How many of the file's bytes have been read. */
  public long bytesRead() {
    return text.bytesRead();
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
