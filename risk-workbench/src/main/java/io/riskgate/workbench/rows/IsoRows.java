package io.riskgate.workbench.rows;

import io.riskgate.workbench.iso.IsoFile;
import io.riskgate.workbench.iso.IsoRow;
import io.riskgate.workbench.iso.IsoRow.Cell;
import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.mapping.FieldSource;
import io.riskgate.workbench.mapping.IsoOptions;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.mapping.TimeFormat;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a file of messages as rows: each is a row whose columns are the elements that
 * it has. What a message does not tell is data that there is not, as a missing column is.
 */
final class IsoRows implements OpenFile {
  private final Path path;
  private final IsoFile file;
  private final IsoOptions options;
  private final ZoneId zone;
  private final String baseCurrency;

  /** By the elements; there are few ways in which messages tell the same things. */
  private final Map<List<Column>, RowMapper> mappers = new HashMap<>();

  /** A field and the element that it is read from. */
  private record Column(Field field, String element) {}

  IsoRows(Path path, IsoFile file, IsoOptions options, ZoneId packZone, String baseCurrency) {
    this.path = path;
    this.file = file;
    this.options = options;
    this.zone = options.zone() == null ? packZone : options.zone();
    this.baseCurrency = baseCurrency;
  }

  @Override
  public @Nullable InputRow next(long number) {
    IsoRow row = file.next();
    if (row == null) {
      return null;
    }
    List<Column> columns =
        row.cells().stream().map(cell -> new Column(cell.field(), cell.element())).toList();
    RowMapper mapper = mappers.computeIfAbsent(columns, this::mapper);
    List<String> cells = row.cells().stream().map(Cell::text).toList();
    IsoRow.Refusal refusal = row.refusal();
    return refusal == null
        ? mapper.map(cells, row.line(), number)
        : mapper.refused(
            cells, row.line(), new RowProblem(refusal.element(), refusal.value(), refusal.why()));
  }

  private RowMapper mapper(List<Column> columns) {
    Map<Field, FieldSource> sources = new EnumMap<>(Field.class);
    columns.forEach(column -> sources.put(column.field(), FieldSource.column(column.element())));
    sources.put(Field.KIND, FieldSource.constant(options.kind().name()));
    sources.put(Field.CHANNEL, FieldSource.constant(options.channel().name()));
    Mapping mapping =
        new Mapping(
            "ISO 20022", false, ',', sources, TimeFormat.iso(zone), null, null, null, null, null);
    return new RowMapper(
        Layout.of(path, columns.stream().map(Column::element).toList(), mapping), baseCurrency);
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() {
    file.close();
  }
}
