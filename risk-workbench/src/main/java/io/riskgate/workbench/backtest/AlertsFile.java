package io.riskgate.workbench.backtest;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.riskgate.core.Amounts;
import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a CSV row an alert: a transfer that is to be verified or held. Names no account. */
public final class AlertsFile {
  private final Writer target;
  private final CsvWriter csv;
  private final int digits;

  /**
   * Writes the header.
   *
   * @param digits the decimals of the base currency
   */
  public AlertsFile(Writer target, int digits) {
    this.target = target;
    this.digits = digits;
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(target);
    csv.writeRecord(
        "file",
        "line",
        "transfer_id",
        "time",
        "value",
        "outcome",
        "score",
        "reasons",
        "limits",
        "label",
        "fraud_kind",
        "baseline");
  }

  void add(Replayed replayed, Decision decision, @Nullable Decision baseline) {
    if (decision.decidedOutcome() == Outcome.ALLOW) {
      return;
    }
    csv.writeRecord(
        replayed.row().file().toString(),
        Long.toString(replayed.row().line()),
        replayed.transfer().id(),
        String.valueOf(replayed.transfer().time()),
        Amounts.format(decision.value(), digits),
        decision.decidedOutcome().name(),
        Integer.toString(decision.score()),
        decision.hits().stream().map(Hit::code).collect(Collectors.joining(";")),
        decision.limitUsages().stream()
            .filter(LimitUsage::isPassed)
            .map(usage -> usage.limit().id())
            .collect(Collectors.joining(";")),
        replayed.isFraud() ? "FRAUD" : replayed.isLabelled() ? "HONEST" : "",
        replayed.fraudKind(),
        baseline == null ? "" : baseline.decidedOutcome().name());
  }

  /** Hands on what was written. */
  public void flush() throws IOException {
    csv.flush();
    target.flush();
  }
}
