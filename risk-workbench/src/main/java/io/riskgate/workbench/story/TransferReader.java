package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.rows.InputRow;
import io.riskgate.workbench.rows.NamedCells;
import io.riskgate.workbench.rows.RowProblem;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a transfer whose keys are the columns of {@code docs/csv.md}, over what is known of the
 * payer and of everybody. The time is that of the step unless it is given.
 */
final class TransferReader {
  private static final List<Field> NEEDED = List.of(Field.PAYER, Field.PAYEE, Field.AMOUNT);

  private final String what;
  private final StepContext step;

  TransferReader(String what, StepContext step) {
    this.what = what;
    this.step = step;
  }

  /** Reads it, or reports what is wrong and answers null. */
  @Nullable Transfer read(Node node) {
    Reading reading = step.reading();
    YamlObject object = reading.object(what, node);
    Map<String, String> given = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      if (field == Field.TIME) {
        Instant time = reading.instant(object, what, field.column(), step.at());
        given.put(field.column(), (time == null ? step.at() : time).toString());
      } else {
        Cast.put(given, object, field);
      }
    }
    object.refuseOthers();
    Map<String, String> cells =
        reading.cast().cellsOf(given.getOrDefault(Field.PAYER.column(), ""));
    if (given.containsKey(Field.ASSET.column())) {
      cells.remove(Field.CURRENCY.column()); // the default is for what is no asset
    }
    cells.putAll(given);
    cells.putIfAbsent(Field.TRANSFER_ID.column(), "step-" + step.number());
    Transfer transfer = isWhole(node, cells) ? transfer(node, cells) : null;
    if (transfer == null) {
      reading.rememberUnread(cells.getOrDefault(Field.TRANSFER_ID.column(), ""));
    }
    return transfer;
  }

  private boolean isWhole(Node node, Map<String, String> cells) {
    boolean whole = true;
    for (Field field : NEEDED) {
      if (!cells.containsKey(field.column())) {
        step.reading().problems().add(node, what + ": '" + field.column() + "' is missing");
        whole = false;
      }
    }
    if (!cells.containsKey(Field.CURRENCY.column()) && !cells.containsKey(Field.ASSET.column())) {
      step.reading().problems().add(node, what + ": 'currency' or 'asset' is missing");
      whole = false;
    }
    return whole;
  }

  private @Nullable Transfer transfer(Node node, Map<String, String> cells) {
    Reading reading = step.reading();
    InputRow row =
        NamedCells.row(
            reading.file(), YamlObject.line(node), cells, reading.pack().policy().baseCurrency());
    Transfer transfer = row.transfer();
    if (transfer == null) {
      return null;
    }
    for (RowProblem problem : row.inFileTerms(transfer.buildProblems())) {
      reading.problems().add(node, what + ": " + problem);
    }
    reading.remember(node, transfer);
    return transfer;
  }

  /** The transfer in one line, such as {@code Li Na -> shop: PAYMENT 12.50 CNY [T7]}. */
  static String words(Transfer t, Cast cast) {
    String unit = t.currency() == null ? t.asset() : t.currency();
    int digits =
        t.currency() == null ? t.assetScale() : Math.max(0, Amounts.fractionDigits(t.currency()));
    return "%s -> %s: %s %s %s [%s]%s"
        .formatted(
            cast.name(t.payer()),
            cast.name(t.payee()),
            t.kind(),
            ToldAmounts.told(t.amountMinor(), digits),
            unit,
            t.id(),
            t.purpose() == null ? "" : " \"" + t.purpose() + "\"");
  }
}
